"""Reads any XForm of the ODK dialect into a form and its lists."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping

from forms.authoring.xform_lists import XformLists
from forms.authoring.xform_parts import (
    Control,
    OpenTable,
    Repeat,
    Texts,
    always_true,
    by_name,
    given,
    literal,
    parameters,
    safe_name,
    why_locked,
)
from forms.authoring.xform_tree import JR, XF, H
from forms.pack import (
    Action,
    Field,
    Form,
    Group,
    Kind,
    Layout,
    StartRow,
    Table,
    TableKind,
)
from forms.values import ANY_DECIMALS

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


class Reader(XformLists):
    """One XForm, read once; `form` puts it together, `lists` and `warnings` stand beside it."""

    def __init__(self, root: ET.Element, text: str, files: Mapping[str, bytes]) -> None:
        model = next(root.iter(f"{XF}model"))
        super().__init__(text, model, files)
        self.title = " ".join((root.findtext(f"{H}head/{H}title") or "").split())
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
