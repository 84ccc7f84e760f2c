"""Forms that other people made open and can be filled."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from forms.answers import Address, Document
from forms.authoring.foreign import build_foreign
from forms.engine import FormSet
from forms.pack import Kind, TableKind, Unit, dump, load

ROOT = Path(__file__).resolve().parents[2]
FORMS = Path(os.environ.get("PHIEUXA_SHARED", ROOT.parent / "shared")) / "conformance" / "forms"
UNIT = Unit("1", "Unit", "Unit", "commune", "area", "Xã", "")
SAMPLES: dict[Kind, int | str] = {Kind.INTEGER: 3, Kind.DECIMAL: 2, Kind.DATE: "2018-05-01", Kind.TEXT: "x"}

needed = pytest.mark.skipif(not FORMS.is_dir(), reason="the public forms are not there")


@needed
@pytest.mark.parametrize("path", sorted(FORMS.glob("*.xlsx")), ids=lambda path: path.stem[:40])
def test_a_public_form_builds_opens_and_takes_an_answer_to_every_question(path):
    compiled = build_foreign(path)
    assert load(dump(compiled.pack)) == compiled.pack
    refused = {problem.details["reason"] for problem in compiled.warnings if "reason" in problem.details}
    assert refused <= {"never", "pattern-dangerous"}
    opened = FormSet(compiled.pack).open(UNIT, Document(), date(2018, 5, 1))
    (form,) = compiled.pack.forms
    answered = 0
    for table in form.tables:
        if table.kind is TableKind.RECORDS and not table.count and not opened.rows(table.id):
            for key in opened.rows(table.parent or ""):
                opened.add_record(table.id, key)
        for key in opened.rows(table.id):
            for one in table.fields:
                place = Address(table.id, key, one.id)
                view = opened.view(place)
                if not one.control or one.locked or view.readonly or not view.relevant:
                    continue
                choices = opened.choices(place)
                value = choices[0].name if choices else SAMPLES.get(one.kind)
                if value is not None:
                    change = opened.put(place, value)
                    assert place in change.stored or opened.typed(place)[0] == value
                    answered += 1
    assert answered or path.name.startswith("XlsFormUtil")  # a form of notes alone
    again = FormSet(compiled.pack).open(UNIT, opened.document(), date(2018, 5, 1))
    assert again.document() == opened.document()


@needed
def test_what_cannot_be_filled_is_locked_and_says_why_in_both_languages():
    compiled = build_foreign(FORMS / "onadata__external_choice_form_v1.xlsx")
    locked = [one for table in compiled.pack.forms[0].tables for one in table.fields if one.locked]
    assert [one.type for one in locked] == ["geopoint"]
    assert set(locked[0].locked) == {"vi", "en"}
    assert locked[0].required is None
