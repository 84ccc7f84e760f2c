"""What is different in a newer version of a pack, told for people: added, removed, renamed, stricter.

    differences(old, new) -> every difference in the order of the newer pack; () when nothing is told apart

Fields are one and the same while their stable id is: another name of the question is a rename. Where the
program has no word of its own for a difference there is a general line, so that none goes untold; only the
version and the places in the sources (file, sheet, row) do not count.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from typing import Any

from forms.answers import row_name
from forms.differences_said import (
    KINDS,
    Difference,
    as_text,
    both,
    came_and_went,
    others,
    reordered,
    rule_changed,
    whole,
    words_changed,
    yes_no,
)
from forms.pack import (
    Campaign,
    Check,
    Choice,
    Field,
    FixedRow,
    Form,
    Kind,
    Pack,
    Severity,
    Table,
    TableKind,
    Unit,
    Words,
)
from forms.strictness import LOOSER, OTHER, STRICTER, direction, limit, read_as_before
from forms.totals_tables import TotalsTable
from forms.unit_moves import UnitMove, by_unit
from forms.unit_zones import UnitZone, zones_by_unit

__all__ = [
    "KINDS",
    "Difference",
    "differences",
    "key_shape",
    "question_name",
    "renamed_fields",
    "stays_one_kind",
]

_WORDS = ("label", "hint", "guidance", "unit", "group", "heading", "title", "message", "live_label")
_MESSAGES = ("required_message", "constraint_message", "warn_message")
_RULES = ("calculate", "default", "relevant", "required", "constraint", "readonly", "choice_filter", "warn")


def differences(old: Pack, new: Pack) -> tuple[Difference, ...]:
    """Tell every difference between two versions of a pack."""
    return tuple(_Comparison(old, new).all())


def question_name(field: Field) -> str:
    """Give the name a field has in its form: the last part of its path."""
    return field.path.rpartition("/")[2]


def stays_one_kind(old: Kind, new: Kind) -> bool:
    """Tell whether a field may keep its id: its kind is the same, or a text that may have lines now."""
    return old is new or (old, new) == (Kind.TEXT, Kind.MEMO)


def key_shape(pack: Pack, table: Table) -> str:
    """Tell what the keys of a table's rows are made of: `records/fixed(group,year)`."""
    own = {TableKind.SINGLE: "single", TableKind.RECORDS: "records"}.get(
        table.kind, f"fixed({','.join(table.axes)})"
    )
    above = pack.tables_by_id.get(table.parent or "")
    return f"{key_shape(pack, above)}/{own}" if above else own


def renamed_fields(old: Pack, new: Pack) -> dict[str, str]:
    """Give the former name of every renamed question by its present one, where that is one and the same."""
    before = {(table.id, f.id): question_name(f) for table in old.tables_by_id.values() for f in table.fields}
    found: dict[str, set[str]] = {}
    for table in new.tables_by_id.values():
        for field in table.fields:
            former = before.get((table.id, field.id))
            if former is not None:
                found.setdefault(question_name(field), set()).add(former)
    return {name: min(former) for name, former in found.items() if len(former) == 1 and name not in former}


class _Comparison:
    """Two packs side by side."""

    def __init__(self, old: Pack, new: Pack) -> None:
        self._old = old
        self._new = new
        self._former = renamed_fields(old, new)

    def all(self) -> Iterator[Difference]:
        old, new = self._old, self._new
        told = (
            *("forms", "lists", "checks", "levels", "units", "assignments", "standards", "campaign"),
            *("totals", "unit_moves", "unit_zones"),
        )
        yield from others("pack-changed", "pack", old, new, told)
        yield from _campaign(old.campaign, new.campaign, {one.code: one.label for one in new.levels})
        for kind, before, after in (
            ("standard-changed", {s.id: s for s in old.standards}, {s.id: s for s in new.standards}),
            ("level-changed", {one.code: one for one in old.levels}, {one.code: one for one in new.levels}),
        ):
            yield from whole(kind, before, after)
        yield from self._forms()
        yield from self._lists()
        yield from self._checks()
        yield from _totals(old.totals, new.totals)
        yield from self._assignments()
        yield from _units(old.units, new.units)
        yield from _unit_moves(old, new)
        yield from _unit_zones(old, new)

    # --- forms -------------------------------------------------------------------------------

    def _forms(self) -> Iterator[Difference]:
        old, new = {f.id: f for f in self._old.forms}, {f.id: f for f in self._new.forms}
        yield from came_and_went("form", old, new, lambda form: form.title)
        yield from reordered("forms", old, new)
        for name, form in new.items():
            if name in old:
                yield from self._form(old[name], form)

    def _form(self, old: Form, new: Form) -> Iterator[Difference]:
        told = ("title", "tables", "order", "groups", "actions")
        yield from words_changed(new.id, old, new, new.title, ("title",))
        for name in ("groups", "actions"):
            before, after = getattr(old, name), getattr(new, name)
            if _read(before, self._former, source=False) != _read(after, self._former, source=False):
                yield Difference("form-changed", new.id, rule=name, label=new.title)
        yield from others("form-changed", new.id, old, new, told, new.title)
        tables_old, tables_new = {t.id: t for t in old.tables}, {t.id: t for t in new.tables}
        yield from came_and_went("table", tables_old, tables_new, lambda table: table.label)
        yield from reordered(new.id, tables_old, tables_new)
        for name, table in tables_new.items():
            if name in tables_old:
                yield from self._table(tables_old[name], table)

    def _table(self, old: Table, new: Table) -> Iterator[Difference]:
        shapes = key_shape(self._old, old), key_shape(self._new, new)
        if shapes[0] != shapes[1]:
            yield Difference("table-keys-changed", new.id, both(shapes[0]), both(shapes[1]), label=new.label)
        told = ("fields", "rows", "kind", "axes", "parent", "label")
        yield from words_changed(new.id, old, new, new.label, ("label",))
        yield from others("table-changed", new.id, old, new, told, new.label)
        rows_old, rows_new = {row.key: row for row in old.rows}, {row.key: row for row in new.rows}
        yield from _rows(new, rows_old, rows_new)
        yield from self._fields(old, new)

    def _fields(self, old: Table, new: Table) -> Iterator[Difference]:
        before, after = {f.id: f for f in old.fields}, {f.id: f for f in new.fields}
        came = [f for f in new.fields if f.id not in before]
        replaced = {f.replaces for f in came}
        went = [f for f in old.fields if f.id not in after and f.id not in replaced]
        for field in came:
            place = f"{new.id}.{field.id}"
            former = before.get(field.replaces)
            if former is not None:
                yield Difference(
                    "field-retyped", place, both(former.kind.value), both(field.kind.value),
                    rule=former.id, label=field.label,
                )  # fmt: skip
                continue
            asked = field.required is not None or bool(field.constraint)
            yield Difference("field-added", place, new=field.label, stricter=asked, label=field.label)
            twin = next((f for f in went if _alike(f, field)), None)
            if twin is not None:
                yield Difference(
                    "field-looks-renamed", place, both(twin.id), both(field.id), label=field.label
                )
        for field in went:
            yield Difference("field-removed", f"{new.id}.{field.id}", field.label, label=field.label)
        yield from reordered(new.id, before, after)
        for field in new.fields:
            if field.id in before:
                former = before[field.id]
                groups = _group(old, former), _group(new, field)
                yield from self._field(f"{new.id}.{field.id}", former, field, groups)

    def _field(self, place: str, old: Field, new: Field, groups: tuple[str, str]) -> Iterator[Difference]:
        label = new.label
        names = question_name(old), question_name(new)
        if names[0] != names[1]:
            yield Difference("field-renamed", place, both(names[0]), both(names[1]), label=label)
        if old.kind is not new.kind:
            kind = "field-changed" if stays_one_kind(old.kind, new.kind) else "field-kind-changed"
            yield Difference(kind, place, both(old.kind.value), both(new.kind.value), label=label)
        yield from words_changed(place, old, new, label, (*_WORDS, *_MESSAGES))
        for rule in _RULES:
            was, now = getattr(old, rule), getattr(new, rule)
            if was != now and was != (now and read_as_before(now, self._former)):
                yield rule_changed(place, rule, was, now, direction(rule, was, now), label)
        for rule in ("max_length", "max_words", "decimals"):
            was, now = getattr(old, rule), getattr(new, rule)
            if was != now:
                yield rule_changed(place, rule, as_text(was), as_text(now), limit(was, now), label)
        told = ("kind", "path", "max_length", "max_words", "decimals", *_WORDS, *_MESSAGES, *_RULES)
        yield from others("field-changed", place, old, new, told, label)
        was, now = groups
        if was != now:
            yield Difference("field-changed", place, both(was), both(now), rule="path", label=label)

    # --- lists, checks, who fills what -----------------------------------------------------

    def _lists(self) -> Iterator[Difference]:
        old, new = self._old.lists, self._new.lists
        for name in new:
            if name not in old:
                yield Difference("list-added", name)
        for name in old:
            if name not in new:
                yield Difference("list-removed", name)
        for name, items in new.items():
            if name in old:
                yield from _choices(name, old[name], items)

    def _checks(self) -> Iterator[Difference]:
        old, new = _by_place(self._old.checks), _by_place(self._new.checks)
        for place, check in new.items():
            if place not in old:
                strict = check.severity is Severity.ERROR
                yield Difference("check-added", check.id, new=check.message, stricter=strict)
        for place, check in old.items():
            if place not in new:
                yield Difference("check-removed", check.id, check.message, looser=True)
        for place, check in new.items():
            if place in old:
                yield from self._check(old[place], check)

    def _check(self, old: Check, new: Check) -> Iterator[Difference]:
        if old.severity is not new.severity:
            sign = STRICTER if new.severity is Severity.ERROR else LOOSER
            yield rule_changed(new.id, "severity", old.severity.value, new.severity.value, sign, new.message)
        for rule in ("expression", "when"):
            was, now = getattr(old, rule), getattr(new, rule)
            if was not in (now, read_as_before(now, self._former)):
                yield rule_changed(new.id, rule, was, now, direction(rule, was, now), new.message)
        yield from words_changed(new.id, old, new, new.message, ("message",))
        if old.cells != tuple(read_as_before(cell, self._former) for cell in new.cells):
            yield Difference("rule-changed", new.id, rule="cells", label=new.message)
        if old.context != new.context:
            yield rule_changed(new.id, "context", old.context, new.context, OTHER, new.message)

    def _assignments(self) -> Iterator[Difference]:
        old = {(a.form, a.level, a.kind): a.required for a in self._old.assignments}
        new = {(a.form, a.level, a.kind): a.required for a in self._new.assignments}
        for key, required in new.items():
            place = " ".join(key)
            if key not in old:
                yield Difference("assignment-added", place, new=yes_no(required), stricter=required)
            elif old[key] != required:
                yield Difference(
                    "assignment-changed", place, yes_no(old[key]), yes_no(required), required, not required
                )
        for key in old:
            if key not in new:
                yield Difference("assignment-removed", " ".join(key), looser=True)


# --- parts that need no look at the rest ------------------------------------------------------------


def _campaign(
    old: Campaign | None, new: Campaign | None, levels: Mapping[str, Words]
) -> Iterator[Difference]:
    if old is None or new is None or old.id != new.id:
        if old is not new:
            ids = [both(one.id) if one else {} for one in (old, new)]
            yield Difference("campaign-changed", "campaign", ids[0], ids[1], rule="id")
        return
    for name in dict.fromkeys((*old.deadlines, *new.deadlines)):
        was, now = old.deadlines.get(name, ""), new.deadlines.get(name, "")
        if was != now:
            earlier = bool(now) and (not was or now < was)
            yield Difference(
                "deadline-changed",
                name,
                both(was),
                both(now),
                earlier,
                not earlier,
                "deadline",
                levels.get(name, {}),
            )
    yield from others("campaign-changed", "campaign", old, new, ("deadlines",))


def _units(old: Sequence[Unit], new: Sequence[Unit]) -> Iterator[Difference]:
    before, after = {unit.code: unit for unit in old}, {unit.code: unit for unit in new}
    yield from came_and_went("unit", before, after, lambda unit: both(unit.name))
    for code, unit in after.items():
        if code in before and before[code] != unit:
            yield from others("unit-changed", code, before[code], unit, ("code",), both(unit.name))


def _unit_moves(old: Pack, new: Pack) -> Iterator[Difference]:
    """Tell for each old unit what it has become by either version."""
    before, after = by_unit(old.unit_moves), by_unit(new.unit_moves)
    for code in dict.fromkeys((*after, *before)):
        if before.get(code) != after.get(code):
            unit = new.units_by_code.get(code) or old.units_by_code.get(code)
            was, now = (both("; ".join(map(_moved, side.get(code, ())))) for side in (before, after))
            label = both(unit.name) if unit else {}
            yield Difference("unit-changed", code, was, now, rule="unit_moves", label=label)
    yield from reordered("unit_moves", before, after)


def _unit_zones(old: Pack, new: Pack) -> Iterator[Difference]:
    """Tell for each unit which lists of areas say something else of it."""
    before, after = zones_by_unit(old.unit_zones), zones_by_unit(new.unit_zones)
    for code in dict.fromkeys((*after, *before)):
        if before.get(code) != after.get(code):
            unit = new.units_by_code.get(code) or old.units_by_code.get(code)
            was, now = (both("; ".join(map(_zoned, side.get(code, ())))) for side in (before, after))
            label = both(unit.name) if unit else {}
            yield Difference("unit-changed", code, was, now, rule="unit_zones", label=label)
    yield from reordered("unit_zones", before, after)


def _zoned(one: UnitZone) -> str:
    """Write down what a list says of a unit."""
    sure = "" if one.verified else "?"
    inside = "" if one.inside else "-"
    return f"{inside}{one.zone}{sure} ({', '.join(filter(None, (one.since, one.until, one.source)))})"


def _moved(move: UnitMove) -> str:
    """Write a move down with all it says."""
    beside = (f"{move.parent} {move.parent_name}", move.area, move.since, "part" if move.part else "")
    return f"{move.code} {move.name} ({', '.join(filter(None, beside))})"


def _rows(
    table: Table, old: Mapping[tuple[str, ...], FixedRow], new: Mapping[tuple[str, ...], FixedRow]
) -> Iterator[Difference]:
    for key, row in new.items():
        place = row_name(table.id, key)
        if key not in old:
            yield Difference("row-added", place, new=row.label, label=row.label)
        elif old[key] != row:
            yield from words_changed(place, old[key], row, row.label, ("label", "heading", "unit"))
            told = ("key", "label", "heading", "unit")
            yield from others("table-changed", place, old[key], row, told, row.label)
    for key, row in old.items():
        if key not in new:
            yield Difference("row-removed", row_name(table.id, key), row.label, label=row.label)
    yield from reordered(table.id, old, new, "rows")


def _choices(name: str, old: Iterable[Choice], new: Iterable[Choice]) -> Iterator[Difference]:
    before, after = {item.name: item for item in old}, {item.name: item for item in new}
    for code, item in after.items():
        place = f"{name}.{code}"
        if code not in before:
            yield Difference("choice-added", place, new=item.label, label=item.label)
            continue
        yield from words_changed(place, before[code], item, item.label, ("label",))
        yield from others("choice-changed", place, before[code], item, ("name", "label"), item.label)
    for code, item in before.items():
        if code not in after:
            yield Difference("choice-removed", f"{name}.{code}", item.label, stricter=True, label=item.label)
    yield from reordered(name, before, after)


def _totals(old: Iterable[TotalsTable], new: Iterable[TotalsTable]) -> Iterator[Difference]:
    before, after = {table.id: table for table in old}, {table.id: table for table in new}
    yield from came_and_went("totals", before, after, lambda table: table.title)
    yield from reordered("totals", before, after)
    for name, table in after.items():
        if name in before:
            yield from others("totals-changed", name, before[name], table, ("columns",), table.title)
            yield from _columns(before[name], table)


def _columns(old: TotalsTable, new: TotalsTable) -> Iterator[Difference]:
    """Tell the columns that came, went, or are put together otherwise; those are told on both sides."""
    before, after = {one.code: one for one in old.columns}, {one.code: one for one in new.columns}
    went = [code for code, one in before.items() if after.get(code) != one]
    came = [code for code, one in after.items() if before.get(code) != one]
    if went or came:
        words = both(", ".join(went)), both(", ".join(came))
        yield Difference("totals-changed", new.id, *words, rule="columns", label=new.title)
    yield from reordered(new.id, before, after)


def _by_place(checks: Iterable[Check]) -> dict[tuple[str, int], Check]:
    """Name each rule by its check's id and its place among the rules of that check."""
    found: dict[tuple[str, int], Check] = {}
    for check in checks:
        number = 0
        while (check.id, number) in found:
            number += 1
        found[check.id, number] = check
    return found


def _group(table: Table, field: Field) -> str:
    """Name the group a question stands in, from its table down."""
    return field.path.rpartition("/")[0].removeprefix(table.path)


def _alike(old: Field, new: Field) -> bool:
    return bool(new.label) and old.label == new.label and old.kind is new.kind


def _read(items: Iterable[Any], former: Mapping[str, str], *, source: bool) -> list[dict[str, object]]:
    """Give parts of a form without their places in the source, with the former names of questions."""
    return [
        {
            one.name: read_as_before(value, former) if isinstance(value, str) else value
            for one in fields(item)
            for value in (getattr(item, one.name),)
            if source or one.name != "source"
        }
        for item in items
    ]
