"""What the two engines fill: the forms of our own pack, made-up forms, and forms of other people."""

from __future__ import annotations

import csv
import random
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from functools import cache
from pathlib import Path
from typing import Any

from pyxform.xls2xform import convert

from forms.answers import Address, Document
from forms.authoring.any_xform import compile_xform
from forms.authoring.build import build, read_source
from forms.authoring.lint import prepare
from forms.authoring.sheets import Complaints
from forms.engine import FormSet, OpenForms
from forms.pack import Form, Kind, Pack, Unit
from forms.register import register_pack
from tests.javarosa.differential import Ours, Pair, unsure, written
from tests.javarosa.oracle import JavaRosa, JavaRosaError
from tests.javarosa.synthetic import synthetic
from tests.packs.sources import KONTUM

ZONE = timezone(timedelta(hours=7))
NOBODY = Unit("0", "", "", "", "area", "", "")


_PRELOADED = re.compile(r"""<bind (?=[^>]*jr:preload=)[^>]*?nodeset="([^"]+)\"""")
_BIND = re.compile(r"<bind [^>]*>")
_NODESET = re.compile(r"""nodeset="([^"]+)\"""")


@dataclass(frozen=True, slots=True)
class Subject:
    """One form, ready for both engines."""

    name: str
    xform: str
    pack: Pack
    form: Form
    unit: Unit
    form_set: FormSet  # compiled once for all forms of the pack
    lists: tuple[str, ...] = ()  # other tables and lists of the pack it reads as instances
    files: Mapping[str, bytes] | None = None

    @contextmanager
    def open(self, java: JavaRosa, seed: int) -> Iterator[Pair]:
        """Open it in both engines, with the same rows."""
        chance = random.Random(seed)
        now = datetime.now(ZONE)  # JavaRosa has no other clock
        forms = self.form_set.open(self.unit, Document(), now.date(), now)
        if self.lists:
            _fill_others(forms, self.form, chance)
        for name in self.lists:
            _write_list(java.folder / f"{name}.csv", name, forms, self.pack, self.unit)
        for name, data in (self.files or {}).items():
            (java.folder / name).write_bytes(data)
        preloaded, unknown = _PRELOADED.findall(self.xform), _load(java, self.xform)
        passed = unsure(self.form, (*preloaded, *unknown, *_counting(self.form)))
        pair = Pair(Ours(forms, self.form.tables), java, chance, passed)
        pair.even_out()
        yield pair


def _counting(form: Form) -> set[str]:
    """Name the questions whose default counts rows: JavaRosa works it out before the new row is there."""
    fields = (one for table in form.tables for one in table.fields)
    return {one.path for one in fields if re.search(r"\b(?:count|position)\(", one.default or "")}


def _load(java: JavaRosa, xform: str) -> set[str]:
    """Open a form; calculations with a function that JavaRosa does not have are taken out and named."""
    without: set[str] = set()
    while True:
        try:
            java.load(xform)
        except JavaRosaError as error:
            unknown = re.search(r"cannot handle function '([^']+)'", str(error))
            if unknown is None:
                raise
            wrong = re.compile(rf"""calculate="[^"]*{re.escape(unknown[1])}\([^"]*\"""")
            binds = [one for one in _BIND.findall(xform) if wrong.search(one)]
            without |= {place[1] for one in binds if (place := _NODESET.search(one))}
            shorter = wrong.sub("", xform)
            if shorter == xform:
                raise
            xform = shorter
        else:
            return without


def reload(java: JavaRosa, subject: Subject) -> None:
    """Open a subject's form in JavaRosa once more, blank."""
    _load(java, subject.xform)


def made_up(seed: int) -> Subject:
    """Make a form of 300 questions from a seed."""
    xform = synthetic(seed)
    pack = compile_xform(xform).pack
    return Subject(f"synthetic {seed}", xform, pack, pack.forms[0], NOBODY, FormSet(pack))


@cache
def foreign(path: Path) -> Subject:
    """Read a public XLSForm; raises what pyxform raises for one of another dialect."""
    result = convert(path)
    files = {"itemsets.csv": result.itemsets.encode()} if result.itemsets else {}
    pack = compile_xform(result.xform, files).pack
    return Subject(path.stem, result.xform, pack, pack.forms[0], NOBODY, FormSet(pack), files=files)


@cache
def own() -> tuple[Subject, ...]:
    """Give the forms of our own pack that a commune fills, as pyxform writes them, and its register's."""
    pack = build(KONTUM)
    compiled = [(of, FormSet(of)) for of in (pack, register_pack(pack))]
    sets = {one.id: (of, form_set) for of, form_set in compiled for one in of.forms}
    complaints = Complaints()
    source = read_source(KONTUM, complaints)
    unit = next(one for one in pack.units if one.level == "commune" and one.kind == "area")
    found = []
    for word in sorted(source.forms):
        prepared = prepare(word, source.forms[word], source.tables["lists"], complaints)
        assert prepared is not None
        content: dict[str, Any] = {"sheet_names": ["survey", "choices", "settings"]}
        for kind in ("survey", "choices", "settings"):
            rows = [{column: text for column, text in row.items() if text} for row in getattr(prepared, kind)]
            if rows:
                content[kind] = rows
                content[f"{kind}_header"] = [dict.fromkeys(column for row in rows for column in row)]
        xform = str(convert(content, form_name=prepared.form_id).xform)
        of, form_set = sets[prepared.form_id]
        form = next(one for one in of.forms if one.id == prepared.form_id)
        lists = tuple(row["name"] for row in prepared.survey if row.get("type") == "csv-external")
        found.append(Subject(word, xform, of, form, unit, form_set, lists))
    return tuple(found)


def _fill_others(forms: OpenForms, form: Form, chance: random.Random) -> None:
    """Give the other forms some figures, since this one reads them."""
    entries = [
        (address, chance.randint(0, 500), None)
        for other in forms.forms
        if other.id != form.id
        for table in other.tables
        for key in forms.rows(table.id)
        for one in table.fields
        if one.kind is Kind.INTEGER and one.calculate is None and chance.random() < 0.8
        for address in [Address(table.id, key, one.id)]
        if forms.view(address).relevant
    ]
    forms.put_many(entries)


def _write_list(file: Path, name: str, forms: OpenForms, pack: Pack, unit: Unit) -> None:
    """Write an instance as the CSV file that other XLSForm programs read it from."""
    rows: list[dict[str, str]]
    if name == "unit":
        rows = [{one: str(getattr(unit, one)) for one in ("code", "level", "type", "area", "parent")}]
    elif name == "campaign":
        campaign = pack.campaign
        assert campaign is not None
        values = {"last_year": campaign.last_year, **campaign.parameters}
        rows = [{"name": one, "value": str(value)} for one, value in values.items()]
    elif name in pack.lists:
        rows = [{**choice.attributes, "name": choice.name} for choice in pack.lists[name]]
    else:
        table = pack.tables_by_id[name]
        rows = [
            {
                one.id: written(view.value if view.relevant else None)
                for one in table.fields
                for view in [forms.view(Address(name, key, one.id))]
            }
            for key in forms.rows(name)
        ]
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, list(rows[0]) if rows else ["name"])
        writer.writeheader()
        writer.writerows(rows)
