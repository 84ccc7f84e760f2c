"""Two files of one number side by side: what each says of itself, what it looks like, where they differ."""

from collections.abc import Sequence

from office.forks import Fork, Side
from ui.register.panel import Panel
from ui.widgets import Card, ReadTable, label
from ui.words import tr
from ui.workplace import Workplace, moment


class ForkView(Panel):
    """Only shows; which of the two is right is found out on the telephone."""

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self._place = place
        self._facts = Card(tr("Courier", "What each file says of itself"))
        self.facts = ReadTable((), (), tr("Courier", "What each file says of itself"))
        self._facts.body.addWidget(self.facts)
        self.body.addWidget(self._facts)
        self._cells = Card(tr("Courier", "Cells that differ between the first two"))
        self._count = label(role="muted")
        self._cells.body.addWidget(self._count)
        heads = (tr("Courier", "Cell"), tr("Courier", "File 1"), tr("Courier", "File 2"))
        self.cells = ReadTable(heads, (520, 140), tr("Courier", "Cells that differ between the first two"))
        self._cells.body.addWidget(self.cells)
        self.body.addWidget(self._cells)
        self.body.addStretch(1)

    def show_fork(self, found: Fork, unit: str) -> None:
        """Show a fork of a unit."""
        number = found.sides[0].number
        words = tr(
            "Courier",
            "To use the other one: take this one out on the page Receive, then hand the other file in again.",
        )
        self.tell(tr("Courier", "{unit}: two files of number {n}").format(unit=unit, n=number), words)
        self.notice.tell("warning", found.sentence)
        heads = ["", *(tr("Courier", "File {n}").format(n=n) for n, _ in enumerate(found.sides, 1))]
        self.facts.setColumnCount(len(heads))
        self.facts.setHorizontalHeaderLabels(heads)
        self.facts.fill(_facts(found.sides))
        self.facts.setColumnWidth(0, 190)
        for column in range(1, len(heads) - 1):
            self.facts.setColumnWidth(column, 340)
        self.facts.fit(1, 16)
        words = tr("Courier", "{n} cells differ.") if found.differing else tr("Courier", "No cell differs.")
        self._count.setText(words.format(n=found.differing))
        self.cells.fill([(one.place, one.old, one.new) for one in found.cells], right=(1, 2))
        self.cells.fit(1, 8)
        self.cells.setVisible(bool(found.cells))

    def first_focus(self) -> ReadTable:
        return self.facts


def _facts(sides: Sequence[Side]) -> list[tuple[str, ...]]:
    """One line a question, one column a file."""
    yes, no = tr("Courier", "yes"), tr("Courier", "no")
    asked = (
        (tr("Courier", "Used here now"), [yes if one.counts else no for one in sides]),
        (tr("Courier", "What it is"), [one.what for one in sides]),
        (tr("Courier", "Made"), [moment(one.made) if one.made else "" for one in sides]),
        (tr("Courier", "Received"), [moment(one.received) for one in sides]),
        (tr("Courier", "Signed by"), [one.signer for one in sides]),
        (tr("Courier", "Recognised for the unit"), [yes if one.recognised else no for one in sides]),
        (tr("Courier", "Words of the signer"), [_half(one.key_words, 0) for one in sides]),
        ("", [_half(one.key_words, 1) for one in sides]),
        (tr("Courier", "Prepared by"), [_person(one) for one in sides]),
        (tr("Courier", "Figures code"), [one.figures_code for one in sides]),
        (tr("Courier", "Follows the file"), [_half(one.before_words, 0) for one in sides]),
        ("", [_half(one.before_words, 1) for one in sides]),
        (tr("Courier", "Followed by no."), [_numbers(one) for one in sides]),
        (tr("Courier", "File"), [one.name for one in sides]),
    )
    return [(question, *answers) for question, answers in asked]


def _person(side: Side) -> str:
    return " · ".join(part for part in (side.preparer, side.telephone) if part)


def _half(words: tuple[str, ...], half: int) -> str:
    """Give the first or the second half of the words: all six have no room in one line."""
    middle = (len(words) + 1) // 2
    return " · ".join(words[middle:] if half else words[:middle])


def _numbers(side: Side) -> str:
    return ", ".join(str(number) for number in side.followed_by)
