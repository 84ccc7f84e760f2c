"""What is installed here: pack, version, hash to read aloud, signer, forms with their deadlines."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHeaderView, QVBoxLayout, QWidget

from forms.pack import Form, Pack
from forms.problems import Problem
from office.building import InstalledView, installed
from office.new_version import WaitingPack, waiting
from ui.background import at_own_desk
from ui.widgets import Card, Notice, ReadTable, button, clear, column_in, copyable, label
from ui.words import tr
from ui.workplace import Workplace, day, moment


class InstalledSection(QWidget):
    """Every pack of this office, and all about the chosen one."""

    newer_wanted = Signal()  # the version that waits

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self._place = place
        self._views: tuple[InstalledView, ...] = ()
        self._running = False
        outer = column_in(self)
        self.notice = Notice()
        self.look_button = button(tr("Packs", "Look at it"))
        self.look_button.clicked.connect(self.newer_wanted)
        self.notice.buttons.addWidget(self.look_button)
        outer.addWidget(self.notice)
        card = Card(tr("Packs", "Packs of this office"))
        heads = (
            tr("Packs", "Pack"),
            tr("Packs", "Version"),
            tr("Packs", "Signed by"),
            tr("Packs", "Installed"),
            tr("Packs", "State"),
        )
        self.list = ReadTable(heads, (200, 96, 200, 140, 120), tr("Packs", "Packs of this office"))
        stretch(self.list, 0)
        self.list.currentCellChanged.connect(self._on_row)
        card.body.addWidget(self.list)
        outer.addWidget(card)
        self._detail = Card()
        self._inside = QVBoxLayout()
        self._inside.setSpacing(8)
        self._detail.body.addLayout(self._inside)
        outer.addWidget(self._detail)
        outer.addStretch(1)

    def refresh(self) -> None:
        """Read the packs anew, off the window's thread: each one's signature is verified."""
        if self._running:
            return
        self._running = True
        self._place.runner.run(
            at_own_desk(self._place.desk, lambda desk, _: (installed(desk), waiting(desk))),
            done=self._on_installed,
            failed=self._on_failed,
            ended=self._on_ended,
        )

    def _on_ended(self) -> None:
        self._running = False

    def _on_failed(self, problem: Problem) -> None:
        self.notice.tell("error", self._place.sentence(problem))

    def _on_installed(self, found: tuple[tuple[InstalledView, ...], WaitingPack | None]) -> None:
        views, newer = found
        kept = self.list.currentRow()
        words = tr("Packs", "Version {version} is waiting since {when}: look at what it would change.")
        told = words.format(version=newer.version, when=moment(newer.since)) if newer else ""
        self.notice.tell("note", told)
        self._views = views
        self.list.fill(
            [
                (
                    self._place.words(view.pack.title) or view.pack.id,
                    view.pack.version,
                    self._signer(view),
                    moment(view.when),
                    self._state(view),
                )
                for view in views
            ]
        )
        self.list.fit(1, 5)
        if views:
            self.list.selectRow(kept if 0 <= kept < len(views) else 0)
            self._on_row(max(self.list.currentRow(), 0))

    def _signer(self, view: InstalledView) -> str:
        return view.signer or tr("Packs", "a key used once")

    def _on_row(self, row: int, *_: int) -> None:
        if not 0 <= row < len(self._views):
            return
        clear(self._inside)
        view = self._views[row]
        pack = view.pack
        self._inside.addWidget(label(self._place.words(pack.title) or pack.id, role="heading", wrap=True))
        grid = QGridLayout()
        grid.setHorizontalSpacing(18)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        rows = (
            (tr("Packs", "Id and version"), f"{pack.id} {pack.version}"),
            (tr("Packs", "Hash to read aloud"), " · ".join(view.words)),
            (tr("Packs", "Signed by"), self._signer(view)),
            (tr("Packs", "Came from"), self._origin(view)),
            (tr("Packs", "Campaign"), self._campaign(pack)),
            (tr("Packs", "Units"), self._units(pack)),
        )
        for number, (what, text) in enumerate(rows):
            grid.addWidget(label(what, role="muted"), number, 0)
            shown = copyable(text or "—")
            shown.setWordWrap(True)
            shown.setAccessibleName(what)
            grid.addWidget(shown, number, 1)
        self._inside.addLayout(grid)
        if pack.forms:
            heads = (tr("Packs", "Form"), tr("Packs", "Title"), tr("Packs", "Who, until when"))
            forms = ReadTable(heads, (80, 200, 350), tr("Packs", "Forms of the pack"))
            stretch(forms, 1)
            forms.fill(
                [
                    (form.number, self._place.words(form.title), self._deadlines(pack, form))
                    for form in pack.forms
                ]
            )
            forms.fit(1, 12)
            self._inside.addWidget(forms)

    def _state(self, view: InstalledView) -> str:
        if view.in_use:
            return tr("Packs", "✓ in use")
        return tr("Packs", "other form") if view.other else tr("Packs", "kept")

    def _origin(self, view: InstalledView) -> str:
        if view.accepted_by:
            return tr("Packs", "a newer version, accepted by {who} on {when}").format(
                who=view.accepted_by, when=moment(view.when)
            )
        if view.other:
            return tr("Packs", "a form of other makers, added on {when}").format(when=moment(view.when))
        return tr("Packs", "installed when this office was set up, {when}").format(when=moment(view.when))

    def _campaign(self, pack: Pack) -> str:
        if pack.campaign is None:
            return ""
        return f"{self._place.words(pack.campaign.title)} ({pack.campaign.id})"

    def _units(self, pack: Pack) -> str:
        counted = [
            f"{self._place.words(level.label)}: {sum(unit.level == level.code for unit in pack.units)}"
            for level in pack.levels
        ]
        return " · ".join(counted)

    def _deadlines(self, pack: Pack, form: Form) -> str:
        """Who fills a form, and the day the campaign wants it: level by level."""
        wanted = {line.level for line in pack.assignments if line.form == form.id}
        told = []
        for level in pack.levels:
            if level.code in wanted:
                until = pack.campaign.deadlines.get(level.code, "") if pack.campaign else ""
                told.append(" ".join((self._place.words(level.label), _day(until))).strip())
        return " · ".join(told)


def stretch(table: ReadTable, column: int) -> None:
    """Let a column take the room that is left, instead of the last one."""
    table.horizontalHeader().setStretchLastSection(False)
    table.horizontalHeader().setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)


def _day(text: str) -> str:
    try:
        return day(date.fromisoformat(text))
    except ValueError:
        return text
