"""Choices of any XLSForm, files beside it, and answers of earlier: as in the phone programs."""

from __future__ import annotations

from forms.answers import Document
from forms.engine import FormSet
from forms.instances import wants_last_saved, with_last_saved, with_rows
from tests.forms.authoring.xlsforms import CASCADE, DAY, UNIT, at, compiled, opened, value


def test_a_choice_that_is_no_longer_offered_is_cleared_and_the_change_says_what_it_was():
    form = opened(CASCADE)
    form.put(at("p"), "a")
    assert [choice.name for choice in form.choices(at("d"))] == ["a1", "a2"]
    form.put(at("d"), "a2")
    change = form.put(at("p"), "b")
    assert change.cleared == {at("d"): "a2"}
    assert change.stored[at("d")].value is None
    assert form.document().value(at("d")) is None
    assert [choice.name for choice in form.choices(at("d"))] == ["b1"]
    undo = form.put_many([(at("p"), "a", None), (at("d"), change.cleared[at("d")], None)])
    assert value(form, "d") == "a2"
    assert undo.cleared == {}


def test_or_other_adds_a_choice_and_a_question_asked_where_it_is_chosen():
    form = opened(CASCADE)
    assert [choice.name for choice in form.choices(at("many"))][-1] == "other"
    assert not form.view(at("many_other")).relevant
    form.put(at("many"), "a1 other")
    assert form.view(at("many_other")).relevant


FILES = """
| survey |
| | type | name | label | choice_filter | calculation |
| | select_one_from_file towns.csv | t | Town | district = 'x' | |
| | calculate | people | | | pulldata('towns', 'people', 'name', ${t}) |
| | calculate | missing | | | pulldata('towns', 'people', 'name', 'nobody') |
| settings |
| | form_id |
| | data |
"""


def test_choices_and_figures_are_read_from_a_file_beside_the_form():
    towns = "\ufeffname,label,district,people\nt1,Một,x,120\nt2,Hai,y,90\nt3,Ba,x,70\n".encode()
    form = opened(FILES, {"towns.csv": towns})
    assert [choice.name for choice in form.choices(at("t"))] == ["t1", "t3"]
    form.put(at("t"), "t3")
    assert value(form, "people") == "70"
    assert value(form, "missing") is None


def test_a_missing_file_is_a_warning_and_the_rest_works():
    done = compiled(FILES)
    assert [(problem.code, problem.details["file"]) for problem in done.warnings] == [
        ("PACK_FILE", "towns.csv")
    ]
    form = FormSet(done.pack).open(UNIT, Document(), DAY)
    assert form.choices(at("t")) == ()


SAVED = """
| survey |
| | type | name | label | default |
| | text | who | Who | ${last-saved#who} |
| | begin_group | g | Group | |
| | integer | n | N | ${last-saved#n} + 1 |
| | end_group | | | |
| settings |
| | form_id |
| | data |
"""


def test_the_answers_saved_last_are_read_where_the_caller_supplies_them():
    done = compiled(SAVED)
    assert done.warnings == ()
    assert wants_last_saved(done.pack)
    first = FormSet(done.pack).open(UNIT, Document(), DAY)
    assert value(first, "who") is None
    first.put_many([(at("who"), "Lan", None), (at("n"), 4, None)])
    supplied = with_last_saved(done.pack, done.pack.forms[0], first.document())
    second = FormSet(supplied).open(UNIT, Document(), DAY)
    assert value(second, "who") == "Lan"
    assert value(second, "n") == 5


def test_rows_of_an_earlier_period_are_read_where_the_caller_supplies_them():
    done = compiled(FILES, {"towns.csv": b"name,label,district,people\nt1,A,x,1\n"})
    earlier = [{"name": "t9", "label": "Chín", "district": "x", "people": "900"}]
    form = FormSet(with_rows(done.pack, "towns", earlier)).open(UNIT, Document(), DAY)
    assert [choice.name for choice in form.choices(at("t"))] == ["t9"]
    form.put(at("t"), "t9")
    assert value(form, "people") == "900"
