"""Packs of our own may use what XLSForm has beyond tables: groups with conditions, triggers, counts."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from forms.answers import Address, Document
from forms.authoring import PackErrors, build
from forms.engine import FormSet
from forms.pack import Kind, Pack, Unit, dump, load

UNIT = Unit("1", "Unit", "Unit", "commune", "area", "Xã", "")

HEAD = (
    "type | name | label::vi | label::en | relevant | readonly | calculation | trigger | repeat_count"
    " | appearance | parameters | body::vn:grid"
)
FORM = """
| survey |
| | {HEAD} |
| | integer | n | Số lớp | Classes | | | | | | | | |
| | begin group | g | Nhóm | Group | ${n} > 0 | ${n} > 9 | | | | | | |
| | text | a | Tên | Name | | | | | | | | |
| | integer | k | Số trẻ | Children | ${n} > 1 | | | | | | | |
| | end group | | | | | | | | | | | |
| | integer | twice | Gấp đôi | Twice | | | ${n} * 2 | ${n} | | | | |
| | select_one kinds or_other | kind | Loại | Kind | | | | | | | | |
| | time | at | Giờ | Time | | | | | | | | |
| | date | since | Từ | Since | | | | | | month-year | | |
| | range | mark | Điểm | Mark | | | | | | | start=0 end=10 step=1 | |
| | rank kinds | first | Thứ tự | Order | | | | | | | | |
| | begin repeat | r | Lớp | Class | | | | | ${n} + 1 | | | id=F.r |
| | integer | c | Sĩ số | Pupils | | | | | | | | |
| | end repeat | | | | | | | | | | | |
| | begin repeat | s | Khác | Others | | | | | | | | id=F.s |
| | integer | d | Số | Number | | | | | | | | |
| | end repeat | | | | | | | | | | | |
| | integer | all | Tổng | Total | | yes | sum(${c}) + sum(${d}) | | | | | |

| choices |
| | list_name | name | label::vi | label::en |
| | kinds | x | Công | Public |
| | kinds | y | Tư | Private |

| settings |
| | form_id | form_title | attribute::vn:titleEn | version |
| | F | Trường | School | 1 |
""".replace("{HEAD}", HEAD)


def made(tmp_path: Path, text: str = FORM) -> Pack:
    path = tmp_path / "f.md"
    path.write_text(text, encoding="utf-8")
    return build(path)


def at(name: str, *key: str, table: str = "F") -> Address:
    return Address(table, key, name)


@pytest.fixture
def form(tmp_path):
    pack = made(tmp_path)
    assert load(dump(pack)) == pack
    return FormSet(pack).open(UNIT, Document(), date(2018, 9, 30))


def test_a_group_is_asked_and_locked_as_a_whole(form):
    assert not form.view(at("a")).relevant
    form.put(at("n"), 1)
    assert form.view(at("a")).relevant
    assert not form.view(at("k")).relevant
    form.put(at("n"), 10)
    assert form.view(at("k")).relevant
    assert form.view(at("k")).readonly


def test_a_triggered_cell_is_worked_out_when_its_trigger_changes_and_may_be_typed_over(form):
    form.put(at("n"), 2)
    assert form.view(at("twice")).value == 4
    form.put(at("twice"), 5)
    assert form.view(at("twice")).value == 5
    form.put(at("n"), 3)
    assert form.view(at("twice")).value == 6


def test_records_are_counted_beside_other_records_and_questions(form):
    form.put(at("n"), 1)
    assert form.rows("F.r") == (("1",), ("2",))
    form.add_record("F.s")
    form.put(at("c", "2", table="F.r"), 30)
    form.put(at("d", "1", table="F.s"), 4)
    assert form.view(at("all")).value == 34
    form.put(at("n"), 0)
    assert form.view(at("all")).value == 4
    assert form.document().value(at("c", "2", table="F.r")) == 30


def test_or_other_asks_for_words_in_both_languages(form):
    assert [choice.label["en"] for choice in form.choices(at("kind"))] == ["Public", "Private", "Other"]
    assert not form.view(at("kind_other")).relevant
    form.put(at("kind"), "other")
    assert form.view(at("kind_other")).relevant
    assert set(form.forms[0].tables[0].fields[5].label) == {"vi", "en"}


def test_other_kinds_of_questions_have_their_rules(form):
    fields = {one.id: one for one in form.forms[0].tables[0].fields}
    assert (fields["since"].kind, fields["at"].type, fields["first"].kind) == (
        Kind.MONTH,
        "time",
        Kind.CHOICES,
    )
    form.put_many([(at("mark"), 11, None), (at("at"), "25:00", None), (at("since"), "2018-13", None)])
    wrong = {str(found.place) for found in form.findings() if found.code != "K36"}
    assert wrong == {"F.mark", "F.at", "F.since"}
    form.put_many([(at("mark"), 10, None), (at("at"), "05:30", None), (at("since"), "2018-12", None)])
    assert {found.code for found in form.findings()} <= {"K36"}


@pytest.mark.parametrize(
    "old, new, code",
    [
        ("${n} > 0", "duration() > 0", "PACK_EXPRESSION"),
        ("${n} * 2", "digest('a', 'MD5')", "PACK_EXPRESSION"),
        ("${n} + 1", "nonsense(1)", "PACK_EXPRESSION"),
        (
            "| begin repeat | s | Khác | Others | |",
            "| begin repeat | s | Khác | Others | 1 = 1 |",
            "PACK_GROUP_RELEVANT",
        ),
        ("kinds or_other", "kind or_other", "PACK_LIST_UNKNOWN"),
        (
            "kinds | first | Thứ tự | Order | | | | | | |",
            "kinds | first | T | O | | | | | | | x=1",
            "PACK_MISPLACED",
        ),
        ("${n} * 2 | ${n}", "| ${n}", "PACK_VALUE_MISSING"),
    ],
)
def test_what_does_not_work_is_refused_at_its_cell(tmp_path, old, new, code):
    assert old in FORM
    with pytest.raises(PackErrors) as caught:
        made(tmp_path, FORM.replace(old, new))
    problems = [problem for problem in caught.value.problems if problem.code == code]
    assert problems
    assert problems[0].details["sheet"].endswith("survey")
