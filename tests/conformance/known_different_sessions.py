"""Which recorded sessions may differ: the shared table over a node's expression, and rule (f).

A session is looked up here only after it has disagreed, with the nodes that differ at that step. It is known
to be different when each of them falls under the table, or is worked out from one that does. Rule (f), an
input the recording does not carry, looks at the form and at what is recorded, never at a name or an id.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Mapping, Sequence
from typing import Any

from tests.conformance.known_different import known_difference
from tests.conformance.sessions import Difference, Disagrees

_XF = "{http://www.w3.org/2002/xforms}"
_JR = "{http://openrosa.org/javarosa}"
_ATTRIBUTE = {"v": "calculate", "rel": "relevant", "ro": "readonly", "req": "required"}
_GEO = ("geopoint", "geotrace", "geoshape")
_AGGREGATE = re.compile(r"\b(?:sum|count|min|max|join|concat|count-non-empty)\s*\(\s*(/[\w/.-]+)\s*\)")


class _Form:
    """What the rules need to know of a form."""

    def __init__(self, text: str) -> None:
        root = ET.fromstring(text)  # noqa: S314 - the test data of this project
        model = next(root.iter(f"{_XF}model"))
        self.text = text
        self.binds = {bind.get("nodeset", ""): bind.attrib for bind in model.iter(f"{_XF}bind")}
        # A node of the form's own data may be called "repeat" too: it has no nodeset.
        self.repeats = [place for one in root.iter(f"{_XF}repeat") if (place := one.get("nodeset"))]
        self.counted = [one.get("nodeset", "") for one in root.iter(f"{_XF}repeat") if one.get(f"{_JR}count")]
        instances = model.findall(f"{_XF}instance")
        self.external = any(one.get("src") for one in instances[1:])
        self.set = {one.get("ref", "") for one in root.iter(f"{_XF}setvalue")}
        self.filtered = {
            select.get("ref", "")
            for select in root.iter()
            for itemset in select.findall(f"{_XF}itemset")
            if "[" in itemset.get("nodeset", "")
        }

    def bind(self, path: str) -> Mapping[str, str]:
        return self.binds.get(path, {})


def known_different(steps: Sequence[Mapping[str, Any]], disagreement: Disagrees) -> str:
    """Give the reason why a session may differ, "" where it may not."""
    try:
        form = _Form(steps[0]["form"])
    except (ET.ParseError, StopIteration):
        return ""
    opened = _opened_with(form, disagreement)
    if opened:
        return f"f: an input the recording does not carry, {opened}"
    reasons = [(one, _by_table(form, one)) for one in disagreement.differences]
    explained = {_plain(one.ref): reason for one, reason in reasons if reason}
    uncarried = "" if explained else _not_carried(form, disagreement)
    if uncarried:
        return f"f: an input the recording does not carry, {uncarried}"
    if not explained:
        return ""
    for one, reason in reasons:
        if not reason and not _follows(form, one, explained):
            return ""
    return next(iter(explained.values()))


def _plain(ref: str) -> str:
    return re.sub(r"\[\d+\]", "", ref)


def _follows(form: _Form, one: Difference, explained: Mapping[str, str]) -> bool:
    """Say whether a node differs because it reads, belongs to or is the same as one that is explained."""
    path = _plain(one.ref)
    if path in explained or any(path.startswith(f"{other}/") for other in explained):
        return True
    read = " ".join(form.bind(path).values())
    return any(
        re.search(rf"(?<![\w-]){re.escape(other.rpartition('/')[2])}(?![\w-])", read) for other in explained
    )


def _by_table(form: _Form, one: Difference) -> str:
    """Look a node up by the expression that gives what differs, and the value expected of it."""
    path = _plain(one.ref)
    bind = form.bind(path)
    if bind.get("type") in _GEO and one.key == "v":
        return "c: geography"
    if path in form.filtered and one.key in {"v", "bad"}:
        return "b: a choice that is no longer offered is cleared for good"
    expression = bind.get(_ATTRIBUTE.get(one.key, ""), "")
    if not expression:
        return ""
    if one.key != "v":
        return known_difference("boolean", expression, one.theirs)
    if any(_own_rows(expression, path, repeat) for repeat in form.repeats):
        return "b: an absolute path into the own repeat means this row"
    if one.theirs == "" and re.search(r"\bsum\s*\(", expression):
        return "b: sum() passes over blanks"
    return known_difference("string", expression, one.theirs)


def _own_rows(expression: str, path: str, repeat: str) -> bool:
    if not path.startswith(f"{repeat}/"):
        return False
    return re.search(rf"{re.escape(repeat)}(?![\w.-])(?!\[)", expression) is not None


def _not_carried(form: _Form, disagreement: Disagrees) -> str:
    """Name the input that a recording lacks."""
    if form.external:
        return "a file beside the form"
    if re.search(r"\brandom\s*\(", form.text) and any(
        "random" in form.bind(_plain(one.ref)).get("calculate", "") for one in disagreement.differences
    ):
        return "a random number"
    for one in disagreement.differences if disagreement.step == 0 else ():
        if one.key == "v" and form.bind(_plain(one.ref)).get(f"{_JR}preload") == "property":
            return "the device and its user"
    return ""


def _opened_with(form: _Form, disagreement: Disagrees) -> str:
    """Say whether a form was opened with answers: questions nothing works out differ from the start."""
    if disagreement.step:
        return ""
    unasked = {one.ref for one in disagreement.differences if one.key == "rel"}
    for one in disagreement.differences:
        path = _plain(one.ref)
        bind = form.bind(path)
        worked_out = "calculate" in bind or path in form.set or one.ref in unasked or path in form.filtered
        typed = one.kind not in {"group", "model-value"} and bind.get("type") not in _GEO
        if one.key == "v" and typed and not worked_out:
            return "the answers it was opened with"
        if not one.key and one.kind == "repeat-instance" and path not in form.counted:
            return "the rows it was opened with"
    return ""
