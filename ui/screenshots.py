"""Photographs every page of an office without a screen: for the demonstration, the manual and the tests."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from exports.approval_file import ToApprove
from exports.docx_sections import Section, WordFile
from forms.pack import Layout, Severity, TableKind
from office.adding_up import tables
from office.approver import before_approver
from office.desk import Desk
from office.manual import Manual
from office.open_errors import ORDINARY
from office.packs import Shelf
from office.papers import ONE_OF_ITS_KIND, Group, listed
from office.people import Way
from office.practice import Practice
from office.presented import Presented
from office.sending import sent
from office.word_sections import long_texts, sort
from ui.ask import WindowAsk
from ui.background import Runner
from ui.changes.pictures import changes_shown
from ui.coming_back.pictures import damaged_shown, rebuild_shown
from ui.copies.pictures import restore_shown
from ui.entry.dossier import DossierView
from ui.entry.page import EntryPage
from ui.entry.register_form import RegisterForm
from ui.entry.rows_form import RowsForm
from ui.entry.word_review import WordReview
from ui.first_start import Begin, FirstStart
from ui.help.manual_window import ManualWindow
from ui.sections import SectionPage
from ui.sending.approver_page import ApproverPage
from ui.sending.steps import PLACE, RESULT, REVIEW, SIGN
from ui.settings.page import SettingsPage
from ui.version import VERSION
from ui.window import Window
from ui.words import Language
from ui.workplace import Workplace

_SOURCE = """
| survey |
| | type | name | label::Tiếng Việt (vi) | label::English (en) | bind::vn:rollup |
| | integer | c01 | Số hộ nghèo | Poor households | SUM |
| | integer | c02 | Số hộ cận nghèo | Near-poor households | SUM |
| settings |
| | form_id | form_title | attribute::vn:titleEn | version | attribute::vn:number |
| | BM90 | Biểu mẫu xem thử | Sample form | 1 | BM-90 |
"""
"""A form to show the workshop with."""

SIZES = ((1366, 768), (1024, 768))
"""The two commonest screens of commune offices, in pixels."""


_WORDS = "Chương trình được thực hiện đúng kế hoạch. " * 40
"""What stands below each heading of the Word file that is shown."""


def screenshots(
    desk: Desk,
    folder: Path,
    shelf: Shelf | None = None,
    practice: Practice | None = None,
    sizes: Sequence[tuple[int, int]] = SIZES,
    *,
    packs: bool = True,
    read: Callable[[str], Manual] | None = None,
) -> tuple[Path, ...]:
    """Write one PNG a page and size into `folder` and return their paths; nothing in the office changes.

    `shelf`: the packs of the first start, which is left out without it; `practice`: what a practice office is
    made of; `packs`: also the page of form packs, which is much the same everywhere; `read`: the manual in a
    language, left out without it. Needs a QApplication; where the screen is scaled (QT_SCALE_FACTOR) the
    window gets fewer points.
    """
    folder.mkdir(parents=True, exist_ok=True)
    language = Language(QApplication.instance() or QApplication([]))
    language.use(desk.language)
    written: list[Path] = []
    runner = Runner()
    for width, height in sizes:
        window = Window(Workplace(desk, WindowAsk(), runner), VERSION, practice)
        window.resize(points(width, height))
        window.show()
        window.activateWindow()
        settle(runner)
        for name in _pages(window, runner, packs=packs):
            settle(runner)
            written.append(_photograph(window, folder / f"{name}-{width}.png"))
        window.close()
        window.deleteLater()
        if shelf is not None:
            others: dict[str, QWidget] = {
                "first-start": _first_start(shelf, desk),
                "approver": _approver(desk, runner),
                "rebuild": rebuild_shown(desk, runner, shelf),
                "restore": restore_shown(desk, runner, shelf),
                "damaged": damaged_shown(desk, runner, shelf),
            }
            if read is not None:
                others["manual"] = ManualWindow(None, read, desk.language, WindowAsk())
            for name, page in others.items():
                page.resize(points(width, height))
                page.show()
                settle(runner)
                written.append(_photograph(page, folder / f"{name}-{width}.png"))
                page.close()
                page.deleteLater()
    language.silence()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return tuple(written)


def points(width: int, height: int) -> QSize:
    """How many points a screen of so many pixels has at the scale in use."""
    scale = QGuiApplication.primaryScreen().devicePixelRatio()
    return QSize(int(width / scale), int(height / scale))


def settle(runner: Runner) -> None:
    """Let work under way come to its end and everything be painted."""
    for _ in range(3):
        QCoreApplication.processEvents()
    while runner.busy:  # asleep meanwhile: going round and round would take the processor from the work
        waiting = QEventLoop()
        runner.rested.connect(waiting.quit)
        waiting.exec()
    for _ in range(3):
        QCoreApplication.processEvents()


def _photograph(widget: QWidget, file: Path) -> Path:
    if not widget.grab().save(str(file)):
        raise OSError(file)
    return file


def _row_pages(window: Window) -> Iterator[str]:
    """A table of rows while it is filtered, and while one value is given to many of them."""
    live = window.live
    mains = [form.tables[0] for form in live.forms if form.tables[0].layout is Layout.ROWS]
    rows = [table for table in mains if table.kind is TableKind.RECORDS and live.rows(table.id)]
    if not rows:
        return
    window.entry.open_form(rows[0].form)
    window.entry.start()
    view = window.entry.view
    if isinstance(view, RowsForm):
        view.records.filter.sort_on(view.model.fields[1].id)
        window.entry.rows.filter()
        yield "entry-filter"
        view.records.filter.close_bar()
        window.entry.rows.change_many()
        yield "entry-many"
        view.records.many.close_bar()


def _sheet_pages(window: Window) -> Iterator[str]:
    """The first sheet or report as a page, and a Word file on its way into its long texts."""
    menu, live = window.entry.sheet, window.live
    for form in live.forms:
        table = form.tables[0].id
        key = next(iter(live.rows(table)), None)
        targets = () if key is None else long_texts(live.entry, table, key)
        if key is None or not targets:
            continue
        window.entry.open_form(form.id)
        if menu.button.isHidden():
            continue
        menu.show_over(DossierView(live, table, key))
        yield "dossier"
        file = WordFile("bao-cao.docx", tuple(Section(one.label, 1, _WORDS) for one in targets), 0)
        menu.show_over(WordReview(live, sort(file, targets)))
        yield "from-word"
        menu.close()
        return


def _pages(window: Window, runner: Runner, *, packs: bool) -> Iterator[str]:
    """Walk through the window; after each name the page of that name stands there."""
    yield from _home_pages(window, runner)
    window.show_page("entry")
    for form in window.live.forms:
        window.entry.open_form(form.id)
        window.entry.start()
        yield f"entry-{form.number}"
    yield from _before_pages(window)
    yield from _row_pages(window)
    yield from _sheet_pages(window)
    if window.live.findings:
        window.entry.open_form(window.live.forms[min(2, len(window.live.forms) - 1)].id)
        window.entry.check()
        warning = next((f for f in window.live.findings if f.severity is Severity.WARNING), None)
        if warning is not None:
            window.entry.problems.show_finding_at(warning.place)
        yield "problems"
        window.entry.problems.hide()
    if "register" in window.page_names:
        yield from _register_pages(window, runner)
    if "send" in window.page_names:
        yield from _send_pages(window, runner)
    if "receive" in window.page_names:
        window.show_page("receive")
        yield "receive"
        yield from _totals_pages(window, runner)
        yield from _section_pages(window, runner, "in_place")
        yield from _section_pages(window, runner, "courier")
    yield from _section_pages(window, runner, "queries")
    if "choose" in window.page_names:
        yield from _section_pages(window, runner, "choose")
    if packs:
        yield from _pack_pages(window, runner)
    yield from _people_pages(window)
    window.show_page("other")
    yield "other"
    yield from _papers_of(window)
    yield from _section_pages(window, runner, "settings")


def _home_pages(window: Window, runner: Runner) -> Iterator[str]:
    """The home page from above, and the chart on it."""
    yield "home"
    if not window.home.charts.offered:
        return
    window.home.bring_into_view(window.home.charts)
    window.home.charts.look()
    settle(runner)
    yield "home-charts"


def _totals_pages(window: Window, runner: Runner) -> Iterator[str]:
    """Every consolidated table, then as a chart."""
    window.show_page("totals")
    for table in tables(window.place.desk):
        window.totals.show_table(table.id)
        yield f"totals-{table.id}"
    window.totals.look.setChecked(True)
    settle(runner)
    yield "totals-charts"
    window.totals.look.setChecked(False)
    yield from _behind_totals(window, runner)


def _behind_totals(window: Window, runner: Runner) -> Iterator[str]:
    """The checks of what is consolidated, and the way from a total down to a signed cell."""
    page = window.totals
    page.look_over.setChecked(True)
    settle(runner)
    yield "totals-checks"
    page.look_over.setChecked(False)
    page.show_table(next((one.id for one in tables(window.place.desk) if one.kind == "sum"), ""))
    settle(runner)
    page.open_figure(page.grid.model().rowCount() - 1, 0)
    settle(runner)
    for name in ("totals-lines", "totals-units", "totals-signed-cell"):
        if not page.drill.table.rowCount():
            break  # nothing has come yet
        yield name
        page.drill.go_down(0)
        settle(runner)
    for _ in range(3):
        page.drill.go_up()


def _section_pages(window: Window, runner: Runner, name: str) -> Iterator[str]:
    """Every section of a page."""
    window.show_page(name)
    page = window.page(name)
    if isinstance(page, SectionPage | SettingsPage):
        for section in page.section_names:
            page.show_section(section)
            settle(runner)
            yield f"{name}-{section}"


def _register_pages(window: Window, runner: Runner) -> Iterator[str]:
    """The books, the steps taken with one, its households; ID numbers stay hidden."""
    page = window.register
    window.show_page("register")
    yield "register"
    page.begin()
    yield "register-open"
    page.go_back()
    if page.years.book is None or page.years.book.deleted is not None:
        return
    for act, name in ((page.ask_use, "use"), (page.show_moves, "moves"), (page.ask_forget, "delete")):
        act()
        settle(runner)
        yield f"register-{name}"
        page.go_back()
    page.open_chosen()
    yield "register-households"
    if isinstance(page.filling, EntryPage) and isinstance(page.filling.view, RegisterForm):
        page.filling.view.turn_over()
        yield "register-household"
    page.close_book()


def _before_pages(window: Window) -> Iterator[str]:
    """The period before below the figures of a grid, and the list of notes; both as they were afterwards."""
    page = window.entry
    years = (form for form in window.live.forms if window.live.earlier.has(form))
    grid = next((form for form in years if form.tables[0].kind is TableKind.FIXED), None)
    if grid is not None:
        page.open_form(grid.id)
        shown = window.live.shows_before(grid.tables[0].id)
        window.live.show_before(grid, on=True)
        page.start()
        yield "entry-before"
        window.live.show_before(grid, on=shown)
        page.list_notes()
        yield "entry-notes"
        page.notes.hide()


def _send_pages(window: Window, runner: Runner) -> Iterator[str]:
    page = window.sending
    window.show_page("send")
    settle(runner)
    yield "send-1-check"
    if not window.place.desk.has_below:
        for picture in changes_shown(window.place.desk, page.changes, window.looking):
            page.bring_into_view(page.changes)
            yield picture
        page.open_nil()
        yield "send-1-nil"
        page.open.clear()
    for step, name in ((REVIEW, "review"), (SIGN, "sign"), (PLACE, "where")):
        page.show_step(step)
        yield f"send-{step + 1}-{name}"
    page.show_step(SIGN)
    page.sign.show_tokens(())  # which tokens are in would differ from PC to PC
    yield "send-3-token"
    yield from _paper_pages(window)
    last = next(iter(sent(window.place.desk)), None)
    if last is not None:
        page.result.show_sent(last)
        page.show_step(RESULT)
        page.carry.show_sent(last)
        yield f"send-{RESULT + 1}-done"


def _paper_pages(window: Window) -> Iterator[str]:
    """What lies before the signer; nothing is presented for that."""
    page, desk = window.sending, window.place.desk
    step = page.paper.step
    page.show_step(REVIEW)
    page.cover.hide()
    step.show_paper(
        Presented(0, "K7MP-3XRT", desk.clock.now(), desk.person.name, ORDINARY, "05/BC-UBND", None, "")
    )
    step.show()
    yield "send-2-paper"
    step.hide()
    step.refresh()


def _papers_of(window: Window) -> Iterator[str]:
    """A paper of each kind as the page of papers shows it."""
    window.ways.papers()
    seen: set[Group] = set()
    for one in listed(window.place.desk):
        if one.group not in seen and (one.of or one.group in ONE_OF_ITS_KIND):
            seen.add(one.group)
            window.papers.choose_at_once(one.id)
            yield f"papers-{one.group}"


def _people_pages(window: Window) -> Iterator[str]:
    """Who signs, a guided way, the register of signers and the end of a recognition."""
    page = window.people
    window.show_page("people")
    page.show_section("keys")
    yield "people-keys"
    page.keys.begin(Way.DEPUTY)
    yield "people-way"
    page.keys.go_back()
    for section in page.section_names[1:]:
        page.show_section(section)
        yield f"people-{section}"
    if page.register.now is not None:
        page.show_section("register")
        page.register.ask_end()
        yield "people-end"
        page.register.go_back()
    page.show_section("keys")


def _pack_pages(window: Window, runner: Runner) -> Iterator[str]:
    page = window.packs
    window.show_page("packs")
    for section in page.section_names:
        page.show_section(section)
        yield f"packs-{section}"
    page.show_section("build")
    with TemporaryDirectory() as folder:
        source = Path(folder) / "bieu-mau.md"
        source.write_text(_SOURCE.replace("integer", "integr"), "utf-8")
        page.builder.open(source)
        yield "packs-errors"
        source.write_text(_SOURCE, "utf-8")
        page.builder.recheck()
        yield "packs-ready"
        page.builder.preview()
        settle(runner)
        yield "packs-trial"
        page.close_preview()
        page.builder.start_signing()
        yield "packs-version"


def _approver(desk: Desk, runner: Runner) -> ApproverPage:
    """Give the approver's page, with the package that was sent last where there is one."""
    page = ApproverPage(WindowAsk(), runner, desk.clock, lambda: (desk.shelved,), desk.language)
    last = next(iter(desk.received.packages(direction="sent", unit=desk.unit.code)), None)
    if last is not None:
        one = ToApprove(last.package.name, desk.received.data(last.id))
        page.show_package(before_approver(one, (desk.shelved,), desk.clock.now(), desk.language))
    return page


def _first_start(shelf: Shelf, desk: Desk) -> FirstStart:
    def stay(_: Begin) -> Desk:
        return desk

    page = FirstStart(shelf, stay, desk.language)
    page.search.setText(desk.unit.short_name)
    return page
