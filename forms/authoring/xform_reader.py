"""Reads any XForm of the ODK dialect into a form and its lists."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping
from dataclasses import replace

from forms.authoring.xform_parts import (
    Control,
    OpenTable,
    Repeat,
    Texts,
    always_true,
    by_name,
    columns,
    given,
    inside_randomize,
    language_keys,
    literal,
    mixed,
    parameters,
    predicates_of,
    read_csv,
    safe_name,
    why_locked,
)
from forms.authoring.xform_tree import JR, XF, H
from forms.pack import (
    Action,
    Choice,
    Field,
    Form,
    Group,
    Kind,
    Layout,
    StartRow,
    Table,
    TableKind,
    Words,
)
from forms.problems import Problem
from forms.values import ANY_DECIMALS

_ITEXT = re.compile(r"\s*jr:itext\(\s*'([^']*)'\s*\)\s*\Z")
_ITEXT_COLUMN = re.compile(r"\s*jr:itext\(\s*([^'()]+)\s*\)\s*\Z")
_INSTANCE = re.compile(r"\s*(?:randomize\(\s*)?instance\(\s*['\"]([^'\"]+)['\"]\s*\)/[^/\[]+/[^/\[]+")
_KINDS = {
    "int": Kind.INTEGER,
    "integer": Kind.INTEGER,
    "decimal": Kind.DECIMAL,
    "date": Kind.DATE,
    "binary": Kind.FILES,
}
_PRELOADS = {
    ("date", "today"): "today()",
    ("timestamp", "start"): "now()",
    ("uid", ""): "concat('uuid:', uuid())",
}
_CONTROLS = {
    "input": "input",
    "secret": "input",
    "select1": "select",
    "select": "select",
    "rank": "rank",
    "range": "range",
    "upload": "upload",
    "trigger": "trigger",
}
_META = ("meta", "orx:meta")


ITEMSETS = "itemsets.csv"
"""The file that pyxform makes of the sheet `external_choices`."""


class Reader:
    """One XForm, read once; `form` puts it together, `lists` and `warnings` stand beside it."""

    def __init__(self, root: ET.Element, text: str, files: Mapping[str, bytes]) -> None:
        self.prefixes = {uri: name for name, uri in re.findall(r"xmlns:([\w.-]+)\s*=\s*[\"']([^\"']*)", text)}
        self.files = files
        model = next(root.iter(f"{XF}model"))
        self.title = " ".join((root.findtext(f"{H}head/{H}title") or "").split())
        self.itext, self.live_itext = self._itext(model)
        self.guidance = _guidance(model)
        instances = model.findall(f"{XF}instance")
        self.primary = next(iter(instances[0]))
        self.root = self._name(self.primary)
        self.warnings: list[Problem] = []
        self.lists: dict[str, tuple[Choice, ...]] = {}
        self.columns: dict[str, tuple[Mapping[str, str], ...]] = {}
        for instance in instances[1:]:
            self._instance(instance)
        self._external_lists()
        self.binds: dict[str, Mapping[str, str]] = {}
        self.bind_ids: dict[str, str] = {}
        for bind in model.iter(f"{XF}bind"):
            path = self._path(bind.get("nodeset", ""), f"/{self.root}")
            self.binds[path] = {**self.binds.get(path, {}), **bind.attrib}
            if bind.get("id"):
                self.bind_ids[bind.get("id", "")] = path
        self.controls: dict[str, Control] = {}
        self.groups: dict[str, tuple[Texts, str]] = {}
        self.repeats: dict[str, Repeat] = {}
        self.actions: list[Action] = []
        for element in model:
            self._action(element, f"/{self.root}", "")
        body = root.find(f"{H}body")
        if body is not None:
            self._body(body, f"/{self.root}")
        self.tables: list[OpenTable] = []
        self.shown_groups: list[Group] = []
        self.order: list[str] = []

    # -- names and texts ----------------------------------------------------------------------------

    def _name(self, element: ET.Element) -> str:
        namespace, _, name = element.tag.removeprefix("{").rpartition("}")
        prefix = "" if f"{{{namespace}}}" == XF else self.prefixes.get(namespace, "")
        return f"{prefix}:{name}" if prefix else name

    def _path(self, text: str, base: str) -> str:
        """Make a reference absolute."""
        text = re.sub(r"\s+", "", text)
        parts = [] if text.startswith("/") else base.split("/")[1:]
        for step in text.split("/"):
            if step == "..":
                parts = parts[:-1]
            elif step not in {"", "."} and not step.startswith("current()"):
                parts.append(step)
        return "/" + "/".join(parts)

    def _itext(self, model: ET.Element) -> tuple[dict[str, dict[str, str]], dict[str, dict[str, str]]]:
        plain: dict[str, dict[str, str]] = {}
        live: dict[str, dict[str, str]] = {}
        translations = list(model.iter(f"{XF}translation"))
        translations.sort(key=lambda one: one.get("default") is None)
        for translation in translations:
            language = translation.get("lang", "")
            for entry in translation.iter(f"{XF}text"):
                value = next((v for v in entry.findall(f"{XF}value") if v.get("form") is None), None)
                if value is None:
                    continue
                words, code = mixed(value)
                name = entry.get("id", "")
                for key in language_keys(language):
                    plain.setdefault(name, {}).setdefault(key, words)
                    if code:
                        live.setdefault(name, {}).setdefault(key, code)
        for name, said in plain.items():
            first = next(iter(said))  # the form's own language stands for Vietnamese where that is missing
            if "vi" not in said and first in live.get(name, {}):
                live[name]["vi"] = live[name][first]
            said.setdefault("vi", said[first])
            _without_gaps(said, live.get(name, {}))
        return plain, live

    def _texts(self, parent: ET.Element, tag: str) -> Texts:
        found = parent.find(f"{XF}{tag}")
        if found is None:
            return Texts()
        ref = found.get("ref")
        if ref:
            named = _ITEXT.match(ref)
            if named:
                return Texts(self.itext.get(named[1], {"vi": ""}), self.live_itext.get(named[1], {}))
            return Texts({"vi": ""}, {"vi": ref})
        words, code = mixed(found)
        return Texts({"vi": words}, {"vi": code} if code else {})

    def _guided(self, control: ET.Element) -> Words:
        """Give the guidance that stands beside a question's hint, {} where there is none."""
        hint = control.find(f"{XF}hint")
        named = _ITEXT.match(hint.get("ref", "")) if hint is not None else None
        return self.guidance.get(named[1], {}) if named else {}

    # -- lists --------------------------------------------------------------------------------------

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

    # -- the body -----------------------------------------------------------------------------------

    def _body(self, parent: ET.Element, base: str) -> None:
        for element in parent:
            tag = element.tag.rpartition("}")[2]
            ref = element.get("ref") or element.get("nodeset") or ""
            if not ref and element.get("bind"):
                ref = next((p for p, b in self.binds.items() if b.get("id") == element.get("bind")), "")
            place = self._path(ref, base) if ref else base
            if tag == "group":
                texts = self._texts(element, "label")
                if ref:
                    self.groups[place] = (texts, element.get("appearance", ""))
                repeat = next((e for e in element if e.tag == f"{XF}repeat"), None)
                if repeat is not None:
                    self.repeats[self._path(repeat.get("nodeset", ""), place)] = Repeat(texts=texts)
                self._body(element, place)
            elif tag == "repeat":
                one = self.repeats.setdefault(place, Repeat())
                count = element.get(f"{JR}count")
                one.count = count.strip() if count else None
                one.fixed = element.get(f"{JR}noAddRemove") is not None
                self._body(element, place)
                for inner in element:
                    self._action(inner, place, place)
            elif tag in _CONTROLS and ref:
                self.controls[place] = Control(
                    tag, element, element.get("appearance", ""), self._texts(element, "label")
                )
                for inner in element:
                    self._action(inner, place, place)
            elif tag == "setvalue":
                self._action(element, base, base)

    def _action(self, element: ET.Element, base: str, trigger: str) -> None:
        tag = element.tag.rpartition("}")[2]
        if tag not in {"setvalue", "setgeopoint", "recordaudio"}:
            return
        events = tuple((element.get("event") or "").split())
        where = element.get("ref") or self.bind_ids.get(element.get("bind", ""), "")
        target = self._path(re.sub(r"\[[^\]]*\]", "", where), base)
        if tag != "setvalue":
            return
        value = element.get("value")
        if value is None:
            text = "".join(element.itertext())
            value = literal(text) if text else ""
        if not any(
            a.events == events and a.target == target and a.value == value and a.trigger == trigger
            for a in self.actions
        ):
            self.actions.append(
                Action(
                    events,
                    target,
                    value.strip(),
                    trigger,
                    where if "[" in where else "",
                    f"setvalue {target}",
                )
            )

    # -- the form -----------------------------------------------------------------------------------

    def form(self) -> Form:
        """Put the form together."""
        form_id = safe_name(self.primary.get("id") or self.root, set()).replace(".", "_")
        path = f"/{self.root}"
        top = OpenTable(form_id, path, None)
        self.tables.append(top)
        self._group(path, Texts({"vi": self.title}), "")
        self._walk(self.primary, path, top)
        self._starts(self.primary, path, ())
        tables = tuple(
            Table(
                table.id,
                form_id,
                table.path,
                TableKind.RECORDS if table.parent else TableKind.SINGLE,
                {"vi": self.title} if not table.parent else self.repeats[table.path].texts.plain,
                tuple(table.fields),
                table.parent.id if table.parent else None,
                layout=Layout.ROWS if table.parent else Layout.RECORD,
                count=self._counted(table),
                start=tuple(table.start),
                closed=bool(table.parent and self.repeats[table.path].fixed),
                each=table.each,
            )
            for table in self.tables
        )
        return Form(
            form_id,
            form_id,
            self.primary.get("version", "") or "",
            {"vi": self.title or form_id},
            tables,
            groups=tuple(self.shown_groups),
            actions=tuple(self.actions),
            order=tuple(self.order),
            blanks_told=False,
            xform_id="" if self.primary.get("id") == form_id else self.primary.get("id") or "",
            namespaces=self._namespaces(),
        )

    def _namespaces(self) -> dict[str, str]:
        """Give the namespaces of the prefixes that stand in the form's paths."""
        steps = {step for path in (f"/{self.root}", *self.order) for step in path.split("/")}
        used = {step.rpartition(":")[0] for step in steps} - {""}
        return {name: uri for uri, name in sorted(self.prefixes.items()) if name in used}

    def _counted(self, table: OpenTable) -> str | None:
        repeat = self.repeats.get(table.path)
        if repeat is None:
            return None
        # A count stands at the repeat, whose rows do not exist yet: what it reads starts from the row above.
        above = re.fullmatch(r"(?:current\(\)/)?\.\./(.*)", repeat.count or "", re.DOTALL)
        return above[1] if above else repeat.count

    def _group(self, path: str, texts: Texts, appearance: str) -> None:
        bind = self.binds.get(path, {})
        self.shown_groups.append(
            Group(
                path,
                texts.plain,
                given(bind.get("relevant")),
                given(bind.get("readonly")),
                always_true(bind.get("required")),
                texts.live,
                appearance,
                path,
            )
        )

    def _walk(self, element: ET.Element, path: str, table: OpenTable) -> None:
        """Read the children of a node of the primary instance."""
        for name, twins in by_name(element, self._name):
            place = f"{path}/{name}"
            self.order.append(place)
            if place in self.repeats:
                self._repeat(place, name, twins, table)
            elif len(twins[0]) or place in self.groups or (name in _META and place not in self.binds):
                texts, appearance = self.groups.get(place, (Texts(), ""))
                self._group(place, texts, appearance)
                self._walk(twins[0], place, table)
            else:
                table.fields.append(self._field(place, twins[0], table))

    def _repeat(self, place: str, name: str, twins: list[ET.Element], table: OpenTable) -> None:
        repeat = self.repeats[place]
        template = next((one for one in twins if one.get(f"{JR}template") is not None), None)
        rows = [one for one in twins if one is not template]
        inner = OpenTable(safe_name(f"{table.id}.{name}", {one.id for one in self.tables}), place, table)
        self.tables.append(inner)
        self._group(place, repeat.texts, "")
        self._walk(template if template is not None else twins[0], place, inner)
        inner.each = len(rows) or int(repeat.fixed)

    def _starts(self, element: ET.Element, path: str, key: tuple[str, ...]) -> None:
        """Note the rows a new document starts with: those of the instance that are no template."""
        by_path = {table.path: table for table in self.tables}
        for name, twins in by_name(element, self._name):
            place = f"{path}/{name}"
            table = by_path.get(place)
            if table is None:
                self._starts(twins[0], place, key)
                continue
            rows = [one for one in twins if one.get(f"{JR}template") is None]
            if not rows and self.repeats[place].fixed:
                rows = twins[:1]
            for number, row in enumerate(rows, 1):
                own = (*key, str(number))
                table.start.append(StartRow(own, dict(self._values(row, place, table))))
                self._starts(row, place, own)

    def _values(self, element: ET.Element, path: str, table: OpenTable) -> Iterator[tuple[str, str]]:
        ids = {one.path: one.id for one in table.fields}
        for name, twins in by_name(element, self._name):
            place = f"{path}/{name}"
            if place in ids:
                text = "".join(twins[0].itertext())
                if text:
                    yield ids[place], text
            elif place not in self.repeats:
                yield from self._values(twins[0], place, table)

    def _field(self, path: str, element: ET.Element, table: OpenTable) -> Field:
        bind = self.binds.get(path, {})
        control = self.controls.get(path)
        kind_word = (bind.get("type") or "string").rpartition(":")[2]
        kind = _KINDS.get(kind_word, Kind.TEXT)
        last = path.rpartition("/")[2].replace(".", "_")  # an address parts its field with a dot
        name = safe_name(last, table.names)
        table.names.add(name)
        shown = _CONTROLS.get(control.tag, "") if control else ""
        told = control is not None and control.element.find(f"{XF}label") is not None
        if control and control.tag == "input" and told and always_true(bind.get("readonly")):
            shown = "note"
        if control and control.element.get("query"):
            shown, kind = "select", Kind.CHOICE
        elif control and shown in {"select", "rank"}:
            kind = Kind.CHOICE if control.tag == "select1" else Kind.CHOICES
        calculate = given(bind.get("calculate"))
        preload = _PRELOADS.get((bind.get(f"{JR}preload", ""), bind.get(f"{JR}preloadParams", "")))
        if preload and not calculate:
            self.actions.append(
                Action(("odk-instance-first-load",), path, preload, "", "", f"preload {path}")
            )
        text = "".join(element.itertext())
        texts = control.texts if control else Texts()
        locked = why_locked(kind_word, control)
        one = Field(
            id=name,
            path=path,
            kind=kind,
            label=texts.plain,
            hint=self._texts(control.element, "hint").plain if control else {},
            guidance=self._guided(control.element) if control else {},
            decimals=ANY_DECIMALS if kind is Kind.DECIMAL else 0,
            calculate=calculate,
            default=literal(text) if text and calculate is None else None,
            relevant=given(bind.get("relevant")),
            required=None if locked else given(bind.get("required")),
            required_message=self._message(bind.get(f"{JR}requiredMsg")),
            constraint=given(bind.get("constraint")),
            constraint_message=self._message(bind.get(f"{JR}constraintMsg")),
            readonly=given(bind.get("readonly")),
            source=path,
            type=kind_word,
            control=shown,
            appearance=control.appearance if control else "",
            parameters=parameters(control),
            live_label=texts.live,
            locked=locked,
        )
        return (
            self._with_choices(one, control, path) if control and kind in {Kind.CHOICE, Kind.CHOICES} else one
        )

    def _message(self, text: str | None) -> Words:
        if not text:
            return {}
        named = _ITEXT.match(text)
        words = self.itext.get(named[1], {}) if named else {"vi": text}
        return {language: one.replace("{", "(").replace("}", ")") for language, one in words.items()}

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


def _without_gaps(words: dict[str, str], live: dict[str, str]) -> None:
    """Let another language speak where pyxform wrote "-" for a translation that is missing."""
    said = next((one for one in words.values() if one != "-"), None)
    if said is None or "-" not in words.values():
        return
    for language in [language for language, one in words.items() if one == "-" and language not in live]:
        del words[language]
    words.setdefault("vi", said)


def _guidance(model: ET.Element) -> Mapping[str, Words]:
    """Give the texts that a form marks as guidance, by the name of the hint they stand beside."""
    found: dict[str, dict[str, str]] = {}
    for translation in model.iter(f"{XF}translation"):
        for entry in translation.iter(f"{XF}text"):
            for value in entry.findall(f"{XF}value[@form='guidance']"):
                words, _ = mixed(value)
                for key in language_keys(translation.get("lang", "")) if words else ():
                    found.setdefault(entry.get("id", ""), {}).setdefault(key, words)
    for said in found.values():
        said.setdefault("vi", next(iter(said.values())))
        _without_gaps(said, {})
    return found
