"""The lists of an XForm: its instances, attached files and the items of its questions, as choices."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping
from dataclasses import replace

from forms.authoring.xform_parts import (
    Control,
    by_name,
    columns,
    given,
    inside_randomize,
    predicates_of,
    read_csv,
)
from forms.authoring.xform_tree import XF
from forms.authoring.xform_words import XformWords
from forms.pack import Choice, Field, Words
from forms.problems import Problem

ITEMSETS = "itemsets.csv"
"""The file that pyxform makes of the sheet `external_choices`."""
_ITEXT_COLUMN = re.compile(r"\s*jr:itext\(\s*([^'()]+)\s*\)\s*\Z")
_INSTANCE = re.compile(r"\s*(?:randomize\(\s*)?instance\(\s*['\"]([^'\"]+)['\"]\s*\)/[^/\[]+/[^/\[]+")


class XformLists(XformWords):
    """The instances of one XForm: the primary one with its root, and all others as lists."""

    def __init__(self, text: str, model: ET.Element, files: Mapping[str, bytes]) -> None:
        super().__init__(text, model)
        self.files = files
        instances = model.findall(f"{XF}instance")
        self.primary = next(iter(instances[0]))
        self.root = self._name(self.primary)
        self.warnings: list[Problem] = []
        self.lists: dict[str, tuple[Choice, ...]] = {}
        self.columns: dict[str, tuple[Mapping[str, str], ...]] = {}
        for instance in instances[1:]:
            self._instance(instance)
        self._external_lists()

    def _instance(self, instance: ET.Element) -> None:
        name, source = instance.get("id", ""), instance.get("src")
        if (source or "").endswith("/last-saved"):
            key = f"{name}/{self.root}"
            self.columns[key] = (dict.fromkeys(self._leaves(self.primary, ""), ""),)
            self.lists[key] = self._choices(key, "name", "label")
            return
        items: list[Mapping[str, str]] = []
        if source is not None and len(instance) == 0:
            items = self._attached(source)
        elif len(instance):
            items = [columns(item, self._name) for item in instance[0]]
        leaves = len(instance) > 0 and all(len(item) == 0 for item in instance[0])
        if source is None and len(instance) and not leaves:
            top = self._name(instance[0])
            kinds = dict.fromkeys(self._name(item) for item in instance[0])
            if top != "root" or any(kind != "item" for kind in kinds):
                for kind in kinds:
                    key = f"{name}/{top}/{kind}"
                    self.columns[key] = tuple(
                        columns(item, self._name) for item in instance[0] if self._name(item) == kind
                    )
                    self.lists[key] = self._choices(key, "name", "label")
        if leaves:
            key = f"{name}/{self._name(instance[0])}"
            self.columns[key] = (columns(instance[0], self._name),)
            self.lists[key] = self._choices(key, "name", "label")
        self.columns[name] = tuple(items)
        self.lists[name] = self._choices(
            name, "name", "label" if any("label" in i for i in items) else "itextId"
        )

    def _external_lists(self) -> None:
        """Read the lists of `select_one_external`, which stand in one file for all."""
        content = self.files.get(ITEMSETS)
        items = read_csv(content) if content else []
        for name in dict.fromkeys(item.get("list_name", "") for item in items):
            if name not in self.lists:
                self.columns[name] = tuple(item for item in items if item.get("list_name") == name)
                self.lists[name] = self._choices(name, "name", "label")

    def _leaves(self, element: ET.Element, base: str) -> Iterator[str]:
        for name, twins in by_name(element, self._name):
            path = f"{base}/{name}" if base else name
            if len(twins[0]):
                yield from self._leaves(twins[0], path)
            else:
                yield path

    def _attached(self, source: str) -> list[Mapping[str, str]]:
        name = source.rpartition("/")[2]
        content = self.files.get(name)
        if content is None:
            self.warnings.append(Problem("PACK_FILE", file=name, reason=""))
            return []
        if name.lower().endswith(".csv"):
            return read_csv(content)
        from defusedxml.ElementTree import fromstring

        root = fromstring(content)
        return [columns(item, self._name) for item in root]

    def _choices(self, instance: str, value: str, label: str) -> tuple[Choice, ...]:
        """Present the items of an instance as choices whose code and label stand in the columns named."""
        found = []
        for item in self.columns.get(instance, ()):
            words: Words = {"vi": item.get(label, "")}
            live: Words = {}
            if label == "itextId":
                words = self.itext.get(item.get("itextId", ""), {"vi": ""})
                live = self.live_itext.get(item.get("itextId", ""), {})
            found.append(Choice(item.get(value, ""), words, dict(item), live))
        return tuple(found)

    def _with_choices(self, one: Field, control: Control, path: str) -> Field:
        """Give a question its choices: items of its own, of an instance, or rows of a repeat."""
        query = control.element.get("query")
        itemset = control.element.find(f"{XF}itemset")
        if query:
            itemset = ET.Element("itemset", {"nodeset": query})
        if itemset is None:
            items = []
            for item in control.element.findall(f"{XF}item"):
                texts = self._texts(item, "label")
                items.append(Choice((item.findtext(f"{XF}value") or "").strip(), texts.plain, {}, texts.live))
            name = f"items of {path}"
            self.lists[name] = tuple(items)
            return replace(one, list=name)
        nodeset = itemset.get("nodeset", "").strip()
        value, label = (
            (found.get("ref") or "" if (found := itemset.find(f"{XF}{tag}")) is not None else "")
            for tag in ("value", "label")
        )
        itext = _ITEXT_COLUMN.match(label)
        label = itext[1].strip() if itext else label
        if query:
            value, label = "name", "label"
        named = _INSTANCE.match(nodeset)
        if named:
            rest = nodeset[named.end() :].strip()
            if nodeset.startswith("randomize"):
                self._warn(path, nodeset, "later")  # offered in the list's own order
                rest = inside_randomize(nodeset)[named.end() - nodeset.index("instance") :].strip()
            predicates = predicates_of(rest)
            if predicates is None or named[1] not in self.lists:
                reason = "unknown-instance" if predicates else "unsupported"
                self._warn(path, nodeset, reason)
                return replace(one, list=self._list(named[1], value, label))
            condition = (
                " and ".join(f"({part})" for part in predicates)
                if len(predicates) > 1
                else "".join(predicates)
            )
            return replace(one, list=self._list(named[1], value, label), choice_filter=given(condition))
        return replace(one, itemset=nodeset, item_value=value, item_label=label or value)

    def _list(self, instance: str, value: str, label: str) -> str:
        columns = self.columns.get(instance, ())
        usual = "label" if any("label" in item for item in columns) else "itextId"
        if (value, label or usual) == ("name", usual):
            self.lists.setdefault(instance, ())
            return instance
        name = f"{instance} by {value}, {label}"
        self.lists[name] = self._choices(instance, value, label)
        return name

    def _warn(self, source: str, expression: str, reason: str) -> None:
        self.warnings.append(
            Problem("PACK_EXPRESSION", source=source, expression=expression, reason=reason, detail="")
        )
