"""Figures in the officer's text: tied to their cells, moved along with the words, never rewritten unasked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.answers import Address
from office.entry import Entry
from office.linked_figures import (
    Link,
    accept,
    changed,
    figure,
    figures,
    keep,
    moved,
    narrative,
    sections,
    text_of,
    tie,
)
from office.report_draft import draft, results_section
from tests.offices import TE_XANG, Place, shelf

RESULTS = Address("BM18", (), "c03")
POOR = Address("BM02", ("2018",), "c14")
NEW = Address("BM02", ("2018",), "c12")
PLACE = Address("A", (), "b")


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    with Place(tmp_path_factory.mktemp("report")).filled(TE_XANG) as desk:
        yield desk


@pytest.fixture
def entry(office):
    entry = Entry(office)
    entry.put_text(RESULTS, f"Cuối năm còn {figure(entry, POOR)} hộ nghèo.")
    keep(entry, RESULTS, "", ())
    tie(entry, RESULTS, text_of(entry, RESULTS), len("Cuối năm còn "), POOR)
    yield entry
    entry.put([(NEW, 12, None)])


def told(entry):
    return [(one.used, one.now, one.link.place) for one in figures(entry, RESULTS)]


def test_a_figure_put_into_a_text_is_the_one_of_its_cell(entry):
    now = figure(entry, POOR)
    assert told(entry) == [(now, now, POOR)]
    assert not changed(entry)


def test_a_figure_whose_cell_changes_is_told_and_the_text_stays_until_it_is_accepted(entry):
    old = figure(entry, POOR)
    entry.put([(NEW, 20, None)])
    now = figure(entry, POOR)
    assert now != old
    assert told(entry) == [(old, now, POOR)]
    assert text_of(entry, RESULTS) == f"Cuối năm còn {old} hộ nghèo."
    accept(entry, changed(entry))
    assert text_of(entry, RESULTS) == f"Cuối năm còn {now} hộ nghèo."
    assert not changed(entry)


def test_undo_of_an_accepted_figure_brings_the_old_words_and_their_tie_back(entry):
    old = figure(entry, POOR)
    entry.put([(NEW, 21, None)])
    accept(entry, changed(entry))
    entry.undo()
    assert text_of(entry, RESULTS) == f"Cuối năm còn {old} hộ nghèo."
    assert [one.used for one in changed(entry)] == [old]


def test_a_tie_moves_along_when_words_are_typed_before_it_and_goes_when_it_is_typed_over(entry):
    now = figure(entry, POOR)
    entry.put_text(RESULTS, f"Theo rà soát, cuối năm còn {now} hộ nghèo, giảm nhiều.")
    assert told(entry) == [(now, now, POOR)]
    entry.put_text(RESULTS, f"Theo rà soát, cuối năm còn 1{now} hộ nghèo, giảm nhiều.")
    assert told(entry) == []


def test_the_figure_of_a_row_that_is_gone_is_told_and_accepting_keeps_the_words(entry):
    key, _ = entry.add_record("BM10")
    money = next(
        field.id
        for field in entry.table("BM10").fields
        if field.kind.value == "integer" and field.calculate is None
    )
    place = Address("BM10", key, money)
    entry.put([(place, 7_000_000, None)])
    shown = figure(entry, place)
    text = f"Một công trình {shown} triệu đồng."
    entry.put_text(RESULTS, text)
    tie(entry, RESULTS, text, len("Một công trình "), place)
    entry.remove_record("BM10", key)
    (gone,) = changed(entry)
    assert (gone.used, gone.now) == (shown, "")
    assert accept(entry, (gone,)) is None
    assert text_of(entry, RESULTS) == text
    assert told(entry) == []


def test_ties_outlive_the_program(office, entry):
    now = figure(entry, POOR)
    again = Entry(office)
    assert told(again) == [(now, now, POOR)]


def test_a_text_is_no_figure_and_a_blank_has_none(entry):
    assert figure(entry, Address("BM02", ("2018",), "c22")) == ""
    assert figure(entry, Address("BM02", ("2099",), "c14")) == ""
    assert figure(entry, RESULTS) == ""


def test_the_draft_tells_the_last_year_beside_the_one_before_in_the_words_of_the_forms(entry):
    text, ties = draft(entry)
    assert "- Số hộ nghèo cuối kỳ năm 2018: 302 hộ, giảm 14 hộ so với năm 2017 (316 hộ)." in text
    assert "69,27 %, giảm 5,43 điểm % so với năm 2017 (74,70 %)" in text
    assert "năm năm" not in text
    assert all(text[one.start : one.end] == figure(entry, one.place, one.before) for one in ties)
    assert len(ties) > 10


def test_what_the_draft_says_of_more_and_less_follows_the_figures_too(entry):
    text, ties = draft(entry)
    entry.put_text(RESULTS, text)
    keep(entry, RESULTS, text, ties)
    entry.put([(NEW, 40, None)])
    accept(entry, changed(entry))
    assert "- Số hộ nghèo cuối kỳ năm 2018: 330 hộ, tăng 14 hộ so với năm 2017 (316 hộ)." in text_of(
        entry, RESULTS
    )
    assert text_of(entry, RESULTS) == draft(entry)[0]
    entry.put([(NEW, 26, None)])
    accept(entry, changed(entry))
    assert "316 hộ, không đổi so với năm 2017 (316 hộ)." in text_of(entry, RESULTS)


def test_a_year_that_is_only_estimated_is_called_so_in_the_draft(entry):
    status = Address("BM00", (), "c09")
    before = entry.view(status).value
    entry.put([(status, "estimated", None)])
    assert "năm 2018 (ước thực hiện): 302 hộ" in draft(entry)[0]
    entry.put([(status, before, None)])


def test_the_results_are_the_section_with_most_room(entry):
    assert results_section(entry) == RESULTS
    assert [one.field for one in sections(entry)] == [f"c{n:02}" for n in range(1, 10)]


def test_an_office_that_writes_no_narrative_has_no_sections(tmp_path):
    units = next(one for one in shelf().packs if not one.pack.forms)
    with Place(tmp_path).office(units.pack.units[0].code, pack=units.data) as desk:
        entry = Entry(desk)
        assert narrative(entry) is None
        assert sections(entry) == ()
        assert results_section(entry) is None


@given(st.text("ab 0,5.\n-", max_size=60), st.data())
def test_a_tie_always_stands_on_the_words_it_had_or_is_gone(old, data):
    at = sorted(data.draw(st.lists(st.integers(0, len(old)), min_size=2, max_size=2)))
    cut = sorted(data.draw(st.lists(st.integers(0, len(old)), min_size=2, max_size=2)))
    new = old[: cut[0]] + data.draw(st.text("ab 0,5", max_size=10)) + old[cut[1] :]
    for one in moved(old, new, [Link(at[0], at[1], PLACE)]):
        assert new[one.start : one.end] == old[at[0] : at[1]]


def test_figures_between_two_changes_stay_and_a_text_replaced_has_none():
    old = "Đầu năm có 326 hộ nghèo, cuối năm còn 302 hộ; có 40 hộ thoát nghèo và 12 hộ tái nghèo trong kỳ."
    ties = [Link(old.index(one), old.index(one) + len(one), PLACE) for one in ("326", "302", "40", "12")]
    new = old.replace("Đầu năm", "Từ đầu năm 2018").replace("302", "299").replace("trong kỳ", "trong năm")
    assert [new[one.start : one.end] for one in moved(old, new, ties)] == ["326", "40", "12"]
    assert moved(old, "Không có gì để nói.", ties) == ()


def test_a_long_text_replaced_is_compared_at_once():
    words = [f"từ{n % 37}" for n in range(3000)]
    old, new = " ".join(words), " ".join(reversed(words))
    assert (
        len(moved(old, new, [Link(0, 3, PLACE)])) <= 1
    )  # seconds where every word is tried with every other


@given(st.text("ab \n", max_size=30), st.text("ab \n", max_size=30), st.text("ab .\n", max_size=20))
def test_typing_elsewhere_never_loses_a_figure(before, behind, typed):
    old = f"{before} 1.234,5 {behind}"
    start = len(before) + 1
    for new, moves in ((f"{typed}{old}", len(typed)), (f"{old}{typed}", 0)):
        assert moved(old, new, [Link(start, start + 7, PLACE)]) == (
            Link(start + moves, start + moves + 7, PLACE),
        )
