"""The section "supplement": rows that units added to open lists, and adding rows of one's own."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLineEdit, QWidget

from forms.pack import Kind
from forms.problems import Problem
from office.recognising import recognise
from office.supplements import (
    SUFFIX,
    Addition,
    SupplementView,
    added_items,
    further_columns,
    hand_on,
    install,
    installed,
    look,
    make,
    open_lists,
    preview,
)
from ui.packs.files import opened
from ui.sending.sign_step import SignStep
from ui.signer_words import SignerWords
from ui.widgets import Card, Notice, Picker, ReadTable, button, column_in, label
from ui.words import tr
from ui.workplace import Workplace, day


class SupplementSection(QWidget):
    """What is installed; a chosen file with what it adds; for a province or district a table to fill."""

    desk_changed = Signal(str)  # the pack is another now: the window is built anew and tells this

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self._place = place
        self._view: SupplementView | None = None
        self._data = b""
        self._pending: list[Addition] = []
        outer = column_in(self)
        self.notice = Notice()
        outer.addWidget(self.notice)
        self._new = self._new_card()
        outer.addWidget(self._new)
        outer.addWidget(self._here_card())
        self.lists = open_lists(place.desk)
        self._adding = QWidget()
        if not self.lists:
            self._adding.hide()
        adding = column_in(self._adding)
        adding.addWidget(self._add_card())
        self.keys = SignStep(place)
        self.keys.changed.connect(self._wake)
        self.keys.entered.connect(self._sign)
        adding.addWidget(self.keys)
        row = QHBoxLayout()
        self.sign = button(tr("Supplement", "Sign, and write the file into a folder …"), kind="main")
        self.sign.clicked.connect(self._sign)
        row.addWidget(self.sign)
        row.addStretch(1)
        adding.addLayout(row)
        outer.addWidget(self._adding)
        outer.addStretch(1)
        self._on_list()

    # --- building the screen -----------------------------------------------------------------

    def _here_card(self) -> Card:
        card = Card(tr("Supplement", "Rows added by a province or a district"))
        explain = tr(
            "Supplement",
            "Some lists of the pack are open: units above add rows of their own to them by a signed file. "
            "Nothing of the pack is changed, and no answer is lost.",
        )
        card.body.addWidget(label(explain, role="muted", wrap=True))
        self.none = label(tr("Supplement", "No supplement is installed here."), wrap=True)
        card.body.addWidget(self.none)
        heads = (
            tr("Supplement", "Issued by"),
            tr("Supplement", "Number and date"),
            tr("Supplement", "List"),
            tr("Supplement", "Code"),
            tr("Supplement", "Name"),
        )
        self.list = ReadTable(heads, (170, 130, 170, 170), tr("Supplement", "Added rows"))
        card.body.addWidget(self.list)
        row = QHBoxLayout()
        self.choose = button(tr("Supplement", "Install a supplement from a file …"), kind="main")
        self.choose.clicked.connect(self._pick)
        self.on = button(tr("Supplement", "Hand the files on into a folder …"))
        self.on.clicked.connect(self._hand_on)
        row.addWidget(self.choose)
        row.addWidget(self.on)
        row.addStretch(1)
        card.body.addLayout(row)
        return card

    def _new_card(self) -> Card:
        card = Card()
        self._title = label(role="heading", wrap=True)
        card.body.addWidget(self._title)
        heads = (tr("Supplement", "List"), tr("Supplement", "Code"), tr("Supplement", "Name"))
        self.added = ReadTable(heads, (200, 220), tr("Supplement", "Rows that would be added"))
        card.body.addWidget(self.added)
        self.signer = SignerWords()
        self.signer.changed.connect(self._wake)
        self.signer.entered.connect(self._install)
        card.body.addWidget(self.signer)
        row = QHBoxLayout()
        self.install = button("", kind="main")
        self.install.clicked.connect(self._install)
        leave = button(tr("Supplement", "Not now"))
        leave.clicked.connect(self.put_away)
        row.addWidget(self.install)
        row.addWidget(leave)
        row.addStretch(1)
        card.body.addLayout(row)
        card.hide()
        return card

    def _add_card(self) -> Card:
        card = Card(tr("Supplement", "Add rows of your own"))
        explain = tr(
            "Supplement",
            "They hold for this office and for all units below it that install the file. Rows once issued "
            "stay: only further ones can be added.",
        )
        card.body.addWidget(label(explain, role="muted", wrap=True))
        self.picker = Picker(tr("Supplement", "List"))
        for name in self.lists:
            self.picker.addItem(self._list_word(name), name)
        self.picker.currentIndexChanged.connect(self._on_list)
        self.code = _line(tr("Supplement", "Code"), tr("Supplement", "For example: nuoi-ong"))
        self.vi = _line(tr("Supplement", "Name in Vietnamese"))
        self.en = _line(tr("Supplement", "Name in English"), tr("Supplement", "may stay blank"))
        self._form = QFormLayout()
        self._form.setHorizontalSpacing(14)
        self._form.setVerticalSpacing(8)
        self._form.addRow(tr("Supplement", "List"), self.picker)
        for editor in (self.code, self.vi, self.en):
            self._form.addRow(editor.accessibleName(), editor)
            editor.textChanged.connect(self._wake)
        self.code.returnPressed.connect(self.vi.setFocus)
        self.vi.returnPressed.connect(self.en.setFocus)
        self.en.returnPressed.connect(self.put_down)
        self.columns: dict[str, QLineEdit] = {}
        card.body.addLayout(self._form)
        row = QHBoxLayout()
        self.down = button(tr("Supplement", "Put the row into the table"))
        self.down.clicked.connect(self.put_down)
        row.addWidget(self.down)
        row.addStretch(1)
        card.body.addLayout(row)
        heads = (
            tr("Supplement", "List"),
            tr("Supplement", "Code"),
            tr("Supplement", "Name"),
            tr("Supplement", "Name in English"),
        )
        self.pending = ReadTable(heads, (190, 190, 260), tr("Supplement", "Rows to be signed"))
        card.body.addWidget(self.pending)
        row = QHBoxLayout()
        self.out = button(tr("Supplement", "Take the chosen row out"))
        self.out.clicked.connect(self._take_out)
        row.addWidget(self.out)
        row.addStretch(1)
        card.body.addLayout(row)
        return card

    def _list_word(self, name: str) -> str:
        """Name a list by the question or table that uses it, for it has no name of its own."""
        for table in self._place.desk.pack.tables_by_id.values():
            if table.rows_from and table.rows_from.list == name:
                return f"{self._place.words(table.label)} ({name})"
            for field in table.fields:
                if field.list == name and field.kind in (Kind.CHOICE, Kind.CHOICES):
                    return f"{self._place.words(field.label)} ({name})"
        return name

    # --- what is here --------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read anew what is installed."""
        desk = self._place.desk
        here = {one.issuer: one for one in installed(desk)}
        rows = []
        for item in added_items(desk):
            one = here[item.choice.name.partition(".")[0]]
            when = f"{one.number} · {day(date.fromisoformat(one.day))}"
            unit = one.issuer_name or one.issuer
            name = self._place.words(item.choice.label)
            rows.append((unit, when, self._list_word(item.list), item.choice.name, name))
        self.list.fill(rows)
        self.list.fit(1, 8)
        for part in (self.list, self.on):
            part.setVisible(bool(rows))
        self.none.setVisible(not rows)
        if self.lists:
            self.keys.refresh()
        self._show_pending()

    # --- a file ----------------------------------------------------------------------------------

    def _pick(self) -> None:
        kinds = f"{tr('Supplement', 'Supplement')} (*{SUFFIX})"
        files = self._place.ask.open_files(tr("Supplement", "Choose a supplement"), kinds)
        if files:
            self.look_at(files[0])

    def look_at(self, path: Path) -> None:
        """Open a supplement's file and say what it would add; nothing is installed."""
        self.put_away()
        found = opened(path, lambda data: (data, look(self._place.desk, data, path.name)), self._tell)
        if found is None:
            return
        data, view = found
        if view.here:
            self.notice.tell("note", tr("Supplement", "This supplement is installed here already."))
            return
        self._view, self._data = view, data
        words = tr("Supplement", "Supplement number {number} of {unit}, {day}")
        self._title.setText(
            words.format(
                number=view.content.number,
                unit=view.issuer_name,
                day=day(date.fromisoformat(view.content.day)),
            )
        )
        self.added.fill(
            [
                (self._list_word(item.list), item.choice.name, self._place.words(item.choice.label))
                for item in view.added
            ]
        )
        self.added.fit(1, 8)
        self.signer.show_signer(view.signer, view.issuer_name)
        self.install.setText(
            tr("Supplement", "Install this supplement")
            if view.signer.recognised
            else tr("Supplement", "The words agree: recognise and install")
        )
        self._new.show()
        self._wake()
        (self.install if self.signer.recognised else self.signer.how).setFocus()

    def put_away(self) -> None:
        """Leave the file for another time."""
        self._view, self._data = None, b""
        self._new.hide()
        self.notice.clear()

    def _install(self) -> None:
        view, desk = self._view, self._place.desk
        if view is None or not self.signer.ready:
            return
        try:
            if not view.signer.recognised:
                recognise(
                    desk,
                    view.signer.certificate,
                    unit=view.content.issuer,
                    person=view.signer.person,
                    position=view.signer.position,
                    how=self.signer.how.text().strip(),
                )
            install(desk, self._data, name=view.file)
        except Problem as problem:
            self._tell(problem)
            return
        self.put_away()
        words = tr("Supplement", "Supplement number {n} of {unit} is installed.")
        self.desk_changed.emit(words.format(n=view.content.number, unit=view.issuer_name))

    def _hand_on(self) -> None:
        folder = self._place.ask.folder(tr("Supplement", "Where are the files to be written?"))
        if folder is None:
            return
        try:
            written = hand_on(self._place.desk, folder)
        except Problem as problem:
            self._tell(problem)
            return
        names = ", ".join(path.name for path in written)
        self.notice.tell("good", tr("Supplement", "Written: {names}").format(names=names))

    # --- adding ------------------------------------------------------------------------------------

    def _on_list(self, *_: int) -> None:
        for editor in self.columns.values():
            self._form.removeRow(editor)
        self.columns = {}
        name = self.picker.currentData()
        if not isinstance(name, str):
            return
        for column in further_columns(self._place.desk, name):
            editor = _line(column)
            editor.returnPressed.connect(self.put_down)
            self.columns[column] = editor
            self._form.addRow(column, editor)
        self._wake()

    def put_down(self) -> None:
        """Put the row into the table, once nothing stands against it."""
        if not self.down.isEnabled():
            return
        columns = {name: editor.text().strip() for name, editor in self.columns.items()}
        one = Addition(
            str(self.picker.currentData()),
            self.code.text().strip(),
            self.vi.text().strip(),
            self.en.text().strip(),
            columns,
        )
        try:
            preview(self._place.desk, [*self._pending, one])
        except Problem as problem:
            self._tell(problem)
            return
        self.notice.clear()
        self._pending.append(one)
        for editor in (self.code, self.vi, self.en, *self.columns.values()):
            editor.clear()
        self._show_pending()
        self.code.setFocus()

    def _take_out(self) -> None:
        row = self.pending.currentRow()
        if 0 <= row < len(self._pending):
            del self._pending[row]
            self._show_pending()

    def _show_pending(self) -> None:
        prefix = self._place.desk.unit.code
        self.pending.fill(
            [(self._list_word(one.list), f"{prefix}.{one.code}", one.vi, one.en) for one in self._pending]
        )
        self.pending.fit(1, 8)
        for part in (self.pending, self.out, self.keys, self.sign):
            part.setVisible(bool(self._pending))
        self._wake()

    def _wake(self) -> None:
        self.install.setEnabled(self.signer.ready)
        self.down.setEnabled(bool(self.code.text().strip() and self.vi.text().strip()))
        if self.lists:
            self.sign.setEnabled(bool(self._pending) and self.keys.ready)

    def _sign(self) -> None:
        unlock = self.keys.unlock
        if not self._pending or unlock is None:
            return
        folder = self._place.ask.folder(tr("Supplement", "Where is the file to be written?"))
        if folder is None:
            return
        try:
            _, path = make(
                self._place.desk,
                [replace(one) for one in self._pending],
                unlock=unlock,
                folder=folder,
            )
        except Problem as problem:
            self.keys.refused()
            self._tell(problem)
            return
        self._pending = []
        self.keys.forget()
        words = tr(
            "Supplement", "Signed and written: {path}. Hand it to the units below, and to the office above."
        )
        self.desk_changed.emit(words.format(path=path))

    def _tell(self, problem: Problem) -> None:
        self.notice.tell("error", self._place.sentence(problem))


def _line(name: str, hint: str = "") -> QLineEdit:
    made = QLineEdit()
    made.setAccessibleName(name)
    made.setPlaceholderText(hint)
    return made
