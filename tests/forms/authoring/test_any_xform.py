"""Any XLSForm of the ODK dialect becomes a pack whose questions work as in the phone programs."""

from __future__ import annotations

import pytest
from pyxform.xls2xform import convert

from forms.answers import Document
from forms.authoring.any_xform import compile_xform
from forms.authoring.build import build
from forms.authoring.foreign import build_foreign
from forms.engine import FormSet
from forms.pack import Kind, dump, load
from forms.problems import Problem
from forms.submissions import read_submission
from tests.forms.authoring.xlsforms import (
    CASCADE,
    COUNTED,
    DAY,
    FAMILY,
    GROUPS,
    UNIT,
    at,
    compiled,
    opened,
    value,
)

ACTIONS = """
| survey |
| | type | name | label | default | trigger | calculation |
| | date | day | Day | today() | | |
| | text | name | Name | | | |
| | text | first | First | | | once(concat('was ', ${name})) |
| | text | changed | Changed | | ${name} | concat('now ', ${name}) |
| | begin_repeat | r | Rows | | | |
| | integer | c | C | position(..) * 10 | | |
| | end_repeat | | | | | |
| settings |
| | form_id |
| | data |
"""


def test_defaults_are_worked_out_and_actions_taken_when_their_event_happens():
    form = opened(ACTIONS)
    assert value(form, "day") == "2018-09-30"
    assert value(form, "changed") is None
    change = form.put(at("name"), "Lan")
    assert value(form, "changed") == "now Lan"
    assert change.stored[at("changed")].value == "now Lan"  # so that it is saved too
    form.put(at("changed"), "mine")
    assert value(form, "changed") == "mine"
    form.put(at("name"), "Hoa")
    assert value(form, "changed") == "now Hoa"
    change = form.add_record("data.r")
    assert value(form, "c", 2, table="data.r") == 20
    assert change.stored[at("c", 2, table="data.r")].value == 20


def test_nothing_is_set_again_when_a_filled_form_is_opened():
    form = opened(ACTIONS)
    form.put(at("day"), "2018-01-01")
    form.put(at("c", 1, table="data.r"), 5)
    again = opened(ACTIONS, document=form.document())
    assert value(again, "day") == "2018-01-01"
    assert value(again, "c", 1, table="data.r") == 5


WORDS = """
| survey |
| | type | name | label::English (en) | label::Français (fr) | hint::English (en) |
| | text | who | Your name | Votre nom | in full |
| | note | hello | Hello ${who}! | Bonjour ${who} ! | |
| | time | t | Time | Heure | |
| | dateTime | m | Moment | Moment | |
| | range | v | Grade | Note | |
| | rank l | o | Order | Ordre | |
| | image | photo | Photo | Photo | |
| | geopoint | place | Place | Lieu | |
| | audio | sound | Sound | Son | |
| choices |
| | list_name | name | label::English (en) | label::Français (fr) |
| | l | a | A | A |
| | l | b | B | B |
| settings |
| | form_id | default_language |
| | data | Français (fr) |
"""


def test_labels_come_in_every_language_and_hold_answers():
    form = opened(WORDS)
    form.put(at("who"), "Lan")
    assert form.label(at("hello"), "en") == "Hello Lan!"
    assert form.label(at("hello"), "fr") == "Bonjour Lan !"
    assert form.label(at("hello")) == "Bonjour Lan !"  # the form's own language where it has no Vietnamese
    assert form.label(at("who"), "en") == "Your name"


def test_questions_of_other_kinds_keep_their_values_and_those_that_cannot_be_filled_say_why():
    done = compiled(WORDS)
    fields = {one.id: one for one in done.pack.forms[0].tables[0].fields}
    assert {name for name, one in fields.items() if one.locked} == {"place", "sound"}
    assert all(set(one.locked) == {"vi", "en"} for one in fields.values() if one.locked)
    assert fields["photo"].kind is Kind.FILES
    assert fields["v"].parameters == {"start": "1", "end": "10", "step": "1"}
    assert (fields["t"].type, fields["m"].type) == ("time", "dateTime")
    form = FormSet(done.pack).open(UNIT, Document(), DAY)
    values: dict[str, int | str] = {
        "t": "08:30",
        "m": "2018-09-30T08:30",
        "v": 4,
        "o": "b a",
        "photo": "x.jpg",
    }
    for name, given_value in values.items():
        form.put(at(name), given_value)
        assert value(form, name) == given_value
    assert form.findings() == ()


BROKEN = """
| survey |
| | type | name | label | calculation | relevant |
| | integer | a | A | | |
| | calculate | bad | | duration() | |
| | calculate | one | | ${two} + 1 | |
| | calculate | two | | ${one} + 1 | |
| | calculate | good | | ${a} + 1 | |
| | text | t | T | | count-if(${a}, 1) > 0 |
| settings |
| | form_id |
| | data |
"""


def test_a_formula_that_cannot_be_used_stays_blank_with_a_warning_and_the_rest_works():
    done = compiled(BROKEN)
    told = {
        (problem.code, problem.details.get("source") or problem.details["fields"])
        for problem in done.warnings
    }
    assert ("PACK_EXPRESSION", "/data/bad") in told
    assert ("PACK_EXPRESSION", "/data/t") in told
    assert ("PACK_CYCLE", "data.one → data.two → data.one") in told
    form = FormSet(done.pack).open(UNIT, Document(), DAY)
    form.put(at("a"), 1)
    assert value(form, "good") == "2"
    assert value(form, "bad") is None
    assert form.view(at("t")).relevant


def test_a_blank_number_of_a_foreign_form_is_no_error_and_a_required_one_is():
    form = opened(
        """
| survey |
| | type | name | label | required | required_message |
| | integer | a | A | | |
| | integer | b | B | yes | Say b |
| settings |
| | form_id |
| | data |
"""
    )
    (found,) = form.findings()
    assert str(found.place) == "data.b"
    assert "Say b" in found.sentence.values()


def test_choices_in_chance_order_are_offered_in_their_own_with_a_warning():
    text = CASCADE.replace("| choice_filter |", "| choice_filter | parameters |", 1)
    text = text.replace(
        "| select_one province | p | Province | |", "| select_one province | p | P | | randomize=true |"
    )
    done = compiled(text)
    assert [one.details["reason"] for one in done.warnings] == ["later"]
    form = FormSet(done.pack).open(UNIT, Document(), DAY)
    assert [choice.name for choice in form.choices(at("p"))] == ["a", "b"]


def test_a_compiled_foreign_pack_survives_being_written_and_read():
    for text in (FAMILY, GROUPS, COUNTED, ACTIONS, CASCADE, WORDS):
        pack = compiled(text).pack
        assert load(dump(pack)) == pack


def test_a_submission_is_read_into_the_matching_form():
    done = compiled(FAMILY)
    document = read_submission(
        done.pack.forms[0],
        """<data id="data" xmlns:orx="http://openrosa.org/xforms"><n>4</n>
        <house><street>Lê Lợi</street><person><age>61</age></person><person><age>9</age></person></house>
        <house><street/><person><age>x</age></person></house>
        <field><area>0.5</area></field><orx:meta><orx:instanceID>uuid:1</orx:instanceID></orx:meta></data>""",
    )
    form = FormSet(done.pack).open(UNIT, document, DAY)
    assert value(form, "n") == 4
    assert value(form, "street", 1, table="data.house") == "Lê Lợi"
    assert form.rows("data.house.person") == (("1", "1"), ("1", "2"), ("2", "1"))
    assert value(form, "age", 2, 1, table="data.house.person") is None
    assert value(form, "all_olds") == "1"


@pytest.mark.parametrize("text", ["", "<a", "<other/>", "<!DOCTYPE a [<!ENTITY b 'c'>]><data>&b;</data>"])
def test_what_is_no_submission_of_the_form_is_refused(text):
    with pytest.raises(Problem, match="SUBMISSION"):
        read_submission(compiled(COUNTED).pack.forms[0], text)


@pytest.mark.parametrize("text", ["", "<a/>", "<a", "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"])
def test_what_is_no_xform_is_refused(text):
    with pytest.raises(Problem, match="PACK_XFORM"):
        compile_xform(text)


def test_a_foreign_form_is_built_from_a_workbook_or_a_text_or_an_xform(tmp_path):
    (tmp_path / "one.md").write_text(COUNTED, encoding="utf-8")
    (tmp_path / "one.xml").write_text(convert(COUNTED).xform, encoding="utf-8")
    assert build(tmp_path / "one.md", foreign=True) == build(tmp_path / "one.xml", foreign=True)
    (tmp_path / "two.md").write_text("| survey |\n| | type |\n| | nonsense |\n", encoding="utf-8")
    with pytest.raises(Problem, match="PACK_COLUMN_MISSING"):
        build_foreign(tmp_path / "two.md")
    (tmp_path / "two.md").write_text("| survey |\n| | type | name |\n| | calculate | a |\n", encoding="utf-8")
    with pytest.raises(Problem, match="PACK_PYXFORM"):
        build_foreign(tmp_path / "two.md")
    (tmp_path / "three.xlsx").write_bytes(b"no workbook")
    with pytest.raises(Problem, match="PACK_NOT_WORKBOOK"):
        build_foreign(tmp_path / "three.xlsx")
