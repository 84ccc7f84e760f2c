"""A clerk who keys a whole report from paper with the keyboard alone: no mouse, no call that sets a value.

The paper is another office in which the figures stand already; the clerk reads from it what to type into the
cell the keyboard stands in, and goes on with Tab.
"""

from PySide6.QtCore import QCoreApplication, QEvent

from forms.answers import Address, Key
from forms.pack import Form, Kind, TableKind
from office.entry import Entry
from tests.ui.keyboard import ALT, CTRL, SHIFT, press, target, write
from tests.ui.keyboard import Key as Keys
from ui.entry.grid_form import GridForm
from ui.entry.record_form import RecordsForm
from ui.entry.rows_form import RowsForm
from ui.entry.text_form import TextForm
from ui.window import Window

MOST = 5_000  # cells of a form: a clerk who runs in a circle is stopped


def _settle() -> None:
    """Let the window come to rest between two keys: editors that were closed go for good."""
    QCoreApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


class Clerk:
    """Keys the forms of a window from a paper."""

    def __init__(self, window: Window, paper: Entry) -> None:
        self._window = window
        self._paper = paper
        self._rows: dict[tuple[str, Key], Key] = {}  # a row of the window -> that of the paper
        self.typed = 0

    def key_form(self, form: Form) -> None:
        """Go to a form with the keyboard and key it from its first cell to its last."""
        self._go_to(form)
        view = self._window.entry.view
        if isinstance(view, GridForm):
            self._key_grid(view)
        elif isinstance(view, RecordsForm):
            self._key_records(form)
        elif isinstance(view, RowsForm):
            self._key_rows(form.tables[0].id)
        elif isinstance(view, TextForm):
            self._key_texts(view)
        else:
            self._walk()

    def _go_to(self, form: Form) -> None:
        """Ctrl+PgDn, Ctrl+PgUp; to a form that is shown already by way of another one, as people do."""
        forms = self._window.live.forms
        step = 1 if forms.index(form) >= forms.index(self._window.entry.form) else -1
        if self._window.entry.form is form:
            there, back = (Keys.Key_PageUp, Keys.Key_PageDown)
            press(*((there, back) if form is not forms[0] else (back, there)), modifiers=CTRL)
        while self._window.entry.form is not form:
            press(Keys.Key_PageDown if step > 0 else Keys.Key_PageUp, modifiers=CTRL)
        _settle()

    @property
    def _here(self) -> Address:
        view = self._window.entry.view
        assert view is not None
        assert view.address is not None
        return view.address

    def _type(self) -> None:
        """Type what the paper has for the cell the keyboard stands in."""
        here, live = self._here, self._window.live
        if live.cell(here).locked or live.field(here).kind is Kind.FILES:
            return
        on_paper = Address(here.table, self._rows.get((here.table, here.key), here.key), here.field)
        text = self._paper.edit_text(on_paper)
        if text and text != live.edit_text(here):
            write(text)
            self.typed += 1

    def _walk(self, row: Key | None = None) -> None:
        """Type and press Tab until the keyboard stays where it is, or leaves the table (the row)."""
        table = self._here.table
        for _ in range(MOST):
            here = self._here
            self._type()
            press(Keys.Key_Tab)
            _settle()
            view = self._window.entry.view
            now = view.address if view is not None else None
            if now is None or now == here or now.table != table or row not in (None, now.key):
                self._come_back()
                return
        raise AssertionError(self._here)

    def _come_back(self) -> None:
        """Tab past the last cell goes on to the rest of the window: back with Shift."""
        if not self._window.entry.isAncestorOf(target()):
            press(Keys.Key_Backtab, modifiers=SHIFT)

    def _key_grid(self, view: GridForm) -> None:
        """A fixed table, section after section."""
        while True:
            press(Keys.Key_Home, modifiers=CTRL)
            self._walk()
            before = view.chips.now if view.chips is not None else ""
            press(Keys.Key_PageDown, modifiers=ALT)
            if view.chips is None or view.chips.now == before:
                return

    def _key_rows(self, table: str, parent: Key = ()) -> None:
        """A table whose rows people add, below a record of the paper."""
        for key in [one for one in self._paper.rows(table) if one[: len(parent)] == parent]:
            press(Keys.Key_F5)
            assert self._here.table == table
            self._rows[table, self._here.key] = key
            press(Keys.Key_Home)
            self._walk(self._here.key)

    def _key_records(self, form: Form) -> None:
        """Records one after another, each with its small tables."""
        main = form.tables[0]
        small = [one for one in form.tables[1:] if one.kind is TableKind.RECORDS and one.parent == main.id]
        for key in self._paper.rows(main.id):
            self._go_to(form)
            press(Keys.Key_F5)
            self._rows[main.id, self._here.key] = key
            self._walk(self._here.key)
            for table in small:
                self._tab_to(table.id)
                self._key_rows(table.id, key)

    def _tab_to(self, table: str) -> None:
        """Tab on to a small table of the record."""
        for _ in range(20):
            view = self._window.entry.view
            assert isinstance(view, RecordsForm)
            if view.child(table).isAncestorOf(target()):
                return
            press(Keys.Key_Tab)
        raise AssertionError(table)

    def _key_texts(self, view: TextForm) -> None:
        """A narrative, section after section."""
        for _ in view.sheets:
            self._type()
            press(Keys.Key_PageDown, modifiers=ALT)
