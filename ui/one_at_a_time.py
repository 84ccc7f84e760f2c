"""Pages of which one is shown, and only that one says how much room there must be."""

from PySide6.QtWidgets import QVBoxLayout, QWidget


class OneAtATime(QWidget):
    """Pages in one place; unlike Qt's own stack it is never higher than the page it shows."""

    def __init__(self) -> None:
        super().__init__()
        self._pages = QVBoxLayout(self)
        self._pages.setContentsMargins(0, 0, 0, 0)
        self._now: QWidget | None = None

    def addWidget(self, page: QWidget) -> None:
        """Put a page with the others; the first one is shown."""
        self._pages.addWidget(page)
        page.setVisible(self._now is None)
        self._now = self._now or page

    def setCurrentWidget(self, page: QWidget) -> None:
        """Show a page instead of the one before."""
        before, self._now = self._now, page
        if before is not None and before is not page:
            before.hide()
        page.show()

    def currentWidget(self) -> QWidget | None:
        """Return the page that is shown."""
        return self._now
