"""Handing forms, or some records of one form, to a colleague's PC."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from forms.part_scope import Scope, columns
from forms.problems import Problem
from office.parts import Given, forms_to_give, give, needs_code, new_code, values_to_give
from ui.widgets import Notice, Picker, button, key_hint, label
from ui.words import tr
from ui.workplace import Workplace


class GiveSheet(QDialog):
    """Which forms, to whom, what else may be seen, the code; it stays open and tells where the file is."""

    def __init__(self, place: Workplace, parent: QWidget | None, form: str = "") -> None:
        super().__init__(parent)
        self._place = place
        self.given: Given | None = None
        self.setWindowTitle(tr("Parts", "Hand forms to a colleague"))
        self.resize(720, 620)
        self._forms = forms_to_give(place.desk)
        self.forms = _ticks(tr("Parts", "Forms to hand over"))
        for one in self._forms:
            _add(self.forms, f"{one.number} · {place.words(one.title)}", ticked=one.id == form)
        self.forms.setCurrentRow(next((n for n, one in enumerate(self._forms) if one.id == form), 0))
        self.forms.itemChanged.connect(lambda _: self._on_forms())
        self.person = QLineEdit()
        self.person.setAccessibleName(tr("Parts", "Colleague"))
        self.person.setPlaceholderText(tr("Parts", "Full name"))
        self.person.textChanged.connect(lambda _: self._wake())
        self.by = Picker(tr("Parts", "Which records"))
        self.by.currentIndexChanged.connect(lambda _: self._on_column())
        self.values = _ticks(tr("Parts", "Values of the records to hand over"))
        self.forms.setMinimumHeight(150)
        self.values.setMaximumHeight(96)
        self.values.itemChanged.connect(lambda _: self._wake())
        self.rest = QCheckBox(
            tr("Parts", "The colleague may look at the other forms (personal data stay here)")
        )
        self.rest.setChecked(True)
        self.protect = QCheckBox(tr("Parts", "Protect the file with a code"))
        self.protect.toggled.connect(lambda _: self._wake())
        self.code = QLineEdit(new_code())
        self.code.setAccessibleName(tr("Parts", "Code"))
        self.code.textChanged.connect(lambda _: self._wake())
        self._must = label(
            tr("Parts", "These forms hold personal data: the file is always protected."),
            role="small",
            wrap=True,
        )
        self.notice = Notice()
        self.close_button = button(tr("Parts", "Close"))
        self.close_button.clicked.connect(self.reject)
        self.yes = button(tr("Parts", "Choose a folder and write… (Ctrl+Enter)"), kind="main")
        self.yes.clicked.connect(self.write)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.write)
        self._lay_out()
        self._on_forms()
        self.forms.setFocus()

    def _lay_out(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 20, 24, 18)
        outer.setSpacing(9)
        outer.addWidget(label(tr("Parts", "Hand forms to a colleague"), role="heading"))
        told = tr(
            "Parts",
            "The colleague types only what is handed over and brings it back; nothing is locked here. "
            "Packages are sent from this PC only.",
        )
        outer.addWidget(label(told, role="muted", wrap=True))
        hint = QHBoxLayout()
        hint.addWidget(label(tr("Parts", "Forms to hand over")))
        hint.addStretch(1)
        hint.addWidget(key_hint("Space"))
        hint.addWidget(label(tr("Parts", "tick"), role="small"))
        outer.addLayout(hint)
        outer.addWidget(self.forms, 1)
        form = QFormLayout()
        form.setHorizontalSpacing(14)
        form.setVerticalSpacing(8)
        form.addRow(tr("Parts", "Which records"), self.by)
        form.addRow("", self.values)
        form.addRow(f"{tr('Parts', 'Colleague')} *", self.person)
        form.addRow("", self.rest)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.protect)
        row.addWidget(self.code, 1)
        form.addRow("", row)
        form.addRow("", self._must)
        outer.addLayout(form)
        outer.addWidget(self.notice)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.close_button)
        buttons.addWidget(self.yes)
        outer.addLayout(buttons)

    @property
    def scope(self) -> Scope:
        """What is chosen."""
        chosen = tuple(self._forms[row].id for row in _ticked(self.forms))
        field = self.by.currentData() or ""
        if not field:
            return Scope(chosen)
        return Scope(chosen, field, tuple(self._values[row] for row in _ticked(self.values)))

    def _on_forms(self) -> None:
        """Offer the columns of the one form whose records can be chosen."""
        chosen = [self._forms[row] for row in _ticked(self.forms)]
        pack = self._place.desk.pack
        names = columns(pack, chosen[0].id) if len(chosen) == 1 else ()
        self.by.blockSignals(True)
        self.by.clear()
        self.by.addItem(tr("Parts", "The whole form"), "")
        for field in chosen[0].tables[0].fields if names else ():
            if field.id in names:
                words = " ".join(self._place.words(field.label).split())
                self.by.addItem(tr("Parts", "by: {column}").format(column=words), field.id)
        self.by.setMinimumContentsLength(36)
        self.by.setEnabled(bool(names))
        self.by.blockSignals(False)
        self._on_column()

    def _on_column(self) -> None:
        chosen = [self._forms[row] for row in _ticked(self.forms)]
        field = self.by.currentData() or ""
        self.values.clear()
        found = values_to_give(self._place.desk, chosen[0].id, field) if field else ()
        self._values = [value for value, _, _ in found]
        for _, said, count in found:
            words = tr("Parts", "{value} · {n} records").format(value=said or tr("Parts", "(blank)"), n=count)
            _add(self.values, words)
        self.values.setVisible(bool(field))
        self.rest.setEnabled(not field)
        self._wake()

    def _wake(self) -> None:
        scope = self.scope
        must = bool(scope.forms) and needs_code(self._place.desk, scope)
        if must:
            self.protect.setChecked(True)
        self.protect.setEnabled(not must)
        self._must.setVisible(must)
        self.code.setEnabled(self.protect.isChecked())
        complete = bool(scope.forms) and (not scope.of_rows or bool(scope.values))
        self.yes.setEnabled(complete and bool(self.person.text().strip()))

    def write(self) -> None:
        """Ask for a folder and write the part."""
        if not self.yes.isEnabled():
            return
        folder = self._place.ask.folder(tr("Parts", "Where is the part to be written?"))
        if folder is None:
            return
        code = self.code.text().strip() if self.protect.isChecked() else ""
        try:
            self.given = give(
                self._place.desk,
                self.scope,
                person=self.person.text(),
                folder=folder,
                rest=self.rest.isChecked(),
                code=code,
            )
        except Problem as problem:
            self.notice.tell("error", self._place.sentence(problem))
            return
        told = tr("Parts", "Written and read back: {path}.").format(path=self.given.path)
        if code:
            told += " " + tr("Parts", "Tell {person} the code by word of mouth: {code}").format(
                person=self.given.part.person, code=code
            )
        self.notice.tell("good", told)
        self.yes.setEnabled(False)
        self.close_button.setFocus(Qt.FocusReason.OtherFocusReason)


def _ticks(name: str) -> QListWidget:
    made = QListWidget()
    made.setAccessibleName(name)
    return made


def _add(into: QListWidget, words: str, *, ticked: bool = False) -> None:
    item = QListWidgetItem(words)
    item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
    item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
    into.addItem(item)


def _ticked(of: QListWidget) -> list[int]:
    return [row for row in range(of.count()) if of.item(row).checkState() == Qt.CheckState.Checked]
