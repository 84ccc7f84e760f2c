"""What a conference needs, in one folder: report, tables, charts, chosen models and awards, slides, units.

    conference(desk, folder, tools) -> Conference     written whole or not at all

Nobody is named who did not agree to be published; households of registers and forms are named nowhere.
Drawing and setting of pages is the matter of whoever shows the papers: they come as `Tools`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from exports.file_names import plain
from exports.layout_sheet import Sheet
from exports.paper_blocks import Block, Grid, Paper, paragraph
from exports.paper_docx import write_docx
from exports.paper_pages import WidthOf
from exports.slides import Cover, Deck, Drawn, Figures, Listed, write_slides
from exports.totals_workbook import totals_sheet, write_totals_book
from exports.whole_folder import deliver_folder, demand_free
from forms.problems import Problem
from forms.roll_up import Cell, TotalsView
from forms.totals_tables import TotalsTable
from office.adding_up import tables, totals, years
from office.awards import LANGUAGE, MODEL, NOMINEE, Awards, agreed, table_for
from office.blocks import gathered
from office.chart import Chart, in_parts
from office.charts import known_charts
from office.choices import CHOSEN, Candidate, Choosing, can_choose, look
from office.chosen_columns import COLUMNS, decision_words
from office.clock import VIET_NAM
from office.desk import Desk
from office.entry import Entry
from office.online_units import units_sheets
from office.paper_charts import Drawing
from office.progress import Progress, silent
from office.report_paper import profile_for, report, settings
from office.totals_figures import key_figures

CONTENTS, REPORT, TABLES, CHARTS = "00-muc-luc", "01-bao-cao", "02-bang-tong-hop", "03-bieu-do"
MODELS, AWARDS, SLIDES, UNITS = "04-mo-hinh", "05-khen-thuong", "06-trinh-chieu", "07-don-vi-hop-truc-tuyen"
_WIDTH, _HEIGHT = 560.0, 290.0  # points of a chart
_SLIDE_WIDTH, _SLIDE_HEIGHT = 460.0, 200.0  # points: small, so that its letters are large on the wall
_BARS_A_SLIDE, _NAMES_A_SLIDE = 16, 10
_TITLES: Final = {MODEL: "Mô hình tiêu biểu", NOMINEE: "Danh sách khen thưởng"}
_FILES: Final = {MODEL: MODELS, NOMINEE: AWARDS}


@dataclass(frozen=True, slots=True)
class Tools:
    """What draws and sets pages."""

    draw: Drawing
    width_of: WidthOf
    paper_pdf: Callable[[Paper], bytes]
    sheets_pdf: Callable[[Sequence[Sheet], str], bytes]


@dataclass(frozen=True, slots=True)
class Conference:
    """What was written: the folder, its files in order, and what is missing with the reason."""

    folder: Path
    files: tuple[str, ...]
    missing: tuple[str, ...]


def conference(desk: Desk, folder: Path, tools: Tools, progress: Progress = silent) -> Conference:
    """Write the folder for a conference into `folder`.

    Raises CONFERENCE_NONE where no units report here, and what `exports.whole_folder` raises.
    """
    if not desk.has_below:
        raise Problem("CONFERENCE_NONE")
    today = desk.clock.now().astimezone(VIET_NAM)
    name = plain(f"hoi-nghi {desk.unit.name} {today:%Y-%m-%d-%H%M}", 80)
    demand_free(folder, name)  # before a minute's work
    made = _Making(desk, tools)
    for number, (what, work) in enumerate(made.parts()):
        progress(number, len(made.names), what)
        work()
    progress(len(made.names), len(made.names), "")
    files = {f"{CONTENTS}.pdf": tools.paper_pdf(made.contents()), **made.files}
    target = deliver_folder(files, folder, name)
    return Conference(target, tuple(sorted(files)), tuple(made.missing))


class _Making:
    """The parts of one folder while they are made."""

    names = ("report", "tables", "charts", "models", "awards", "slides", "units")

    def __init__(self, desk: Desk, tools: Tools) -> None:
        self._desk = desk
        self._tools = tools
        self.files: dict[str, bytes] = {}
        self.told: list[tuple[str, str]] = []
        self.missing: list[str] = []
        self._found = gathered(desk)
        self._charts: list[tuple[Chart, bytes, float]] = []
        self._chosen: dict[str, tuple[Choosing, tuple[Candidate, ...]]] = {}

    def parts(self) -> Iterator[tuple[str, Callable[[], None]]]:
        """Name the parts with the work of each."""
        yield REPORT, self._report
        yield TABLES, self._tables
        yield CHARTS, self._draw
        yield MODELS, lambda: self._list(MODEL)
        yield AWARDS, lambda: self._list(NOMINEE)
        yield SLIDES, self._slides
        yield UNITS, self._units

    def _report(self) -> None:
        desk = self._desk
        try:
            paper = report(Entry(desk), settings(desk), self._tools.draw)
        except Problem as problem:
            if problem.code != "REPORT_NONE":
                raise
            self.missing.append("Báo cáo: đơn vị chưa có biểu thuyết minh của cấp mình.")
            return
        self._add(f"{REPORT}.docx", write_docx(paper, self._tools.width_of), "Báo cáo, bản Word để sửa")
        self._add(f"{REPORT}.pdf", self._tools.paper_pdf(paper), "Báo cáo, bản in")

    def _tables(self) -> None:
        sheets = []
        for table in tables(self._desk):
            if table.kind == "list" and table.source == self._nominees:
                continue  # who is proposed is named in the list of awards alone
            view = totals(self._desk, table.id, _last_year(self._desk, table), self._found)
            sheets.append(self._sheet(view))
        count = len(sheets)
        self._add(
            f"{TABLES}.xlsx", write_totals_book(sheets), f"Các bảng tổng hợp ({count} bảng, mỗi bảng một tờ)"
        )

    @property
    def _nominees(self) -> str:
        table = table_for(self._desk, NOMINEE)
        return table.id if table is not None else ""

    def _draw(self) -> None:
        for shown in known_charts(self._desk, LANGUAGE):
            png, height = self._tools.draw(shown, _WIDTH, _HEIGHT)
            self._charts.append((shown, png, height))
        for number, (shown, png, _) in enumerate(self._charts, 1):
            self._add(f"{CHARTS}/{number:02}-{plain(shown.title, 40)}.png", png, f"Biểu đồ: {shown.title}")
        if not self._charts:
            self.missing.append("Biểu đồ: chưa có số liệu để vẽ.")

    def _list(self, paper: str) -> None:
        """Write the list of what was chosen, without those who did not agree to be published."""
        desk, title = self._desk, _TITLES[paper]
        table = table_for(desk, paper)
        if table is None or not can_choose(desk, paper):
            return
        seen = look(desk, paper, Awards(desk, self._found))
        chosen = tuple(one for one in seen.candidates if one.judged.decision in CHOSEN)
        public = tuple(one for one in chosen if agreed(paper, table.id, one.proposed))
        self._chosen[paper] = seen, public
        hidden = len(chosen) - len(public)
        if hidden:
            self.missing.append(f"{title}: {hidden} hồ sơ không nêu tên vì chưa đồng ý công khai.")
        if not public:
            self.missing.append(f"{title}: chưa chọn hồ sơ nào ở trang Xét chọn.")
            return
        view = self._only(table.id, public)
        if view is None:
            return
        sheet = self._sheet(view)
        self._add(f"{_FILES[paper]}.xlsx", write_totals_book([sheet]), f"{title} ({len(public)}), bảng tính")
        self._add(f"{_FILES[paper]}.pdf", self._tools.sheets_pdf([sheet], title), f"{title}, bản in")

    def _only(self, source: str, public: Sequence[Candidate]) -> TotalsView | None:
        """Give the consolidated list of a table with the rows of these records alone."""
        table = next(
            (
                one
                for one in tables(self._desk)
                if one.source == source and any(column.code in COLUMNS for column in one.columns)
            ),
            None,
        )
        if table is None:
            return None
        view = totals(self._desk, table.id, None, self._found)
        keys = {one.key for one in public}
        rows = tuple(row for row in view.rows if (row.unit, *row.key) in keys)
        return replace(view, rows=rows, whole_rows=rows, subtotals=(), total=_nothing(view), notes=())

    def _slides(self) -> None:
        desk = self._desk
        campaign = desk.pack.campaign
        title = campaign.title.get(LANGUAGE, "") if campaign else desk.unit.name
        today = desk.clock.now().astimezone(VIET_NAM)
        cover = Cover(title, (desk.unit.name, f"Hội nghị ngày {today:%d/%m/%Y}"))
        slides: list[Figures | Drawn | Listed] = []
        figures, note = key_figures(desk, self._found)
        if figures:
            slides.append(Figures("Số liệu chính", figures, note))
        slides += self._chart_slides()
        for paper, (seen, public) in self._chosen.items():
            if public:
                slides.append(Listed(_TITLES[paper], tuple(_line(paper, one) for one in public)))
            if paper == NOMINEE and (counted := _counted(seen)):
                slides.append(Listed("Số lượng khen thưởng theo hình thức", counted))
        foot = f"{desk.unit.name} · {desk.campaign_id}"
        data = write_slides(Deck(cover, tuple(slides), foot, today, desk.unit.name))
        self._add(f"{SLIDES}.pptx", data, f"Đề cương trình chiếu ({len(slides) + 1} trang trở lên)")

    def _chart_slides(self) -> Iterator[Drawn]:
        """Give one chart a slide; one whose bars are too many to be read from afar goes on on the next."""
        for shown, _, _ in self._charts:
            most = min(_BARS_A_SLIDE, _NAMES_A_SLIDE * max(1, len(shown.series)))
            for part in in_parts(shown, most):
                bare = replace(part, title=f"Đơn vị tính: {part.unit}", unit="") if part.unit else part
                png, height = self._tools.draw(bare, _SLIDE_WIDTH, _SLIDE_HEIGHT)  # its title stands above
                yield Drawn(part.title, png, _SLIDE_WIDTH, height, part.told())

    def _units(self) -> None:
        sheets, counts = units_sheets(self._desk)
        words = "Danh sách đơn vị dự họp trực tuyến, người phụ trách, điện thoại"
        told = f"{words} ({' và '.join(counts)})"
        self._add(f"{UNITS}.xlsx", write_totals_book(sheets), told)

    def _sheet(self, view: TotalsView) -> Sheet:
        desk = self._desk
        return totals_sheet(
            view, desk.pack, unit_name=desk.unit.name, made_at=desk.clock.now(), language=LANGUAGE
        )

    def _add(self, name: str, data: bytes, words: str) -> None:
        self.files[name] = data
        self.told.append((name, words))

    def contents(self) -> Paper:
        """Make the page that names what lies in the folder, and what does not."""
        desk = self._desk
        today = desk.clock.now().astimezone(VIET_NAM)
        rows = tuple((str(number), name, words) for number, (name, words) in enumerate(self.told, 1))
        blocks: list[Block] = [
            paragraph(desk.unit.name.upper(), bold=True),
            paragraph("TÀI LIỆU HỘI NGHỊ", bold=True, align="center", before=6.0),
            paragraph(f"Lập lúc {today:%H:%M} ngày {today:%d/%m/%Y}", italic=True, align="center", after=8.0),
            Grid((0.07, 0.4, 0.53), ("TT", "Tệp", "Nội dung"), rows, ("center", "left", "left"), 11.0),
        ]
        if self.missing:
            blocks.append(paragraph("Chưa có trong thư mục:", bold=True, before=10.0))
            blocks += (paragraph(f"- {text}", before=2.0) for text in self.missing)
        return Paper("Tài liệu hội nghị", profile_for(desk), tuple(blocks))


def _last_year(desk: Desk, table: TotalsTable) -> str | None:
    """Give the campaign's last year for a table that is asked for one year, else the newest there is."""
    known = years(desk, table.id)
    last = desk.pack.campaign.last_year if desk.pack.campaign else ""
    return (last if last in known else known[-1]) if known else None


def _nothing(view: TotalsView) -> tuple[Cell, ...]:
    return tuple(Cell(None, 0, cell.units) for cell in view.total)


def _line(paper: str, one: Candidate) -> str:
    """Say one chosen record on a slide."""
    told = one.proposed
    parts = [one.name, one.unit_name]
    if paper == MODEL:
        parts += [f"{told['households']} hộ tham gia"] if told["households"] else []
        parts += [f"{told['escaped']} hộ thoát nghèo"] if told["escaped"] else []
    else:
        parts += [told["award"]]
    return " – ".join(part for part in (*parts, decision_words(one.judged.decision, LANGUAGE)) if part)


def _counted(seen: Choosing) -> tuple[str, ...]:
    """Count what was chosen by award and kind: no name stands there."""
    kinds = Counter(
        (one.proposed["award"], one.proposed["kind"])
        for one in seen.candidates
        if one.judged.decision in CHOSEN
    )
    return tuple(f"{award or '…'}: {count:02} {kind.lower()}" for (award, kind), count in kinds.items())
