"""The XForm that pyxform made of one form, read once: its texts, lists, binds, controls and groups.

Only the XForm is read (a published format), never pyxform's inner objects (xlsform.md section 1).
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from dataclasses import dataclass, field

from forms.authoring import profile
from forms.pack import Choice, Field, TableKind, Words

XF = "{http://www.w3.org/2002/xforms}"
H = "{http://www.w3.org/1999/xhtml}"
JR = "{http://openrosa.org/javarosa}"
VN = f"{{{profile.NAMESPACE}}}"

_ITEXT = re.compile(r"jr:itext\('(.+)'\)\Z")


@dataclass(slots=True)
class Control:
    """What the body says of a node."""

    tag: str
    label: Words
    hint: Words
    appearance: str = ""
    itemset: str = ""
    parameters: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class OpenTable:
    """A table being put together."""

    path: str
    kind: TableKind
    label: Words
    grid: Mapping[str, str]
    fields: list[Field] = field(default_factory=list)
    parent: OpenTable | None = None
    id: str = ""
    appearance: str = ""  # "vn-grid", "vn-table" or ""
    columns: dict[str, str] = field(default_factory=dict)  # key field that is no axis -> column of the list


class XForm:
    """One XForm, read once."""

    def __init__(self, text: str) -> None:
        # The text was written a moment ago by pyxform, in this process: no foreign document is parsed.
        root = ET.fromstring(text)  # noqa: S314
        model = next(root.iter(f"{XF}model"))
        body = next(root.iter(f"{H}body"))
        self.title = root.findtext(f"{H}head/{H}title") or ""
        self.itext = _itext(model)
        instances = model.findall(f"{XF}instance")
        self.primary = next(iter(instances[0]))
        self.lists = {i.get("id", ""): self._items(i) for i in instances[1:] if i.get("src") is None}
        self.columns = {
            name: {column for item in items for column in item.attributes}
            for name, items in self.lists.items()
        }
        self.binds = {bind.get("nodeset", ""): bind.attrib for bind in model.iter(f"{XF}bind")}
        self.defaults: dict[str, str] = {}
        self.triggered: list[tuple[str, str, str]] = []  # what triggers, what is set, to which expression
        for control in body.iter():
            for node in control.findall(f"{XF}setvalue"):
                if "xforms-value-changed" in node.get("event", ""):
                    self.triggered.append(
                        (control.get("ref", ""), node.get("ref", ""), node.get("value", ""))
                    )
        for node in root.iter(f"{XF}setvalue"):
            if "xforms-value-changed" not in node.get("event", ""):
                self.defaults[node.get("ref", "")] = node.get("value", "")
        self.controls: dict[str, Control] = {}
        self.groups: dict[str, Words] = {}
        self.repeats: dict[str, Mapping[str, str]] = {}
        self._body(body)

    def words(self, text: str | None) -> Words:
        """Resolve `jr:itext('...')` to its texts; plain text stands for itself."""
        if not text:
            return {}
        found = _ITEXT.match(text)
        return self.itext.get(found[1], {}) if found else {"vi": text}

    def _items(self, instance: ET.Element) -> tuple[Choice, ...]:
        items = []
        for item in instance.iter(f"{XF}item"):
            texts = {local(part): part.text or "" for part in item}
            label = self.itext.get(texts.pop("itextId", ""), {})
            if texts.get("name") == profile.OTHER and set(label) != set(profile.LANGUAGES):
                label = profile.OTHER_LABEL  # added by `or_other`, in the form's first language alone
                texts.pop("label", None)
            items.append(Choice(texts.pop("name", ""), label, texts))
        return tuple(items)

    def _body(self, element: ET.Element) -> None:
        for child in element:
            tag = local(child)
            if tag == "group":
                self.groups[child.get("ref", "")] = self._text(child, "label")
                self._body(child)
            elif tag == "repeat":
                self.repeats[child.get("nodeset", "")] = child.attrib
                self._body(child)
            elif child.get("ref") and tag != "setvalue":
                itemset = child.find(f"{XF}itemset")
                self.controls[child.get("ref", "")] = Control(
                    tag,
                    self._text(child, "label"),
                    self._text(child, "hint"),
                    child.get("appearance", ""),
                    itemset.get("nodeset", "") if itemset is not None else "",
                    {name: child.get(name, "") for name in ("start", "end", "step") if child.get(name)},
                )

    def _text(self, element: ET.Element, tag: str) -> Words:
        found = element.find(f"{XF}{tag}")
        return {} if found is None else self.words(found.get("ref") or found.text)


def _itext(model: ET.Element) -> dict[str, dict[str, str]]:
    texts: dict[str, dict[str, str]] = {}
    for translation in model.iter(f"{XF}translation"):
        language = profile.language_of(translation.get("lang", ""))
        for text in translation.iter(f"{XF}text"):
            value = text.find(f"{XF}value")
            if value is not None:
                texts.setdefault(text.get("id", ""), {})[language] = (value.text or "").strip()
    return texts


def local(element: ET.Element) -> str:
    """Give the name of an element without its namespace."""
    return element.tag.rpartition("}")[2]
