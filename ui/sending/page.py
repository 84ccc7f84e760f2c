"""The send page: its steps, and the list of what was sent."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from forms.problems import Problem
from office.answers_above import Taken
from office.approval import Waiting, ask, needs_approver, send_approved
from office.open_errors import ORDINARY, Knowing
from office.roles import Doing, refusal
from office.routed import at
from office.sending import SendReview, SentView, review, send
from ui.background import at_own_desk
from ui.sending.answer_card import taken_words
from ui.sending.parts import SendParts
from ui.sending.steps import APPROVE, CHECK, PLACE, RESULT, REVIEW, SIGN
from ui.words import tr
from ui.workplace import Workplace


class SendPage(SendParts):
    """Check, review, sign, write, prove."""

    mend = Signal()
    cell_wanted = Signal(object)  # Address of a figure that was changed
    done = Signal()
    approver_wanted = Signal()
    answered = Signal()  # something came from the office above
    froze = Signal()  # the answers are locked now, or no longer

    def __init__(self, place: Workplace) -> None:
        super().__init__(place)
        self._review: SendReview | None = None
        self._step = CHECK
        self.elsewhere.clicked.connect(self.approver_wanted)
        self.answers.clicked.connect(self.answer.ask_file)
        self.answer.taken.connect(self._on_answer)
        self.back.clicked.connect(self._back)
        self.more.clicked.connect(self.what.choose_next)
        self.next.clicked.connect(self._next)
        self._connect_steps()
        self._connect_beside()
        self.sent.carry.connect(self._carry)
        self.sent.written.connect(self._on_written)
        self.sent.failed.connect(self._on_failed)
        self.show_step(CHECK)

    def _connect_steps(self) -> None:
        self.check.mend.connect(self.mend)
        self.check.knowingly.connect(self.open_knowingly)
        self.check.nil.connect(self.open_nil)
        self.changes.told.connect(self.refresh)
        self.changes.jump.connect(self.cell_wanted)
        self.open.changed.connect(self._wake)
        self.open.forms_changed.connect(self._review_forms)
        self.sign.changed.connect(self._wake)
        self.sign.entered.connect(self._next)
        self.where.changed.connect(self._wake)
        self.where.chosen.connect(self._on_folder_chosen)
        self.approve.changed.connect(self._wake)
        self.approve.approved.connect(lambda: self.show_step(PLACE))
        self.approve.taken_back.connect(self.froze)
        self.approve.taken_back.connect(self.refresh)

    def _connect_beside(self) -> None:
        self.what.chosen.connect(self._on_chosen)
        self.what.known.connect(self._on_known)
        self.what.failed.connect(self._on_failed)
        self.confirm.changed.connect(self._wake)
        self.seal.changed.connect(self._offer_places)
        self.paper.moved.connect(self._on_paper)
        self.paper.noted.connect(self._on_noted)
        self.paper.failed.connect(self._on_failed)

    # --- steps -------------------------------------------------------------------------------

    @property
    def step(self) -> int:
        """The step that is shown."""
        return self._step

    def refresh(self) -> None:
        self.sent.refresh()
        if self._looks_at_waiting():
            return
        if self.step in (CHECK, REVIEW, RESULT):
            self._knowing = ORDINARY
            self.open.clear()
            self.open.hide()
            self.show_step(CHECK)
            self.carry.show_waiting()
            self.what.refresh()
            route = self.what.route
            self._place.runner.run(
                at_own_desk(self._place.desk, lambda desk, _: review(at(desk, route))),
                done=self._on_review,
                failed=self._on_not_reviewed,
            )

    def _on_not_reviewed(self, problem: Problem) -> None:
        """Where the figures cannot be put together any more, a paper can still be withdrawn."""
        self._review = None
        if self.paper.look() and not self.what.route:
            self.show_step(REVIEW)
        self._on_failed(problem)

    def _on_review(self, found: SendReview) -> None:
        self._review = found
        self.check.show_review(found)
        self.changes.show_review(found, self.what.route)
        self.cover.show_review(found)
        self.confirm.show_review(found)
        self.seal.show_review(found)
        self._wake()
        if self.paper.look() and self.step == CHECK and not self.what.route:
            self.show_step(REVIEW)
            self.paper.step.tell_blockers(found)
            if self.isVisible() and (wanted := self.paper.step.first_focus()) is not None:
                wanted.setFocus()
        elif said := self.paper.told():
            self.notice.tell("warning", said)
        elif self.isVisible() and self.step == CHECK and found.unsaid:
            self.changes.reason.setFocus()
            self.bring_into_view(self.changes)
        elif self._wants_next:
            self.next.setFocus()

    # --- beside the report -------------------------------------------------------------------

    def _on_paper(self) -> None:
        """The answers were locked or are free again."""
        self.froze.emit()
        self.refresh()

    def _on_noted(self) -> None:
        """The stamped paper has its number: try that, and leave the keyboard where it is."""
        self.froze.emit()
        self._place.runner.run(
            at_own_desk(self._place.desk, lambda desk, _: review(desk)),
            done=self._on_tried,
            failed=self._on_failed,
        )

    def _on_tried(self, found: SendReview) -> None:
        self._review = found
        self.paper.step.tell_blockers(found)
        self._wake()

    def _on_chosen(self) -> None:
        self._review = None
        self.refresh()

    def _on_known(self) -> None:
        """Show the choice; after a package was sent, name the one that is still to be sent."""
        self.what.setVisible(self.step == CHECK and not self._opened and self.what.has_choice)
        self.what.name_next(self.more)
        self.more.setVisible(self.step == RESULT and self.what.has_next)

    def _offer_places(self) -> None:
        if self.step == PLACE:
            self.where.may_mail = self.seal.may_mail
            self.where.refresh()

    # --- knowingly ---------------------------------------------------------------------------

    def open_knowingly(self) -> None:
        """Ask for the reasons, in place of the list of findings."""
        if self._review is not None:
            self.open.show_review(self._review)
            self._show_open()

    def open_nil(self) -> None:
        """Ask why there is nothing to report, in place of the list of findings."""
        self.open.show_nil()
        self._show_open()

    def _show_open(self) -> None:
        for part in (self.check, self.changes, self.what):
            part.hide()
        self.open.show()
        self.back.show()
        self._wake()
        self.open.first_focus().setFocus()

    def _review_forms(self) -> None:
        """Look which errors are left without the forms ticked."""
        self._run_review(Knowing((), self.open.left_out), self.open.show_review)

    def _review_knowingly(self) -> None:
        """Try what was said; with nothing left to say go on to the cover."""
        self._knowing = self.open.knowing
        self._run_review(self._knowing, self._on_knowing)

    def _run_review(self, knowing: Knowing, done: Callable[[SendReview], None]) -> None:
        route = self.what.route
        self.next.setEnabled(False)
        self._place.runner.run(
            at_own_desk(self._place.desk, lambda desk, _: review(at(desk, route), knowing)),
            done=done,
            failed=self._on_failed,
            ended=self._wake,
        )

    def _on_knowing(self, found: SendReview) -> None:
        if found.blockers:
            self.open.show_review(found)
            told = "\n".join(self._place.sentence(problem) for problem in found.blockers)
            self.notice.tell("error", told)
            return
        self._review = found
        self.cover.show_review(found)
        self.confirm.show_review(found)
        self.seal.show_review(found)
        self.show_step(REVIEW)

    def show_step(self, step: int) -> None:
        """Show a step and put the keyboard where its first answer goes."""
        self._step = step
        self.carry.hide()
        self.changes.hide()
        for number, page in enumerate(self._pages):
            page.setVisible(number == step)
        self.open.hide()
        self.what.setVisible(step == CHECK and self.what.has_choice)
        self.confirm.setVisible(step == REVIEW and self.confirm.wanted)
        self.seal.setVisible(step == PLACE and self.seal.wanted)
        self.paper.show_at(review=step == REVIEW and not self.what.route)
        self.cover.setVisible(step == REVIEW and self.paper.step.isHidden())
        self.more.hide()
        self._steps.show_step(self._order.index(step))
        self.notice.clear()
        self.back.setVisible(step in (REVIEW, SIGN, PLACE))
        self.next.setVisible(step != APPROVE or self._approved)
        self.next.setText(
            {
                CHECK: tr("Send", "Go on to review"),
                REVIEW: tr("Send", "Go on to sign"),
                SIGN: tr("Send", "Go on"),
                APPROVE: tr("Send", "Go on"),
                PLACE: tr("Approve", "Write the package") if self._approved else tr("Send", "Sign and write"),
                RESULT: tr("Send", "Finish"),
            }[step]
        )
        if step == SIGN:
            self.sign.refresh()
            self._suggest_signer()
            if self._not_mine is not None:
                self.notice.tell("warning", self._place.sentence(self._not_mine))
        if step == PLACE:
            self._offer_places()
        self._wake()
        focus = {
            SIGN: self.sign.first_focus,
            PLACE: self.where.first_focus,
            APPROVE: None if self._approved else self.approve.first_focus,
        }.get(step)
        (focus() if focus else self.next).setFocus()

    def first_focus(self) -> QWidget | None:
        return self.next

    def _on_folder_chosen(self) -> None:
        self.next.setFocus(Qt.FocusReason.OtherFocusReason)

    def _wake(self) -> None:
        ready = {
            CHECK: self.open.complete
            if self._opened
            else self._review is not None and not self._review.blockers,
            REVIEW: self._review is not None
            and self._review.header is not None
            and self.confirm.given
            and not self.paper.stops(self._review),
            SIGN: self.sign.ready and self._not_mine is None,
            PLACE: self.where.folder is not None,
            RESULT: True,
            APPROVE: self._approved,
        }[self.step]
        self.next.setEnabled(ready)

    @property
    def _wants_next(self) -> bool:
        """Whether the keyboard belongs on the way on: nobody is reading an answer from above."""
        ready = self.isVisible() and self.next.isEnabled() and self.step == CHECK
        return ready and self.answer.isHidden()

    @property
    def _opened(self) -> bool:
        """Whether reasons are being asked for."""
        return not self.open.isHidden()

    def _back(self) -> None:
        if self._opened:
            self._knowing = ORDINARY
            self.refresh()
        elif self.step == REVIEW and self._knowing:
            self.show_step(CHECK)
            self._show_open()
        elif self.step == PLACE and self.approve.waits is None:
            self.show_step(SIGN)
        else:
            self.show_step(self._order[self._order.index(self.step) - 1])

    def _next(self) -> None:
        if not self.next.isEnabled():
            return
        if self._opened:
            self._review_knowingly()
        elif self.step == PLACE:
            self._send()
        elif self.step == RESULT:
            self.done.emit()
        elif self.step == SIGN and not self.what.route and needs_approver(self._place.desk):
            self._ask_approver()
        elif self.step == SIGN:
            self.show_step(PLACE)
        else:
            self.show_step(self._order[self._order.index(self.step) + 1])

    @property
    def _not_mine(self) -> Problem | None:
        """Why who works now may not sign here; None where they may."""
        first = APPROVE in self._order and not self.what.route and needs_approver(self._place.desk)
        return refusal(self._place.desk, Doing.PREPARE if first else Doing.SEND)

    def _suggest_signer(self) -> None:
        """Name who signs now: the preparer where somebody else approves."""
        cover = self._review.header if self._review is not None else None
        if cover is None:
            return
        if APPROVE in self._order and not self.what.route and needs_approver(self._place.desk):
            self.sign.suggest(cover.preparer, cover.preparer_position)
        else:
            self.sign.suggest(cover.approver, cover.approver_position)

    # --- the approver ------------------------------------------------------------------------

    @property
    def _approved(self) -> bool:
        """Whether a package with both signatures waits for its way out."""
        return self.approve.waits is not None and self.approve.waits.approved

    def _looks_at_waiting(self) -> bool:
        """Show what waits for its approver, unless somebody is reading or writing it out just now."""
        if APPROVE not in self._order or self.step in (SIGN, PLACE) or self.approve.is_reading:
            return self.step == APPROVE
        self.approve.refresh()
        if self.approve.waits is None:
            if self.step == APPROVE:
                self.show_step(CHECK)
            return False
        if self.step != RESULT:
            self.show_step(APPROVE)
        return True

    def _ask_approver(self) -> None:
        """Sign as the preparer; from here on the package waits."""
        unlock, knowing = self.sign.unlock, replace(self._knowing, confirmed=self.confirm.given)
        if unlock is None:
            return
        self.next.setEnabled(False)
        self.notice.tell("note", tr("Approve", "Signing as the preparer …"))
        self._place.runner.run(
            at_own_desk(self._place.desk, lambda desk, progress: ask(desk, unlock, knowing, progress)),
            done=self._on_asked,
            failed=self._on_refused,
        )

    def _on_asked(self, _: Waiting) -> None:
        self.sign.forget()
        self.froze.emit()
        self.approve.refresh()
        self.show_step(APPROVE)

    # --- sending -----------------------------------------------------------------------------

    def _send(self) -> None:
        unlock, folder = self.sign.unlock, self.where.folder
        if folder is None or (unlock is None and not self._approved):
            return
        knowing, route = replace(self._knowing, confirmed=self.confirm.given), self.what.route
        sealed = self.seal.sealed if self._review is not None else None
        self.next.setEnabled(False)
        self.back.setEnabled(False)
        self.notice.tell("note", tr("Send", "Signing and writing …"))
        self._place.runner.run(
            at_own_desk(
                self._place.desk,
                lambda desk, progress: (
                    send_approved(desk, folder, progress, sealed=sealed)
                    if unlock is None
                    else send(
                        at(desk, route),
                        unlock=unlock,
                        folder=folder,
                        knowing=knowing,
                        sealed=sealed,
                        progress=progress,
                    )
                ),
            ),
            done=self._on_sent,
            failed=self._on_refused,
            ended=lambda: self.back.setEnabled(True),
        )

    def _on_sent(self, view: SentView) -> None:
        self.sign.forget()
        self.approve.refresh()
        self.result.show_sent(view)
        self.show_step(RESULT)
        self._carry(view, here=False)
        if self.where.by_mail and not view.by_stick:
            self.carry.open_folder()
        self.sent.refresh()
        self.what.refresh()
        self.froze.emit()

    def _on_refused(self, problem: Problem) -> None:
        if not self._approved and self.sign.refused():
            self.show_step(SIGN)
        self._on_failed(problem)

    def _on_failed(self, problem: Problem) -> None:
        self._wake()
        self.notice.tell("error", self._place.sentence(problem))

    def _carry(self, view: SentView, *, here: bool = True) -> None:
        """Show the ways out by mail and apps for a package, and go there (`here`); some go by stick only."""
        if view.by_stick:
            self.carry.hide()
            self.notice.tell("warning", self._place.sentence(Problem("BY_STICK", file=view.name)))
            return
        self.carry.show_sent(view)
        if here:
            self.carry.folder_button.setFocus()
            self.bring_into_view(self.carry)

    def _on_answer(self, found: Taken) -> None:
        self.sent.refresh()
        tone = "warning" if found.unknown or found.odd else "good" if found.count else "note"
        self.notice.tell(tone, " ".join([taken_words(found), *map(self._place.sentence, found.odd)]))
        self.answers.setFocus()
        self.answered.emit()

    def _on_written(self, file: str) -> None:
        self.notice.tell("good", tr("Send", "Written once more: {file}").format(file=file))
