"""Items that a province or district adds to the open lists of a pack, and the pack that follows from them.

A supplement holds everything its issuer has added so far, each item with the number of the supplement that
brought it; so the newest one tells every earlier state as well. Nothing of the pack is changed or taken
away. The pack that follows has a version of its own, "1.2.0+62.1.618.2": after the plus sign the issuers,
shorter codes first, each with the number of its supplement.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from forms.letters import normalise
from forms.pack import Choice, FixedRow, Form, Pack, RowSource, Table, Unit
from forms.problems import Problem
from forms.table_rows import row_of, with_blocked

FORMAT = 1
MOST_ITEMS = 2_000
LONGEST_LABEL = 200
_OWN_CODE = re.compile(r"[a-z][a-z0-9_-]{0,29}")
_ISSUER = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,29}")
_NAME = re.compile(r"[a-z][a-z0-9_]{0,59}")
_KEY = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.\-]*")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_FIELDS = frozenset({"format", "pack", "base", "issuer", "number", "previous", "date", "items"})
_ITEM = frozenset({"code", "label", "since", "columns"})


@dataclass(frozen=True, slots=True)
class Item:
    """One added item: its list, its choice ("617.bees" in full), the number that brought it."""

    list: str
    choice: Choice
    since: int


@dataclass(frozen=True, slots=True)
class Supplement:
    """All that `issuer` has added to the pack `pack`, from version `base` on.

    `previous`: SHA-256 (hex) of the file of the number before, "" for number 1; `day`: ISO date.
    """

    pack: str
    base: str
    issuer: str
    number: int
    previous: str
    day: str
    items: tuple[Item, ...]

    def upto(self, number: int) -> Supplement:
        """Give the supplement as it stood at an earlier number."""
        return replace(self, number=number, items=tuple(one for one in self.items if one.since <= number))

    def plain(self) -> dict[str, Any]:
        """Write the supplement as plain JSON content."""
        by_list: dict[str, list[dict[str, Any]]] = {}
        for item in self.items:
            words = {
                "code": item.choice.name,
                "label": dict(item.choice.label),
                "since": item.since,
                "columns": dict(item.choice.attributes),
            }
            by_list.setdefault(item.list, []).append(words)
        return {
            "format": FORMAT,
            "pack": self.pack,
            "base": self.base,
            "issuer": self.issuer,
            "number": self.number,
            "previous": self.previous,
            "date": self.day,
            "items": by_list,
        }


def full_code(issuer: str, code: str) -> str:
    """Put the issuer's code before an item's own, "617.bees"; raise SUPPLEMENT_CODE for an unusable one."""
    code = code.strip()
    if not _OWN_CODE.fullmatch(code):
        raise Problem("SUPPLEMENT_CODE", text=code[:40])
    return f"{issuer}.{code}"


def read(content: object) -> Supplement:
    """Read plain JSON content strictly; raise SUPPLEMENT_FORMAT naming what does not fit."""
    try:
        return _read(content)
    except (TypeError, ValueError, AttributeError, KeyError) as wrong:
        raise Problem("SUPPLEMENT_FORMAT", where=type(wrong).__name__) from wrong


def _read(content: Any) -> Supplement:  # noqa: ANN401 - JSON from a file
    _demand(isinstance(content, dict) and set(content) == _FIELDS, "fields")
    _demand(content["format"] == FORMAT and content["format"] is not True, "format")
    for name in ("pack", "base", "issuer", "previous", "date"):
        _demand(isinstance(content[name], str), name)
    number = content["number"]
    _demand(type(number) is int and 1 <= number <= MOST_ITEMS, "number")
    _demand(_ISSUER.fullmatch(content["issuer"]) is not None, "issuer")
    date.fromisoformat(content["date"])
    previous = content["previous"]
    _demand(_DIGEST.fullmatch(previous) is not None if number > 1 else previous == "", "previous")
    items = [
        _item(name, one, content["issuer"], number)
        for name, listed in content["items"].items()
        for one in listed
    ]
    _demand(0 < len(items) <= MOST_ITEMS, "items")
    _demand(len({(one.list, one.choice.name) for one in items}) == len(items), "items")
    _demand(max(one.since for one in items) == number, "since")
    return Supplement(
        content["pack"], content["base"], content["issuer"], number, previous, content["date"], tuple(items)
    )


def _item(list_name: str, one: Any, issuer: str, number: int) -> Item:  # noqa: ANN401 - JSON from a file
    _demand(_NAME.fullmatch(list_name) is not None, "list")
    _demand(isinstance(one, dict) and set(one) == _ITEM, "item")
    front, _, own = one["code"].partition(".")
    _demand(front == issuer and _OWN_CODE.fullmatch(own) is not None, "code")
    _demand(type(one["since"]) is int and 1 <= one["since"] <= number, "since")
    _demand(set(one["label"]) == {"vi", "en"}, "label")
    for text in one["label"].values():
        _demand(_is_text(text) and text != "", "label")
    for name, text in one["columns"].items():
        _demand(_NAME.fullmatch(name) is not None and _is_text(text), "columns")
    return Item(list_name, Choice(one["code"], dict(one["label"]), dict(one["columns"])), one["since"])


def _is_text(text: object) -> bool:
    """Tell whether a text is one that a person can read: NFC, trimmed, of one line, not too long."""
    return (
        isinstance(text, str)
        and len(text) <= LONGEST_LABEL
        and all(letter.isprintable() for letter in text)
        and text == normalise(text).strip()
    )


def _demand(holds: bool, where: str) -> None:  # noqa: FBT001 - a condition and its name
    if not holds:
        raise Problem("SUPPLEMENT_FORMAT", where=where)


# --- versions ------------------------------------------------------------------------------------


def issuer_order(issuer: str) -> tuple[int, str]:
    """Order issuers: shorter codes first, so that a province stands before its districts."""
    return len(issuer), issuer


def version_with(base: str, supplements: Iterable[Supplement]) -> str:
    """Name the version of a pack with supplements: "1.2.0+62.1.618.2"; the base's own without any."""
    newest = newest_of(supplements)
    return base + ("+" if newest else "") + ".".join(f"{one.issuer}.{one.number}" for one in newest)


def split_version(version: str) -> tuple[str, tuple[tuple[str, int], ...]] | None:
    """Take a version apart into its base and (issuer, number) pairs; None where it is none of ours."""
    base, plus, rest = version.partition("+")
    if not plus:
        return base, ()
    words = rest.split(".")
    issuers, numbers = words[::2], words[1::2]
    good = len(issuers) == len(numbers) and all(re.fullmatch("[1-9][0-9]{0,3}", one) for one in numbers)
    if not good or not all(_ISSUER.fullmatch(one) for one in issuers):
        return None
    pairs = tuple((issuer, int(number)) for issuer, number in zip(issuers, numbers, strict=True))
    in_order = sorted({issuer for issuer, _ in pairs}, key=issuer_order)
    return (base, pairs) if [issuer for issuer, _ in pairs] == in_order else None


def base_version(version: str) -> str:
    """Give the version of the pack as it was built, without its supplements."""
    return version.partition("+")[0]


def newest_of(supplements: Iterable[Supplement]) -> tuple[Supplement, ...]:
    """Keep the newest supplement of each issuer, in the order of issuers."""
    newest: dict[str, Supplement] = {}
    for one in supplements:
        if one.issuer not in newest or one.number > newest[one.issuer].number:
            newest[one.issuer] = one
    return tuple(newest[issuer] for issuer in sorted(newest, key=issuer_order))


# --- the pack that follows -----------------------------------------------------------------------


def with_supplements(base: Pack, supplements: Iterable[Supplement]) -> Pack:
    """Give the pack with every item added that it can take; the order of `supplements` means nothing.

    An item of a list the pack does not have, or whose code or row is there already, changes nothing: what
    the pack itself says stands. Raises what `forms.table_rows.with_blocked` does.
    """
    newest = newest_of(one for one in supplements if one.pack == base.id)
    if not newest:
        return base
    lists = {name: list(choices) for name, choices in base.lists.items()}
    added: dict[str, list[Choice]] = {}
    for supplement in newest:
        for item in supplement.items:
            known = lists.get(item.list)
            if known is not None and all(item.choice.name != one.name for one in known):
                known.append(item.choice)
                added.setdefault(item.list, []).append(item.choice)
    grown = replace(
        base,
        version=version_with(base.version, newest),
        lists={name: tuple(choices) for name, choices in lists.items()},
        forms=tuple(_with_rows(form, added) for form in base.forms),
    )
    return with_blocked(grown)


def _with_rows(form: Form, added: Mapping[str, Sequence[Choice]]) -> Form:
    if not any(table.rows_from and table.rows_from.list in added for table in form.tables):
        return form
    return replace(form, tables=tuple(_grown(table, added) for table in form.tables))


def _grown(table: Table, added: Mapping[str, Sequence[Choice]]) -> Table:
    source = table.rows_from
    if source is None or source.list not in added:
        return table
    rows = list(table.rows)
    for choice in added[source.list]:
        row = _row(choice, source)
        if row is not None and all(row.key != one.key for one in rows):
            rows.insert(_place(rows, choice, source), row)
    return replace(table, rows=tuple(rows))


def _row(choice: Choice, source: RowSource) -> FixedRow | None:
    """Make the row of an item as the pack's builder does; None where a part of its key is missing."""
    row = row_of(choice, source)
    return row if all(_KEY.fullmatch(part) for part in row.key) else None


def _place(rows: Sequence[FixedRow], choice: Choice, source: RowSource) -> int:
    """Find where an added row stands: below the row that one of its columns names, else at the end."""
    if not source.level or "name" not in source.columns:
        return len(rows)
    part, named = source.columns.index("name"), set(choice.attributes.values())
    above = [place for place, row in enumerate(rows) if row.key[part] in named]
    if not above:
        return len(rows)
    place = above[-1] + 1
    while place < len(rows) and rows[place].level > rows[above[-1]].level:
        place += 1
    return place


# --- what a supplement may say --------------------------------------------------------------------


def may_add(pack: Pack, unit: Unit) -> tuple[str, ...]:
    """Name the open lists that a unit may add items to: areas of the levels that the pack names."""
    if unit.kind != "area":
        return ()
    return tuple(one.list for one in pack.open_lists if unit.level in one.levels)


def demand_allowed(pack: Pack, supplement: Supplement) -> None:
    """Refuse a supplement that the pack does not allow.

    Raises SUPPLEMENT_OTHER_PACK (of another pack), SUPPLEMENT_ISSUER (unit unknown), SUPPLEMENT_LIST (not
    open to this unit), SUPPLEMENT_COLUMN (a column the list does not have, or that a row's key needs),
    SUPPLEMENT_THERE (a code or row that the pack already has).
    """
    if supplement.pack != pack.id:
        raise Problem("SUPPLEMENT_OTHER_PACK", found=supplement.pack, pack=pack.id)
    unit = pack.units_by_code.get(supplement.issuer)
    if unit is None:
        raise Problem("SUPPLEMENT_ISSUER", unit=supplement.issuer)
    allowed = may_add(pack, unit)
    seen: set[tuple[str, tuple[str, ...]]] = set()
    tables = [table for form in pack.forms for table in form.tables if table.rows_from]
    for item in supplement.items:
        if item.list not in allowed:
            raise Problem("SUPPLEMENT_LIST", list=item.list, unit=unit.name)
        known = pack.lists.get(item.list, ())
        columns = columns_of(pack, item.list)
        odd = next((name for name in item.choice.attributes if name not in columns), None)
        if odd is not None:
            raise Problem("SUPPLEMENT_COLUMN", list=item.list, column=odd)
        if any(one.name == item.choice.name for one in known):
            raise Problem("SUPPLEMENT_THERE", list=item.list, item=item.choice.name)
        for table in tables:
            source = table.rows_from
            if source is None or source.list != item.list:
                continue
            row = _row(item.choice, source)
            if row is None:
                raise Problem("SUPPLEMENT_COLUMN", list=item.list, column=", ".join(source.columns))
            if any(row.key == one.key for one in table.rows) or (table.id, row.key) in seen:
                raise Problem("SUPPLEMENT_THERE", list=item.list, item="|".join(row.key))
            seen.add((table.id, row.key))


def columns_of(pack: Pack, list_name: str) -> tuple[str, ...]:
    """Name the further columns of a list, in the order they are first used; keys of rows in front."""
    needed = [
        name
        for table in pack.tables_by_id.values()
        if table.rows_from and table.rows_from.list == list_name
        for name in table.rows_from.columns
        if name != "name"
    ]
    used = [name for choice in pack.lists.get(list_name, ()) for name in choice.attributes]
    return tuple(dict.fromkeys([*needed, *used]))
