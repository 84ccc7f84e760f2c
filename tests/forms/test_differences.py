"""What is told of two versions of a pack: everything that differs, in its own words where there are some."""

from dataclasses import MISSING, fields, is_dataclass, replace
from enum import Enum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.differences import KINDS, differences
from forms.pack import Choice, Field, FixedRow, Kind, Severity, dump
from forms.strictness import direction
from forms.unit_moves import UnitMove
from tests.forms.engine_packs import YEARS, by_year, cell, form, one_form, records, table, text, words
from tests.offices import PACK, shelf


@pytest.fixture(scope="module")
def kontum():
    return next(one.pack for one in shelf().packs if one.pack.id == PACK)


def hand(*cells, version="1", **more):
    """A pack of one table by year with these fields."""
    return replace(one_form(by_year("A", YEARS, cells), **more), version=version)


def told(old, new):
    return [(one.kind, one.place) for one in differences(old, new)]


def one(old, new):
    (found,) = differences(old, new)
    return found


def test_a_pack_differs_in_nothing_from_itself_whatever_its_version(kontum):
    assert differences(kontum, replace(kontum, version="9")) == ()


def test_a_field_comes_and_goes():
    assert told(hand(cell("c01"), cell("c02")), hand(cell("c01"), cell("c03", hint=words("khác")))) == [
        ("field-added", "A.c03"),
        ("field-removed", "A.c02"),
    ]


def test_another_name_of_a_question_is_a_rename_and_its_readers_do_not_change():
    old = hand(cell("c01"), cell("c02", calculate="../c01 * 2", constraint="../c01 > 0 or 'c01' = ''"))
    named = cell("c01", path="ho_ngheo")
    new = hand(named, cell("c02", calculate="../ho_ngheo * 2", constraint="../ho_ngheo > 0 or 'c01' = ''"))
    found = one(old, new)
    assert (found.kind, found.place, found.old["vi"], found.new["vi"]) == (
        "field-renamed", "A.c01", "c01", "ho_ngheo",
    )  # fmt: skip


def test_a_field_with_another_code_and_the_same_label_looks_renamed():
    old, new = hand(cell("c01")), hand(replace(cell("ho"), label=words("c01")))
    assert told(old, new) == [
        ("field-added", "A.ho"),
        ("field-looks-renamed", "A.ho"),
        ("field-removed", "A.c01"),
    ]


def test_another_kind_is_a_new_field_that_replaces_the_old_one():
    old = hand(cell("c01"))
    new = hand(replace(cell("c01b"), kind=Kind.DECIMAL, replaces="c01"))
    found = one(old, new)
    assert (found.kind, found.place, found.rule) == ("field-retyped", "A.c01b", "c01")
    assert told(old, hand(replace(cell("c01"), kind=Kind.DECIMAL))) == [("field-kind-changed", "A.c01")]


@pytest.mark.parametrize(
    "rule,old,new,wanted",
    [
        ("constraint", None, ". > 0", 1),
        ("constraint", ". > 0", None, -1),
        ("constraint", ". <= 100", ". <= 50", 1),
        ("constraint", ". >= 0", ". >= 1", 1),
        ("constraint", ". > 1", ". >= 1", -1),
        ("constraint", ". < 5", ". <= 5", -1),
        ("constraint", ". < 5.5", ". < 5", 1),
        ("constraint", ". > 0", ". > 0 and . <= ../c01", 1),
        ("constraint", ". > 0 and . < 9", ". < 9", -1),
        ("constraint", ". > 0", ". = 7", 0),
        ("constraint", ". > 0", ". >", 0),
        ("required", None, "true()", 1),
        ("required", "../c01 = 1", "true()", 1),
        ("required", "true()", "../c01 = 1", -1),
        ("relevant", None, "../c01 > 0", -1),
        ("relevant", "../c01 > 0", "../c01 > 5", -1),
        ("choice_filter", "", "x = 1", 1),
        ("calculate", "1", "2", 0),
    ],
)
def test_the_direction_of_a_rule(rule, old, new, wanted):
    assert direction(rule, old, new) == wanted


def test_a_stricter_rule_is_told_as_such():
    found = one(hand(cell("c01")), hand(cell("c01", constraint=". <= 10")))
    assert (found.kind, found.rule, found.stricter, found.looser) == (
        "rule-changed",
        "constraint",
        True,
        False,
    )
    found = one(hand(cell("c01", max_length=9)), hand(cell("c01", max_length=20)))
    assert (found.rule, found.stricter, found.looser) == ("max_length", False, True)


def test_a_choice_that_goes_makes_old_answers_bad():
    items = (Choice("1", words("Có")), Choice("0", words("Không")))
    old, new = hand(cell("c01"), lists={"yes": items}), hand(cell("c01"), lists={"yes": items[:1]})
    found = one(old, new)
    assert (found.kind, found.place, found.old, found.stricter) == (
        "choice-removed", "yes.0", words("Không"), True,
    )  # fmt: skip
    assert told(new, old) == [("choice-added", "yes.0")]


def test_rows_come_go_and_change_places():
    old = one_form(by_year("A", ("2016", "2017"), (cell("c01"),)))
    new = one_form(by_year("A", ("2018", "2017", "2016"), (cell("c01"),)))
    assert told(old, new) == [("row-added", "A[2018]"), ("order-changed", "A")]
    assert told(new, old) == [("row-removed", "A[2018]"), ("order-changed", "A")]


def test_a_table_with_other_keys_is_told():
    old = one_form(table("A", "/A", (text("c01"),)))
    new = one_form(records("A", "/A/r", (replace(text("c01"), path="c01"),)))
    assert ("table-keys-changed", "A") in told(old, new)


def test_checks_forms_and_who_fills_them(kontum):
    check = kontum.checks[0]
    fewer = replace(
        kontum, checks=kontum.checks[1:], forms=kontum.forms[1:], assignments=kontum.assignments[1:]
    )
    kinds = {(found.kind, found.looser) for found in differences(kontum, fewer)}
    assert {("check-removed", True), ("form-removed", False), ("assignment-removed", True)} <= kinds
    added = {found.kind for found in differences(fewer, kontum)}
    assert {"check-added", "form-added", "assignment-added"} <= added
    warned = replace(kontum, checks=(replace(check, severity=Severity.WARNING), *kontum.checks[1:]))
    found = one(kontum, warned)
    assert (found.kind, found.place, found.rule, found.looser) == ("rule-changed", check.id, "severity", True)


def test_an_earlier_deadline_is_stricter(kontum):
    level, day = next(iter(kontum.campaign.deadlines.items()))
    earlier = {**kontum.campaign.deadlines, level: "2018-01-01"}
    found = one(kontum, replace(kontum, campaign=replace(kontum.campaign, deadlines=earlier)))
    assert (found.kind, found.place, found.stricter) == ("deadline-changed", level, True)
    assert (found.old["vi"], found.new["vi"]) == (day, "2018-01-01")


def test_what_a_unit_has_become_is_told_at_the_unit(kontum):
    first, *rest = kontum.unit_moves
    found = one(kontum, replace(kontum, unit_moves=(replace(first, parent_name="Tỉnh Khác"), *rest)))
    assert (found.kind, found.place, found.rule) == ("unit-changed", first.unit, "unit_moves")
    assert found.label["vi"] == kontum.units_by_code[first.unit].name
    assert "Tỉnh Quảng Ngãi" in found.old["vi"]
    assert "Tỉnh Khác" in found.new["vi"]
    went = one(kontum, replace(kontum, unit_moves=tuple(rest)))
    assert (went.place, went.new) == (first.unit, {})


def test_every_attribute_of_a_move_is_told_when_it_changes(kontum):
    first, *rest = kontum.unit_moves
    for attribute in fields(UnitMove):
        value = getattr(first, attribute.name)
        other = replace(first, **{attribute.name: not value if isinstance(value, bool) else f"{value}9"})
        assert differences(kontum, replace(kontum, unit_moves=(other, *rest))), attribute.name


def changed(value, draw, hint=""):
    """Change one thing somewhere inside a value of a pack."""
    if is_dataclass(value) and not isinstance(value, type):
        names = [f.name for f in fields(value) if f.name not in ("source", "version", "id", "order")]
        name = draw(st.sampled_from(names))
        return replace(value, **{name: changed(getattr(value, name), draw, name)})
    if isinstance(value, bool):
        return not value
    if isinstance(value, Enum):
        return draw(st.sampled_from([one for one in type(value) if one is not value]))
    if isinstance(value, int):
        return value + 1
    if isinstance(value, str) or value is None:
        return f"{value or ''}x"
    if isinstance(value, tuple):
        if not value:
            return value
        place = draw(st.integers(0, len(value) - 1))
        if draw(st.booleans()):
            return value[:place] + value[place + 1 :]
        return (*value[:place], changed(value[place], draw), *value[place + 1 :])
    if not value:
        return {"vi": "x"} if hint != "lists" else value
    name = draw(st.sampled_from(sorted(value)))
    return {**value, name: changed(value[name], draw, hint)}


@given(data=st.data())
def test_nothing_that_differs_goes_untold(kontum, data):
    new = changed(replace(kontum, units=kontum.units[:5]), data.draw)
    old = replace(kontum, units=kontum.units[:5])
    same = dump(old) == dump(new)
    found = differences(old, new)
    assert bool(found) != same
    assert {one.kind for one in found} <= set(KINDS)
    assert all(one.plain()["kind"] == one.kind for one in found)


def test_every_attribute_of_a_field_is_told_when_it_changes():
    base = Field("c01", "/A/rows/c01", Kind.INTEGER, words("c01"))
    other = Field("c01", "/A/rows/x", Kind.TEXT, words("x"))
    for one_field in fields(Field):
        if one_field.name in ("id", "source"):
            continue
        value = getattr(other, one_field.name)
        if one_field.default is not MISSING:
            value = not one_field.default if isinstance(one_field.default, bool) else 7
            value = value if isinstance(one_field.default, bool | int) else "x"
        elif one_field.default_factory is not MISSING:
            value = words("x")
        if one_field.name == "rollup":
            value = "SUM"
        new = replace(base, **{one_field.name: value})
        old_table = replace(by_year("A", YEARS, ()), fields=(base,))
        pair = (one_form(old_table), one_form(replace(old_table, fields=(new,))))
        assert told(*pair), one_field.name


def test_a_rows_level_and_total_are_told():
    plain = by_year("A", YEARS, (cell("c01"),))
    row = plain.rows[0]
    marked = replace(plain, rows=(FixedRow(row.key, row.label, level=1, total=True), *plain.rows[1:]))
    assert [one.rule for one in differences(one_form(plain), one_form(marked))] == ["level", "total"]
    assert form(plain).id == "A"
