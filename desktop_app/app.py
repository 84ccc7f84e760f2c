"""Builds the application once and hands it down: fonts, style, language, first start or window."""

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property, partial
from pathlib import Path

import click
from PySide6.QtCore import QObject, QSize, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from desktop_app import log
from desktop_app.again import page_to_show, start_again
from desktop_app.beginning import begin_office
from desktop_app.collector import rarely
from desktop_app.coming_back import damaged_page, has_ways_back, rebuild_page
from desktop_app.copying import copy_at_closing
from desktop_app.crash import Crashes, crash_window, refusal_window
from desktop_app.faults import show_fault_sheet
from desktop_app.manual import manual, manual_folder
from desktop_app.paths import installed, kit_folders, program_folder
from desktop_app.sitting import Sitting
from desktop_app.updates import Updates
from forms.pack import Pack
from forms.problems import Problem
from office.answers_above import found_in
from office.clock import Clock
from office.contact import contact_of, remember_contact, with_contact
from office.desk import Desk, is_started
from office.home_place import choose_home, demand_good, proposals, see_to_second
from office.kit import FoundKit, find_kits, newer_than_here
from office.locks import left_waiting
from office.manual import topics
from office.messages import sentence
from office.new_version import wait_for_shipped
from office.packs import Shelf
from office.practice import Practice, can_practise, forget_practice, open_practice
from office.practice_mark import is_practice
from office.recovery import LeftOff, begin_sitting, end_sitting
from ui import theme
from ui.ask import WindowAsk
from ui.background import Runner, at_own_desk
from ui.copies.home_choice import Homes
from ui.copies.restore_page import RestorePage
from ui.first_start import Begin, FirstStart
from ui.help.fault_sheet import FaultSheet
from ui.help.help_key import HelpKey
from ui.look import Look, keep_look
from ui.pasting import PasteWatch
from ui.program_icon import program_icon
from ui.sending.approver_page import ApproverPage
from ui.version import VERSION
from ui.window import Window
from ui.words import Language
from ui.workplace import Workplace

FIRST_SIZE = (1220, 740)


def font_folders() -> tuple[Path, ...]:
    """Where the program's own fonts stand: beside the installed program."""
    folder = program_folder() / "fonts"
    return (folder,) if folder.is_dir() else ()


def application(arguments: Sequence[str]) -> QApplication:
    """Build the one QApplication, dressed in our style."""
    app = QApplication.instance()
    if isinstance(app, QApplication):
        return app
    rarely()
    made = QApplication(["phieuxa", *arguments])
    QGuiApplication.setApplicationDisplayName("Phiếu Xã")
    theme.load_fonts(font_folders())
    theme.dress(made)
    PasteWatch(made)
    made.setWindowIcon(program_icon())
    return made


class Program(QObject):
    """The running program: the first start, then the window, built anew when the language changes."""

    def __init__(
        self,
        app: QApplication,
        home: Path,
        shelf: Shelf,
        clock: Clock,
        kit_folders: Callable[[], Iterable[Path]] = tuple,
        commands: click.Command | None = None,
        base: Path | None = None,
    ) -> None:
        """`kit_folders` tells where campaign kits are looked for; by default nowhere.

        `commands`: those of the command line, for the manual. `base`: the program's folder in the profile,
        where it is noted in which folder the data are; None where `home` was named for good.
        """
        super().__init__()
        self._kit_folders = kit_folders
        self._kits: tuple[FoundKit, ...] | None = None
        self._app = app
        self._home = home
        self._base = base
        self._shelf = shelf
        self._clock = clock
        self._language = Language(app)
        self._runner = Runner(self)
        self._shown: QWidget | None = None
        self.desk: Desk | None = None
        self.help = HelpKey(
            app,
            lambda: topics(manual_folder()),
            lambda code: manual(code, self._packs, commands),
            lambda: self.language,
        )
        self._left: LeftOff | None = None  # where the last sitting ended, if nobody closed it
        self.again = False  # whether it is to be started anew once it is closed
        self.updates = Updates(self._runner, clock, lambda: self._shown)
        self._real: Desk | None = None  # the office's own desk while its people practise
        self._sitting = Sitting(clock)

    @cached_property
    def _practice(self) -> Practice:
        from desktop_app.practice_data import load_practice  # with all that reads its figures

        return load_practice()

    @property
    def shown(self) -> QWidget | None:
        """What stands on the screen now."""
        return self._shown

    @property
    def language(self) -> str:
        """The language of the office, Vietnamese before there is one."""
        return self.desk.language if self.desk else "vi"

    def _packs(self) -> tuple[Pack, ...]:
        """The packs that the manual tells of: the office's own, before there is one those with forms."""
        if self.desk is not None:
            return (self.desk.pack,)
        return tuple(one.pack for one in self._shelf.packs if one.pack.forms)

    def open(self) -> QWidget:
        """Show the office's window, or the first start where there is no office yet; return what is shown."""
        if is_started(self._home):
            try:
                before = partial(self.updates.before_opening, self._home)
                desk = self._sitting.open(self._home, self._shelf, before)
            except Problem as problem:
                if not has_ways_back(problem):
                    raise
                return self._show_damaged(problem)
            if not desk.only_looks:
                wait_for_shipped(desk, self._shelf)
                self._left = self._sit_down(desk)
            shown = self._show_desk(desk)
            self._look_for_kits()
            self.updates.seek(kit_folders)
            return shown
        return self._show_first_start("vi")

    def _sit_here(self) -> None:
        """Write from here on, where nobody else does any more."""
        problem = self._sitting.refused(self._home)
        if problem is not None:
            if isinstance(self._shown, Window):
                self._shown.looking.tell_writer(problem)
            return
        if self.desk is not None:
            self._leave_desk(self.desk)
        self.open()

    def _sit_down(self, desk: Desk) -> LeftOff | None:
        """Begin to work; where the folder of the data was chosen here, a second disk gets copies too."""
        if self._base is not None:
            see_to_second(desk)
        if left_waiting(desk):  # the program ended between reopening a unit and judging what waited for it
            from office.closing import finish_reopening  # with all that judges packages

            try:
                finish_reopening(desk)
            except Problem as problem:  # reopening once more judges them too
                log.write(problem)
        return begin_sitting(desk)

    def _show_damaged(self, problem: Problem) -> QWidget:
        """Show the ways back from a data file that does not open, which nobody else has open."""
        self._sitting.demand(self._home)
        log.write(problem)
        self._language.use("vi")
        page = damaged_page(self._runner, self._home, self._shelf, self._clock, "vi", problem)
        later = Qt.ConnectionType.QueuedConnection
        page.opened.connect(self.open, later)
        page.restore_wanted.connect(lambda: self._show_restore("vi"), later)
        page.rebuild_wanted.connect(lambda: self._show_rebuild("vi"), later)
        page.left.connect(self._app.quit, later)
        return self._show(page)

    def _look_for_kits(self) -> None:
        """Look for kits while the person works on; a newer one than ours is offered on the home page."""
        folders, now = tuple(self._kit_folders()), self._clock.now()
        if folders:
            self._runner.run(lambda _: find_kits(folders, now), done=self._offer_kit, failed=lambda _: None)
            if self.desk is not None:
                work = at_own_desk(self.desk, lambda desk, _: found_in(desk, folders))
                self._runner.run(work, done=self._offer_answers, failed=lambda _: None)

    def _offer_answers(self, found: tuple[Path, ...]) -> None:
        if found and isinstance(self._shown, Window):
            self._shown.offer_answers(found)

    def _offer_kit(self, found: tuple[FoundKit, ...]) -> None:
        newer = newer_than_here(self.desk, found) if self.desk else None
        if newer is not None and newer.kit is not None and isinstance(self._shown, Window):
            self._shown.offer_kit(newer.kit)

    def close(self) -> None:
        """Close the window, wait for work under way and close the data file."""
        self.help.stop()
        if self._shown is not None:
            self._shown.close()
            self._shown.deleteLater()
            self._shown = None
        self._language.silence()
        self._runner.wait()
        for desk in (self.desk, self._real):
            if desk is not None:
                if not desk.only_looks:
                    end_sitting(desk)
                    copy_at_closing(desk)
                desk.close()
        self.desk = self._real = None
        self._sitting.end()

    def _show_first_start(self, code: str) -> QWidget:
        self._language.use(code)

        def begin(said: Begin) -> Desk:
            if said.home is not None:
                self._move_in(said.home)
            return begin_office(self._home, said, self._shelf, self._clock, code)

        if self._kits is None:
            self._kits = find_kits(self._kit_folders(), self._clock.now())
        homes = Homes(proposals(self._base), demand_good) if self._base is not None else None
        page = FirstStart(self._shelf, begin, code, self._kits, homes=homes)
        page.setWindowTitle("Phiếu Xã")
        page.started.connect(self._on_started)
        page.language_wanted.connect(self._show_first_start, Qt.ConnectionType.QueuedConnection)
        page.practice_wanted.connect(lambda: self._show_practice(code), Qt.ConnectionType.QueuedConnection)
        page.approver_wanted.connect(lambda: self._show_approver(code), Qt.ConnectionType.QueuedConnection)
        later = Qt.ConnectionType.QueuedConnection
        page.rebuild_wanted.connect(lambda: self._at_home(page, lambda: self._show_rebuild(code)), later)
        page.restore_wanted.connect(lambda: self._at_home(page, lambda: self._show_restore(code)), later)
        page.home_found.connect(self._open_found, later)
        page.practise.setVisible(can_practise(self._shelf, self._practice))
        return self._show(page)

    def _at_home(self, page: FirstStart, step: Callable[[], object]) -> None:
        """Go on in the folder that the first start shows."""
        try:
            if page.home is not None:
                self._move_in(page.home.folder)
        except Problem as problem:
            page.notice.tell("error", sentence(problem, self.language))
        else:
            step()

    def _move_in(self, home: Path) -> None:
        """Let the data lie in a folder from now on; raises what `choose_home` does."""
        if self._base is not None:
            choose_home(self._base, home)
            self._home = home
            log.open_log(home)

    def _open_found(self, home: Path) -> None:
        """Open the data of an office that lie on another disk, as after Windows was installed anew."""
        try:
            self._move_in(home)
            self.open()
        except Problem as problem:
            log.write(problem)
            told = sentence(problem, self.language)
            refusal_window(self._shown, with_contact(told, self.contact, self.language))

    def _show_restore(self, language: str) -> None:
        """Put the page that brings a copy back in the place of the window or the first start."""
        asker = WindowAsk()
        page = RestorePage(
            asker, self._runner, self._home, self._shelf, self._clock, language, self.desk, self._release
        )
        asker.stand_above(page)
        page.setWindowTitle("Phiếu Xã")
        later = Qt.ConnectionType.QueuedConnection
        page.left.connect(self._leave_restore, later)
        page.made.connect(self.open, later)
        self._show(page)

    def _release(self) -> None:
        """Close the data file, which is about to be replaced."""
        if self.desk is not None:
            self._runner.wait()
            end_sitting(self.desk)
            self._sitting.keep(self.desk)
            self.desk.close()
            self.desk = None

    def _leave_restore(self) -> None:
        """Go back to the office as it is now, or to the first start."""
        if self.desk is None:
            self.open()
            return
        window = self._show_desk(self.desk)
        if isinstance(window, Window):
            window.ways.copies()

    def _on_started(self, desk: Desk) -> None:
        self._sitting.begin(self._home, desk)
        self._sit_down(desk)
        window = self._show_desk(desk)
        if isinstance(window, Window):
            window.show_page("entry")  # typing at once

    def _show_rebuild(self, language: str) -> None:
        """Put the way back from an office's own packages in the place of the first start."""
        instead = is_started(self._home)
        page = rebuild_page(self._runner, self._home, self._shelf, self._clock, language, instead=instead)
        later = Qt.ConnectionType.QueuedConnection
        page.left.connect(self.open, later)
        page.made.connect(self.open, later)
        self._show(page)
        page.files.setFocus()

    def _show_approver(self, language: str) -> None:
        """Put the approver's page in the place of whatever is shown; no office is needed."""
        asker = WindowAsk()
        packs = (self.desk.shelved,) if self.desk else ()
        page = ApproverPage(asker, self._runner, self._clock, lambda: (*packs, *self._shelf.packs), language)
        asker.stand_above(page)
        page.setWindowTitle("Phiếu Xã")
        page.left.connect(self._leave_approver, Qt.ConnectionType.QueuedConnection)
        self._show(page)
        page.choose.setFocus()

    def _leave_approver(self) -> None:
        """Go back to the office, or to the first start where there is none."""
        desk = self.desk
        if desk is None:
            self._show_first_start("vi")
            return
        window = self._show_desk(desk)
        if isinstance(window, Window):
            window.show_page("send")

    def _show_practice(self, language: str, *, again: bool = False) -> None:
        """Put the practice commune in the office's place; its data file stays open and untouched."""
        self._runner.wait()
        if again and self.desk is not None:
            self._leave_desk(self.desk)
        try:
            if again:
                forget_practice(self._home, self._clock)
            desk = open_practice(self._home, self._practice, self._shelf, self._clock, language)
        except Problem as problem:
            log.write(problem)
            refusal_window(self._shown, with_contact(sentence(problem, language), self.contact, language))
            if again:
                self._back_to_office(language)
            return
        self._real = self._real if again else self.desk
        window = self._show_desk(desk)
        if isinstance(window, Window):
            window.show_page("entry")

    def _leave_practice(self) -> None:
        """Go back to the office, or to the first start where there is none yet."""
        if self.desk is not None:
            language = self.desk.language
            self._runner.wait()
            self._leave_desk(self.desk)
            self._back_to_office(language)

    def _back_to_office(self, language: str) -> None:
        real, self._real = self._real, None
        if real is None:
            self._show_first_start(language)
        else:
            self._show_desk(real)

    def _leave_desk(self, desk: Desk) -> None:
        """Close the window, so that what is typed is saved, then its data file."""
        if self._shown is not None:
            self._shown.close()
        desk.close()
        self.desk = None

    def _show_desk(self, desk: Desk) -> QWidget:
        self.desk = desk
        self._language.use(desk.language)
        asker = WindowAsk()
        practice = self._practice if is_practice(desk.campaign_id) else None
        place = Workplace(desk, asker, self._runner, self.updates.installed)
        window = Window(place, VERSION, practice)
        asker.stand_above(window)
        if self._left is not None and practice is None:
            window.home.tell_left_off(self._left)
        window.look_wanted.connect(self._change_look, Qt.ConnectionType.QueuedConnection)
        if practice is None and not desk.only_looks:
            remember_contact(desk)
        window.help_wanted.connect(self.help.show_for)
        window.fault_wanted.connect(self.report_fault)
        window.language_wanted.connect(self._change_language, Qt.ConnectionType.QueuedConnection)
        window.desk_changed.connect(self._change_pack, Qt.ConnectionType.QueuedConnection)
        window.again_wanted.connect(self._show_again, Qt.ConnectionType.QueuedConnection)
        later = Qt.ConnectionType.QueuedConnection
        window.approver_wanted.connect(lambda: self._show_approver(desk.language), later)
        window.start_wanted.connect(self._start_again, later)
        window.looking.wanted.connect(self._sit_here, later)
        window.restore_wanted.connect(lambda: self._show_restore(desk.language), later)
        window.practice_wanted.connect(lambda: self._show_practice(desk.language), later)
        window.practice_left.connect(self._leave_practice, later)
        window.practice_again.connect(lambda: self._show_practice(desk.language, again=True), later)
        return self._show(window)

    def _change_pack(self, section: str, told: str) -> None:
        """Build the window anew on the desk that works with another state of its pack, and go on there."""
        if self.desk is None:
            return
        window = self._show_desk(self.desk)
        if isinstance(window, Window):
            window.show_page("packs")
            window.packs.tell(section, told)

    def report_fault(self, page: str = "", error: str = "") -> FaultSheet:
        """Show the report of a fault: what is in it, before it is written."""
        shown = self._shown
        page = page or (shown.page_name if isinstance(shown, Window) else type(shown).__name__)
        return show_fault_sheet(shown, self._home, self.desk, self.language, page, error)

    @property
    def contact(self) -> str:
        """Whom to call: the contact of the campaign kit, "" where none is known."""
        return contact_of(self._home)

    def _show_again(self) -> None:
        """Build the window anew: this PC works on a part now, or on another one."""
        if self.desk is not None:
            window = self._show_desk(self.desk)
            if isinstance(window, Window):
                window.show_page("entry")

    def _change_language(self, code: str) -> None:
        if self.desk is None:
            return
        self.desk.set_language(code)
        window = self._show_desk(self.desk)
        if isinstance(window, Window):
            window.show_page("settings")

    def _start_again(self) -> None:
        """End, to begin anew: another version of the program may start then."""
        self.again = True
        self._app.quit()

    def _change_look(self, look: Look) -> None:
        """Keep another size of letters or contrast, and end, to begin anew with it."""
        try:
            keep_look(self._home, look)
        except OSError as wrong:
            log.write(wrong)
            if isinstance(self._shown, Window):
                self._shown.settings.general.refuse(Problem("LOOK_NOT_KEPT"))
            return
        self._start_again()

    def _show(self, widget: QWidget) -> QWidget:
        old, self._shown = self._shown, widget
        if old is None:
            widget.resize(QSize(*FIRST_SIZE).boundedTo(widget.screen().availableSize()))
        else:
            widget.setGeometry(old.geometry())
        widget.show()
        if old is not None:
            old.close()
            old.deleteLater()
        return widget


def refuse(problem: Problem) -> int:
    """Show why there are no data to open, such as a disk that is gone, and return the exit code."""
    application(())
    refusal_window(None, sentence(problem, "vi"))
    return 1


def open_window(
    home: Path,
    clock: Clock,
    shelf: Shelf,
    commands: click.Command | None = None,
    arguments: Sequence[str] = (),
    base: Path | None = None,
) -> int:
    """Open the program's window on the office in `home` and return the exit code when it is closed."""
    app = application(arguments)
    log.open_log(home)
    program = Program(app, home, shelf, clock, kit_folders, commands, base)
    program.updates.installed = installed()
    crashes = Crashes(
        lambda text: crash_window(
            program.shown,
            text,
            program.language,
            program.contact,
            lambda error: program.report_fault("", error),
        ),
        app,
        lambda problem: refusal_window(program.shown, sentence(problem, program.language)),
    )
    crashes.listen()
    try:
        program.open()
    except Problem as problem:
        log.write(problem)
        refusal_window(None, with_contact(sentence(problem, "vi"), program.contact, "vi"))
        return 1
    QTimer.singleShot(0, program.updates.window_reached)
    page = page_to_show()
    if page and isinstance(program.shown, Window):
        program.shown.show_page(page)
    code = app.exec()
    program.close()
    if program.again:
        start_again("settings")
    return code
