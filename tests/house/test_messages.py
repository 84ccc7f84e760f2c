"""Every code has one sentence in each language, short enough for one line of the screen."""

import csv
import string

from tests.conftest import ROOT

TABLES = sorted((ROOT / "office" / "messages").glob("*.csv"))
LONGEST = 120


def rows(table):
    with table.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def placeholders(sentence):
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}


def test_a_table_of_sentences_has_the_three_columns_and_rows():
    assert TABLES
    for table in TABLES:
        assert rows(table), table.name
        assert all(list(row) == ["code", "vi", "en"] for row in rows(table)), table.name


def test_every_code_has_a_short_sentence_in_both_languages():
    bad = [
        f"{table.name}: {row['code']} {language}"
        for table in TABLES
        for row in rows(table)
        for language in ("vi", "en")
        if not (row[language] or "").strip() or len(row[language]) > LONGEST
    ]
    assert bad == []


def test_both_languages_name_the_same_details():
    uneven = [
        f"{table.name}: {row['code']}"
        for table in TABLES
        for row in rows(table)
        if placeholders(row["vi"]) != placeholders(row["en"])
    ]
    assert uneven == []


def test_no_code_has_two_sentences():
    codes = [row["code"] for table in TABLES for row in rows(table)]
    assert sorted(codes) == sorted(set(codes))
