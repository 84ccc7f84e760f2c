"""How the send page comes to a paper before the signer, and back: the button, the question, the step."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from forms.problems import Problem
from office.open_errors import Knowing
from office.presenting import Presented, present
from office.sending import SendReview
from ui.background import at_own_desk
from ui.sending.present_step import PresentStep
from ui.widgets import button
from ui.words import tr
from ui.workplace import Workplace


class PresentFlow(QObject):
    """The step of the paper and the button that leads to it; `moved`: answers are locked, or free again."""

    moved = Signal()
    noted = Signal()  # number and date of the paper were entered
    failed = Signal(object)  # Problem

    def __init__(self, place: Workplace, knowing: Callable[[], Knowing]) -> None:
        super().__init__()
        self._place = place
        self._knowing = knowing
        self._void = ""
        self.step = PresentStep(place)
        self.step.void.connect(self._on_void)
        self.step.changed.connect(self.moved)
        self.step.noted.connect(self.noted)
        self.step.hide()
        self.button = button(tr("Present", "Present for signing on paper …"))
        self.button.setToolTip(
            tr("Present", "Locks the figures and prints them with their code on each page.")
        )
        self.button.clicked.connect(self.present)
        self.button.hide()

    @property
    def waits(self) -> bool:
        """Whether something lies before the signer."""
        return self.step.paper is not None

    def look(self) -> bool:
        """Read anew whether something lies before the signer."""
        self.step.refresh()
        return self.waits

    def told(self) -> str:
        """Give once what there is to tell of a paper that was withdrawn."""
        said, self._void = self._void, ""
        return said

    def _on_void(self, said: str) -> None:
        self._void = said

    def stops(self, review: SendReview) -> bool:
        """Whether something is in the way of sending what lies before the signer."""
        return self.waits and bool(review.blockers)

    def show_at(self, *, review: bool) -> None:
        """Show the step in place of the cover where something lies before the signer, else the button."""
        self.step.setVisible(review and self.waits)
        self.button.setVisible(review and not self.waits)

    def present(self) -> None:
        """Ask once more, and freeze the answers under their code."""
        title = tr("Present", "Present for signing on paper")
        question = tr(
            "Present",
            "The figures are locked from now on: nobody changes them until the package is sent or the paper "
            "is withdrawn. Then print cover and tables; number, date and scan come after signing.",
        )
        if not self._place.ask.confirm(title, question, tr("Present", "Lock and present")):
            return
        knowing = self._knowing()
        self._place.runner.run(
            at_own_desk(self._place.desk, lambda desk, _: present(desk, knowing)),
            done=self._on_presented,
            failed=self._on_failed,
        )

    def _on_presented(self, _: Presented) -> None:
        self.moved.emit()

    def _on_failed(self, problem: Problem) -> None:
        self.failed.emit(problem)
