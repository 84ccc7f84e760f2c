"""The row of steps at the top of the send page."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from ui.widgets import label, set_look
from ui.words import tr

CHECK, REVIEW, SIGN, PLACE, RESULT, APPROVE = range(6)


def step_name(step: int) -> str:
    """A step as people read it."""
    return {
        CHECK: tr("Send", "Check"),
        REVIEW: tr("Send", "Review"),
        SIGN: tr("Send", "Sign"),
        APPROVE: tr("Approve", "Approve"),
        PLACE: tr("Send", "Where to"),
        RESULT: tr("Send", "Done"),
    }[step]


class Steps(QWidget):
    """Numbered words; the present step stands out, those behind it carry a tick."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__()
        self._names = tuple(names)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        self._labels: list[QLabel] = []
        for number, name in enumerate(self._names):
            if number:
                row.addWidget(label("›", role="muted"))
            made = label(name)
            self._labels.append(made)
            row.addWidget(made)
        row.addStretch(1)
        self.show_step(0)

    def show_step(self, now: int) -> None:
        """Mark a step as the present one."""
        for number, made in enumerate(self._labels):
            name = self._names[number]
            if number < now:
                made.setText(f"✓ {name}")
                set_look(made, "badge", "good")
            else:
                made.setText(f"{number + 1}. {name}")
                set_look(made, "badge", "note" if number == now else "plain")
        self.setAccessibleName(
            tr("Send", "Step {n} of {all}: {name}").format(
                n=now + 1, all=len(self._names), name=self._names[now]
            )
        )
