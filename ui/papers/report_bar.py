"""What belongs to the report alone: subject, recipients and appendices, and figures that changed since."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from forms.problems import Problem
from office.linked_figures import accept, changed
from office.report_paper import CHARTS, Settings, appendix_forms, keep_settings, settings
from ui.ask import Check, Line
from ui.entry.live import Live
from ui.flow import Flow
from ui.widgets import Notice, button
from ui.words import tr

MOST_TOLD = 5
_BETWEEN = "; "


class ReportBar(QWidget):
    """Above the report's pages; hidden with every other paper."""

    moved = Signal()  # the report is to be made anew

    def __init__(self, live: Live) -> None:
        super().__init__()
        self._live = live
        self.notice = Notice()
        self.words = button(tr("Papers", "Subject and recipients …"), kind="quiet")
        self.words.clicked.connect(self.ask_words)
        self.tables = button(tr("Papers", "Appendices …"), kind="quiet")
        self.tables.clicked.connect(self.ask_tables)
        self.take = button(tr("Figures", "Take the new figures (Ctrl+Shift+U)"))
        self.take.clicked.connect(self.take_new)
        row = Flow(8)
        for one in (self.words, self.tables, self.take):
            row.addWidget(one)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(6)
        outer.addWidget(self.notice)
        outer.addLayout(row)
        shortcut = QShortcut(QKeySequence("Ctrl+Shift+U"), self)
        shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
        shortcut.activated.connect(self.take_new)
        self.hide()

    def refresh(self) -> None:
        """List the figures of the text whose tables changed since."""
        found = changed(self._live.entry)
        self.take.setVisible(bool(found))
        if not found:
            self.notice.clear()
            return
        moves = [f"{one.used} → {one.now or tr('Figures', 'gone')}" for one in found[:MOST_TOLD]]
        more = " …" if len(found) > MOST_TOLD else ""
        said = tr("Papers", "{n} figures in the report are no longer those of the tables (framed): {moves}")
        self.notice.tell("warning", said.format(n=len(found), moves="; ".join(moves) + more))

    def take_new(self) -> None:
        """Put the figures of now into the text, as one step that Ctrl+Z takes back."""
        found = changed(self._live.entry)
        if found and self._live.act(lambda: accept(self._live.entry, found)):
            self.refresh()
            self.moved.emit()

    def ask_words(self) -> None:
        """Ask for the subject and who gets the report."""
        now = settings(self._live.entry.desk)
        told = self._live.place.ask.fill(
            tr("Papers", "Subject and recipients of the report"),
            tr("Papers", "Recipients are parted by semicolons; the copy that is kept comes last."),
            (
                Line("subject", tr("Papers", "Subject"), now.subject),
                Line("recipients", tr("Papers", "Recipients"), _BETWEEN.join(now.recipients), required=False),
            ),
            tr("Papers", "Keep"),
        )
        if told is not None:
            self._keep(replace(now, subject=told["subject"], recipients=tuple(told["recipients"].split(";"))))

    def ask_tables(self) -> None:
        """Ask which forms go along as appendices."""
        now = settings(self._live.entry.desk)
        forms = appendix_forms(self._live.entry.desk)
        chosen = self._live.place.ask.tick(
            tr("Papers", "Appendices of the report"),
            tr("Papers", "Ticked forms follow the report as appendices, in this order."),
            (tr("Papers", "Form"), tr("Papers", "Title")),
            [
                *(
                    Check((one.number, self._live.place.words(one.title)), ticked=one.id in now.appendices)
                    for one in forms
                ),
                Check(("", tr("Papers", "Charts")), ticked=CHARTS in now.appendices),
            ],
            tr("Papers", "Keep"),
        )
        if chosen is not None:
            known = (*(one.id for one in forms), CHARTS)
            wanted = tuple(one for number, one in enumerate(known) if number in chosen)
            self._keep(replace(now, appendices=wanted))

    def _keep(self, wanted: Settings) -> None:
        try:
            keep_settings(self._live.entry.desk, wanted)
        except Problem as problem:
            self.notice.tell("error", self._live.place.sentence(problem))
            return
        self.moved.emit()
