"""Certificates: those of this office, the authorities it believes, and the office's own authority.

None of this is needed to report: the register of signers is the daily trust. A province that wants one
authority for all its offices finds the whole of it here.
"""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from forms.problems import Problem
from office import certified
from office.authority_files import CERTIFICATES_SUFFIX
from office.certified import CertificatesView, Taken, TrustedView
from office.desk import Desk
from office.rejudging import Rejudged
from ui.ask import Line
from ui.background import at_own_desk
from ui.flow import Flow
from ui.people.certificate_panel import CertificatePanel
from ui.people.certificate_words import judged_again, limit_words, use_word
from ui.people.issuing import IssuingCard
from ui.people.work_panel import Prepared, WorkPanel
from ui.register.panel import Panel
from ui.widgets import Card, Notice, ReadTable, button, column_in, label
from ui.words import tr
from ui.workplace import Workplace, day_of


class AuthoritySection(QWidget):
    """Lists, and the panels that cover them while something is asked."""

    taken_in = Signal()  # packages may have been judged again

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self._place = place
        self._trusted: tuple[TrustedView, ...] = ()
        self._prepared: Prepared | None = None
        self._came_from: QWidget | None = None
        self._list = QWidget()
        column = column_in(self._list)
        self.notice = Notice()
        column.addWidget(self.notice)
        column.addWidget(self._own_card())
        self.issuing = IssuingCard(place, self.notice)
        self.issuing.work_wanted.connect(self.begin_work)
        self.issuing.changed.connect(self.refresh)
        column.addWidget(self.issuing)
        column.addWidget(self._trusted_card())
        column.addStretch(1)
        self.work = WorkPanel(place)
        self.work.agreed.connect(self._run)
        self.taking = CertificatePanel(place)
        self.taking.agreed.connect(self._take)
        self._parts: tuple[QWidget, ...] = (self._list, self.work, self.taking)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        for part in self._parts:
            outer.addWidget(part)
        for panel in (self.work, self.taking):
            panel.left.connect(self.go_back)
        self._show(self._list)

    def _own_card(self) -> Card:
        card = Card(tr("Authority", "Certificates of this office"))
        words = tr(
            "Authority",
            "A certificate is a paper in a file: an office above confirms in it that a key is yours. It is "
            "only needed where the province asks for it.",
        )
        card.body.addWidget(label(words, role="muted", wrap=True))
        heads = (tr("Authority", "For"), tr("Authority", "Asked for"), tr("Authority", "Answer"))
        self.asked = ReadTable(heads, (260, 130), tr("Authority", "Certificates of this office"))
        card.body.addWidget(self.asked)
        self.ask_button = button(tr("Authority", "Ask for a certificate …"))
        self.ask_button.clicked.connect(self.begin_asking)
        self.open_button = button(tr("Authority", "Open a certificate file …"))
        self.open_button.clicked.connect(self.ask_file)
        _row(card, self.ask_button, self.open_button)
        return card

    def _trusted_card(self) -> Card:
        card = Card(tr("Authority", "Authorities believed here"))
        heads = (
            tr("Authority", "Authority"),
            tr("Authority", "May certify"),
            tr("Authority", "Revocation list"),
            tr("Authority", "How it came"),
        )
        self.trusted = ReadTable(heads, (200, 230, 190), tr("Authority", "Authorities believed here"))
        self.trusted.currentCellChanged.connect(self._on_trusted)
        card.body.addWidget(self.trusted)
        self.words = label(role="muted", wrap=True)
        card.body.addWidget(self.words)
        self.root_button = button(tr("Authority", "Add a government root …"))
        self.root_button.clicked.connect(self.ask_root)
        self.list_button = button(tr("Authority", "Add a revocation list …"))
        self.list_button.clicked.connect(self.ask_list)
        self.end_button = button(tr("Authority", "Believe it no longer …"))
        self.end_button.clicked.connect(self.ask_end)
        _row(card, self.root_button, self.list_button, self.end_button)
        return card

    # --- showing -----------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read everything anew."""
        desk = self._place.desk
        waits = tr("Authority", "waits for the certificate")
        came = tr("Authority", "came on {day}")
        self.asked.fill(
            [
                (
                    use_word(one.use),
                    day_of(one.at),
                    came.format(day=day_of(one.answered)) if one.answered else waits,
                )
                for one in certified.asked(desk)
            ]
        )
        self.asked.fit(1, 5)
        self.asked.setVisible(self.asked.rowCount() > 0)
        self.issuing.refresh()
        self._trusted = certified.trusted(desk)
        self.trusted.fill([self._told(one) for one in self._trusted])
        self.trusted.fit(1, 6)
        self.trusted.setVisible(bool(self._trusted))
        self._on_trusted()

    def _told(self, one: TrustedView) -> tuple[str, str, str, str]:
        now = self._place.desk.clock.now()
        if one.list_until is None or one.list_made is None:
            newest = tr("Authority", "none yet")
        elif one.list_until < now:
            newest = tr("Authority", "of {day}, out of date").format(day=day_of(one.list_made))
        else:
            newest = tr("Authority", "good until {day}").format(day=day_of(one.list_until))
        how = tr("Authority", "our own") if one.how == "own" else f"{one.who}: {one.how}"
        if one.ended is not None:
            how = tr("Authority", "believed until {day}").format(day=day_of(one.ended))
        return one.name, limit_words(self._place.desk, one.limit), newest, how

    @property
    def now(self) -> TrustedView | None:
        """The authority under the cursor."""
        row = self.trusted.currentRow()
        return self._trusted[row] if 0 <= row < len(self._trusted) else None

    def _on_trusted(self, *_: object) -> None:
        one = self.now
        self.end_button.setEnabled(one is not None and one.ended is None and one.how != "own")
        self.words.setVisible(one is not None)
        if one is not None:
            words = tr("Authority", "Words: {words}").format(words=" · ".join(one.words))
            told = self._told(one)
            self.words.setText(f"{told[0]}: {told[1]} · {told[3]}\n{words}")

    def _step(self, panel: Panel) -> None:
        self._show(panel)
        target = panel.first_focus()
        if target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    def go_back(self) -> None:
        """Show the lists again, the keyboard where it was."""
        self.work.forget()
        self.refresh()
        self._show(self._list)
        (self._came_from or self.ask_button).setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, wanted: QWidget) -> None:
        """Show one part; the others take no room, since a panel scrolls by itself."""
        for part in self._parts:
            part.setVisible(part is wanted)

    def _done(self, text: str, again: Sequence[Rejudged] = ()) -> None:
        self.go_back()
        self.notice.tell("good", "\n".join(part for part in (text, judged_again(again)) if part))
        if again:
            self.taken_in.emit()

    def _failed(self, panel: Panel) -> Callable[[Problem], None]:
        return lambda problem: panel.notice.tell("error", self._place.sentence(problem))

    # --- work that ends in a file ------------------------------------------------------------

    def begin_work(self, job: Callable[[WorkPanel], Prepared], came_from: QWidget) -> None:
        """Show the work panel as a job fills it; what the job prepares is done when all is agreed."""
        self.notice.clear()
        self._came_from = came_from
        self._prepared = job(self.work)
        self._step(self.work)

    def _run(self) -> None:
        if self._prepared is None:
            return
        do = self._prepared()
        self.work.yes.setEnabled(False)
        written = tr("Authority", "Written and read back: {file}")
        self._place.runner.run(
            at_own_desk(self._place.desk, lambda desk, _: do(desk)),
            done=lambda path: self._done(written.format(file=path)),
            failed=self._failed(self.work),
        )

    def begin_asking(self) -> None:
        """Ask the office above for certificates."""
        self.begin_work(self._asking, self.ask_button)

    def _asking(self, panel: WorkPanel) -> Prepared:
        desk = self._place.desk
        panel.tell(
            tr("Authority", "Ask for a certificate"),
            tr(
                "Authority",
                "The file goes to the office that certifies. It holds no secret: your keys stay here.",
            ),
        )
        options = [
            (
                "sealing",
                tr("Authority", "also for a key that others seal files with, for us alone"),
                True,
            )
        ]
        if desk.has_below and self.issuing.authority is None:
            words = tr("Authority", "also to certify the units below us ourselves")
            options.append(("issuing", words, False))
        panel.begin(tr("Authority", "Sign and write the request"), options=options)

        def prepared() -> Callable[[Desk], Path]:
            work = panel.work()
            chosen = {name: box.isChecked() for name, box in panel.options.items()}
            return lambda desk: certified.ask(
                desk,
                work.unlock,
                work.folder,
                sealing=chosen.get("sealing", False),
                issuing=chosen.get("issuing", False),
            )

        return prepared

    # --- certificate files -------------------------------------------------------------------

    def ask_file(self) -> None:
        """Let the person pick a certificate file and show what it would change."""
        kinds = tr("Authority", "Certificate files (*{ending})").format(ending=CERTIFICATES_SUFFIX)
        paths = self._place.ask.open_files(tr("Authority", "Open a certificate file …"), kinds)
        if paths:
            self.open_file(paths[0])

    def open_file(self, path: Path) -> None:
        """Show what a certificate file would change."""
        self.notice.clear()
        self._came_from = self.open_button
        view = self._read(path, lambda data: certified.look(self._place.desk, data, path.name))
        if view is not None:
            self.taking.show_view(view)
            self._step(self.taking)

    def _read(self, path: Path, look: Callable[[bytes], CertificatesView]) -> CertificatesView | None:
        try:
            return look(path.read_bytes())
        except OSError as broken:
            self._tell(Problem("FILE_UNREADABLE", file=path.name, reason=broken.strerror))
        except Problem as problem:
            self._tell(problem)
        return None

    def _tell(self, problem: Problem) -> None:
        self.notice.tell("error", self._place.sentence(problem))

    def _take(self, passphrase: str, confirmed: frozenset[str], how: str) -> None:
        view = self.taking.view
        if view is None:
            return
        self.taking.yes.setEnabled(False)
        self._place.runner.run(
            at_own_desk(
                self._place.desk,
                lambda desk, _: certified.take(
                    desk, view, passphrase=passphrase, confirmed=confirmed, how=how
                ),
            ),
            done=self._on_taken,
            failed=self._failed(self.taking),
        )

    def _on_taken(self, taken: Taken) -> None:
        text = tr("Authority", "Taken in.")
        if taken.keys:
            words = tr("Authority", "Taken in. From now on you sign with the key file {file}.")
            text = words.format(file=taken.keys[0].name)
        self._done(text, taken.rejudged)

    # --- roots and lists ---------------------------------------------------------------------

    def ask_root(self) -> None:
        """Let the person pick a root, compare its words, and add it."""
        kinds = tr("Authority", "Certificates (*.cer *.crt *.pem *.der)")
        paths = self._place.ask.open_files(tr("Authority", "Add a government root …"), kinds)
        if not paths:
            return
        self._came_from = self.root_button
        try:
            root = certified.root_in(paths[0])
        except Problem as problem:
            self._tell(problem)
            return
        text = tr(
            "Authority",
            "{subject}\n{limit}\n\nFingerprint (SHA-256), to be compared with what its owner publishes:\n"
            "{code}\n\nWords: {words}",
        ).format(
            subject=root.subject,
            limit=limit_words(self._place.desk, root.limit),
            code=" ".join(root.fingerprint[i : i + 4].upper() for i in range(0, 64, 4)),
            words=" · ".join(root.words),
        )
        line = Line("how", tr("Authority", "Compared with what"))
        title = tr("Authority", "Believe this root?")
        answers = self._place.ask.fill(title, text, (line,), tr("Authority", "They agree: believe it"))
        if answers is None:
            return
        self._place.runner.run(
            at_own_desk(self._place.desk, lambda desk, _: certified.add_root(desk, root, how=answers["how"])),
            done=lambda again: self._done(tr("Authority", "The root is believed from now on."), again),
            failed=self._tell,
        )

    def ask_list(self) -> None:
        """Let the person pick a revocation list as an authority publishes it."""
        kinds = tr("Authority", "Revocation lists (*.crl *.pem *.der)")
        paths = self._place.ask.open_files(tr("Authority", "Add a revocation list …"), kinds)
        if not paths:
            return
        self._came_from = self.list_button
        path = paths[0]
        self._place.runner.run(
            at_own_desk(
                self._place.desk, lambda desk, _: certified.add_list(desk, path.read_bytes(), path.name)
            ),
            done=lambda again: self._done(tr("Authority", "The list is taken in."), again),
            failed=self._tell,
        )

    def ask_end(self) -> None:
        """Ask why an authority is believed no longer."""
        one = self.now
        if one is None or one.ended is not None:
            return
        self._came_from = self.trusted
        text = tr(
            "Authority",
            "Signatures that hang on {name} count no more from tomorrow. What was taken in stays.",
        ).format(name=one.name)
        line = Line("why", tr("Authority", "Why, and who said so"))
        title = tr("Authority", "Believe it no longer?")
        answers = self._place.ask.fill(title, text, (line,), tr("Authority", "Believe it no longer"))
        if answers is None:
            return
        try:
            certified.end_root(self._place.desk, one.fingerprint, why=answers["why"])
        except Problem as problem:
            self._tell(problem)
            return
        self._done(tr("Authority", "{name} is believed no longer.").format(name=one.name))


def _row(card: Card, *made: QWidget) -> None:
    row = Flow(8)
    for one in made:
        row.addWidget(one)
    card.body.addLayout(row)
