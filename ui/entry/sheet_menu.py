"""The button "Dossier" of the entry page: what is done with the one record or report that is shown."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QStackedWidget, QWidget

from forms.answers import Key
from forms.problems import Problem
from office.word_sections import look
from ui.entry.cover import Cover
from ui.entry.dossier import DossierView
from ui.entry.live import Live
from ui.entry.word_review import WordReview
from ui.widgets import Button, button
from ui.words import tr

Here = tuple[str, Key]
"""Table and key of a record; of a report its main table and ()."""


class SheetMenu(QObject):
    """Previews the record that is shown, over its form, and takes its long texts from a Word file.

    `at` gives the record after what is being typed was saved; `back` gives the keyboard back to the form.
    """

    def __init__(
        self,
        live: Live,
        page: QWidget,
        stack: QStackedWidget,
        at: Callable[[], Here | None],
        back: Callable[[], None],
    ) -> None:
        super().__init__(page)
        self._live, self._stack, self._at, self._back = live, stack, at, back
        self.cover: Cover | None = None
        self._under: QWidget | None = None
        self.button: Button = button(tr("Dossier", "Dossier"))
        self.button.setToolTip(tr("Dossier", "Preview, PDF, texts from Word"))
        self.menu = QMenu(self.button)
        self.keys = self._add(tr("Dossier", "Preview of the dossier"), "Ctrl+P", self.preview, page)
        self._add(tr("Word", "Texts from a Word file…"), "Ctrl+Shift+O", self.take_from_word, page)
        self.button.setMenu(self.menu)
        stack.currentChanged.connect(self._on_turned)

    def _add(self, words: str, keys: str, act: Callable[[], None], page: QWidget) -> QShortcut:
        action = QAction(f"{words}\t{keys}", self.menu)
        action.triggered.connect(act)
        self.menu.addAction(action)
        shortcut = QShortcut(QKeySequence(keys), page)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(act)
        return shortcut

    def offer(self, *, on: bool) -> None:
        """Show the button where forms have sheets; elsewhere Ctrl+P is that of the papers."""
        self.button.setVisible(on)
        self.keys.setEnabled(on)

    def preview(self) -> None:
        """Show the dossier of the record that is shown; once more saves it as a PDF."""
        if isinstance(self.cover, DossierView):
            self.cover.save()
            return
        here = self._at()
        if here is None:
            self._live.told.emit("warning", tr("Dossier", "Open a sheet of a model, a nominee or a report."))
            return
        self.show_over(DossierView(self._live, *here))

    def take_from_word(self) -> None:
        """Ask for a .docx and show which heading would go to which long text."""
        here = self._at()
        if here is None:
            self._live.told.emit("warning", tr("Dossier", "Open a sheet of a model, a nominee or a report."))
            return
        kinds = tr("Word", "Word files (*.docx)")
        paths = self._live.place.ask.open_files(tr("Word", "Texts from a Word file"), kinds)
        if not paths:
            self._back()
            return
        try:
            sorting = look(self._live.entry, *here, paths[0])
        except Problem as problem:
            self._back()
            self._live.refuse(problem, None)
            return
        self.show_over(WordReview(self._live, sorting))

    def show_over(self, cover: Cover) -> None:
        """Lay a page over the form until it closes."""
        self.close()
        self._under = self._stack.currentWidget()
        self.cover = cover
        cover.closed.connect(self.close_and_go_back)
        self._stack.addWidget(cover)
        self._stack.setCurrentWidget(cover)
        cover.start()

    def close_and_go_back(self) -> None:
        """Close what stands over the form; the keyboard is where it was."""
        self.close()
        self._back()

    def close(self) -> None:
        """Close what stands over the form."""
        cover, self.cover = self.cover, None
        if cover is None:
            return
        if self._stack.currentWidget() is cover and self._under is not None:
            self._stack.setCurrentWidget(self._under)
        self._stack.removeWidget(cover)
        cover.deleteLater()

    def _on_turned(self, _: int) -> None:
        """Another form was chosen: what stood over the one before goes."""
        if self.cover is not None and self._stack.currentWidget() is not self.cover:
            self.close()
