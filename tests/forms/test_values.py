import random
import unicodedata
from collections.abc import Sequence
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.pack import Choice, Field, Kind
from forms.problems import Problem
from forms.values import edit_text, fold, normalise, parse, show, sort_key

INTEGER = Field("c01", "/F/c01", Kind.INTEGER, {})
RATE = Field("r01", "/F/r01", Kind.DECIMAL, {}, decimals=2, unit={"vi": "%", "en": "%"})
ONE_DECIMAL = Field("c02", "/F/c02", Kind.DECIMAL, {}, decimals=1)
MONEY = Field("c13", "/F/c13", Kind.INTEGER, {}, decimals=1, scale=1_000_000)
TEXT = Field("c03", "/F/c03", Kind.TEXT, {}, max_length=10)
NAME = Field("c04", "/F/c04", Kind.TEXT, {})
MEMO = Field("c05", "/F/c05", Kind.MEMO, {})
CHOICE = Field("c06", "/F/c06", Kind.CHOICE, {}, list="area")
CHOICES = Field("c07", "/F/c07", Kind.CHOICES, {}, list="area")
DATE = Field("c08", "/F/c08", Kind.DATE, {})
MONTH = Field("c09", "/F/c09", Kind.MONTH, {})
YEAR = Field("c10", "/F/c10", Kind.YEAR, {})
BIRTH = Field("c11", "/F/c11", Kind.DATE_OR_YEAR, {})
FILES = Field("c12", "/F/c12", Kind.FILES, {})

AREAS = (
    Choice("urban", {"vi": "Thành thị", "en": "Urban"}),
    Choice("rural", {"vi": "Nông thôn", "en": "Rural"}),
    Choice("mixed", {"vi": "Hỗn hợp; cả hai", "en": "Mixed"}),
    Choice("1", {"vi": "Có", "en": "Yes"}),
)


def refused(text: str, field: Field, choices: Sequence[Choice] = (), language: str = "vi") -> str:
    with pytest.raises(Problem) as caught:
        parse(text, field, choices, language)
    return caught.value.code


@pytest.mark.parametrize(
    "text, field, value",
    [
        ("17,29", RATE, Decimal("17.29")),  # TV9 of domain.md section 14
        ("22.851", INTEGER, 22851),  # TV9
        ("1.234,5", ONE_DECIMAL, Decimal("1234.5")),  # TV9
        ("1.234", INTEGER, 1234),
        ("22851", INTEGER, 22851),
        ("1.234.567", INTEGER, 1234567),
        ("1 234 567", INTEGER, 1234567),
        ("1\u202f234", INTEGER, 1234),
        ("-12", INTEGER, -12),
        ("\u2212" + "12", INTEGER, -12),
        ("0", INTEGER, 0),
        ("-0", INTEGER, 0),
        ("007", INTEGER, 7),
        ("17,29 %", RATE, Decimal("17.29")),
        ("17,5", MONEY, 17_500_000),
        ("0,000001", MONEY, 1),
        ("", INTEGER, None),
        ("   ", TEXT, None),
    ],
)
@pytest.mark.covers("TV9")
def test_numbers_are_read_as_vietnamese_offices_type_them(text, field, value):
    read = parse(text, field)
    assert read == value
    assert type(read) is type(value)


@pytest.mark.parametrize(
    "text, field, code",
    [
        ("1,5", INTEGER, "NOT_WHOLE"),
        ("12,000", INTEGER, "NOT_WHOLE"),  # an English twelve thousand must not become 12
        ("1.5", RATE, "NUMBER_GROUPS"),
        ("1.2345", INTEGER, "NUMBER_GROUPS"),
        ("0.123", RATE, "NUMBER_GROUPS"),
        ("1234.567", INTEGER, "NUMBER_GROUPS"),
        ("1.234 567", INTEGER, "NUMBER_GROUPS"),
        ("17,293", RATE, "TOO_MANY_DECIMALS"),
        ("17,290", RATE, "TOO_MANY_DECIMALS"),
        ("0,0000001", MONEY, "TOO_MANY_DECIMALS"),
        ("1,2,3", RATE, "NOT_A_NUMBER"),
        ("=1+1", INTEGER, "NOT_A_NUMBER"),
        ("1e5", INTEGER, "NOT_A_NUMBER"),
        ("nan", RATE, "NOT_A_NUMBER"),
        ("١٢", INTEGER, "NOT_A_NUMBER"),
        ("12 hộ", INTEGER, "NOT_A_NUMBER"),
        ("12%", INTEGER, "NOT_A_NUMBER"),
        ("1234567890123456", INTEGER, "TOO_LARGE"),
        ("1000000000", MONEY, "TOO_LARGE"),
        ("9999999999999999,5", ONE_DECIMAL, "TOO_LARGE"),
    ],
)
def test_a_number_that_could_mean_two_things_is_refused(text, field, code):
    assert refused(text, field) == code


@pytest.mark.parametrize("text, value", [("22,851", 22851), ("22851", 22851)])
def test_english_groups_with_commas(text, value):
    assert parse(text, INTEGER, language="en") == value


def test_english_shows_and_reads_its_own_signs():
    assert show(22851, INTEGER, language="en") == "22,851"
    assert show(Decimal("17.29"), RATE, language="en") == "17.29"
    assert parse("17.29", RATE, language="en") == Decimal("17.29")
    assert refused("17,29", RATE, language="en") == "NUMBER_GROUPS"


@pytest.mark.parametrize(
    "value, field, shown",
    [
        (22851, INTEGER, "22.851"),
        (132163, INTEGER, "132.163"),
        (-1234, INTEGER, "-1.234"),
        (0, INTEGER, "0"),
        (Decimal("17.29"), RATE, "17,29"),
        (Decimal("17.3"), RATE, "17,30"),
        (Decimal("17.285"), RATE, "17,29"),  # half up
        (Decimal("-0.001"), RATE, "0,00"),
        (17_500_000, MONEY, "17,5"),
        (17_523_111, MONEY, "17,523111"),
        (1_234_000_000, MONEY, "1.234,0"),
        ("2018-09-30", DATE, "30/09/2018"),
        ("2018-09", MONTH, "09/2018"),
        ("1968", BIRTH, "1968"),
        ("1968-02-29", BIRTH, "29/02/1968"),
        ("rural", CHOICE, "Nông thôn"),
        ("urban rural", CHOICES, "Thành thị; Nông thôn"),
        ("gone", CHOICE, "gone"),
        (None, INTEGER, ""),
    ],
)
def test_values_are_shown_in_the_vietnamese_form(value, field, shown):
    assert show(value, field, AREAS) == shown


def test_a_cell_is_edited_without_groups_but_with_the_decimal_comma():
    assert edit_text(22851, INTEGER) == "22851"
    assert edit_text(Decimal("17.29"), RATE) == "17,29"
    assert edit_text(Decimal("17.29"), RATE, "en") == "17.29"
    assert edit_text(17_523_111, MONEY) == "17,523111"
    assert edit_text("2018-09-30", DATE) == "30/09/2018"
    assert edit_text("rural", CHOICE) == "rural"


@pytest.mark.parametrize(
    "text, field, value",
    [
        ("30/9/2018", DATE, "2018-09-30"),
        ("30/09/18", DATE, "2018-09-30"),
        ("30.9.2018", DATE, "2018-09-30"),
        ("30092018", DATE, "2018-09-30"),
        ("300918", DATE, "2018-09-30"),
        ("3009", DATE, "2018-09-30"),
        ("30/9", DATE, "2018-09-30"),
        ("2018-09-30", DATE, "2018-09-30"),
        ("1/2/68", DATE, "1968-02-01"),
        ("9/2018", MONTH, "2018-09"),
        ("092018", MONTH, "2018-09"),
        ("2018-9", MONTH, "2018-09"),
        ("2018", YEAR, "2018"),
        ("1968", BIRTH, "1968"),
        ("29/2/1968", BIRTH, "1968-02-29"),
    ],
)
def test_dates_are_day_first(text, field, value):
    assert parse(text, field, this_year=2018) == value


@pytest.mark.parametrize(
    "text, field, code",
    [
        ("31/9/2018", DATE, "NOT_A_DATE"),
        ("29/2/2018", DATE, "NOT_A_DATE"),
        ("30/9", DATE, "NOT_A_DATE"),  # which year is not said
        ("9/30/2018", DATE, "NOT_A_DATE"),
        ("30/9/1018", DATE, "NOT_A_DATE"),
        ("hôm nay", DATE, "NOT_A_DATE"),
        ("13/2018", MONTH, "NOT_A_MONTH"),
        ("2018", MONTH, "NOT_A_MONTH"),
        ("18", YEAR, "NOT_A_YEAR"),
        ("1018", YEAR, "NOT_A_YEAR"),
        ("xyz", BIRTH, "NOT_A_DATE"),
    ],
)
def test_what_is_no_date_is_refused(text, field, code):
    assert refused(text, field) == code


@pytest.mark.parametrize(
    "text, value",
    [
        ("rural", "rural"),
        ("Nông thôn", "rural"),
        ("nong thon", "rural"),
        ("URBAN", "urban"),
        ("co", "1"),
        ("1", "1"),
        ("hon hop ca hai", "mixed"),
    ],
)
def test_a_choice_is_found_by_code_or_by_label_without_diacritics(text, value):
    assert parse(text, CHOICE, AREAS) == value


def test_a_choice_outside_the_list_or_fitting_two_items_is_refused():
    assert refused("núi", CHOICE, AREAS) == "NOT_IN_LIST"
    twins = (Choice("a", {"vi": "Hồ"}), Choice("b", {"vi": "Hộ"}))
    assert refused("ho", CHOICE, twins) == "AMBIGUOUS_CHOICE"
    assert parse("Hộ", CHOICE, twins) == "b"


def test_several_choices_are_kept_in_list_order():
    assert parse("Nông thôn; Thành thị", CHOICES, AREAS) == "urban rural"
    assert parse("rural urban rural", CHOICES, AREAS) == "urban rural"
    assert parse("Hỗn hợp; cả hai; nong thon", CHOICES, AREAS) == "rural mixed"
    assert refused("urban; núi", CHOICES, AREAS) == "NOT_IN_LIST"


def test_text_is_stored_composed_trimmed_and_on_one_line():
    assert parse(unicodedata.normalize("NFD", "  Xã Đăk  "), TEXT) == "Xã Đăk"
    assert parse("a\r\n b", TEXT) == "a b"
    assert parse("a\u00a0b\tc\u200b", TEXT) == "a b c"
    assert parse("=SUM(A1)", TEXT) == "=SUM(A1)"  # text stays text; no formula is ever written
    assert parse("a  \r\nb\rc", MEMO) == "a\nb\nc"


def test_text_longer_than_the_field_is_refused_with_both_numbers():
    with pytest.raises(Problem) as caught:
        parse("x" * 11, TEXT)
    assert caught.value.code == "TOO_LONG"
    assert (caught.value.details["found"], caught.value.details["limit"]) == ("11", "10")


@pytest.mark.parametrize("text", ["a\x00b", "a\x1bb", "a\u202eb", "a\ud800b", "a\ufffeb", "a\ue000b"])
def test_characters_that_cannot_be_printed_are_refused(text):
    assert refused(text, NAME) == "CONTROL_CHARACTER"
    assert refused(text, MEMO) == "CONTROL_CHARACTER"


@pytest.mark.parametrize("text", ["Céng hoµ x· héi chñ nghÜa", "Uû ban nh©n d©n x·", "Coäng hoøa xaõ hoäi"])
def test_text_in_an_old_font_is_refused(text):
    assert refused(text, MEMO) == "LEGACY_LETTERS"


@pytest.mark.parametrize("text", ["Noël", "120 m² (Windows®)", "Công hoà, cộng hòa; Y Blễ", "§ 5, µ = 3"])
def test_signs_and_foreign_names_are_no_old_font(text):
    assert parse(text, MEMO) == text


def test_the_foreign_eth_becomes_the_vietnamese_letter():
    assert parse("\u00d0ăk Tô, \u00f0\u00f4", NAME) == "Đăk Tô, đô"


def test_attachment_names_are_one_a_line_and_never_a_path():
    assert parse("a.jpg\n\n b.pdf \na.jpg", FILES) == "a.jpg\nb.pdf"
    assert refused("../a.jpg", FILES) == "FILE_NAME"


@pytest.mark.covers("TV10")
def test_names_sort_by_the_given_name():  # TV10 of domain.md section 14
    names = ["Trần Văn An", "Nguyễn Thị Ánh", "Y Ba", "A Đăng", "Y - Phơm"]
    shuffled = random.Random(7).sample(names, len(names))
    assert sorted(shuffled, key=sort_key) == names
    assert [parse(name, NAME) for name in names] == names


def test_tones_part_names_only_when_their_letters_are_equal():
    words = ["Ha", "Hà", "Hả", "Hã", "Há", "Hạ", "Hai", "Hăng", "Hân", "Hoa"]
    shuffled = random.Random(7).sample(words, len(words))
    assert sorted(shuffled, key=sort_key) == words
    assert sorted(["Lê Văn An", "Lê Ánh An", "Bùi An"], key=sort_key) == ["Bùi An", "Lê Ánh An", "Lê Văn An"]


@pytest.mark.covers("TV11")
def test_spellings_of_one_unit_fold_to_one():  # TV11 of domain.md section 14
    assert {fold("Ia H' Drai"), fold("Ia H'Drai"), fold("Ia Hdrai"), fold("IA H\u2019DRAI")} == {"ia hdrai"}
    assert fold("Đăk Tờ Kan") == fold("Đắk Tơ Kan") == "dak to kan"
    assert fold("Giẻ-Triêng") == "gie trieng"


texts = st.text(st.characters(exclude_categories=("Cc", "Cf", "Cs", "Cn", "Co")), max_size=60)


def accepted(text: str, *, lines: bool = False) -> str:
    try:
        return normalise(text, lines=lines)
    except Problem:
        return ""


plain_text = texts.map(accepted).filter(bool)
memo_text = (
    st.lists(texts, min_size=1, max_size=4).map(lambda t: accepted("\n".join(t), lines=True)).filter(bool)
)
whole = st.integers(-(10**15) + 1, 10**15 - 1)
languages = st.sampled_from(["vi", "en"])


def reads_back(value, field: Field, language: str, choices: Sequence[Choice] = ()) -> None:
    assert parse(show(value, field, choices, language), field, choices, language) == value
    assert parse(edit_text(value, field, language), field, choices, language) == value


@given(whole, st.sampled_from([1, 1000, 1_000_000]), st.integers(0, 3), languages)
def test_every_whole_number_reads_back(value, scale, decimals, language):
    reads_back(value, Field("c", "/F/c", Kind.INTEGER, {}, decimals=decimals, scale=scale), language)


@given(whole, st.integers(0, 6), st.sampled_from([1, 1000]), languages)
def test_every_decimal_of_the_field_reads_back(digits, decimals, scale, language):
    whole_steps = abs(digits) // scale  # towards zero, so that no value has a sixteenth digit
    value = Decimal(whole_steps if digits > 0 else -whole_steps).scaleb(-decimals) * scale
    reads_back(value, Field("c", "/F/c", Kind.DECIMAL, {}, decimals=decimals, scale=scale), language)


@given(st.dates(), languages)
def test_every_date_reads_back(day, language):
    if 1900 <= day.year <= 2100:
        reads_back(day.isoformat(), DATE, language)
        reads_back(day.isoformat(), BIRTH, language)
        reads_back(day.isoformat()[:7], MONTH, language)
        reads_back(day.isoformat()[:4], YEAR, language)
        reads_back(day.isoformat()[:4], BIRTH, language)


@given(plain_text, memo_text, languages)
def test_every_text_reads_back(line, memo, language):
    reads_back(line, NAME, language)
    reads_back(memo, MEMO, language)


@given(st.data(), languages)
def test_every_choice_reads_back(data, language):
    labels = data.draw(st.lists(plain_text, min_size=1, max_size=5, unique_by=lambda t: t.casefold()))
    items = tuple(Choice(f"code_{n}", {"vi": label}) for n, label in enumerate(labels))
    if any(label.startswith("code") for label in labels):
        return
    chosen = data.draw(st.lists(st.sampled_from(items), min_size=1))
    reads_back(chosen[0].name, CHOICE, language, items)
    # Labels that are fine alone may look like an old font together.
    if not any(";" in label for label in labels) and accepted("; ".join(labels)):
        several = " ".join(item.name for item in items if item in chosen)
        reads_back(several, CHOICES, language, items)


@given(texts)
def test_normalising_twice_changes_nothing(text):
    once = accepted(text)
    assert accepted(once) == once
    memo = accepted(text, lines=True)
    assert accepted(memo, lines=True) == memo
    assert unicodedata.is_normalized("NFC", once)


@given(st.text(max_size=80))
def test_any_text_gives_a_storable_value_or_a_problem(text):
    for field in (INTEGER, RATE, MONEY, NAME, MEMO, CHOICE, CHOICES, DATE, MONTH, YEAR, BIRTH, FILES):
        try:
            value = parse(text, field, AREAS)
        except Problem:
            continue
        if value is not None:
            reads_back(value, field, "vi", AREAS)


TIME = Field("c", "/F/c", Kind.TEXT, {}, type="time")
MOMENT = Field("c", "/F/c", Kind.TEXT, {}, type="dateTime")
MONTH_OF_DATE = Field("c", "/F/c", Kind.DATE, {}, appearance="month-year")
YEAR_OF_DATE = Field("c", "/F/c", Kind.DATE, {}, appearance="year")


@pytest.mark.parametrize(
    "text, field, stored, shown",
    [
        ("8:30", TIME, "08:30", "08:30"),
        ("8h30", TIME, "08:30", "08:30"),
        ("8h", TIME, "08:00", "08:00"),
        ("0830", TIME, "08:30", "08:30"),
        ("23:59:58", TIME, "23:59:58", "23:59:58"),
        ("30/9/2018 8:30", MOMENT, "2018-09-30T08:30", "30/09/2018 08:30"),
        ("2018-09-30T08:30", MOMENT, "2018-09-30T08:30", "30/09/2018 08:30"),
        ("9/2018", MONTH_OF_DATE, "2018-09-01", "09/2018"),
        ("30/9/2018", MONTH_OF_DATE, "2018-09-30", "30/09/2018"),
        ("2018", YEAR_OF_DATE, "2018-01-01", "2018"),
    ],
)
def test_times_and_parts_of_dates_are_read_and_shown(text, field, stored, shown):
    assert parse(text, field) == stored
    assert show(stored, field) == shown
    assert parse(shown, field) == stored


@pytest.mark.parametrize(
    "text, field, code",
    [
        ("24:00", TIME, "NOT_A_TIME"),
        ("8:7", TIME, "NOT_A_TIME"),
        ("sáng", TIME, "NOT_A_TIME"),
        ("30/9/2018", MOMENT, "NOT_A_TIME"),
        ("31/9/2018 8:30", MOMENT, "NOT_A_DATE"),
        ("13/2018", MONTH_OF_DATE, "NOT_A_MONTH"),
        ("18", YEAR_OF_DATE, "NOT_A_YEAR"),
    ],
)
def test_what_is_no_time_or_part_of_a_date_is_refused(text, field, code):
    with pytest.raises(Problem, match=code):
        parse(text, field)
