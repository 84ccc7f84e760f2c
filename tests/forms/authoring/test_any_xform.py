"""Any XLSForm of the ODK dialect becomes a pack whose questions work as in the phone programs."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyxform.xls2xform import convert

from forms.answers import Address, Document
from forms.authoring.any_xform import compile_xform
from forms.authoring.build import build
from forms.authoring.foreign import build_foreign
from forms.engine import FormSet
from forms.instances import wants_last_saved, with_last_saved, with_rows
from forms.pack import Kind, Unit, dump, load
from forms.problems import Problem
from forms.submissions import read_submission

UNIT = Unit("1", "Unit", "Unit", "commune", "area", "Xã", "")
DAY = date(2018, 9, 30)


def compiled(markdown, files=None):
    return compile_xform(convert(markdown).xform, files)


def opened(markdown, files=None, document=None):
    done = compiled(markdown, files)
    assert done.warnings == ()
    moment = datetime(2018, 9, 30, 8, 15, tzinfo=UTC)
    return FormSet(done.pack).open(UNIT, document or Document(), DAY, moment)


def at(name, *key, table="data"):
    return Address(table, tuple(map(str, key)), name)


def value(form, name, *key, table="data"):
    return form.view(at(name, *key, table=table)).value


FAMILY = """
| survey |
| | type | name | label | relevant | calculation | constraint |
| | integer | n | Number | | | |
| | begin_repeat | house | House | | | |
| | text | street | Street | | | |
| | begin_repeat | person | Person | | | |
| | integer | age | Age | | | . < 150 |
| | calculate | old | | | if(${age} >= 60, 1, 0) | |
| | end_repeat | | | | | |
| | calculate | olds | | | sum(${old}) | |
| | end_repeat | | | | | |
| | begin_repeat | field | Field | | | |
| | decimal | area | Area | | | |
| | end_repeat | | | | | |
| | calculate | all_olds | | | sum(${olds}) | |
| | calculate | land | | | sum(${area}) | |
| settings |
| | form_id |
| | data |
"""


def test_a_form_holds_questions_several_repeats_and_repeats_in_repeats():
    form = opened(FAMILY)
    form.put(at("n"), 4)
    assert form.rows("data.house") == (("1",),)
    form.add_record("data.house")
    form.add_record("data.house.person", ("2",))
    form.put(at("age", 1, 1, table="data.house.person"), 70)
    form.put(at("age", 2, 1, table="data.house.person"), 65)
    form.put(at("area", 1, table="data.field"), Decimal("1.25"))
    assert value(form, "olds", 2, table="data.house") == "1"
    assert value(form, "all_olds") == "2"
    assert value(form, "land") == "1.25"
    form.remove_record("data.house", ("2",))
    assert value(form, "all_olds") == "1"
    change = form.put(at("age", 1, 1, table="data.house.person"), 170)
    assert [str(found.place) for found in change.findings] == ["data.house.person[1|1].age"]


edits = st.lists(
    st.one_of(
        st.tuples(st.just("house")),
        st.tuples(st.just("person"), st.integers(1, 3)),
        st.tuples(st.just("gone"), st.integers(1, 3)),
        st.tuples(st.just("age"), st.integers(1, 3), st.integers(1, 3), st.integers(0, 120)),
        st.tuples(st.just("area"), st.integers(0, 9)),
    ),
    max_size=14,
)
FAMILY_SET = FormSet(compiled(FAMILY).pack)


def take(form, edit):
    what, *args = edit
    if what == "house" and len(form.rows("data.house")) < 3:
        form.add_record("data.house")
    elif what == "person" and (str(args[0]),) in form.rows("data.house"):
        form.add_record("data.house.person", (str(args[0]),))
    elif what == "gone" and (str(args[0]),) in form.rows("data.house"):
        form.remove_record("data.house", (str(args[0]),))
    elif what == "age" and (str(args[0]), str(args[1])) in form.rows("data.house.person"):
        form.put(at("age", args[0], args[1], table="data.house.person"), args[2])
    elif what == "area":
        form.put(at("area", 1, table="data.field"), Decimal(args[0]))


@given(edits, st.randoms())
@settings(deadline=None, max_examples=60)
def test_what_is_worked_out_does_not_depend_on_the_order_of_entries(steps, chance):
    one = FAMILY_SET.open(UNIT, Document(), DAY)
    for step in steps:
        take(one, step)
    document = one.document()
    again = FAMILY_SET.open(UNIT, document, DAY)
    assert again.values() == one.values()
    assert again.findings() == one.findings()
    other = FAMILY_SET.open(
        UNIT, Document({name: {key: {} for key in rows} for name, rows in document.tables.items()}), DAY
    )
    cells = [
        (Address(table, key, name), given)
        for table, rows in document.tables.items()
        for key, row in rows.items()
        for name, given in row.items()
    ]
    chance.shuffle(cells)
    for place, given_value in cells:
        other.put(place, given_value)
    assert other.values() == one.values()
    assert other.findings() == one.findings()


GROUPS = """
| survey |
| | type | name | label | relevant | readonly | required | calculation |
| | text | who | Who | | | | |
| | begin_group | g | Group | ${who} = 'me' | | | |
| | begin_group | h | Inner | | ${who} = 'x' | | |
| | text | a | A | | | yes | |
| | text | b | B | ${a} = 'go' | | | |
| | end_group | | | | | | |
| | begin_repeat | r | Rows | | | | |
| | integer | c | C | | | | |
| | end_repeat | | | | | | |
| | end_group | | | | | | |
| | calculate | rows | | | | | count(${r}) |
| settings |
| | form_id |
| | data |
"""


def test_all_in_a_group_is_asked_only_where_the_group_is():
    form = opened(GROUPS)
    assert not form.view(at("a")).relevant
    assert not form.view(at("c", 1, table="data.r")).relevant
    assert not form.group("/data/g/r", ("1",)).relevant
    assert value(form, "rows") == "0"  # a row that is not asked is in no set
    change = form.put(at("who"), "me")
    assert change.cells[at("a")].relevant
    assert change.cells[at("c", 1, table="data.r")].relevant
    assert value(form, "rows") == "1"
    assert not form.view(at("b")).relevant
    form.put(at("a"), "go")
    assert form.view(at("b")).relevant
    form.put(at("who"), "you")
    assert form.view(at("b")).value is None
    assert form.document().value(at("a")) == "go"  # kept, and back when the group is
    assert not form.group("/data/g").relevant


def test_all_in_a_group_is_locked_where_the_group_is():
    done = compiled(GROUPS.replace("${who} = 'me'", ""))
    form = FormSet(done.pack).open(UNIT, Document(), DAY)
    assert not form.view(at("a")).readonly
    form.put(at("who"), "x")
    assert form.view(at("a")).readonly
    assert form.view(at("b")).readonly


COUNTED = """
| survey |
| | type | name | label | repeat_count | calculation | default |
| | integer | n | Number | | | 2 |
| | begin_repeat | r | Rows | ${n} | | |
| | integer | c | C | | | 7 |
| | end_repeat | | | | | |
| | calculate | total | | | sum(${c}) | |
| settings |
| | form_id |
| | data |
"""


def test_a_repeat_has_as_many_rows_as_its_count_and_hides_what_is_beyond():
    form = opened(COUNTED)
    assert form.rows("data.r") == (("1",), ("2",))
    assert value(form, "total") == "14"
    form.put(at("c", 2, table="data.r"), 30)
    change = form.put(at("n"), 1)
    assert [(one.table, one.hidden, one.removed) for one in change.rows] == [("data.r", (("2",),), ())]
    assert value(form, "total") == "7"
    kept = form.document()
    assert kept.value(at("c", 2, table="data.r")) == 30
    later = opened(COUNTED, document=kept)
    assert later.rows("data.r") == (("1",),)
    for one in (form, later):
        change = one.put(at("n"), 3)
        assert [(one.shown, one.added) for one in change.rows] == [((("2",), ("3",)), ())]
        assert value(one, "total") == "44"
        assert set(change.stored) == {at("n")}  # a row the count makes is stored with its first answer


COUNTED_TWICE = """
| survey |
| | type | name | label | repeat_count |
| | integer | n | Number | |
| | begin_repeat | r | Rows | ${n} |
| | integer | m | Inner number | |
| | begin_repeat | s | Inner rows | ${m} |
| | text | t | T | |
| | end_repeat | | | |
| | end_repeat | | | |
| | begin_repeat | free | Others | |
| | integer | k | Inner number | |
| | begin_repeat | u | Inner rows | ${k} |
| | text | v | V | |
| | end_repeat | | | |
| | end_repeat | | | |
| settings |
| | form_id |
| | data |
"""


def test_counts_in_counts_hide_and_bring_back_all_that_stands_below():
    form = opened(COUNTED_TWICE)
    form.put(at("n"), 2)
    form.put(at("m", 2, table="data.r"), 3)
    form.put(at("t", 2, 3, table="data.r.s"), "kept")
    form.put(at("m", 2, table="data.r"), 1)
    form.put(at("n"), 0)
    assert form.rows("data.r.s") == ()
    assert form.document().value(at("t", 2, 3, table="data.r.s")) == "kept"
    for one in (form, opened(COUNTED_TWICE, document=form.document())):
        one.put(at("n"), 2)
        assert one.rows("data.r.s") == (("2", "1"),)
        one.put(at("m", 2, table="data.r"), 3)
        assert value(one, "t", 2, 3, table="data.r.s") == "kept"


def test_a_removed_record_takes_its_hidden_rows_with_it():
    form = opened(COUNTED_TWICE)
    form.put(at("k", 1, table="data.free"), 2)
    form.put(at("v", 1, 2, table="data.free.u"), "gone")
    form.put(at("k", 1, table="data.free"), 1)
    form.remove_record("data.free", ("1",))
    assert "data.free.u" not in form.document().tables


def test_a_blank_count_leaves_the_rows_as_they_are():
    form = opened(COUNTED)
    form.put(at("n"), None)
    assert form.rows("data.r") == (("1",), ("2",))


def test_an_absurd_count_does_not_fill_the_memory():
    form = opened(COUNTED)
    form.put(at("n"), 2_000_000_000)
    assert len(form.rows("data.r")) == 5_000


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


CASCADE = """
| survey |
| | type | name | label | choice_filter |
| | select_one province | p | Province | |
| | select_one district | d | District | province = ${p} |
| | select_multiple district or_other | many | Several | |
| choices |
| | list_name | name | label | province |
| | province | a | A | |
| | province | b | B | |
| | district | a1 | A1 | a |
| | district | a2 | A2 | a |
| | district | b1 | B1 | b |
| settings |
| | form_id |
| | data |
"""


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
