"""Newer versions of the Kon Tum pack, made by hand and signed like any pack file, for the tests above."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache

from forms.pack import Field, Kind, Pack, Roll, Table
from forms.totals_tables import Column
from office.packs import seal
from tests.offices import MOMENT, PACK, shelf

NEW, HEIR = "c25", "c19b"
"""BM02.c25 is new in `newer`; BM01.c19b is a text that stands for the number BM01.c19."""


def kontum() -> Pack:
    """Give the shipped pack."""
    return next(one.pack for one in shelf().packs if one.pack.id == PACK)


def with_table(pack: Pack, name: str, change: Callable[[Table], Table]) -> Pack:
    """Change one table of a pack."""
    forms = tuple(
        replace(form, tables=tuple(change(one) if one.id == name else one for one in form.tables))
        for form in pack.forms
    )
    return replace(pack, forms=forms)


def with_field(pack: Pack, table: str, name: str, change: Callable[[Field], tuple[Field, ...]]) -> Pack:
    """Change one field of a pack, into none or several."""

    def changed(one: Table) -> Table:
        made = tuple(new for old in one.fields for new in (change(old) if old.id == name else (old,)))
        return replace(one, fields=made)

    return with_table(pack, table, changed)


def words(text: str) -> dict[str, str]:
    """Give a text for both languages."""
    return {"vi": text, "en": text}


@cache
def newer(version: str = "9.1.0") -> Pack:
    """Give a newer version.

    BM02.c21 has another name; BM02.c25 is new and a column of TH-02; BM16.c22 is gone; BM01.c19 (a number)
    became the text c19b; BM02.c18 may not be over 1000; communes have a day less.
    """
    pack = replace(kontum(), version=version)
    pack = with_field(pack, "BM02", "c21", lambda f: (replace(f, path="/BM02/rows/end/nhan_khau_dtts"),))
    pack = with_field(
        pack, "BM02", "c18", lambda f: (replace(f, constraint=f"{f.constraint} and . <= 1000"),)
    )
    pack = with_field(pack, "BM16", "c22", lambda _: ())
    pack = with_field(
        pack,
        "BM01",
        "c19",
        lambda f: (replace(f, id=HEIR, kind=Kind.TEXT, constraint=None, rollup=Roll.TXT, replaces="c19"),),
    )
    new = Field(NEW, f"/BM02/rows/{NEW}", Kind.INTEGER, words("Hộ mới theo chuẩn"), rollup=Roll.SUM)
    pack = with_table(pack, "BM02", lambda table: replace(table, fields=(*table.fields, new)))
    totals = tuple(
        replace(one, columns=(*one.columns, Column(NEW, new.label, NEW))) if one.id == "TH-02" else one
        for one in pack.totals
    )
    assert pack.campaign is not None
    deadlines = {**pack.campaign.deadlines, "commune": "2018-09-29"}
    return replace(pack, totals=totals, campaign=replace(pack.campaign, deadlines=deadlines))


def sealed(pack: Pack) -> bytes:
    """Sign a pack as `pack build` does."""
    return seal(pack, MOMENT)
