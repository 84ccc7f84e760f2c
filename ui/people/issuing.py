"""The office's own authority: founded here, then requests in, certificates out, renewed, revoked, listed."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal

from exports.authority import Reason
from forms.problems import Problem
from office import authority
from office.authority import IssuedView, OwnAuthority
from office.authority_files import REQUEST_SUFFIX
from office.desk import Desk
from ui.ask import Check, Line
from ui.background import at_own_desk
from ui.flow import Flow
from ui.people.certificate_words import use_word
from ui.people.work_panel import Prepared, WorkPanel
from ui.widgets import Card, Notice, ReadTable, button, label
from ui.words import tr
from ui.workplace import Workplace, day_of


class IssuingCard(Card):
    """What this office certifies; hidden where no units stand below it."""

    work_wanted = Signal(object, object)  # Job, QWidget
    changed = Signal()

    def __init__(self, place: Workplace, notice: Notice) -> None:
        super().__init__(tr("Authority", "Certifying the units below"))
        self._place = place
        self._notice = notice
        self._issued: tuple[IssuedView, ...] = ()
        self.authority: OwnAuthority | None = None
        self._told = label(role="muted", wrap=True)
        self.body.addWidget(self._told)
        self.found_button = button(tr("Authority", "Set up a certificate office …"))
        self.found_button.clicked.connect(self.ask_founding)
        heads = (
            tr("Authority", "Unit"),
            tr("Authority", "Signer"),
            tr("Authority", "For"),
            tr("Authority", "Valid until"),
            tr("Authority", "Remark"),
        )
        self.list = ReadTable(heads, (150, 190, 170, 100), tr("Authority", "Certifying the units below"))
        self.list.currentCellChanged.connect(self._wake)
        self.body.addWidget(self.list)
        self.request_button = button(tr("Authority", "Open a request …"))
        self.request_button.clicked.connect(self.ask_request)
        self.renew_button = button(tr("Authority", "Renew …"))
        self.renew_button.clicked.connect(self.ask_renewing)
        self.revoke_button = button(tr("Authority", "Revoke …"))
        self.revoke_button.clicked.connect(self.ask_revoking)
        self.new_button = button(tr("Authority", "New revocation list …"))
        self.new_button.clicked.connect(self.ask_new_list)
        self.write_button = button(tr("Authority", "Write the list to a file …"))
        self.write_button.clicked.connect(lambda: self.work_wanted.emit(self._writing, self.write_button))
        self._acts = (self.request_button, self.renew_button, self.revoke_button)
        self._lists = (self.new_button, self.write_button)
        for made in ((self.found_button,), self._acts, self._lists):
            row = Flow(8)
            for one in made:
                row.addWidget(one)
            self.body.addLayout(row)

    # --- showing -----------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read what was issued anew."""
        desk = self._place.desk
        here = self.authority = authority.own(desk)
        self.setVisible(desk.has_below)
        self._issued = authority.issued(desk)
        self.list.fill([self._line(one) for one in self._issued])
        self.list.fit(1, 8)
        self.list.setVisible(here is not None)
        self.found_button.setVisible(here is None)
        for made in (*self._acts, *self._lists):
            made.setVisible(here is not None)
        self._told.setText(self._about(here))
        self._wake()

    def _about(self, here: OwnAuthority | None) -> str:
        if here is None:
            return tr(
                "Authority",
                "A province may confirm by itself whose key is whose, for its own units only and without "
                "any network. Most offices need none: the register of signers does the same by telephone.",
            )
        words = tr("Authority", "Key file: {file}. Words: {words}.").format(
            file=here.path.name, words=" · ".join(here.words)
        )
        due = ""
        if here.list_until is not None and here.list_until < self._place.desk.clock.now():
            due = tr("Authority", "The revocation list is out of date: make a new one and send it down.")
        elif here.list_until is not None:
            due = tr("Authority", "The revocation list counts until {day}; it goes down with every kit.")
            due = due.format(day=day_of(here.list_until))
        return f"{words}\n{due}"

    def _line(self, one: IssuedView) -> tuple[str, ...]:
        remark = ""
        if one.revoked is not None:
            remark = tr("Authority", "revoked on {day}: {why}").format(day=day_of(one.revoked), why=one.why)
        elif one.ends_soon:
            remark = tr("Authority", "ends soon: renew it")
        who = ", ".join(part for part in (one.person, one.position) if part)
        return one.unit_name, who, use_word(one.use), day_of(one.until), remark

    @property
    def now(self) -> IssuedView | None:
        """The certificate under the cursor."""
        row = self.list.currentRow()
        return self._issued[row] if 0 <= row < len(self._issued) else None

    def _wake(self, *_: object) -> None:
        one = self.now
        good = one is not None and one.revoked is None
        self.revoke_button.setEnabled(good)
        self.renew_button.setEnabled(any(each.revoked is None for each in self._issued))

    def _tell(self, problem: Problem) -> None:
        self._notice.tell("error", self._place.sentence(problem))

    def _told_done(self, text: str) -> None:
        self.changed.emit()
        self._notice.tell("good", text)

    # --- setting up --------------------------------------------------------------------------

    def ask_founding(self) -> None:
        """Ask for the passphrase of the new authority's key, twice."""
        text = tr(
            "Authority",
            "Its key gets a file and a passphrase of its own. Keep a copy of both in the safe: who has them "
            "can name anybody a signer of your units, and nobody can restore them.",
        )
        lines = (
            Line("first", tr("Authority", "Passphrase (at least 8 letters)"), secret=True),
            Line("again", tr("Authority", "The passphrase once more"), secret=True),
        )
        answers = self._place.ask.fill(
            tr("Authority", "Set up a certificate office"), text, lines, tr("Authority", "Set it up")
        )
        if answers is None:
            return
        if answers["first"] != answers["again"]:
            self._notice.tell("error", tr("Authority", "The two passphrases differ."))
            return
        secret = answers["first"]
        self._place.runner.run(
            at_own_desk(self._place.desk, lambda desk, _: authority.found(desk, secret)),
            done=self._on_found,
            failed=self._tell,
        )

    def _on_found(self, here: OwnAuthority) -> None:
        words = tr("Authority", "The certificate office is set up. Copy {file} to a safe place.")
        self._told_done(words.format(file=here.path))
        self.request_button.setFocus()

    # --- issuing -----------------------------------------------------------------------------

    def ask_request(self) -> None:
        """Let the person pick a request file."""
        kinds = tr("Authority", "Requests for certificates (*{ending})").format(ending=REQUEST_SUFFIX)
        paths = self._place.ask.open_files(tr("Authority", "Open a request …"), kinds)
        if paths:
            self.open_request(paths[0])

    def open_request(self, path: Path) -> None:
        """Show what a request file asks for."""
        self._notice.clear()
        try:
            view = authority.look(self._place.desk, path.read_bytes(), path.name)
        except OSError as broken:
            self._tell(Problem("FILE_UNREADABLE", file=path.name, reason=broken.strerror))
            return
        except Problem as problem:
            self._tell(problem)
            return

        def job(panel: WorkPanel) -> Prepared:
            panel.tell(
                tr("Authority", "Request of {unit}").format(unit=view.unit_name),
                tr("Authority", "Check name and position. Then sign: the file takes the answer back."),
            )
            again = tr("Authority", "has a certificate here already: this one replaces nothing")
            lines = [
                (
                    use_word(one.use),
                    ", ".join(part for part in (one.person, one.position) if part),
                    again if one.here else "",
                )
                for one in view.asked
            ]
            yes = tr("Authority", "Certify and write the file")
            panel.begin(yes, safe=True, signer=(view.signer, view.unit_name), lines=lines)

            def prepared() -> Callable[[Desk], Path]:
                work, how = panel.work(), panel.signer.how.text().strip()
                return lambda desk: authority.issue(desk, view, work, how)

            return prepared

        self.work_wanted.emit(job, self.request_button)

    def ask_renewing(self) -> None:
        """Let the person choose whose certificates are issued anew."""
        good = [one for one in self._issued if one.revoked is None]
        lines = [
            Check((one.unit_name, one.person, use_word(one.use), day_of(one.until)), ticked=one.ends_soon)
            for one in good
        ]
        heads = (
            tr("Authority", "Unit"),
            tr("Authority", "Signer"),
            tr("Authority", "For"),
            tr("Authority", "Valid until"),
        )
        chosen = self._place.ask.tick(
            tr("Authority", "Renew certificates"),
            tr("Authority", "For the same keys and people. Who has left, or lost a key, must ask anew."),
            heads,
            lines,
            tr("Authority", "Renew these"),
        )
        if not chosen:
            return
        picked = [good[number] for number in sorted(chosen)]

        def job(panel: WorkPanel) -> Prepared:
            panel.tell(
                tr("Authority", "Renew certificates"),
                tr("Authority", "One file for all of them; each office takes its own out of it."),
            )
            shown = [(use_word(one.use), f"{one.person} · {one.unit_name}", "") for one in picked]
            panel.begin(tr("Authority", "Renew and write the file"), safe=True, lines=shown)

            def prepared() -> Callable[[Desk], Path]:
                work = panel.work()
                return lambda desk: authority.renew(desk, [one.id for one in picked], work)

            return prepared

        self.work_wanted.emit(job, self.renew_button)

    def _writing(self, panel: WorkPanel) -> Prepared:
        panel.tell(
            tr("Authority", "Write the revocation list to a file"),
            tr(
                "Authority",
                "For offices that get no kit now. They open it on their page Signers; packages that wait for "
                "it are judged again.",
            ),
        )
        panel.begin(tr("Authority", "Sign and write the file"))

        def prepared() -> Callable[[Desk], Path]:
            work = panel.work()
            return lambda desk: authority.write_lists(desk, work.unlock, work.folder)

        return prepared

    # --- revoking ----------------------------------------------------------------------------

    def ask_revoking(self) -> None:
        """Ask why the certificate under the cursor counts no more."""
        one = self.now
        if one is None or one.revoked is not None:
            return
        reasons: tuple[tuple[Reason, str], ...] = (
            ("key_compromise", tr("Authority", "the key is lost or somebody else may have it")),
            ("affiliation_changed", tr("Authority", "the person has left or signs no more")),
            ("superseded", tr("Authority", "another certificate has taken its place")),
            ("cessation_of_operation", tr("Authority", "the unit is no more")),
        )
        chosen = self._place.ask.tick(
            tr("Authority", "Revoke the certificate of {person}").format(person=one.person),
            tr("Authority", "Tick one reason. What came before stays; what comes from now on is refused."),
            (tr("Authority", "Reason"), ""),
            [Check((words, ""), ticked=False) for _, words in reasons],
            tr("Authority", "Go on"),
        )
        if not chosen:
            return
        if len(chosen) > 1:
            self._notice.tell("error", tr("Authority", "Tick one reason only."))
            return
        lines = (
            Line("why", tr("Authority", "Who said so, and how")),
            Line("secret", tr("Authority", "Passphrase of the certificate office"), secret=True),
        )
        answers = self._place.ask.fill(
            tr("Authority", "Revoke the certificate of {person}").format(person=one.person),
            tr("Authority", "This cannot be taken back. Afterwards send the new list down."),
            lines,
            tr("Authority", "Revoke it"),
        )
        if answers is None:
            return
        reason = reasons[min(chosen)][0]
        why, secret = answers["why"], answers["secret"]
        words = tr("Authority", "Revoked. Write the list to a file now, or send it with the next kit.")
        self._place.runner.run(
            at_own_desk(
                self._place.desk,
                lambda desk, _: authority.revoke(desk, one.id, reason=reason, why=why, passphrase=secret),
            ),
            done=lambda _: self._told_done(words),
            failed=self._tell,
        )

    def ask_new_list(self) -> None:
        """Ask for the passphrase and make the list anew."""
        line = Line("secret", tr("Authority", "Passphrase of the certificate office"), secret=True)
        answers = self._place.ask.fill(
            tr("Authority", "New revocation list"),
            tr("Authority", "It says for half a year which certificates count no more, even if none."),
            (line,),
            tr("Authority", "Make it"),
        )
        if answers is None:
            return
        secret = answers["secret"]
        words = tr("Authority", "The new list counts until {day}. Write it to a file, or make a new kit.")
        self._place.runner.run(
            at_own_desk(self._place.desk, lambda desk, _: authority.new_list(desk, secret)),
            done=lambda until: self._told_done(words.format(day=day_of(until))),
            failed=self._tell,
        )
