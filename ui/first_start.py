"""First start: find your own unit, say who you are, and type. No key, no passphrase, no pack file."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from forms.problems import Problem
from office.desk import Desk
from office.kit import FoundKit
from office.kit_file import Kit
from office.messages import sentence
from office.packs import Shelf, UnitHit, find_units
from ui.ask import Ask, WindowAsk
from ui.copies.home_choice import HomeChoice, Homes
from ui.kit_offer import KitOffer
from ui.parts.offer import PartOffer
from ui.widgets import Card, Notice, button, label
from ui.words import LANGUAGES, tr


@dataclass(frozen=True, slots=True)
class Begin:
    """What the person said at the first start."""

    unit: str
    person: str
    telephone: str
    position: str
    kit: Kit | None = None  # the person has compared the words of its signature
    pack: str = ""  # the pack's id, where a unit's code stands in several packs with forms
    part: Path | None = None  # a colleague at the office handed this part over
    code: str = ""  # of the part
    home: Path | None = None  # where the data are to lie, None where that is not asked


class FirstStart(QWidget):
    """The only page a new office sees. `begin` sets the office up and may raise a Problem."""

    started = Signal(object)  # Desk
    language_wanted = Signal(str)
    practice_wanted = Signal()
    approver_wanted = Signal()
    restore_wanted = Signal()
    home_found = Signal(object)  # Path
    rebuild_wanted = Signal()

    def __init__(
        self,
        shelf: Shelf,
        begin: Callable[[Begin], Desk],
        language: str,
        kits: Sequence[FoundKit] = (),
        ask: Ask | None = None,
        homes: Homes | None = None,
    ) -> None:
        """`homes`: where the data may be kept; None where their folder was named already."""
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        ask = ask or WindowAsk(self)
        self._shelf = self._own_shelf = shelf
        self._begin = begin
        self._language = language
        self._hits: tuple[UnitHit, ...] = ()
        self._unit: UnitHit | None = None
        self._scroll = QScrollArea()
        self._scroll.setObjectName("page")
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.search = QLineEdit()
        self.search.setAccessibleName(tr("FirstStart", "Your unit"))
        self.search.setPlaceholderText(tr("FirstStart", "For example: mang ri, tu mo rong, 23416"))
        self.search.textChanged.connect(self._find)
        self.search.installEventFilter(self)
        self.list = QListWidget()
        self.list.setAccessibleName(tr("FirstStart", "Units found"))
        self.list.setMinimumHeight(96)
        self.list.itemActivated.connect(lambda _: self._choose())
        self.list.itemClicked.connect(lambda _: self._choose())
        self.list.installEventFilter(self)
        self.chosen = label(role="heading")
        self.name = _line(tr("FirstStart", "Full name"))
        self.telephone = _line(tr("FirstStart", "Telephone"))
        self.position = _line(tr("FirstStart", "Position"))
        self.name.textChanged.connect(self._wake)
        for editor in (self.name, self.position, self.telephone):
            editor.returnPressed.connect(self._next)
        self.go = button(tr("FirstStart", "Start typing"), kind="main")
        self.go.clicked.connect(self.start)
        self.notice = Notice()
        self.kit = KitOffer(kits, language, ask, shelf.now)
        self.kit.changed.connect(self._on_kit)
        self._build(ask, homes)
        self._wake()
        self.search.setFocus()

    def _build(self, ask: Ask, homes: Homes | None) -> None:
        inside = QWidget()
        inside.setObjectName("page")
        middle = QVBoxLayout(inside)
        middle.setContentsMargins(20, 20, 20, 20)
        middle.addStretch(1)
        middle.addWidget(self._card(ask, homes), 0, Qt.AlignmentFlag.AlignHCenter)
        middle.addStretch(2)
        self._scroll.setWidget(inside)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._scroll)

    def _card(self, ask: Ask, homes: Homes | None) -> Card:
        card = Card(margin=28)
        card.setFixedWidth(620)
        card.body.setSpacing(10)
        head = QHBoxLayout()
        head.addWidget(label("Phiếu Xã", role="title"))
        head.addStretch(1)
        self.practise = button(tr("FirstStart", "Practise first"), kind="quiet")
        self.practise.setToolTip(tr("FirstStart", "A made-up commune with a short guided lesson"))
        self.practise.clicked.connect(self.practice_wanted)
        head.addWidget(self.practise)
        for code, name in LANGUAGES.items():
            choice = button(name, kind="quiet")
            choice.setEnabled(code != self._language)
            choice.clicked.connect(lambda _=False, c=code: self.language_wanted.emit(c))
            head.addWidget(choice)
        card.body.addLayout(head)
        what = tr(
            "FirstStart", "Reports on poverty reduction, typed at the commune, checked, signed and handed on."
        )
        card.body.addWidget(label(what, role="muted", wrap=True))
        card.body.addSpacing(6)
        card.body.addLayout(self._offers(ask))
        card.body.addWidget(label(tr("FirstStart", "1. Which unit do you work for?"), role="heading"))
        hint = tr("FirstStart", "Type a part of its name; diacritics are not needed.")
        card.body.addWidget(label(hint, role="muted"))
        card.body.addWidget(self.search)
        card.body.addWidget(self.list, 1)
        card.body.addWidget(self.chosen)
        self.chosen.hide()
        card.body.addSpacing(6)
        card.body.addWidget(label(tr("FirstStart", "2. Who are you?"), role="heading"))
        form = QFormLayout()
        form.setHorizontalSpacing(14)
        form.setVerticalSpacing(8)
        form.addRow(f"{tr('FirstStart', 'Full name')} *", self.name)
        form.addRow(tr("FirstStart", "Position"), self.position)
        form.addRow(tr("FirstStart", "Telephone"), self.telephone)
        card.body.addLayout(form)
        self._end(card, ask, homes)
        return card

    def _end(self, card: Card, ask: Ask, homes: Homes | None) -> None:
        """Where the data will lie, and the button that begins."""
        self.home = HomeChoice(homes, self._language, ask) if homes is not None else None
        if self.home is not None:
            self.home.found.connect(self.home_found)
            card.body.addWidget(self.home)
        card.body.addWidget(self.notice)
        last = QHBoxLayout()
        later = tr("FirstStart", "A signing key is made only when you send for the first time.")
        last.addWidget(label(later, role="small", wrap=True), 1)
        last.addWidget(self.go)
        card.body.addLayout(last)

    def _offers(self, ask: Ask) -> QVBoxLayout:
        """What may have come on a stick: a campaign kit, or a part that a colleague handed over."""
        self.part = PartOffer(self._language, ask)
        self.part.refused.connect(lambda text: self.notice.tell("error", text))
        self.part.wanted.connect(
            lambda path, unit, person, code: self._hand_on(Begin(unit, person, "", "", part=path, code=code))
        )
        self.list.setMaximumHeight(104)  # so that the whole sheet stands on a screen of 768 lines
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(self.kit)
        column.addWidget(self.part)
        words = tr("Approve", "Are you the approver? Approve a package that somebody brought you …")
        self.approver = button(words, kind="quiet")
        self.approver.clicked.connect(self.approver_wanted)
        before = tr("FirstStart", "Rebuild them from our last package …")
        self.rebuild = button(before, kind="quiet")
        self.rebuild.clicked.connect(self.rebuild_wanted)
        copy = tr("Copies", "Bring our data back from a copy …")
        self.restore = button(copy, kind="quiet")
        self.restore.clicked.connect(self.restore_wanted)
        for offers in ((self.approver,), (self.restore, self.rebuild)):
            row = QHBoxLayout()
            for offer in offers:
                row.addWidget(offer)
            row.addStretch(1)
            column.addLayout(row)
        return column

    def _stand_on(self, widget: QWidget) -> None:
        """Give a widget the keyboard and bring it into sight: the screen may be lower than the sheet."""
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        self._scroll.ensureWidgetVisible(widget, 0, 40)

    def _on_kit(self) -> None:
        """Look for units in the kit's pack first, once the person has said that the words agree."""
        kit = self.kit.accepted
        self._shelf = replace(self._own_shelf, first=(kit.pack,)) if kit else self._own_shelf
        self._find(self.search.text())

    def _find(self, text: str) -> None:
        self._unit = None
        self.chosen.hide()
        self._hits = find_units(self._shelf, text, limit=20)
        self.list.clear()
        for hit in self._hits:
            item = QListWidgetItem(
                "\n".join((hit.unit.name, *filter(None, (hit.place, self._campaign(hit)))))
            )
            item.setToolTip(hit.unit.code)
            self.list.addItem(item)
        if self._hits:
            self.list.setCurrentRow(0)
        self._wake()

    def _campaign(self, hit: UnitHit) -> str:
        """Name the campaign of a unit whose code stands in several packs: a choice between campaigns."""
        if not self._several(hit):
            return ""
        title = hit.pack.campaign.title if hit.pack.campaign else hit.pack.title
        return title.get(self._language) or title["vi"]

    def _several(self, hit: UnitHit) -> bool:
        knowing = [
            one for one in self._shelf.packs if one.pack.forms and hit.unit.code in one.pack.units_by_code
        ]
        return len(knowing) > 1

    def _choose(self) -> None:
        row = self.list.currentRow()
        if 0 <= row < len(self._hits):
            self._unit = self._hits[row]
            place = f", {self._unit.place}" if self._unit.place else ""
            self.chosen.setText(f"✓ {self._unit.unit.name}{place}")
            self.chosen.show()
            self._stand_on(self.name)
        self._wake()

    def _next(self) -> None:
        order = [self.name, self.position, self.telephone]
        sender = self.sender()
        place = order.index(sender) + 1 if isinstance(sender, QLineEdit) else 0
        target = order[place] if place < len(order) else self.go
        self._stand_on(target)

    def _wake(self) -> None:
        self.go.setEnabled(self._unit is not None and bool(self.name.text().strip()))

    def start(self) -> None:
        """Set the office up and hand its desk on."""
        if self._unit is None:
            return
        wanted = Begin(
            self._unit.unit.code,
            self.name.text().strip(),
            self.telephone.text().strip(),
            self.position.text().strip(),
            self.kit.accepted,
            self._unit.pack.id if self._several(self._unit) and not self.kit.accepted else "",
        )
        self._hand_on(wanted)

    def _hand_on(self, wanted: Begin) -> None:
        try:
            desk = self._begin(replace(wanted, home=self.home.folder) if self.home else wanted)
        except Problem as problem:
            self.notice.tell("error", sentence(problem, self._language))
            return
        self.started.emit(desk)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if watched is self.search and event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self._hits:
            step = 1 if event.key() == Qt.Key.Key_Down else -1
            self.list.setCurrentRow(max(0, min(self.list.currentRow() + step, len(self._hits) - 1)))
            return True
        if enter and watched in (self.search, self.list):
            self._choose()
            return True
        return False


def _line(name: str) -> QLineEdit:
    made = QLineEdit()
    made.setAccessibleName(name)
    return made
