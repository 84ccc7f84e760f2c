"""Papers for awards out of what was entered of nominees and models (domain.md, section 6).

    submission   tờ trình to the office above, with counts by kind and award
    nominees     the list that goes with it, across
    minutes      of the council's meetings, a page for each meeting that the nominations name
    summary      the achievements of one nominee

Which question holds what is data (`award_papers.csv`); the legal bases are those in force in the campaign's
last year (`award_basis.csv`), and the officer checks them: they stand in the letter, not in the figures.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Final

from exports.organ_words import BLANK_DATE
from exports.paper_blocks import Block, Columns, Gap, Grid, PageBreak, Paper, Paragraph, Run, paragraph
from exports.paper_letter import body, closing, heading, named, section_title
from exports.paper_profiles import Profile
from forms.answers import Address, Key, Value
from forms.pack import Field, Kind, Table
from forms.problems import Problem
from forms.values import show
from office.desk import Desk
from office.entry import Entry
from office.report_paper import letterhead, signature

LANGUAGE: Final = "vi"
NOMINEE, MODEL = "nominee", "model"
_SUBMISSION, _MINUTES, _SUMMARY, _LIST = "Tờ trình", "Biên bản", "Báo cáo thành tích", "Danh sách"
_SHORT: Final = "TTr"
_SIZE: Final = 11.0
_MOST_LETTERS: Final = 260
_OF_THE_COUNCIL: Final = frozenset(
    (
        *("kind", "name", "award", "subject", "level", "report_form", "votes", "present", "council"),
        *("minutes", "minutes_day", "priority", "decision", "publish"),
    )
)
"""Roles of what the council decided: no part of a nominee's own summary."""
_ASIDE: Final = re.compile(r"\s*\([^()]*\)\s*$")
_NO_PRIORITY: Final = 10**6
_WIDE: Final = 2.0
"""Of a column of texts, beside one of figures."""


@dataclass(frozen=True, slots=True)
class Nominee:
    """One nomination or model: its key, and what stands in each of its roles, in words."""

    key: Key
    said: Mapping[str, str]
    codes: Mapping[str, Value | None]

    def __getitem__(self, role: str) -> str:
        return self.said.get(role, "")

    @property
    def where(self) -> str:
        """Position and workplace, else the address."""
        parts = [part for part in (self["position"], self["workplace"]) if part]
        return ", ".join(parts) or self["address"] or self["place"]


def has_awards(desk: Desk) -> bool:
    """Tell whether this unit nominates for awards with its pack."""
    return _table(desk, NOMINEE) is not None


def nominees(entry: Entry) -> tuple[Nominee, ...]:
    """Give the nominations in the order of their priority, then as they were entered."""
    found = _records(entry, NOMINEE)
    return tuple(sorted(found, key=_priority))


def _priority(one: Nominee) -> tuple[int, str]:
    text = str(one.codes.get("priority"))
    return (int(text) if text.isdecimal() else _NO_PRIORITY), ""


# --- the papers ------------------------------------------------------------------------------


def submission(entry: Entry, look: Profile) -> Paper:
    """Make the letter that asks for the awards; raise AWARDS_NONE where nobody is nominated."""
    desk, found = entry.desk, _demanded(entry)
    subject = f"Về việc đề nghị khen thưởng thành tích {_for_what(desk, found)}"
    above = desk.parent.name if desk.parent else desk.unit.name
    addressed = f"Kính gửi: Chủ tịch UBND {above[:1].lower()}{above[1:]}"
    asked = (
        f"{desk.unit.name} đã họp xét và trình {above} xem xét khen thưởng {_counted(found)}"
        " có thành tích xuất sắc, gồm:"
    )
    awards = Counter((one["award"], one["kind"]) for one in found)
    rows = tuple(
        (str(number), award or "…", kind or "…", str(count))
        for number, ((award, kind), count) in enumerate(awards.items(), start=1)
    )
    blocks: list[Block] = [
        heading(look, letterhead(desk, kind=_SHORT)),
        *named(look, _SUBMISSION, subject),
        paragraph(addressed, align="center", before=6.0, after=6.0),
        *(body(look, (Run(text),)) for text in _bases(desk)),
        body(look, (Run(asked),)),
        Gap(4.0),
        Grid(
            (0.08, 0.5, 0.27, 0.15),
            ("STT", "Hình thức đề nghị", "Đối tượng", "Số lượng"),
            rows,
            ("center", "left", "left", "center"),
        ),
    ]
    models = [one for one in _records(entry, MODEL) if one["name"]]
    if models:
        text = f"Đồng thời giới thiệu {len(models)} mô hình giảm nghèo hiệu quả: "
        told = "; ".join(f"{one['name']} ({one['place'] or one['run_by'] or '…'})" for one in models)
        blocks.append(body(look, (Run(f"{text}{told}."),)))
    blocks += (
        body(look, (Run("(Kèm theo danh sách, biên bản họp xét và báo cáo thành tích.)"),)),
        body(look, (Run(f"Kính trình {above} xem xét, quyết định./."),)),
        *closing(look, ("- Như trên;", "- Lưu: VT."), signature(desk)),
    )
    return Paper(f"{_SUBMISSION} {subject}", look, tuple(blocks))


def nominee_list(entry: Entry, look: Profile) -> Paper:
    """Make the list of nominees, across; raise AWARDS_NONE."""
    desk, found = entry.desk, _demanded(entry)
    rows = tuple(
        (
            str(number),
            Run(one["name"] or "…", bold=True),
            one["born"],
            one.where,
            _cut(one["achievements"]),
            one["award"],
            _votes(one),
        )
        for number, one in enumerate(found, start=1)
    )
    heads = (
        "STT",
        "Họ và tên, tên tập thể",
        "Ngày sinh",
        "Chức vụ, đơn vị công tác hoặc địa chỉ",
        "Tóm tắt thành tích",
        "Hình thức đề nghị",
        "Số phiếu",
    )
    blocks: list[Block] = [
        PageBreak(landscape=True),
        heading(look, letterhead(desk)),
        *named(look, _LIST, f"đề nghị khen thưởng thành tích {_for_what(desk, found)}"),
        paragraph(f"(Kèm theo Tờ trình số ....../TTr {BLANK_DATE})", italic=True, align="center", after=6.0),
        Grid(
            (0.05, 0.16, 0.09, 0.2, 0.3, 0.12, 0.08),
            heads,
            rows,
            ("center", "left", "center", "left", "left", "left", "center"),
            _SIZE,
        ),
        paragraph(f"Tổng số: {_counted(found)}.", before=6.0),
        *closing(look, (), signature(desk)),
    ]
    return Paper(f"{_LIST} đề nghị khen thưởng", look, tuple(blocks))


def minutes(entry: Entry, look: Profile) -> Paper:
    """Make the minutes of the council, one for each meeting the nominations name; raise AWARDS_NONE."""
    found = _demanded(entry)
    meetings: dict[tuple[str, str], list[Nominee]] = {}
    for one in found:
        meetings.setdefault((one["minutes"], one["minutes_day"]), []).append(one)
    blocks: list[Block] = []
    for number, (meeting, there) in enumerate(meetings.items()):
        if number:
            blocks.append(PageBreak(numbered_anew=True))
        blocks += _meeting(entry.desk, look, meeting, there)
    return Paper(f"{_MINUTES} họp xét khen thưởng", look, tuple(blocks))


def _meeting(desk: Desk, look: Profile, meeting: tuple[str, str], there: list[Nominee]) -> Iterator[Block]:
    number, day = meeting
    held = there[0].codes.get("minutes_day")
    on = date.fromisoformat(held) if isinstance(held, str) else None
    yield heading(look, letterhead(desk, number=number, day=on, kind="BB"))
    yield from named(
        look, _MINUTES, f"Họp Hội đồng thi đua, khen thưởng xét thành tích {_for_what(desk, there)}"
    )
    yield section_title(look, "I. Thời gian, địa điểm, thành phần")
    yield body(look, (Run(f"Thời gian: lúc ..... giờ ....., ngày {day or '..... / ..... / .........'}."),))
    yield _blank_line("Địa điểm: ")
    yield _blank_line("Chủ trì: ")
    yield _blank_line("Thư ký: ")
    council, present = (_most(there, role) for role in ("council", "present"))
    yield body(
        look,
        (Run(f"Số thành viên Hội đồng: {council or '.....'}; số người dự họp: {present or '.....'}."),),
    )
    yield section_title(look, "II. Nội dung")
    yield body(look, (Run(f"Hội đồng xét thành tích của {_counted(there)} và bỏ phiếu, kết quả như sau:"),))
    yield Gap(4.0)
    rows = tuple(
        (str(place), one["name"] or "…", one["award"], _votes(one), _share(one))
        for place, one in enumerate(there, start=1)
    )
    yield Grid(
        (0.08, 0.36, 0.28, 0.14, 0.14),
        ("STT", "Họ và tên, tên tập thể", "Hình thức đề nghị", "Số phiếu", "Tỷ lệ (%)"),
        rows,
        ("center", "left", "left", "center", "right"),
        _SIZE,
    )
    yield section_title(look, "III. Kết luận")
    yield _blank_line("")
    yield _blank_line("")
    yield body(look, (Run("Biên bản lập xong, đọc lại cho mọi người cùng nghe và nhất trí ký tên."),))
    yield Gap(8.0)
    yield Columns(_signer("THƯ KÝ"), _signer("CHỦ TRÌ"), 0.5)


def summary(entry: Entry, key: Key, look: Profile) -> Paper:
    """Make the achievement summary of one nominee; raise AWARDS_NONE for a key of nobody."""
    desk = entry.desk
    one = next((one for one in nominees(entry) if one.key == key), None)
    table = _table(desk, NOMINEE)
    if one is None or table is None:
        raise Problem("AWARDS_NONE", unit=desk.unit.name)
    blocks: list[Block] = [
        heading(look, letterhead(desk)),
        *named(look, _SUMMARY, f"Đề nghị tặng {one['award'] or '…'}"),
        _named_one(look, one),
        section_title(look, "I. Sơ lược lý lịch, đặc điểm"),
        *_facts(entry, table, key, look),
    ]
    number = 1
    for field in table.fields:
        text = _told(entry, Address(table.id, key, field.id), field) if field.kind is Kind.MEMO else ""
        if text:
            number += 1
            blocks.append(section_title(look, f"{_roman(number)}. {_word(field)}"))
            blocks += (body(look, (Run(line),)) for line in text.split("\n") if line.strip())
    for child in desk.pack.tables_by_id.values():
        if child.parent == table.id and (grid := _child(entry, child, key)) is not None:
            number += 1
            title = child.label.get(LANGUAGE, child.id)
            blocks += (section_title(look, f"{_roman(number)}. {title}"), Gap(4.0), grid)
    blocks += (Gap(8.0), Columns(_signer("XÁC NHẬN CỦA THỦ TRƯỞNG ĐƠN VỊ"), _signer("NGƯỜI BÁO CÁO"), 0.5))
    return Paper(f"{_SUMMARY} {one['name']}", look, tuple(blocks))


# --- parts of them ---------------------------------------------------------------------------


def _named_one(look: Profile, one: Nominee) -> Paragraph:
    text = f"{one['kind']}: {one['name']}" if one["kind"] else one["name"]
    return paragraph(text, bold=True, size=look.size("body"), align="center", after=6.0)


def _facts(entry: Entry, table: Table, key: Key, look: Profile) -> Iterator[Block]:
    """Give every short answer that was given, in the order of the form, without what the council decided."""
    inside = {field for role, field in _roles(table.id).items() if role in _OF_THE_COUNCIL}
    for field in table.fields:
        if field.kind in (Kind.MEMO, Kind.FILES, Kind.KEY) or field.hidden or field.id in inside:
            continue
        text = _told(entry, Address(table.id, key, field.id), field)
        if text:
            yield body(look, (Run(f"{_word(field)}: "), Run(text)))


def _child(entry: Entry, child: Table, key: Key) -> Grid | None:
    rows = [one for one in entry.rows(child.id) if one[: len(key)] == key]
    fields = [field for field in child.fields if field.kind is not Kind.KEY and not field.hidden]
    if not rows:
        return None
    cells = tuple(
        tuple(_told(entry, Address(child.id, row, field.id), field) for field in fields) for row in rows
    )
    widths = tuple(
        2.0 if field.kind is Kind.TEXT and (field.max_length or 100) > 50 else 1.0 for field in fields
    )
    return Grid(widths, tuple(_word(field) for field in fields), cells, size=_SIZE)


def _signer(who: str) -> tuple[Paragraph, ...]:
    return (
        paragraph(who, bold=True, align="center"),
        paragraph("(Ký, ghi rõ họ tên)", italic=True, align="center", after=60.0),
    )


def _blank_line(text: str) -> Paragraph:
    return paragraph(text, leader=True, before=6.0)


def _counted(found: Sequence[Nominee]) -> str:
    kinds = Counter(one["kind"] or "đối tượng" for one in found)
    return ", ".join(f"{count:02} {kind.lower()}" for kind, count in kinds.items())


def _votes(one: Nominee) -> str:
    return f"{one['votes']}/{one['present']}" if one["votes"] and one["present"] else ""


def _share(one: Nominee) -> str:
    votes, present = one.codes.get("votes"), one.codes.get("present")
    if not isinstance(votes, int) or not isinstance(present, int) or present <= 0:
        return ""
    return f"{100 * votes / present:.2f}".replace(".", ",")


def _most(there: list[Nominee], role: str) -> str:
    return next((one[role] for one in there if one[role]), "")


def _cut(text: str) -> str:
    line = " ".join(text.split())
    if len(line) <= _MOST_LETTERS:
        return line
    return f"{line[:_MOST_LETTERS].rsplit(' ', 1)[0]} …"


def _roman(number: int) -> str:
    return ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")[min(number, 10) - 1]


def _for_what(desk: Desk, found: Sequence[Nominee]) -> str:
    """Say what the awards are for: what the nominations name, else the campaign."""
    named_ones = dict.fromkeys(one["subject"] for one in found if one["subject"])
    if named_ones:
        return ", ".join(f"{text[:1].lower()}{text[1:]}" for text in named_ones)
    campaign = desk.pack.campaign
    return campaign.title.get(LANGUAGE, "") if campaign else desk.campaign_id


def _bases(desk: Desk) -> Iterator[str]:
    """Give the legal bases in force in the campaign's last year."""
    campaign = desk.pack.campaign
    text = campaign.last_year if campaign else ""
    year = int(text) if text.isdecimal() else desk.clock.today().year
    for first, last, basis in _all_bases():
        if first <= year <= last:
            yield basis


# --- data ------------------------------------------------------------------------------------


@cache
def _all_bases() -> tuple[tuple[int, int, str], ...]:
    """Read the bases: first and last year, and the words."""
    return tuple(
        (int(line["from_year"]), int(line["to_year"] or 9999), line["basis"])
        for line in _lines("award_basis.csv")
    )


@cache
def _fields() -> Mapping[tuple[str, str], Mapping[str, str]]:
    """Read which field of which table has which role: (table, paper) -> role -> field."""
    found: dict[tuple[str, str], dict[str, str]] = {}
    for line in _lines("award_papers.csv"):
        found.setdefault((line["table"], line["paper"]), {})[line["role"]] = line["field"]
    return found


def _lines(name: str) -> tuple[dict[str, str], ...]:
    text = files(__package__).joinpath(name).read_text("utf-8")
    return tuple(csv.DictReader(text.splitlines()))


def _roles(table: str) -> Mapping[str, str]:
    return next((roles for (name, _), roles in _fields().items() if name == table), {})


def _table(desk: Desk, paper: str) -> Table | None:
    """Find the table of the pack that feeds a kind of paper, among the forms of this unit."""
    mine = {table.id: table for form in desk.pack.forms_for(desk.unit) for table in form.tables}
    return next((mine[name] for name, kind in _fields() if kind == paper and name in mine), None)


def _records(entry: Entry, paper: str) -> tuple[Nominee, ...]:
    table = _table(entry.desk, paper)
    if table is None:
        return ()
    roles = _fields()[table.id, paper]
    known = {field.id: field for field in table.fields}
    made = []
    for key in entry.rows(table.id):
        places = {role: Address(table.id, key, field) for role, field in roles.items() if field in known}
        said = {role: _told(entry, place, known[place.field]) for role, place in places.items()}
        codes = {
            role: value for role, place in places.items() if (value := entry.view(place).value) is not None
        }
        made.append(Nominee(key, said, codes))
    return tuple(made)


def _demanded(entry: Entry) -> tuple[Nominee, ...]:
    found = nominees(entry)
    if not found:
        raise Problem("AWARDS_NONE", unit=entry.desk.unit.name)
    return found


def _told(entry: Entry, place: Address, field: Field) -> str:
    """Give what stands in a cell as a paper says it: in Vietnamese, "" where nothing is asked or known."""
    view = entry.view(place)
    if view.value is None or not view.relevant:
        return ""
    return show(view.value, field, entry.desk.pack.lists.get(field.list or "", ()), LANGUAGE)


def _word(field: Field) -> str:
    """Give a question's words, without what the form adds in brackets for whoever types."""
    return _ASIDE.sub("", field.label.get(LANGUAGE, field.id))
