"""The one page an approver reads before signing: who reports what, the figures, what changed."""

from collections.abc import Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from office.approval_page import ApprovalPage
from office.approver import BeforeApprover
from ui.widgets import Card, Notice, ReadTable, clear, label
from ui.words import tr
from ui.workplace import day, moment

NARROW = 1000  # pixels
MOST_FIGURES, MOST_CHANGES = 12, 6  # rows in sight; the others are scrolled to


class ApprovalView(QWidget):
    """Shows a package to the person who is to approve it."""

    def __init__(self) -> None:
        super().__init__()
        self._inside = QVBoxLayout(self)
        self._inside.setContentsMargins(0, 0, 0, 0)
        self._inside.setSpacing(10)
        self._beside: QBoxLayout | None = None

    def show_page(self, seen: BeforeApprover) -> None:
        """Show a package."""
        clear(self._inside)
        page = seen.page
        self._inside.addWidget(_head(seen))
        if not seen.first.on_cover:
            warning = Notice()
            self._inside.addWidget(warning)
            words = tr(
                "Approve",
                "The cover names {person} as the preparer, but somebody else has signed. Ask before you "
                "sign.",
            )
            warning.tell("error", words.format(person=page.preparer))
        if not seen.pack_known:
            note = Notice()
            self._inside.addWidget(note)  # first: told without a parent it would be a window of its own
            words = tr(
                "Approve",
                "The forms of this package are not on this PC; they came along with the file. The names of "
                "the figures below are as the sender's forms have them.",
            )
            note.tell("warning", words)
        self.figures = _figures(page)
        self._beside = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._beside.setSpacing(10)
        self._beside.addWidget(self.figures, 5)
        self._beside.addWidget(_changes(page), 6)
        self._inside.addLayout(self._beside)
        self._turn()
        self._inside.addWidget(_reasons(page))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._turn()

    def _turn(self) -> None:
        """On a narrow screen the changes stand below the figures, so that the words can be read."""
        if self._beside is not None:
            narrow = self.width() < NARROW
            self._beside.setDirection(
                QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
            )

    def first_focus(self) -> QWidget:
        """Where the keyboard goes to read."""
        return self.figures.findChild(ReadTable) or self


def _head(seen: BeforeApprover) -> Card:
    page = seen.page
    card = Card(page.unit_name)
    official = tr("Send", "official") if page.official else tr("Send", "estimated")
    grid = QGridLayout()
    grid.setHorizontalSpacing(18)
    grid.setVerticalSpacing(5)
    grid.setColumnStretch(1, 1)
    signed = ", ".join(part for part in (seen.first.person, seen.first.position) if part)
    when = moment(seen.first.time)
    rows = (
        (tr("Send", "Campaign"), f"{page.campaign} · {day(page.data_date)} · {official}"),
        (tr("Send", "To"), f"{page.recipient} · {tr('Send', 'Sending no.')} {page.revision}"),
        *(((tr("Send", "Units in this package"), _units(page)),) if page.units_in else ()),
        (tr("Approve", "Signed already"), f"{signed} · {when}"),
        (tr("Approve", "To be approved by"), _who(page.approver, page.approver_position)),
    )
    for number, (what, text) in enumerate(rows):
        grid.addWidget(label(what, role="muted"), number, 0)
        grid.addWidget(label(text, wrap=True), number, 1)
    body = QHBoxLayout()
    body.addLayout(grid, 1)
    code = QVBoxLayout()
    code.addWidget(label(tr("Send", "Figures code"), role="muted"))
    code.addWidget(label(page.figures_code, role="code"))
    code.addStretch(1)
    body.addLayout(code)
    card.body.addLayout(body)
    return card


def _units(page: ApprovalPage) -> str:
    """Say how many units below are in an upward package and which are missing."""
    told = str(page.units_in)
    if page.missing:
        names = ", ".join(page.missing[:MOST_FIGURES]) + ("…" if len(page.missing) > MOST_FIGURES else "")
        missing = tr("Approve", "missing, so that every total is provisional ({n}): {names}")
        told = f"{told}; {missing.format(n=len(page.missing), names=names)}"
    return told


def _who(name: str, position: str) -> str:
    return ", ".join(part for part in (name, position) if part)


def _figures(page: ApprovalPage) -> Card:
    name = tr("Approve", "The main figures")
    card = Card(name)
    heads = (tr("Approve", "This package"), tr("Approve", "Last package"), tr("Approve", "Figure"))
    table = ReadTable(heads, (122, 122), name)
    table.verticalHeader().setDefaultSectionSize(28)
    table.fill(
        [(one.now, one.before or "–", f"{one.label} ({one.unit})") for one in page.figures], right=(0, 1)
    )
    table.fit(3, MOST_FIGURES)
    card.body.addWidget(table)
    if not page.figures:
        nothing = tr("Approve", "This unit's forms have no totals: open the package in Excel to read it.")
        card.body.addWidget(label(nothing, role="muted", wrap=True))
    card.body.addStretch(1)
    return card


def _changes(page: ApprovalPage) -> Card:
    name = tr("Approve", "Changed since the last package")
    card = Card(name)
    if page.compared is None:
        words = (
            tr("Approve", "This is the first package: there is nothing to compare it with.")
            if page.revision == 1
            else tr("Approve", "The last package did not come along, so what changed cannot be shown.")
        )
        card.body.addWidget(label(words, role="muted", wrap=True))
        card.body.addStretch(1)
        return card
    if not page.changes:
        same = tr("Approve", "No figure and no text differs from sending no. {n}.")
        card.body.addWidget(label(same.format(n=page.compared), role="muted", wrap=True))
        card.body.addStretch(1)
        return card
    heads = (tr("Approve", "Was"), tr("Approve", "Is"), tr("Approve", "Where"))
    table = ReadTable(heads, (92, 92), name)
    table.verticalHeader().setDefaultSectionSize(28)
    said = [f"{one.place} – {one.why}" if one.why else one.place for one in page.changes]
    rows = [(one.old, one.new, where) for one, where in zip(page.changes, said, strict=True)]
    table.fill(rows, right=(0, 1))
    table.fit(1, MOST_FIGURES)
    card.body.addWidget(table)
    if page.more_changes:
        more = tr("Approve", "and {n} more").format(n=page.more_changes)
        card.body.addWidget(label(more, role="muted"))
    card.body.addStretch(1)
    return card


def _reasons(page: ApprovalPage) -> Card:
    card = Card(tr("Approve", "What the office says of it"))
    _lines(
        card,
        tr("Approve", "Still open, and forms that follow later"),
        page.still_open,
        tr("Approve", "No error is left open; no form follows later."),
        tone="warning",
    )
    _lines(
        card,
        tr("Approve", "Warnings with a reason"),
        [f"{one.place}: {one.reason}" for one in page.explained],
        tr("Approve", "No warning needed a reason."),
    )
    if page.attachments:
        _lines(card, tr("Approve", "Attachments"), page.attachments, "")
    return card


def _lines(card: Card, name: str, lines: Sequence[str], nothing: str, tone: str = "") -> None:
    if not lines:
        card.body.addWidget(label(nothing, role="muted", wrap=True))
        return
    card.body.addWidget(label(f"{name}: {len(lines)}", role="muted"))
    if len(lines) <= MOST_CHANGES:
        for line in lines:
            card.body.addWidget(label(f"• {line}", tone=tone, wrap=True))
        return
    table = ReadTable((name,), (), name)
    table.horizontalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(26)
    table.fill([(line,) for line in lines])
    table.fit(3, MOST_CHANGES)
    card.body.addWidget(table)
