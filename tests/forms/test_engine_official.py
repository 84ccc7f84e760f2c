"""Official figures of earlier years: a figure that differs from one is a warning and wants an explanation."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from forms.answers import Document, State
from forms.engine import FormSet
from forms.pack import Severity
from tests.forms.engine_packs import (
    COMMUNE,
    POVERTY_FORMS,
    TODAY,
    at,
    cell,
    codes,
    one_form,
    put,
    rate,
    records,
    table,
    text,
)

PACK = one_form(
    table("T", "/T", (cell("a"), cell("b"), cell("both", "../a + ../b"), text("name"))),
    table("U", "/U", (rate("share", "/T/a div 3"),), form="T"),
    records("T.r", "/T/r", (cell("n"),)),
)
FORMS = FormSet(PACK)


def opened(official, document=None):
    return FORMS.open(
        COMMUNE, document or Document(), TODAY, official={at(k): v for k, v in official.items()}
    )


def official_only(forms):
    return [finding for finding in forms.findings() if finding.code == "OFFICIAL"]


def test_a_typed_figure_that_differs_is_a_warning_that_names_both_figures():
    forms = opened({"T.a": 12_345})
    assert not official_only(forms)
    change = forms.put(at("T.a"), 12_354)
    (found,) = official_only(forms)
    assert found in change.findings
    assert (found.severity, found.place, found.cells) == (Severity.WARNING, at("T.a"), (at("T.a"),))
    assert found.sentence["vi"].startswith("“a” là 12.354 nhưng số liệu chính thức là 12.345")
    assert found.sentence["en"].startswith("“a” is 12,354 but the official figure is 12,345")
    forms.put(at("T.a"), 12_345)
    assert not official_only(forms)


def test_a_computed_figure_is_compared_once_all_it_is_made_of_is_known():
    forms = opened({"T.both": 10})
    forms.put(at("T.a"), 4)
    assert not official_only(forms)
    forms.put(at("T.b"), 5)
    assert [found.place for found in official_only(forms)] == [at("T.both")]
    forms.put(at("T.b"), 6)
    assert not official_only(forms)


def test_nothing_to_report_counts_as_zero_and_not_known_as_no_figure():
    forms = opened({"T.a": 7})
    forms.put(at("T.a"), None, State.UNKNOWN)
    assert not official_only(forms)
    forms.put(at("T.a"), None, State.NONE)
    assert [found.place for found in official_only(forms)] == [at("T.a")]


def test_texts_rates_and_rows_that_come_later_are_compared_and_unknown_cells_passed_over():
    official = {"T.name": "An", "U.share": Decimal("3.334"), "T.r[2].n": 5, "Z.z": 1, "T.zz": 1}
    forms = opened(official)
    put(forms, {"T.name": "Bình", "T.a": 10})
    assert [found.place for found in official_only(forms)] == [at("T.name")]  # 3,33 is 3,334 in two decimals
    forms.add_record("T.r")
    forms.add_record("T.r")
    put(forms, {"T.r[1].n": 6, "T.r[2].n": 6})
    assert [found.place for found in official_only(forms)] == [at("T.name"), at("T.r[2].n")]
    put(forms, {"T.a": 11})
    assert at("U.share") in [found.place for found in official_only(forms)]
    forms.remove_record("T.r", ("2",))
    assert at("T.r[2].n") not in [found.place for found in official_only(forms)]


def test_one_without_an_explanation_is_also_k34():
    forms = POVERTY_FORMS.open(COMMUNE, Document(), TODAY, official={at("BM02[2018].c10"): 3})
    forms.put(at("BM02[2018].c10"), 4)
    assert {"OFFICIAL", "K34"} <= set(codes(forms))
    forms.add_record("BM18.c10")
    reason = {"c01": "OFFICIAL", "c02": "BM02[2018].c10", "c03": "Đính chính sau thanh tra"}
    put(forms, {f"BM18.c10[1].{name}": value for name, value in reason.items()})
    assert official_only(forms)[0].explained == "Đính chính sau thanh tra"
    assert "K34" not in codes(forms)


@given(
    st.lists(
        st.tuples(st.sampled_from(["T.a", "T.b"]), st.none() | st.integers(0, 3), st.sampled_from(State))
    ),
    st.fixed_dictionaries({"T.a": st.integers(0, 3), "T.both": st.integers(0, 6)}),
)
def test_entry_by_entry_finds_what_opening_the_document_finds(entries, official):
    forms = opened(official)
    for place, value, state in entries:
        forms.put(at(place), value, state)
    assert forms.findings() == opened(official, forms.document()).findings()
