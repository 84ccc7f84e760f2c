"""C01 to C10: each holds for a sound office, and says of whom and of what it does not for a spoilt one."""

import json
from dataclasses import replace
from decimal import Decimal

import pytest

from forms.consolidation import Tone
from forms.engine import FormSet
from forms.pack import Standard
from forms.roll_up import Beside, totals
from office.consolidation_rules import (
    RULES,
    Difference,
    Held,
    HeldPackage,
    Source,
    all_here,
    counted_once,
    decision_agrees,
    nobody_twice,
    one_basis,
    packages_whole,
    rates_agree,
    rightly_below,
    sources_named,
    sums_agree,
)
from tests.forms.engine_packs import POVERTY, POVERTY_FORMS, words
from tests.forms.test_roll_up import TABLES, reported, stock

DIGEST = "ab" * 32
HERE = ("101", "102", "103", "201", "202")


def package(unit, *units, revision=1, **more):
    told = {
        "digest": DIGEST,
        "now": DIGEST,
        "valid": True,
        "signer_units": (unit,),
        "campaign": "KT",
        "standard": "VN-2016",
        "version": "1.2",
        "units": units or (unit,),
    }
    return HeldPackage(unit, revision, **{**told, **more})


def upward(district, *communes):
    sources = tuple(Source(unit, f"package-{unit}", 1, DIGEST) for unit in communes)
    return package(district, *communes, adds_up=True, sources=sources)


@pytest.fixture(scope="module")
def figures():
    return {unit: reported(unit, stock(100 + 7 * n, n)) for n, unit in enumerate(HERE)}


@pytest.fixture
def held(figures):
    """The province after both districts have sent."""
    views = [totals(POVERTY_FORMS, "0", TABLES[name], figures, None) for name in ("TH-02", "TH-04", "TH-06")]
    return Held(
        POVERTY_FORMS,
        "0",
        "1.0",
        (upward("1", "101", "102", "103"), upward("2", "201", "202")),
        {"1": 1, "2": 1},
        figures.keys(),
        lambda _: figures,
        views,
        decision=(Difference("1", words("hộ nghèo 2018"), Decimal(321), Decimal(321)),),
    )


def spoilt(held, place=0, **more):
    packages = list(held.packages)
    packages[place] = replace(packages[place], **more)
    return replace(held, packages=tuple(packages))


def test_a_sound_office_passes_every_check_and_says_how_much_was_looked_at(held):
    ended = [rule(held) for rule in RULES]
    assert [one.code for one in ended] == [f"C{number:02}" for number in range(1, 11)]
    assert {one.code: one.tone for one in ended if one.tone is not Tone.GOOD} == {}
    assert all(set(one.said) == set(one.title) == {"vi", "en"} for one in ended)
    assert not any(one.units or one.places for one in ended)


@pytest.mark.parametrize(
    "more,said",
    [
        ({"now": "cd" * 32}, "khác tệp đã nhận"),
        ({"valid": False}, "chữ ký không hợp lệ"),
        ({"signer_units": ("2",)}, "của đơn vị khác"),
    ],
)
def test_c01_names_a_package_whose_bytes_signature_or_signer_is_not_right(held, more, said):
    found = packages_whole(spoilt(held, **more))
    assert (found.tone, found.units) == (Tone.ERROR, ("1",))
    assert said in found.places[0]["vi"]


def test_c01_a_package_typed_in_the_place_of_a_unit_is_signed_by_the_office_that_typed_it(held):
    typed = package("101", signer_units=("1",), sent_for="1")
    assert packages_whole(replace(held, packages=(typed,))).tone is Tone.GOOD
    assert packages_whole(replace(held, packages=(replace(typed, sent_for=""),))).tone is Tone.ERROR


def test_c02_names_a_unit_that_counts_twice_or_by_an_older_revision(held):
    twice = replace(held, packages=(*held.packages, package("101")))
    assert counted_once(twice).units == ("101",)
    old = counted_once(replace(held, revisions={"1": 3, "2": 1}))
    assert (old.tone, old.units) == (Tone.ERROR, ("1",))
    assert "lần gửi 1, đã nhận lần 3" in old.places[0]["vi"]


def test_c03_names_who_is_missing_and_refuses_a_stranger(held, figures):
    fewer = {unit: one for unit, one in figures.items() if unit != "202"}
    missing = all_here(replace(held, units=fewer.keys()))
    assert (missing.tone, missing.units) == (Tone.WARNING, ("202",))
    stranger = all_here(replace(held, unit="1"))
    assert (stranger.tone, stranger.units) == (Tone.ERROR, ("201", "202"))


@pytest.mark.parametrize("more", [{"campaign": "KT-2020"}, {"standard": "VN-2022"}, {"version": "2.0"}])
def test_c04_names_a_package_of_another_campaign_standard_or_set_of_forms(held, more):
    found = one_basis(spoilt(held, 1, **more))
    assert (found.tone, found.units) == (Tone.ERROR, ("2",))
    assert next(iter(more.values())) in found.places[0]["vi"]


def test_c05_finds_a_total_that_is_not_the_sum_of_its_lines(held):
    view = held.views[0]
    cells = (replace(view.total[0], value=view.total[0].value + 1), *view.total[1:])
    found = sums_agree(replace(held, views=[replace(view, total=cells)]))
    assert (found.tone, len(found.places)) == (Tone.ERROR, 1)
    assert "TH-02 2018 c03" in found.places[0]["vi"]


def test_c05_counts_own_rows_and_adjustments_among_the_lines(held, figures):
    own = reported("101", stock(40))
    beside = Beside({"1": replace(own, unit="1")}, {"102": reported("102", stock(999))}, {"1": "H-"})
    view = totals(POVERTY_FORMS, "0", TABLES["TH-02"], figures, None, beside)
    assert sums_agree(replace(held, views=[view])).tone is Tone.GOOD
    without = replace(view, whole_rows=tuple(row for row in view.whole_rows if row.block != "own"))
    assert sums_agree(replace(held, views=[without])).tone is Tone.ERROR


def test_c06_finds_a_rate_that_a_unit_states_otherwise_or_that_is_printed_otherwise(held, figures):
    rows = {("2018",): {**figures["103"].values["BM02"]["2018",], "r01": Decimal("99.99")}}
    lying = replace(figures["103"], values={**figures["103"].values, "BM02": rows})
    found = rates_agree(replace(held, figures_in=lambda _: {**figures, "103": lying}))
    assert (found.tone, found.units) == (Tone.ERROR, ("103",))
    view = held.views[0]
    place = [column.code for column in view.columns].index("r01")
    cells = (*view.total[:place], replace(view.total[place], value=Decimal(1)), *view.total[place + 1 :])
    printed = rates_agree(replace(held, views=[replace(view, total=cells)]))
    assert (printed.tone, printed.units, len(printed.places)) == (Tone.ERROR, (), 1)


def test_c07_names_a_unit_of_another_sender_or_not_in_force_on_the_day(held):
    moved = spoilt(held, units=("101", "102", "103", "201"))
    swapped = spoilt(moved, 1, units=("202",))
    assert rightly_below(swapped).units == ("201",)
    units = tuple(replace(one, valid_to="2018-01-01") if one.code == "202" else one for one in POVERTY.units)
    ended = rightly_below(replace(held, form_set=FormSet(replace(POVERTY, units=units))))
    assert (ended.tone, ended.units) == (Tone.ERROR, ("202",))
    assert "2018-09-30" in ended.places[0]["vi"]


def test_c08_tells_more_than_one_household_apart_and_says_when_nothing_is_loaded(held):
    near = (Difference("1", words("hộ nghèo"), Decimal(322), Decimal(321)),)
    assert decision_agrees(replace(held, decision=near)).tone is Tone.GOOD
    far = (Difference("1", words("hộ nghèo"), Decimal(323), Decimal(321)), *near)
    found = decision_agrees(replace(held, decision=far))
    assert (found.tone, found.units, len(found.places)) == (Tone.WARNING, ("1",), 1)
    assert found.places[0]["vi"] == "Huyện Một, hộ nghèo: 323 ≠ 321"
    assert decision_agrees(replace(held, decision=None)).tone is Tone.OPEN


def test_c09_names_both_units_of_a_nominee_proposed_twice(held):
    found = nobody_twice(replace(held, doubtful=(("101", "202", words("Y Blễ, 1980")),)))
    assert (found.tone, found.units) == (Tone.WARNING, ("101", "202"))
    assert found.places[0]["vi"] == "Y Blễ, 1980"


def test_c10_names_the_units_whose_package_is_not_in_the_list_of_sources(held):
    (first, *_) = held.packages
    shorter = spoilt(held, sources=first.sources[:2])
    assert sources_named(shorter).units == ("1",)
    assert "Xã 103" in sources_named(shorter).places[0]["vi"]
    bare = spoilt(held, sources=(replace(first.sources[0], digest=""), *first.sources[1:]))
    assert "Xã 101" in sources_named(bare).places[0]["vi"]
    own = spoilt(held, units=("1", "101", "102", "103"))  # rows of its own come from no package
    assert sources_named(own).tone is Tone.GOOD


def test_a_year_of_another_standard_breaks_the_series_and_the_table_says_so(figures):
    standard = Standard("VN-2016", words("Chuẩn"), "QĐ 59", 2017, 2020, (), (), ())
    broken = FormSet(replace(POVERTY, standards=(standard,)))
    view = totals(broken, "0", TABLES["TH-04"], figures, None)
    notes = view.notes
    of_2016 = {one.code for one in TABLES["TH-04"].columns if one.year == "2016"}
    marked = {one.code for one in view.columns if one.label["vi"].endswith("‡")}
    assert of_2016 < marked  # and the rates that are worked out from them
    assert marked < {one.code for one in view.columns}
    assert "Đứt chuỗi: số liệu năm 2016" in json.dumps(notes, ensure_ascii=False)
    whole = FormSet(replace(POVERTY, standards=(replace(standard, year_from=2016),)))
    assert len(totals(whole, "0", TABLES["TH-04"], figures, None).notes) == 1
