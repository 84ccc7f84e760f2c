"""Turns the XForm that pyxform made of one form into our own: lists, tables, fields, with their texts.

The order of fields is that of the primary instance, which alone holds calculates too.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping

from forms.authoring import profile
from forms.authoring.fixed_rows import FixedRows, given
from forms.authoring.grid_words import read_grid, shown_as
from forms.authoring.lint import Prepared
from forms.authoring.sheets import Complaints
from forms.authoring.xform_tree import JR, VN, Control, OpenTable, XForm, local
from forms.pack import (
    Action,
    Field,
    Form,
    Group,
    Kind,
    Layout,
    Roll,
    Table,
    TableKind,
    Words,
)
from forms.report import HEADER_TABLE

_ITEMSET = re.compile(r"(?:randomize\()?instance\('([^']+)'\)/root/item(?:\[(.*)\])?\)?\Z", re.DOTALL)
_BIND_KINDS = {"int": Kind.INTEGER, "decimal": Kind.DECIMAL, "date": Kind.DATE, "binary": Kind.FILES}
_PARTS_OF_DATE = {"month-year": Kind.MONTH, "year": Kind.YEAR}
_FALSE = ("false()", "no")


class FormBuilder:
    """Builds our form from its XForm; what does not fit together is complained about at its cell."""

    def __init__(self, xform: XForm, prepared: Prepared, complaints: Complaints) -> None:
        self.xform = xform
        self.prepared = prepared
        self.complaints = complaints
        self.tables: list[OpenTable] = []
        self.groups: list[Group] = []
        self.fixed = FixedRows(xform, prepared, complaints)

    def build(self) -> Form:
        """Build the form; its first table is the main one."""
        primary, form_id = self.xform.primary, self.prepared.form_id
        root_label = {"vi": self.xform.title, "en": primary.get(f"{VN}titleEn", "")}
        cover = {"role": "header"} if form_id == HEADER_TABLE else {}
        root = OpenTable(f"/{form_id}", TableKind.SINGLE, root_label, cover, id=form_id)
        self._walk(primary, f"/{form_id}", root, ())
        if root.fields:
            self.tables.insert(0, root)
        self._check_ids(has_root=bool(root.fields))
        return Form(
            form_id,
            primary.get(f"{VN}number", form_id),
            primary.get("version", ""),
            root_label,
            tuple(self._table(table) for table in self.tables),
            primary.get(f"{VN}sheet", ""),
            primary.get(f"{VN}orientation", "landscape"),
            tuple(self.groups),
            tuple(self._action(*one) for one in self.xform.triggered),
            blanks_told=primary.get(f"{VN}register") != "yes",
            register=primary.get(f"{VN}register") == "yes",
        )

    def _action(self, trigger: str, target: str, value: str) -> Action:
        source = self.prepared.place(target)
        return Action(("xforms-value-changed",), target, given(value) or "", trigger, source=source)

    def _group(self, path: str) -> None:
        """Note a group that is asked or locked as a whole."""
        bind = self.xform.binds.get(path, {})
        relevant, readonly = _expression(bind.get("relevant")), _expression(bind.get("readonly"))
        if relevant or readonly:
            label = self.xform.groups[path]
            self.groups.append(Group(path, label, relevant, readonly, source=self.prepared.place(path)))

    def complain(self, code: str, path: str, column: str, /, **details: object) -> None:
        """Note a problem at the row of a node."""
        row = self.prepared.rows.get(path)
        self.complaints.add(code, self.prepared.survey_sheet, row, column, **details)

    def _walk(self, element: ET.Element, path: str, table: OpenTable, headings: tuple[Words, ...]) -> None:
        for child in _once(element):
            place = f"{path}/{local(child)}"
            if place in self.xform.repeats:
                inner = self._open(place, table)
                self.tables.append(inner)
                self._walk(child, place, inner, ())
            elif place in self.xform.groups:
                self._group(place)
                self._walk(child, place, table, (*headings, self.xform.groups[place]))
            elif place in self.prepared.rows:
                table.fields.append(self._field(child, place, table, headings))

    def _open(self, path: str, outer: OpenTable) -> OpenTable:
        grid, _ = read_grid(self.xform.repeats[path].get(f"{VN}grid", ""))
        kind = TableKind.FIXED if "rows" in grid else TableKind.RECORDS
        parent = outer if outer.kind is not TableKind.SINGLE else None
        name = path.rpartition("/")[2]
        own_id = f"{outer.id}.{name}" if parent or outer.fields else outer.id
        label, said = self.xform.groups.get(path, {}), self.prepared.rows[path].get("appearance")
        return OpenTable(
            path, kind, label, grid, parent=parent, id=grid.get("id", own_id), appearance=shown_as(said)
        )

    def _check_ids(self, *, has_root: bool) -> None:
        form_id = self.prepared.form_id
        for place, table in enumerate(self.tables):
            main = place == 0
            good = table.id == form_id if main else table.id.startswith(f"{form_id}.")
            if not good or table.id in {other.id for other in self.tables[:place]}:
                expected = form_id if main else f"{form_id}.{table.path.rpartition('/')[2]}"
                self.complain("PACK_TABLE_ID", table.path, profile.GRID, text=table.id, expected=expected)
        if not self.tables:
            self.complaints.add("PACK_EMPTY", self.prepared.survey_sheet, None, "type")
        extra = [table for table in self.tables[1:] if table.parent is None and not has_root]
        for table in extra:
            self.complain("PACK_TABLE_ID", table.path, profile.GRID, text=table.id, expected="")

    def _table(self, table: OpenTable) -> Table:
        ids: set[str] = set()
        for one in table.fields:
            if one.id in ids:
                self.complain("PACK_DUPLICATE", one.path, profile.STABLE_ID, text=one.id)
            ids.add(one.id)
        for one in table.fields:
            still = next((former for former in one.replaces.split() if former in ids), None)
            if still is not None:
                self.complain("PACK_REPLACES", one.path, profile.REPLACES, text=still)
        axes = tuple(filter(None, table.grid.get("axes", "").split(",")))
        rows = self.fixed.rows(table, axes) if axes else ()
        self.fixed.totals(table)
        layout = table.grid.get("layout", "record" if table.kind is TableKind.SINGLE else "rows")
        return Table(
            table.id,
            self.prepared.form_id,
            table.path,
            table.kind,
            table.label,
            tuple(table.fields),
            table.parent.id if table.parent else None,
            axes,
            rows,
            Layout(layout),
            table.grid.get("role", ""),
            self._counted(table) if table.kind is TableKind.RECORDS else None,
            source=self.prepared.place(table.path),
            rows_from=self.fixed.rows_from(table, axes) if rows else None,
            appearance=table.appearance,
            freeze=int(table.grid.get("freeze", "1")),
        )

    def _counted(self, table: OpenTable) -> str | None:
        """Give the count of a repeat; pyxform puts a formula into a node of its own beside the repeat."""
        count = (self.xform.repeats[table.path].get(f"{JR}count") or "").strip()
        if count and count not in self.prepared.rows:
            return given(self.xform.binds.get(count, {}).get("calculate")) or count
        return count or None

    def _field(self, element: ET.Element, path: str, table: OpenTable, headings: tuple[Words, ...]) -> Field:
        bind = self.xform.binds.get(path, {})
        control = self.xform.controls.get(path)
        vn = {name.removeprefix(VN): text for name, text in bind.items() if name.startswith(VN)}
        kind = self._kind(path, bind, vn, control, table)
        list_name, choice_filter = _itemset(control)
        roll, weight = _rollup(vn.get("rollup", ""))
        note = self.prepared.rows[path].get("type") == "note"
        hidden = self.prepared.rows[path].get("type") == "calculate"
        name = local(element)
        label = control.label if control else _pair(vn, "label")
        kind_word = (bind.get("type") or "").rpartition(":")[2]
        added = self.prepared.rows[path].get("name") != name and name.endswith(f"_{profile.OTHER}")
        limits = control.parameters if control and control.tag == "range" else {}
        column = self.fixed.row_column(path, bind, table)
        field_id = element.get(f"{VN}id", name)
        if column is not None:
            kind = Kind.KEY
            table.columns[field_id] = column
        one = Field(
            id=field_id,
            path=path,
            kind=kind,
            label=profile.OTHER_QUESTION if added else label,
            hint=control.hint if control else {},
            list=list_name,
            unit=_pair(vn, "unit"),
            decimals=int(vn.get("decimals") or ("2" if kind is Kind.DECIMAL else "0")),
            scale=int(vn.get("scale") or "1"),
            rollup=roll,
            weight=weight,
            calculate="''" if note else given(bind.get("calculate")),
            default=self._default(element, path, kind),
            relevant=_at_levels(_expression(bind.get("relevant")), vn.get("levels", "")),
            required=_expression(bind.get("required")),
            required_message=self.xform.words(bind.get(f"{JR}requiredMsg")),
            constraint=_within(_expression(bind.get("constraint")), limits),
            constraint_message=self.xform.words(bind.get(f"{JR}constraintMsg")),
            readonly=_expression(bind.get("readonly")),
            choice_filter=choice_filter,
            warn=_expression(vn.get("warn")),
            warn_message=_pair(vn, "warnMsg"),
            check=vn.get("check") or "CALC",
            sensitive=vn.get("sensitive") == "yes",
            max_length=int(vn["maxlength"]) if vn.get("maxlength") else None,
            max_words=int(vn["maxwords"]) if vn.get("maxwords") else None,
            group=headings[-1] if headings else {},
            source=self.prepared.place(path),
            type=kind_word if kind_word in {"time", "dateTime", "barcode"} else "",
            control="rank" if control and control.tag == "rank" else "",
            appearance=control.appearance if control else "",
            parameters=limits,
            total=vn.get("total", ""),
            replaces=element.get(f"{VN}replaces", ""),
            hidden=column is not None
            or (kind is not Kind.KEY and hidden and not label and roll is Roll.NONE),
            outer=headings[:-1],
        )
        self._own_aggregates(one, table)
        return one

    def _kind(
        self,
        path: str,
        bind: Mapping[str, str],
        vn: Mapping[str, str],
        control: Control | None,
        table: OpenTable,
    ) -> Kind:
        if path.rpartition("/")[2] in table.grid.get("axes", "").split(","):
            return Kind.KEY
        if vn.get("kind"):
            return Kind(vn["kind"])
        if control and control.tag in {"select", "select1", "rank"}:
            return Kind.CHOICE if control.tag == "select1" else Kind.CHOICES
        if control and bind.get("type") == "date" and set(control.appearance.split()) & set(_PARTS_OF_DATE):
            return next(_PARTS_OF_DATE[word] for word in control.appearance.split() if word in _PARTS_OF_DATE)
        if control and "multiline" in control.appearance.split():
            return Kind.MEMO
        return _BIND_KINDS.get(bind.get("type", ""), Kind.TEXT)

    def _default(self, element: ET.Element, path: str, kind: Kind) -> str | None:
        """Give a default as an expression: a dynamic one as written, a static one as a literal."""
        if path in self.xform.defaults:
            return given(self.xform.defaults[path])
        text = (element.text or "").strip()
        if not text:
            return None
        number = re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", text)
        return text if number and kind in {Kind.INTEGER, Kind.DECIMAL} else _literal(text)

    def _own_aggregates(self, one: Field, table: OpenTable) -> None:
        """Refuse sum(../x) over the field's own repeat: it would add this row alone (xlsform.md 2.3)."""
        if table.kind is TableKind.SINGLE:
            return
        columns = {
            "calculation": one.calculate,
            "relevant": one.relevant,
            "constraint": one.constraint,
            "required": one.required,
            profile.WARN: one.warn,
        }
        deeper = [path for path in self.xform.repeats if path.startswith(f"{table.path}/")]
        for column, expression in columns.items():
            for function, path in _aggregated(expression or "", one.path):
                own = path == table.path or path.startswith(f"{table.path}/")
                if own and not any(path == inner or path.startswith(f"{inner}/") for inner in deeper):
                    self.complain("PACK_OWN_AGGREGATE", one.path, column, text=f"{function}({path})")


def _once(element: ET.Element) -> Iterator[ET.Element]:
    """Yield each child node once: a repeat stands in the instance twice, as template and as first row."""
    seen = set()
    for child in element:
        if child.tag not in seen:
            seen.add(child.tag)
            yield child


def _pair(vn: Mapping[str, str], name: str) -> Words:
    if not vn.get(name):
        return {}
    return {"vi": vn[name], "en": vn.get(f"{name}En") or vn[name]}


def _itemset(control: Control | None) -> tuple[str | None, str | None]:
    found = _ITEMSET.match(control.itemset) if control else None
    return (found[1], _expression(found[2])) if found else (None, None)


def _rollup(text: str) -> tuple[Roll, str | None]:
    word, _, weight = text.partition("(")
    return Roll(word or "NONE"), weight.removesuffix(")") or None


def _expression(text: str | None) -> str | None:
    """Give a condition without needless spaces; what is false by itself is none."""
    told = given(text)
    return None if told in _FALSE else told


def _literal(text: str) -> str:
    """Quote text as an XPath string."""
    if "'" not in text:
        return f"'{text}'"
    if '"' not in text:
        return f'"{text}"'
    parts = ', "\'", '.join(f"'{part}'" for part in text.split("'"))
    return f"concat({parts})"


def _within(constraint: str | None, limits: Mapping[str, str]) -> str | None:
    """Add to a constraint that a range's answer lies between its ends."""
    ends = [f". {sign} {limits[name]}" for name, sign in (("start", ">="), ("end", "<=")) if name in limits]
    if not ends:
        return constraint
    return " and ".join([*ends, *([f"({constraint})"] if constraint else [])])


def _at_levels(relevant: str | None, levels: str) -> str | None:
    """Add to a condition that the reporting unit is at one of the levels."""
    if not levels:
        return relevant
    here = " or ".join(f"instance('unit')/root/item/level = '{level}'" for level in levels.split())
    return f"({relevant}) and ({here})" if relevant else here


_CALL = re.compile(rf"(?<![\w.-])({'|'.join(profile.AGGREGATES)})\(([^()\[\]]*)\)")
_PATH = re.compile(r"\s*(?:/|\.\.?(?=/|\s*\Z)|[a-z])[\w./-]*\s*\Z")


def _aggregated(expression: str, path: str) -> Iterator[tuple[str, str]]:
    """Yield the paths, made absolute, that an aggregate takes without a predicate."""
    for function, inside in _CALL.findall(expression):
        arguments = inside.split(",")
        if function in {"min", "max"} and len(arguments) > 1:
            continue
        argument = arguments[-1]
        if _PATH.match(argument):
            yield function, _absolute(argument.strip(), path)


def _absolute(argument: str, path: str) -> str:
    parts = [] if argument.startswith("/") else path.split("/")[1:]
    for step in argument.split("/"):
        if step == "..":
            parts = parts[:-1]
        elif step not in {"", "."}:
            parts.append(step)
    return "/" + "/".join(parts)
