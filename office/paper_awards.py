"""Papers for awards out of what was entered of nominees and models (domain.md, section 6).

    submission   tờ trình to the office above, with counts by kind and award
    nominees     the list that goes with it, across
    awarded      the list of those this office awards itself, for its decision
    minutes      of the council's meetings, a page for each meeting that the nominations name
    summary      the achievements of one nominee

What is known of the nominations is in `office.awards`; the legal bases are those in force in the campaign's
last year (`award_basis.csv`), and the officer checks them: they stand in the letter, not in the figures.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from exports.organ_words import BLANK_DATE
from exports.paper_blocks import Block, Columns, Gap, Grid, PageBreak, Paper, Paragraph, Run, paragraph
from exports.paper_letter import body, closing, heading, named, section_title
from exports.paper_profiles import Profile
from forms.answers import Address, Key
from forms.pack import Field, Kind, Table
from forms.problems import Problem
from office.awards import LANGUAGE, Awards, Nominee, lines_of, roles_of
from office.chosen_awards import decided_here, for_above, models_for_above, voted_on
from office.desk import Desk
from office.report_paper import letterhead, signature

_SUBMISSION, _MINUTES, _SUMMARY, _LIST = "Tờ trình", "Biên bản", "Báo cáo thành tích", "Danh sách"
_SHORT: Final = "TTr"
_SIZE: Final = 11.0
_MOST_LETTERS: Final = 260
_OF_THE_COUNCIL: Final = frozenset(
    (
        *("kind", "name", "award", "subject", "level", "report_form", "votes", "present", "council"),
        *("chair", "attended", "minutes", "minutes_day", "priority", "decision", "publish"),
    )
)
"""Roles of what the council decided: no part of a nominee's own summary."""
_ASIDE: Final = re.compile(r"\s*\([^()]*\)\s*$")
_WIDE: Final = 2.0
"""Of a column of texts, beside one of figures."""


# --- the papers ------------------------------------------------------------------------------


def submission(awards: Awards, look: Profile) -> Paper:
    """Make the letter that asks for the awards; raise AWARDS_NONE where nobody is nominated."""
    desk, found = awards.desk, _demanded(awards, for_above(awards))
    subject = f"Về việc đề nghị khen thưởng thành tích {_for_what(desk, found)}"
    above = desk.parent.name if desk.parent else desk.unit.name
    addressed = f"Kính gửi: Chủ tịch UBND {above[:1].lower()}{above[1:]}"
    asked = (
        f"{desk.unit.name} đã họp xét và trình {above} xem xét khen thưởng {_counted(found)}"
        " có thành tích xuất sắc, gồm:"
    )
    kinds = Counter((one["award"], one["kind"]) for one in found)
    rows = tuple(
        (str(number), award or "…", kind or "…", str(count))
        for number, ((award, kind), count) in enumerate(kinds.items(), start=1)
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
    if models := models_for_above(awards):
        text = f"Đồng thời giới thiệu {len(models)} mô hình giảm nghèo hiệu quả: "
        told = "; ".join(f"{one['name']} ({one.where or one['run_by'] or '…'})" for one in models)
        blocks.append(body(look, (Run(f"{text}{told}."),)))
    blocks += (
        body(look, (Run("(Kèm theo danh sách, biên bản họp xét và báo cáo thành tích.)"),)),
        body(look, (Run(f"Kính trình {above} xem xét, quyết định./."),)),
        *closing(look, ("- Như trên;", "- Lưu: VT."), signature(desk)),
    )
    return Paper(f"{_SUBMISSION} {subject}", look, tuple(blocks))


def nominee_list(awards: Awards, look: Profile) -> Paper:
    """Make the list of nominees, across; raise AWARDS_NONE."""
    with_letter = f"(Kèm theo Tờ trình số ....../TTr {BLANK_DATE})"
    return _list(awards, look, for_above(awards), "đề nghị khen thưởng", with_letter)


def awarded_list(awards: Awards, look: Profile) -> Paper:
    """Make the list of those whom this office awards itself, across; raise AWARDS_NONE."""
    with_letter = f"(Kèm theo Quyết định số ....../QĐ-UBND {BLANK_DATE})"
    return _list(awards, look, decided_here(awards), "được khen thưởng", with_letter)


def _list(awards: Awards, look: Profile, those: Sequence[Nominee], of: str, with_letter: str) -> Paper:
    """Make a list across; raise AWARDS_NONE where nobody stands in it."""
    desk, found = awards.desk, _demanded(awards, those)
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
        "Hình thức khen thưởng",
        "Số phiếu",
    )
    blocks: list[Block] = [
        PageBreak(landscape=True),
        heading(look, letterhead(desk)),
        *named(look, _LIST, f"{of} thành tích {_for_what(desk, found)}"),
        paragraph(with_letter, italic=True, align="center", after=6.0),
        Grid(
            (0.05, 0.16, 0.09, 0.2, 0.3, 0.12, 0.08),
            heads,
            rows,
            ("center", "left", "center", "left", "left", "left", "center"),
            _SIZE,
        ),
        paragraph(f"Tổng số: {_counted(found)}.", before=6.0, keep=True),
        *closing(look, (), signature(desk)),
    ]
    return Paper(f"{_LIST} {of}", look, tuple(blocks))


def minutes(awards: Awards, look: Profile) -> Paper:
    """Make the minutes of the council, one for each meeting the nominations name; raise AWARDS_NONE."""
    found = _demanded(awards, voted_on(awards))
    meetings: dict[tuple[str, str], list[Nominee]] = {}
    for one in found:
        meetings.setdefault((one["minutes"], one["minutes_day"]), []).append(one)
    blocks: list[Block] = []
    for number, (meeting, there) in enumerate(meetings.items()):
        if number:
            blocks.append(PageBreak(numbered_anew=True))
        blocks += _meeting(awards.desk, look, meeting, there)
    return Paper(f"{_MINUTES} họp xét khen thưởng", look, tuple(blocks))


def _meeting(desk: Desk, look: Profile, meeting: tuple[str, str], there: list[Nominee]) -> Iterator[Block]:
    number, day = meeting
    held = there[0].values.get("minutes_day")
    on = date.fromisoformat(held) if isinstance(held, str) else None
    yield heading(look, letterhead(desk, number=number, day=on, kind="BB"))
    yield from named(
        look, _MINUTES, f"Họp Hội đồng thi đua, khen thưởng xét thành tích {_for_what(desk, there)}"
    )
    yield section_title(look, "I. Thời gian, địa điểm, thành phần")
    yield body(look, (Run(f"Thời gian: lúc ..... giờ ....., ngày {day or '..... / ..... / .........'}."),))
    yield _blank_line("Địa điểm: ")
    yield (
        body(look, (Run(f"Chủ trì: {chair}."),)) if (chair := there[0]["chair"]) else _blank_line("Chủ trì: ")
    )
    yield _blank_line("Thư ký: ")
    if there[0]["attended"]:
        yield body(look, (Run(f"Thành phần dự họp: {there[0]['attended']}."),))
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


def summary(awards: Awards, key: Key, look: Profile) -> Paper:
    """Make the achievement summary of one nominee; raise AWARDS_NONE for a key of nobody."""
    desk, table = awards.desk, awards.table
    one = next((one for one in awards.nominees if one.key == key), None)
    if one is None or table is None:
        raise Problem("AWARDS_NONE", unit=desk.unit.name)
    blocks: list[Block] = [
        heading(look, letterhead(desk)),
        *named(look, _SUMMARY, f"Đề nghị tặng {one['award'] or '…'}"),
        _named_one(look, one),
        section_title(look, "I. Sơ lược lý lịch, đặc điểm"),
        *_facts(awards, table, key, look),
    ]
    number = 1
    for field in table.fields:
        text = awards.told(Address(table.id, key, field.id), field) if field.kind is Kind.MEMO else ""
        if text:
            number += 1
            blocks.append(section_title(look, f"{_roman(number)}. {_word(field)}"))
            blocks += (body(look, (Run(line),)) for line in text.split("\n") if line.strip())
    for child in desk.pack.tables_by_id.values():
        if child.parent == table.id and (grid := _child(awards, child, key)) is not None:
            number += 1
            title = child.label.get(LANGUAGE, child.id)
            blocks += (section_title(look, f"{_roman(number)}. {title}"), Gap(4.0), grid)
    blocks += (Gap(8.0), Columns(_signer("XÁC NHẬN CỦA THỦ TRƯỞNG ĐƠN VỊ"), _signer("NGƯỜI BÁO CÁO"), 0.5))
    return Paper(f"{_SUMMARY} {one['name']}", look, tuple(blocks))


# --- parts of them ---------------------------------------------------------------------------


def _named_one(look: Profile, one: Nominee) -> Paragraph:
    text = f"{one['kind']}: {one['name']}" if one["kind"] else one["name"]
    return paragraph(text, bold=True, size=look.size("body"), align="center", after=6.0)


def _facts(awards: Awards, table: Table, key: Key, look: Profile) -> Iterator[Block]:
    """Give every short answer that was given, in the order of the form, without what the council decided."""
    inside = {field for role, field in roles_of(table.id).items() if role in _OF_THE_COUNCIL}
    for field in table.fields:
        if field.kind in (Kind.MEMO, Kind.FILES, Kind.KEY) or field.hidden or field.id in inside:
            continue
        text = awards.told(Address(table.id, key, field.id), field)
        if text:
            yield body(look, (Run(f"{_word(field)}: "), Run(text)))


def _child(awards: Awards, child: Table, key: Key) -> Grid | None:
    rows = awards.rows(child.id, key)
    fields = [field for field in child.fields if field.kind is not Kind.KEY and not field.hidden]
    if not rows:
        return None
    cells = tuple(
        tuple(awards.told(Address(child.id, row, field.id), field) for field in fields) for row in rows
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
    votes, present = one.values.get("votes"), one.values.get("present")
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
    for line in lines_of("award_basis.csv"):
        if int(line["from_year"]) <= year <= int(line["to_year"] or year):
            yield line["basis"]


def _demanded(awards: Awards, found: Sequence[Nominee]) -> Sequence[Nominee]:
    if not found:
        raise Problem("AWARDS_NONE", unit=awards.desk.unit.name)
    return found


def _word(field: Field) -> str:
    """Give a question's words, without what the form adds in brackets for whoever types."""
    return _ASIDE.sub("", field.label.get(LANGUAGE, field.id))
