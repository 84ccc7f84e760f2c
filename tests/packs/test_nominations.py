"""Models, good practices and nominations: what each kind is asked, votes and minutes, lengths in words."""

import re

import pytest

from forms.answers import Address
from forms.letters import fold
from forms.pack import Kind, Severity
from tests.packs.offices import COMMUNE, TODAY, codes, edited, judge

ABOUT = {
    "collective": {"c12", "x02", "x03"},
    "individual": {"c02", "c04", "c05", "c06", "c07", "c09", "c10", "c11"},
    "household": {"c06", "x04", "x05"},
}
"""Fields that depend on the kind of nominee; all others are asked of every kind."""
IDENTITY = ("cmnd", "cccd", "can cuoc", "chung minh", "ho chieu", "dinh danh", "so giay to tuy than")
IDENTITY_EN = ("identity", "id number", "passport", "citizen id")


def test_each_kind_of_nominee_is_asked_its_own_questions(form_set, clean, kontum):
    fields = [f.id for f in kontum.tables_by_id["BM17"].fields if f.kind is not Kind.KEY]
    asked = {}
    for kind in ABOUT:
        forms = form_set.open(
            form_set.pack.units_by_code[COMMUNE], edited(clean, {"BM17[1].c01": kind}), TODAY
        )
        asked[kind] = {name for name in fields if forms.view(Address("BM17", ("1",), name)).relevant}
    everybody = set(fields) - set().union(*ABOUT.values())
    assert asked == {kind: own | everybody for kind, own in ABOUT.items()}


@pytest.mark.covers("BM17.x03")
@pytest.mark.covers("BM17.x07")
def test_who_heads_a_collective_and_the_number_of_the_minutes_may_stay_blank(form_set, clean):
    assert judge(form_set, edited(clean, {"BM17[2].x07": None})) == ()
    assert judge(form_set, edited(clean, {"BM17[2].x03": "A Đăng", "BM17[2].x07": "12/BB"})) == ()


def test_votes_are_no_more_than_those_present_who_are_no_more_than_all(form_set, clean):
    good = {"BM17[1].c20": 7, "BM17[1].c20b": 9, "BM17[1].x06": 11}
    assert judge(form_set, edited(clean, good)) == ()
    too_many = edited(clean, {**good, "BM17[1].c20": 10})
    assert codes(judge(form_set, too_many), Severity.ERROR) == {"BM17.c20"}
    crowded = edited(clean, {**good, "BM17[1].c20b": 12})
    assert codes(judge(form_set, crowded), Severity.ERROR) == {"BM17.x06"}


def test_no_form_but_the_register_asks_for_an_identity_number(kontum):
    for form in kontum.forms:
        if form.id == "BM19":  # the household register, which stays at the commune
            continue
        for table in form.tables:
            for field in table.fields:
                vi = fold(f"{field.label.get('vi', '')} {field.hint.get('vi', '')}")
                en = f"{field.label.get('en', '')} {field.hint.get('en', '')}".lower()
                forbids = "khong ghi" in vi or "without" in en  # the slip says not to write them
                asks = any(re.search(rf"\b{word}\b", vi) for word in IDENTITY)
                asks = asks or any(word in en for word in IDENTITY_EN)
                assert forbids or not asks, field.path


def test_a_text_over_its_words_is_kept_and_told(form_set, clean, kontum):
    field = next(f for f in kontum.tables_by_id["BM16"].fields if f.id == "c20")
    assert field.max_words == 400
    exactly, over = "từ " * 400, "từ " * 401
    assert judge(form_set, edited(clean, {"BM16[1].c20": exactly.strip()})) == ()
    (finding,) = judge(form_set, edited(clean, {"BM16[1].c20": over.strip()}))
    assert (finding.code, finding.severity) == ("BM16.c20", Severity.ERROR)
    assert "401 từ" in finding.sentence["vi"]
    assert "400" in finding.sentence["vi"]
    assert "401 words" in finding.sentence["en"]
    assert all(len(sentence) <= 120 for sentence in finding.sentence.values())


def test_every_long_text_of_the_reports_has_a_limit_in_words(kontum):
    for form in ("BM16", "BM17", "BM18", "BM20", "BM21"):
        for field in kontum.tables_by_id[form].fields:
            if field.kind is Kind.MEMO:
                assert field.max_words, field.path
                assert field.max_length, field.path
                assert field.max_words * 5 == field.max_length, field.path
