"""An office whose data are gone comes back from its own packages: choose, compare the words, rebuild."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QFormLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from forms.problems import Problem
from office.clock import VIET_NAM, Clock
from office.messages import sentence
from office.packs import Shelf
from office.rebuilding import Looked, Rebuildable, Rebuilt, Who, look, rebuild
from ui.ask import Ask
from ui.background import Progress, Runner
from ui.widgets import Card, Notice, Page, Picker, button, clear, label
from ui.words import tr

_MOST_TOLD = 8


class RebuildPage(Page):
    """What a person does whose office was on this PC before, or on one that is gone."""

    left = Signal()
    made = Signal()  # the data file is there

    def __init__(
        self,
        ask: Ask,
        runner: Runner,
        home: Path,
        shelf: Shelf,
        clock: Clock,
        language: str,
        *,
        instead: bool = False,
    ) -> None:
        """`instead`: a data file that does not open is here, and goes aside."""
        super().__init__(tr("Rebuild", "Rebuild the office from its own package"))
        self.ask = ask
        self._runner = runner
        self.home = home
        self._shelf = shelf
        self._clock = clock
        self._language = language
        self._instead = instead
        self._offices: tuple[Rebuildable, ...] = ()
        self.agree = QCheckBox(tr("Rebuild", "The words agree: this is our own package"))
        self.agree.toggled.connect(lambda _: self._wake())
        self.body.addWidget(self._choose_card())
        self.notice = Notice()
        self.body.addWidget(self.notice)
        self.body.addWidget(self._office_card())
        self.body.addWidget(self._words_card())
        self.result = Card(tr("Rebuild", "The office is back"))
        self.body.addWidget(self.result)
        self.back = button(tr("Rebuild", "Close"))
        self.back.clicked.connect(self.left)
        self.go = button(tr("Rebuild", "Rebuild the office"), kind="main")
        self.go.clicked.connect(self.make)
        self.open = button(tr("Rebuild", "Open the office"), kind="main")
        self.open.clicked.connect(self.made)
        row = QHBoxLayout()
        row.addWidget(self.back)
        row.addStretch(1)
        row.addWidget(self.go)
        row.addWidget(self.open)
        self.body.addLayout(row)
        self.body.addStretch(1)
        for part in (self.office, self.compare, self.result, self.open):
            part.hide()
        self._wake()

    def _choose_card(self) -> Card:
        card = self.first = Card(tr("Rebuild", "1. Choose the last package that you sent"))
        words = tr(
            "Rebuild",
            "A signed .xlsx file: from the stick that carried it, from a letter, or a copy that the office "
            "above gives back. Choose the file ending in .kem.zip with it where there is one. "
            "Of several the newest counts.",
        )
        card.body.addWidget(label(words, role="muted", wrap=True))
        self.files = button(tr("Rebuild", "Choose files …"), kind="main")
        self.files.clicked.connect(self._choose_files)
        self.folder = button(tr("Rebuild", "Choose a stick or folder …"))
        self.folder.clicked.connect(self._choose_folder)
        row = QHBoxLayout()
        row.addWidget(self.files)
        row.addWidget(self.folder)
        row.addStretch(1)
        card.body.addLayout(row)
        return card

    def _office_card(self) -> Card:
        card = self.office = Card(tr("Rebuild", "2. Is this your office?"))
        self.which = Picker(tr("Rebuild", "Office"))
        self.which.currentIndexChanged.connect(lambda _: self._show_office())
        self.unit = label(role="heading", wrap=True)
        self.told = label(wrap=True)
        self.beside = label(role="muted", wrap=True)
        for part in (self.which, self.unit, self.told, self.beside):
            card.body.addWidget(part)
        self.name = QLineEdit()
        self.name.setAccessibleName(tr("Rebuild", "Who works here now"))
        self.name.textChanged.connect(lambda _: self._wake())
        self.name.returnPressed.connect(self.agree.setFocus)
        form = QFormLayout()
        form.addRow(tr("Rebuild", "Who works here now"), self.name)
        card.body.addLayout(form)
        return card

    def _words_card(self) -> Card:
        card = self.compare = Card(tr("Rebuild", "3. Compare the words of the signature"))
        words = tr(
            "Rebuild",
            "Call the office above on a number you know: its list of signers has these words. "
            "They stand on the slip of the package as well.",
        )
        card.body.addWidget(label(words, role="muted", wrap=True))
        self.signed = QVBoxLayout()
        card.body.addLayout(self.signed)
        card.body.addWidget(self.agree)
        return card

    def first_focus(self) -> QWidget | None:
        return self.files

    @property
    def found(self) -> Rebuildable | None:
        """The office that is shown."""
        number = self.which.currentIndex()
        return self._offices[number] if 0 <= number < len(self._offices) else None

    def _wake(self) -> None:
        self.go.setVisible(self.found is not None)
        self.go.setEnabled(self.agree.isChecked() and bool(self.name.text().strip()))

    def _sentence(self, problem: Problem) -> str:
        return f"{problem.code} · {sentence(problem, self._language)}"

    # --- looking -----------------------------------------------------------------------------

    def _choose_files(self) -> None:
        kinds = tr("Rebuild", "Packages, letters, packs and kits")
        endings = "*.xlsx *.zip *.eml *.phieuxa-pack *.phieuxa-kit *.phieuxa-them"
        self.look_at(self.ask.open_files(tr("Rebuild", "Choose your own packages"), f"{kinds} ({endings})"))

    def _choose_folder(self) -> None:
        folder = self.ask.folder(tr("Rebuild", "Choose the stick or folder with your packages"))
        self.look_at(() if folder is None else (folder,))

    def look_at(self, paths: Sequence[Path]) -> None:
        """Read what was chosen in the background, and show the offices in it."""
        if not paths:
            return
        self.notice.tell("note", tr("Rebuild", "Reading the packages …"))
        shelf, clock = self._shelf, self._clock
        self._runner.run(
            lambda progress: look(paths, shelf=shelf, clock=clock, progress=progress),
            done=self.show_found,
            failed=self._on_failed,
        )

    def show_found(self, looked: Looked) -> None:
        """Show what was found."""
        self._offices = looked.offices
        with QSignalBlocker(self.which):
            self.which.clear()
            self.which.addItems([f"{one.unit.name}, {one.place}" for one in looked.offices])
        self.which.setVisible(len(looked.offices) > 1)
        for part in (self.office, self.compare):
            part.setVisible(bool(looked.offices))
        lines = [f"{name}: {self._sentence(problem)}" for name, problem in looked.wrong[:_MOST_TOLD]]
        if looked.offices:
            self.notice.tell("warning", "\n".join(lines))
        else:
            self.notice.tell("error", "\n".join(lines) or self._sentence(Problem("REBUILD_NOTHING")))
        self._show_office()
        if looked.offices:
            (self.which if len(looked.offices) > 1 else self.name).setFocus()

    def _show_office(self) -> None:
        self.agree.setChecked(False)
        clear(self.signed)
        found = self.found
        if found is not None:
            cover = found.newest.header
            campaign = found.newest.shelved.pack.campaign
            title = campaign.title if campaign is not None else found.newest.shelved.pack.title
            self.unit.setText(f"{found.unit.name}, {found.place}" if found.place else found.unit.name)
            words = tr("Rebuild", "Revision {revision}, number {number}, made on {day} by {person}.")
            day = f"{cover.made_at.astimezone(VIET_NAM):%d/%m/%Y}"
            self.told.setText(
                f"{title.get(self._language) or title['vi']}. "
                + words.format(
                    revision=cover.revision,
                    number=found.last.header.sequence,
                    day=day,
                    person=cover.preparer,
                )
            )
            self.beside.setText("\n".join(self._beside(found)))
            self.beside.setVisible(bool(self.beside.text()))
            self.name.setText(cover.preparer)
            for who in found.signed:
                person = ", ".join(part for part in (who.person, who.position) if part)
                self.signed.addWidget(label(tr("Rebuild", "Signed by {person}").format(person=person)))
                code = label(" · ".join(who.words), role="code", wrap=True)
                code.setAccessibleName(tr("Rebuild", "Words of the signature"))
                self.signed.addWidget(code)
        self._wake()

    def _beside(self, found: Rebuildable) -> list[str]:
        lines = [self._say("SAY_REBUILD_FORK", file=one.name) for one in found.forks]
        lines += [self._say("SAY_REBUILD_MISSING", file=name) for name in found.missing]
        return lines[:_MOST_TOLD]

    def _say(self, code: str, **details: object) -> str:
        return sentence(code, self._language, **details)

    # --- rebuilding --------------------------------------------------------------------------

    def make(self) -> None:
        """Make the office anew in the background."""
        found = self.found
        if found is None or not self.go.isEnabled():
            return
        self.go.setEnabled(False)
        self.notice.tell("note", tr("Rebuild", "Rebuilding …"))
        cover = found.newest.header
        person = self.name.text().strip()
        who = Who() if person == cover.preparer else Who(person)

        def work(progress: Progress) -> Rebuilt:
            made = rebuild(
                self.home,
                found,
                who=who,
                shelf=self._shelf,
                clock=self._clock,
                language=self._language,
                instead=self._instead,
                progress=progress,
            )
            made.desk.close()  # it belongs to this thread
            return made

        self._runner.run(work, done=self._on_made, failed=self._on_failed)

    def _on_made(self, made: Rebuilt) -> None:
        for part in (self.first, self.office, self.compare, self.back, self.go):
            part.hide()
        found = self.found
        lines = [
            self._say(
                "SAY_REBUILT",
                unit=found.unit.name if found is not None else "",
                cells=made.cells,
                files=made.attachments,
                revision=made.revision,
            )
        ]
        if made.households:
            words = tr("Rebuild", "Households of registers: {count}.")
            lines.append(words.format(count=made.households))
        self.notice.tell("good", " ".join(lines))
        todo = [self._say("SAY_REBUILD_MISSING", file=name) for name in made.lost]
        todo += [] if made.same else [self._say("SAY_REBUILT_DIFFERS")]
        todo += [self._say("SAY_REBUILT_HIDDEN")] if made.hidden else []
        todo += [self._say("SAY_REBUILT_WAITING", count=made.waiting)] if made.waiting else []
        todo.append(
            tr(
                "Rebuild",
                "At the next sending a new key is made, unless the old one is still there. The office above "
                "calls you once and compares its words.",
            )
        )
        todo.append(
            tr(
                "Rebuild",
                "What was typed after the package was sent is not in it. Ask the office above which revision "
                "it holds: if that is a later one, send once more.",
            )
        )
        for text in todo:
            self.result.body.addWidget(label(f"• {text}", wrap=True))
        self.result.show()
        self.open.show()
        self.open.setFocus()

    def _on_failed(self, problem: Problem) -> None:
        self._wake()
        self.notice.tell("error", self._sentence(problem))
