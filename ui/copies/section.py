"""The section "copies" of the settings: how old the last one is, making them, the second disk, the code."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from exports.file_names import plain
from exports.paper_setting import set_pages
from forms.problems import Problem
from office.copies import SECOND, KeptCopy, Why, all_copies, copies_folder, last_copy, make
from office.home_place import SECOND_NAME, demand_good, keep_second
from office.recovery_code import is_printed, note_printed, recovery_of, renew
from office.recovery_paper import recovery_paper
from office.sending import drives
from ui.background import at_own_desk
from ui.copies.words import copy_row, freshness_words
from ui.facts import facts
from ui.papers.letters import width_of
from ui.papers.out import Told, print_pages, save_pdf
from ui.widgets import Card, Notice, ReadTable, badge, button, clear, label
from ui.words import tr
from ui.workplace import Workplace, day_of, moment


class Section(QWidget):
    """Copies and the recovery code of this office."""

    restore_wanted = Signal()

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self._place = place
        self._on_stick: Path | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self.notice = Notice()
        column.addWidget(self.notice)
        column.addWidget(self._copies())
        column.addWidget(self._recovery())
        column.addStretch(1)

    def _copies(self) -> Card:
        card = Card(tr("Copies", "Copies of the data"))
        words = tr(
            "Copies",
            "A checked, encrypted copy is made whenever the program is closed, "
            "and before packages are received.",
        )
        card.body.addWidget(label(words, role="muted", wrap=True))
        self._last = QHBoxLayout()
        card.body.addLayout(self._last)
        self._folders = QVBoxLayout()
        card.body.addLayout(self._folders)
        self.now = button(tr("Copies", "Make a copy now"))
        self.now.clicked.connect(lambda: self._make(Why.ASKED))
        self.stick = button(tr("Copies", "Copy to a stick …"))
        self.stick.clicked.connect(lambda: self._to_stick(Why.ASKED))
        self.move_away = button(tr("Copies", "Move to another PC …"))
        self.move_away.clicked.connect(lambda: self._to_stick(Why.MOVE))
        self.restore = button(tr("Copies", "Bring a copy back …"))
        self.restore.clicked.connect(self.restore_wanted)
        self.second = button(tr("Copies", "Choose a second disk …"), kind="quiet")
        self.second.clicked.connect(self._choose_second)
        self.no_second = button(tr("Copies", "No second disk"), kind="quiet")
        self.no_second.clicked.connect(lambda: self._keep_second(""))
        for buttons in ((self.now, self.stick, self.move_away), (self.restore, self.second, self.no_second)):
            row = QHBoxLayout()
            for one in buttons:
                row.addWidget(one)
            row.addStretch(1)
            card.body.addLayout(row)
        heads = (
            tr("Copies", "Made"),
            tr("Copies", "Why"),
            tr("Copies", "Last edit"),
            tr("Copies", "Packages"),
            tr("Copies", "Where"),
        )
        self.table = ReadTable(heads, (140, 172, 140, 152), tr("Copies", "Copies of the data"))
        card.body.addWidget(self.table)
        return card

    def _recovery(self) -> Card:
        card = Card(tr("Copies", "Recovery code for the safe"))
        words = tr(
            "Copies",
            "When Windows is reinstalled or this PC is gone, the code on the paper opens the data and their "
            "copies. Print it once and keep it in the safe; nobody types it day by day.",
        )
        card.body.addWidget(label(words, role="muted", wrap=True))
        self._code = QHBoxLayout()
        card.body.addLayout(self._code)
        self.print = button(tr("Copies", "Print the paper …"))
        self.print.clicked.connect(self._print)
        self.save = button(tr("Copies", "Save as PDF …"))
        self.save.clicked.connect(self._save)
        self.new = button(tr("Copies", "Make a new code …"), kind="quiet")
        self.new.clicked.connect(self._renew)
        row = QHBoxLayout()
        for one in (self.print, self.save, self.new):
            row.addWidget(one)
        row.addStretch(1)
        card.body.addLayout(row)
        return card

    def refresh(self) -> None:
        desk = self._place.desk
        last = last_copy(desk)
        clear(self._last)
        word, tone = freshness_words(last, desk.clock)
        if last.copy is not None and last.copy.facts is not None:
            said = tr("Copies", "Last copy: {when}").format(when=moment(last.copy.facts.made_at))
            self._last.addWidget(label(said))
        self._last.addWidget(badge(word, tone))
        self._last.addStretch(1)
        second = desk.office.setting(SECOND)
        clear(self._folders)
        self._folders.addLayout(
            facts(
                (
                    (tr("Copies", "Data folder"), str(desk.home)),
                    (tr("Copies", "Folder of copies"), str(copies_folder(desk.home))),
                    (tr("Copies", "On the second disk"), second or tr("Copies", "none")),
                )
            )
        )
        self.no_second.setVisible(bool(second))
        self.table.fill([copy_row(one) for one in all_copies(desk)])
        self.table.fit(1, 8)
        self._show_code()

    def _show_code(self) -> None:
        found = recovery_of(self._place.desk)
        clear(self._code)
        self._code.addWidget(label(tr("Copies", "In force since {day}").format(day=day_of(found.made))))
        if found.printed is None:
            self._code.addWidget(badge(tr("Copies", "not printed yet"), "warning"))
        else:
            printed = tr("Copies", "printed on {day}").format(day=day_of(found.printed))
            self._code.addWidget(badge(printed, "good"))
        self._code.addStretch(1)

    # --- making ------------------------------------------------------------------------------

    def _to_stick(self, why: Why) -> None:
        found = drives()
        folder = found[0].path if len(found) == 1 else None
        if folder is None:
            folder = self._place.ask.folder(tr("Copies", "Choose the stick or folder for the copy"))
        if folder is not None:
            self._make(why, folder)

    def _make(self, why: Why, folder: Path | None = None) -> None:
        self._wake(on=False)
        self.notice.tell("note", tr("Copies", "Making the copy and checking it …"))
        self._place.runner.run(
            at_own_desk(self._place.desk, lambda desk, _: make(desk, why, folder)),
            done=lambda made: self._on_made(why, made),
            failed=self._on_failed,
            ended=lambda: self._wake(on=True),
        )

    def _wake(self, *, on: bool) -> None:
        for one in (self.now, self.stick, self.move_away, self.restore):
            one.setEnabled(on)

    def _on_made(self, why: Why, made: KeptCopy) -> None:
        self.refresh()
        if made.second_problem is not None:
            second = tr("Copies", "The copy is here, but not on the second disk: {why}")
            self.notice.tell("warning", second.format(why=self._place.sentence(made.second_problem)))
            return
        told = tr("Copies", "Copy made and checked: {file}").format(file=str(made.path))
        if why is Why.MOVE:
            further = tr(
                "Copies",
                "On the new PC install the program, choose “Bring our data back from a copy”, this file, and "
                "type the recovery code. From then on work on one of the two PCs only.",
            )
            told = f"{told} {further}"
        away = why is Why.MOVE or made.path.parent != copies_folder(self._place.desk.home)
        if away and not is_printed(self._place.desk):
            print_it = tr("Copies", "Print the recovery code now: another PC opens this copy with it only.")
            self.notice.tell("warning", f"{told} {print_it}")
            return
        self.notice.tell("good", told)

    def _on_failed(self, problem: Problem) -> None:
        self.notice.tell("error", self._place.sentence(problem))

    # --- the second disk ---------------------------------------------------------------------

    def _choose_second(self) -> None:
        folder = self._place.ask.folder(tr("Copies", "Choose a folder on another fixed disk"))
        if folder is None:
            return
        try:
            demand_good(folder)
        except Problem as problem:
            self._on_failed(problem)
            return
        self._keep_second(str(folder if folder.name == SECOND_NAME else folder / SECOND_NAME))

    def _keep_second(self, folder: str) -> None:
        keep_second(self._place.desk, folder)
        if folder:
            self._make(Why.ASKED)
        else:
            self.refresh()

    # --- the code ----------------------------------------------------------------------------

    def _print(self) -> None:
        paper = recovery_paper(self._place.desk)
        self._told(print_pages(self._place, set_pages(paper, width_of), paper.title))

    def _save(self) -> None:
        paper = recovery_paper(self._place.desk)
        name = f"ma-khoi-phuc_{plain(self._place.desk.unit.code, 20)}.pdf"
        pages = set_pages(paper, width_of)
        self._told(save_pdf(self._place, pages, tr("Copies", "Save the paper"), name, paper.title))

    def _told(self, told: Told | int | None) -> None:
        if told is None:
            return
        if isinstance(told, Told):
            self.notice.tell(told.tone, told.text)
        if not isinstance(told, Told) or told.tone == "good":
            note_printed(self._place.desk)
            self._show_code()
        if not isinstance(told, Told):
            self.notice.tell("good", tr("Copies", "Printed. Keep the paper in the office's safe."))

    def _renew(self) -> None:
        question = tr(
            "Copies",
            "Make a new code? Later copies open with the new code only; keep the old paper for older copies.",
        )
        if self._place.ask.confirm(
            tr("Copies", "New recovery code"), question, tr("Copies", "Make a new code")
        ):
            renew(self._place.desk)
            self._show_code()
            again = tr("Copies", "There is a new code: print its paper now, and make a copy.")
            self.notice.tell("warning", again)
