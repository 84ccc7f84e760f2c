"""The forms that were added, and the filled instances of the one that is chosen."""

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from forms.problems import Problem
from office.messages import sentence
from office.other_forms import (
    InstalledForm,
    Instance,
    forget_form,
    forms,
    install,
    instances,
    remove_instance,
    restore_instance,
)
from ui.background import at_own_desk
from ui.entry.form_words import plain
from ui.widgets import Elided, Notice, ReadTable, button, label, tip, two_lines
from ui.words import tr
from ui.workplace import Workplace, moment

SIDE = 270
_TITLE = 1  # the column that takes what room there is


class Overview(QWidget):
    """Forms on the left, the chosen form's instances on the right."""

    begin = Signal(str)
    open = Signal(str, int, str)  # form, submission, version

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self.place = place
        self.forms: tuple[InstalledForm, ...] = ()
        self.instances: tuple[Instance, ...] = ()
        self._removed: list[int] = []  # taken away at this sitting, the last one at the end
        self.notice = Notice()
        self._build_side()
        self._build_form()
        self._build_instances()
        self._lay_out()
        for keys, act in (("Ctrl+N", self.new), ("Ctrl+Z", self.undo), ("Insert", self.add)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def _build_side(self) -> None:
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Other", "Other forms"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.currentRowChanged.connect(self._on_form)
        self.list.installEventFilter(self)
        self.add_button = button(tr("Other", "Add a form…"), kind="main")
        self.add_button.clicked.connect(self.add)
        self.drop_button = button(tr("Other", "Take off the list"), kind="quiet")
        self.drop_button.clicked.connect(self.drop_form)

    def _build_form(self) -> None:
        self.name = Elided(role="title")
        self.facts = label(role="muted", wrap=True)
        self.warned = button("", kind="quiet")
        self.warned.setCheckable(True)
        self.warned.toggled.connect(self._show_warnings)
        self.warnings = QPlainTextEdit()
        self.warnings.setReadOnly(True)
        self.warnings.setTabChangesFocus(True)
        self.warnings.setAccessibleName(tr("Other", "What of this form does not work here"))
        self.warnings.setFixedHeight(140)
        self.warnings.hide()

    def _build_instances(self) -> None:
        self.new_button = button(tr("Other", "New instance (Ctrl+N)"), kind="main")
        self.new_button.clicked.connect(self.new)
        self.open_button = button(tr("Other", "Open (Enter)"))
        self.open_button.clicked.connect(self.open_chosen)
        self.remove_button = button(tr("Other", "Remove (Delete)"), kind="quiet")
        self.remove_button.clicked.connect(self.remove)
        self.removed_button = button("", kind="quiet")
        self.removed_button.setCheckable(True)
        self.removed_button.toggled.connect(lambda _: self._fill())
        self.further = QHBoxLayout()
        """Where further things to do with the chosen form stand: what is exchanged with others."""
        self.table = ReadTable(
            [
                tr("Other", "No."),
                tr("Other", "Name"),
                tr("Other", "Begun"),
                tr("Other", "Changed"),
                tr("Other", "State"),
            ],
            [56, 330, 136, 136, 110],
            tr("Other", "Filled instances"),
        )
        self.table.horizontalHeader().setStretchLastSection(False)
        self.table.horizontalHeader().setSectionResizeMode(_TITLE, QHeaderView.ResizeMode.Stretch)
        self.table.cellActivated.connect(lambda *_: self.open_chosen())
        self.table.cellDoubleClicked.connect(lambda *_: self.open_chosen())
        self.table.installEventFilter(self)
        self.table.itemSelectionChanged.connect(self._wake)
        self._nothing = label(role="muted", wrap=True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(label(tr("Other", "Other forms"), role="title"))
        left.addWidget(self.add_button)
        left.addWidget(self.list, 1)
        left.addWidget(self.drop_button, 0, Qt.AlignmentFlag.AlignLeft)
        side = QWidget()
        side.setFixedWidth(SIDE)
        side.setLayout(left)
        left.setContentsMargins(0, 0, 0, 0)
        acts = QHBoxLayout()
        acts.setSpacing(8)
        for one in (self.new_button, self.open_button, self.remove_button):
            acts.addWidget(one)
        acts.addStretch(1)
        acts.addWidget(self.removed_button)
        acts.addLayout(self.further)
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addWidget(self.notice)
        right.addWidget(self.name)
        right.addWidget(self.facts)
        right.addWidget(self.warned, 0, Qt.AlignmentFlag.AlignLeft)
        right.addWidget(self.warnings)
        right.addLayout(acts)
        right.addWidget(self.table, 1)
        right.addWidget(self._nothing, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(22, 16, 22, 16)
        row.setSpacing(18)
        row.addWidget(side)
        row.addLayout(right, 1)

    # --- reading -----------------------------------------------------------------------------

    @property
    def form(self) -> InstalledForm | None:
        """The form that is chosen."""
        row = self.list.currentRow()
        return self.forms[row] if 0 <= row < len(self.forms) else None

    @property
    def instance(self) -> Instance | None:
        """The instance that is chosen."""
        row = self.table.currentRow()
        return self.instances[row] if 0 <= row < len(self.instances) else None

    def title_of(self, form: InstalledForm) -> str:
        """A form's title on one line."""
        return plain(self.place.words(form.title)) or form.id

    def refresh(self) -> None:
        """Read forms and instances anew; the chosen one stays chosen."""
        chosen = self.form.id if self.form is not None else ""
        self.forms = forms(self.place.desk)
        self.list.blockSignals(True)
        self.list.clear()
        for form in self.forms:
            count = len(instances(self.place.desk, form.id))
            told = tr("Other", "{n} filled").format(n=count)
            item = QListWidgetItem()
            title = two_lines(self.list.fontMetrics(), self.title_of(form), SIDE - 44)
            item.setText(f"{title}\n{told}")
            item.setToolTip(tip(self.title_of(form)))
            lines = item.text().count("\n") + 1
            item.setSizeHint(QSize(SIDE - 20, self.list.fontMetrics().lineSpacing() * lines + 20))
            self.list.addItem(item)
        rows = [row for row, form in enumerate(self.forms) if form.id == chosen]
        self.list.setCurrentRow(rows[0] if rows else 0)
        self.list.blockSignals(False)
        self._show_form()

    def first_focus(self) -> QWidget:
        """Where the keyboard goes: to the instances, to the forms, or to the button that adds one."""
        if self.instances:
            return self.table
        return self.list if self.forms else self.add_button

    def stand_on(self, submission: int) -> None:
        """Choose an instance."""
        for row, one in enumerate(self.instances):
            if one.submission == submission:
                self.table.selectRow(row)
        self.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)

    def tell(self, tone: str, text: str) -> None:
        """Say something above the instances."""
        self.notice.tell(tone, text)

    # --- showing -----------------------------------------------------------------------------

    def _on_form(self, _: int) -> None:
        self.notice.clear()
        self.removed_button.setChecked(False)
        self._show_form()

    def _show_form(self) -> None:
        form = self.form
        for part in (
            self.name,
            self.facts,
            self.new_button,
            self.open_button,
            self.remove_button,
            self.drop_button,
        ):
            part.setVisible(form is not None)
        self.warned.setVisible(form is not None and bool(form.warnings))
        self.warnings.setVisible(False)
        self.warned.setChecked(False)
        if form is not None:
            self.name.setText(self.title_of(form))
            self.facts.setText(
                tr("Other", "{n} questions · version {version} · added {day}").format(
                    n=form.questions, version=form.version, day=moment(form.installed)
                )
            )
            self.warned.setText(tr("Other", "What does not work here: {n} ▾").format(n=len(form.warnings)))
            language = self.place.desk.language
            said = dict.fromkeys(sentence(problem, language) for problem in form.warnings)
            self.warnings.setPlainText("\n".join(f"• {one}" for one in said))
        self._fill()

    def _show_warnings(self, on: bool) -> None:
        self.warnings.setVisible(on)

    def _fill(self) -> None:
        form = self.form
        removed = instances(self.place.desk, form.id, removed=True) if form else ()
        back = self.removed_button.isChecked() and bool(removed)
        self.instances = (removed if back else instances(self.place.desk, form.id)) if form else ()
        rows = [
            (
                str(one.number),
                one.title or tr("Other", "(nothing answered yet)"),
                moment(one.created),
                moment(one.updated),
                self._state(one),
            )
            for one in self.instances
        ]
        self.table.fill(rows, right=(0,))
        if rows:
            self.table.selectRow(0)
        self.table.setVisible(bool(rows))
        self._nothing.setVisible(not rows)
        self._nothing.setText(
            tr("Other", "No instance yet. Ctrl+N begins one.")
            if form
            else tr(
                "Other",
                "Forms made by others (XLSForm of ODK or Kobo, XForm, a form pack) can be filled here. "
                "“Add a form…” takes the file; it stays on this computer and out of your report.",
            )
        )
        words = (
            tr("Other", "Back to the instances")
            if back
            else tr("Other", "Removed: {n}").format(n=len(removed))
        )
        self.removed_button.setText(words)
        self.removed_button.setVisible(bool(removed))
        self._wake()

    def _state(self, one: Instance) -> str:
        if one.removed:
            return tr("Other", "removed")
        return tr("Other", "finished") if one.finished else tr("Other", "under way")

    def _wake(self) -> None:
        one = self.instance
        self.open_button.setEnabled(one is not None)
        self.remove_button.setEnabled(one is not None)
        away = one is not None and one.removed
        self.remove_button.setText(tr("Other", "Bring back") if away else tr("Other", "Remove (Delete)"))

    # --- acting ------------------------------------------------------------------------------

    def add(self) -> None:
        """Ask for the files of forms and add them."""
        kinds = tr("Other", "Forms (*.xlsx *.md *.xml *.phieuxa-pack)")
        for path in self.place.ask.open_files(tr("Other", "Add a form"), kinds):
            self.add_file(path)

    def add_file(self, path: Path) -> None:
        """Compile the form of a file in the background and add it."""
        self.add_button.setEnabled(False)
        self.notice.tell("note", tr("Other", "Reading {file}…").format(file=path.name))

        def ended() -> None:
            self.add_button.setEnabled(True)

        self.place.runner.run(
            at_own_desk(self.place.desk, lambda desk, _: install(desk, path)),
            done=self._on_added,
            failed=self._on_refused,
            ended=ended,
        )

    def _on_added(self, form: InstalledForm) -> None:
        self.forms = forms(self.place.desk)
        self.refresh()
        row = next((row for row, one in enumerate(self.forms) if one.id == form.id), 0)
        self.list.setCurrentRow(row)
        self._show_form()
        title = self.title_of(form)
        if form.warnings:
            words = tr("Other", "Added: {title}. {n} things of it do not work here; the rest can be filled.")
            self.notice.tell("warning", words.format(title=title, n=len(form.warnings)))
            self.warned.setChecked(True)
        else:
            self.notice.tell("good", tr("Other", "Added: {title}.").format(title=title))
        self.new_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_refused(self, problem: Problem) -> None:
        several = getattr(problem, "problems", ()) or (problem,)
        said = list(dict.fromkeys(self.place.sentence(one) for one in several))
        self.notice.tell("error", "\n".join(said[:5]))

    def drop_form(self) -> None:
        """Take the chosen form off the list after a question."""
        form = self.form
        if form is None:
            return
        question = tr(
            "Other",
            "Take “{title}” off the list? Its instances are kept and come back when the form is added again.",
        ).format(title=self.title_of(form))
        if self.place.ask.confirm(tr("Other", "Take off the list"), question, tr("Other", "Take off")):
            forget_form(self.place.desk, form.id)
            self.refresh()
            self.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)

    def new(self) -> None:
        """Begin an instance of the chosen form."""
        if self.form is not None:
            self.notice.clear()
            self.begin.emit(self.form.id)

    def open_chosen(self) -> None:
        """Open the chosen instance; one that was removed comes back first."""
        form, one = self.form, self.instance
        if form is None or one is None:
            return
        self.notice.clear()
        if one.removed:
            restore_instance(self.place.desk, one.submission)
        self.open.emit(form.id, one.submission, one.version)

    def remove(self) -> None:
        """Take the chosen instance away, or bring a removed one back; nothing is destroyed."""
        one = self.instance
        if one is None:
            return
        name = one.title or str(one.number)
        if one.removed:
            restore_instance(self.place.desk, one.submission)
            words = tr("Other", "Back again: {title}")
        else:
            remove_instance(self.place.desk, one.submission)
            self._removed.append(one.submission)
            words = tr("Other", "Removed: {title}. Ctrl+Z brings it back.")
        self.refresh()
        self.notice.tell("note", words.format(title=name))
        self.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)

    def undo(self) -> None:
        """Bring back the instance that was removed last."""
        while self._removed:
            submission = self._removed.pop()
            try:
                restore_instance(self.place.desk, submission)
            except Problem:
                continue
            self.refresh()
            self.stand_on(submission)
            self.notice.tell("good", tr("Other", "The instance is back."))
            return

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        key = event.key()
        if watched is self.table and key == Qt.Key.Key_Delete:
            self.remove()
            return True
        if watched is self.list and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Right):
            (self.table if self.instances else self.new_button).setFocus(Qt.FocusReason.TabFocusReason)
            return True
        return False
