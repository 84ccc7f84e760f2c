"""Small parts of an XForm as the compiler keeps them: controls, texts, repeats, names and predicates."""

from __future__ import annotations

import csv
import io
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from forms.authoring.xform_tree import XF
from forms.pack import (
    Field,
    StartRow,
    Words,
)

_GEO = ("geopoint", "geotrace", "geoshape")
_MEDIA = ("audio/", "video/")
_GEO_LOCK = {
    "vi": "Vị trí địa lý: chương trình này không ghi được.",
    "en": "A position: this program cannot record it.",
}
_MEDIA_LOCK = {
    "vi": "Âm thanh hoặc phim: chương trình này không ghi được.",
    "en": "Sound or film: this program cannot record it.",
}
_APP_LOCK = {
    "vi": "Câu hỏi dùng ứng dụng khác: chương trình này không mở được.",
    "en": "Asks another application: this program cannot open it.",
}


@dataclass(slots=True)
class Control:
    """What the body says of a question."""

    tag: str
    element: ET.Element
    appearance: str
    texts: Texts


@dataclass(slots=True)
class Texts:
    """A label: as it stands, and the expressions of one that holds answers."""

    plain: Words = field(default_factory=dict)
    live: Words = field(default_factory=dict)


@dataclass(slots=True)
class Repeat:
    """What the body says of a repeat."""

    count: str | None = None
    fixed: bool = False
    texts: Texts = field(default_factory=Texts)


@dataclass(slots=True)
class OpenTable:
    """A table being put together."""

    id: str
    path: str
    parent: OpenTable | None
    fields: list[Field] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    start: list[StartRow] = field(default_factory=list)
    each: int = 0


def mixed(element: ET.Element) -> tuple[str, str]:
    """Read text with <output> in it: the text with gaps, and an expression that gives it whole, or ""."""
    if not any(True for _ in element):
        return (element.text or "").strip(), ""
    parts: list[tuple[str, str]] = [("text", element.text or "")]
    for child in element:
        if child.tag == f"{XF}output":
            parts.append(("code", (child.get("value") or child.get("ref") or "''").strip()))
        else:
            parts.append(("text", "".join(child.itertext())))
        parts.append(("text", child.tail or ""))
    parts[0] = (parts[0][0], parts[0][1].lstrip())
    parts[-1] = (parts[-1][0], parts[-1][1].rstrip())
    plain = "".join("…" if kind == "code" else text for kind, text in parts).strip()
    codes = [text if kind == "code" else literal(text) for kind, text in parts if text]
    live = f"concat({', '.join(codes)})" if any(kind == "code" for kind, _ in parts) else ""
    return plain, live


def language_keys(language: str) -> Iterator[str]:
    """Give the words a language is found by: "English (en)" by its code too."""
    yield language
    if language.endswith(")") and "(" in language:
        yield language[language.rindex("(") + 1 : -1]


def columns(item: ET.Element, name: Any) -> dict[str, str]:  # noqa: ANN401 - a bound method
    """Read an item of an instance: its attributes and its children."""
    attributes = {f"@{key.rpartition('}')[2]}": text for key, text in item.attrib.items()}
    return {**attributes, **{name(part): "".join(part.itertext()) for part in item}}


def read_csv(content: bytes) -> list[Mapping[str, str]]:
    """Read a table of choices; its cells may be parted by commas, semicolons, tabs or bars."""
    text = content.decode("utf-8-sig", errors="replace")
    head = text.partition("\n")[0]
    mark = max(",;\t|", key=head.count)
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=mark)
    return [{name: value or "" for name, value in row.items() if isinstance(name, str)} for row in rows]


def by_name(element: ET.Element, name: Any) -> list[tuple[str, list[ET.Element]]]:  # noqa: ANN401
    """Gather the children of a node by their name, in the order of the first of each."""
    found: dict[str, list[ET.Element]] = {}
    for child in element:
        found.setdefault(name(child), []).append(child)
    return list(found.items())


def safe_name(name: str, taken: set[str]) -> str:
    """Make a name an address can hold, and none that is taken."""
    plain = re.sub(r"[^A-Za-z0-9_.]", "_", name)
    one, number = plain, 1
    while one in taken:
        number += 1
        one = f"{plain}_{number}"
    return one


def given(text: str | None) -> str | None:
    """Give text without blanks around it, None where there is none."""
    return (text or "").strip() or None


def always_true(text: str | None) -> bool:
    """Say whether a condition is a plain yes."""
    return (text or "").strip() in {"true()", "yes", "true"}


def literal(text: str) -> str:
    """Quote text as an XPath string."""
    if "'" not in text:
        return f"'{text}'"
    if '"' not in text:
        return f'"{text}"'
    return "concat(" + ', "\'", '.join(f"'{part}'" for part in text.split("'")) + ")"


def why_locked(kind: str, control: Control | None) -> Words:
    """Say why this program cannot fill a question; nothing where it can."""
    if control is None:
        return {}
    if kind in _GEO:
        return _GEO_LOCK
    if control.tag == "upload" and control.element.get("mediatype", "").startswith(_MEDIA):
        return _MEDIA_LOCK
    return _APP_LOCK if control.appearance.strip().startswith("ex:") else {}


def parameters(control: Control | None) -> dict[str, str]:
    """Read the limits of a range and the kind of file of an upload."""
    if control is None:
        return {}
    names = ("start", "end", "step", "mediatype")
    return {name: control.element.get(name, "") for name in names if control.element.get(name)}


def inside_randomize(nodeset: str) -> str:
    """Give the path inside randomize(...)."""
    inner = nodeset.strip()[len("randomize") :].strip()[1:-1]
    depth = 0
    for place, letter in enumerate(inner):
        depth += (letter in "([") - (letter in ")]")
        if letter == "," and depth == 0:
            return inner[:place].strip()
    return inner.strip()


def predicates_of(text: str) -> list[str] | None:
    """Split "[a][b]" into its conditions; None where something else stands there."""
    found: list[str] = []
    while text:
        if not text.startswith("["):
            return None
        depth, quote = 0, ""
        for place, letter in enumerate(text):
            if quote:
                quote = "" if letter == quote else quote
            elif letter in "'\"":
                quote = letter
            elif letter in "[]":
                depth += 1 if letter == "[" else -1
                if depth == 0:
                    found.append(text[1:place].strip())
                    text = text[place + 1 :].strip()
                    break
        else:
            return None
    return found
