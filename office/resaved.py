"""The commonest accident: a package saved again by Excel or LibreOffice, which drops its signature.

Such a file is refused, but the answer helps: whether its figures still give the figures code on its
cover, and which cells differ from the revision that is kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from exports.loose_zip import read_loosely
from exports.read_workbook import Cover, read_cover, read_resaved
from forms.answers import Address, Rows, Value
from forms.problems import Problem
from forms.report import Report, plain_value
from office.desk import Desk
from office.known_packs import known_pack
from office.messages import sentence

_SHOWN = 20  # differing cells told one by one


@dataclass(frozen=True, slots=True)
class Resaved:
    """A package of ours that another program saved again, with what can be said of its figures."""

    cover: Cover
    details: tuple[str, ...]


def resaved(desk: Desk, data: bytes) -> Resaved | None:
    """Look whether an unsigned file is a re-saved package of ours; None when it is not."""
    try:
        parts = read_loosely(data)
        cover = read_cover(parts)
    except Problem:
        return None
    if cover is None:
        return None
    try:
        made_with = known_pack(desk, cover.pack, cover.pack_version, cover.pack_hash) or desk.shelved
        report = read_resaved(parts, made_with.pack)
    except Problem as problem:
        reason = sentence(problem, desk.language)
        return Resaved(cover, (sentence("RESAVED_UNREADABLE", desk.language, reason=reason),))
    code = "RESAVED_SAME" if report.figures_code() == cover.figures_code else "RESAVED_DIFFERENT"
    lines = [sentence(code, desk.language, figures_code=cover.figures_code)]
    lines.extend(_differences(desk, cover, report))
    return Resaved(cover, tuple(lines))


def _differences(desk: Desk, cover: Cover, report: Report) -> list[str]:
    kept = desk.received.latest(cover.unit, cover.campaign)
    if kept is None:
        return []
    before = desk.received.figures_of(kept.id).get(cover.unit)
    if before is None:
        return []
    lines = [
        sentence("CELL_DIFFERS", desk.language, place=place, old=_text(old), new=_text(new))
        for place, old, new in compare(before.tables, report.tables)
    ]
    more = len(lines) - _SHOWN
    return lines if more <= 0 else [*lines[:_SHOWN], f"… +{more}"]


def compare(
    old: Mapping[str, Rows], new: Mapping[str, Rows]
) -> Iterator[tuple[Address, Value | None, Value | None]]:
    """Give every cell that differs between two sets of tables: its place, what it was, what it is."""
    for table in dict.fromkeys((*old, *new)):
        before, after = old.get(table, {}), new.get(table, {})
        for key in dict.fromkeys((*before, *after)):
            left, right = before.get(key, {}), after.get(key, {})
            for field in dict.fromkeys((*left, *right)):
                if left.get(field) != right.get(field):
                    yield Address(table, key, field), left.get(field), right.get(field)


def _text(value: Value | None) -> str:
    return "…" if value is None else plain_value(value)
