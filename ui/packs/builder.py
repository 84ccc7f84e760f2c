"""Building a pack: a source is chosen, checked and checked again while it is mended, tried out and signed."""

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QIcon, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QCheckBox,
    QHBoxLayout,
    QPushButton,
    QWidget,
)

from forms.pack import Pack, Severity
from forms.problems import Problem
from office.building import Checked, Remark, check, mark_of, write_template
from ui.background import Progress
from ui.flow import Flow
from ui.icons import sign
from ui.packs.installed import stretch
from ui.packs.signing import SignPanel
from ui.receiving.drop_field import DropField
from ui.widgets import Card, Notice, ReadTable, button, column_in, label, set_look, tip
from ui.words import tr
from ui.workplace import Workplace, time_of

LOOK_AGAIN = 1500
"""Milliseconds between two looks at the source: a person saves in Excel and looks back here."""
_MOST_ROWS = 1000


class BuilderSection(QWidget):
    """The workshop. Nothing is written while an error stands."""

    preview_wanted = Signal(object)  # Pack

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self._place = place
        self.source: Path | None = None
        self.checked: Checked | None = None
        self._told_kind: bool | None = None  # the person's word on whether the form is other people's
        self._checking = False
        self._again = False  # asked for while a check was under way
        self._changed_to = mark_of(Path())  # a mark seen once: it is believed when it is seen twice
        self._shown: tuple[Remark, ...] = ()
        outer = column_in(self)
        outer.addWidget(self._choose())
        outer.addWidget(self._begin_card())
        self.notice = Notice()
        self._work = QWidget()
        inside = column_in(self._work)
        inside.addWidget(self._source_card())
        inside.addWidget(self.notice)
        inside.addWidget(self._remarks_card(), 1)
        inside.addWidget(self._ready_card())
        self._rest = QWidget()
        inside.addWidget(self._rest, 1)
        outer.addWidget(self._work, 1)
        self.signing = SignPanel(place)
        self.signing.back_wanted.connect(self._leave_signing)
        self.signing.hide()
        outer.addWidget(self.signing)
        self._filler = QWidget()  # keeps what is above at the top while there is no list
        outer.addWidget(self._filler, 1)
        self._work.hide()
        again = QShortcut(QKeySequence("F5"), self)
        again.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        again.activated.connect(self.recheck)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_AGAIN)
        self._timer.timeout.connect(self.look)

    # --- building the screen -----------------------------------------------------------------

    def _choose(self) -> QWidget:
        self.drop = DropField(
            tr("Packs", "Drop the workbook of a pack here, or choose it. Nothing in it is changed.")
        )
        self.drop.dropped.connect(self._on_dropped)
        self.drop.files_wanted.connect(self._pick_file)
        self.drop.folder_wanted.connect(self._pick_folder)
        return self.drop

    def _begin_card(self) -> Card:
        self._begin = Card(tr("Packs", "How a pack is made"))
        steps = (
            tr(
                "Packs",
                "1. Write the sample workbook and change it in Excel: forms, units, deadlines.",
            ),
            tr("Packs", "2. Drop the workbook above. Every mistake is told with sheet, cell and remedy."),
            tr("Packs", "3. Mend it in Excel and save; look back here: it is checked again by itself."),
            tr("Packs", "4. Try the forms out, then sign the pack and hand the file on."),
        )
        for step in steps:
            self._begin.body.addWidget(label(step, wrap=True))
        row = QHBoxLayout()
        self.template_button = button(tr("Packs", "Write the sample workbook …"))
        self.template_button.clicked.connect(self.write_template)
        row.addWidget(self.template_button)
        row.addStretch(1)
        self._begin.body.addLayout(row)
        self.begin_notice = Notice()
        self._begin.body.addWidget(self.begin_notice)
        return self._begin

    def write_template(self) -> None:
        """Write the workbook that officers start from, and begin to watch it."""
        kinds = tr("Packs", "Workbooks (*.xlsx)")
        name = tr("Packs", "sample-pack.xlsx")
        target = self._place.ask.save_file(tr("Packs", "Write the sample workbook"), name, kinds)
        if target is None:
            return

        def work(_: Progress) -> Path:
            return write_template(target)

        def failed(problem: Problem) -> None:
            self.begin_notice.tell("error", self._place.sentence(problem))

        self._place.runner.run(work, done=self.open, failed=failed)

    def _source_card(self) -> Card:
        self._card = Card(margin=12)
        self.state = label(role="muted")
        self.foreign = QCheckBox(tr("Packs", "A form of others (ODK, Kobo)"))
        self.foreign.setToolTip(
            tr("Packs", "Questions this program cannot ask are shown locked; the rest can be filled.")
        )
        self.foreign.clicked.connect(self._on_foreign)
        self.open_button = button(tr("Packs", "Open the workbook"))
        self.open_button.clicked.connect(self.open_source)
        self.again_button = button(tr("Packs", "Check again (F5)"))
        self.again_button.clicked.connect(self.recheck)
        buttons = Flow()
        for one in (self.open_button, self.again_button, self.state, self.foreign):
            buttons.addWidget(one)
        self._card.body.addLayout(buttons)
        return self._card

    def _remarks_card(self) -> Card:
        self._remarks = Card(tr("Packs", "What was found"), margin=12)
        row = QHBoxLayout()
        self._filter = QButtonGroup(self)
        self._chips: dict[str, QPushButton] = {}
        for which in ("all", Severity.ERROR.value, Severity.WARNING.value):
            chip = button("", kind="chip")
            chip.setCheckable(True)
            chip.setChecked(which == "all")
            chip.clicked.connect(self._list_remarks)
            self._filter.addButton(chip)
            self._chips[which] = chip
            row.addWidget(chip)
        row.addStretch(1)
        self.copy_button = button(tr("Packs", "Copy all"))
        self.copy_button.clicked.connect(self.copy_all)
        row.addWidget(self.copy_button)
        self._remarks.body.addLayout(row)
        heads = (
            tr("Packs", "Code"),
            tr("Packs", "Sheet"),
            tr("Packs", "Cell"),
            tr("Packs", "What is wrong"),
            tr("Packs", "What to do"),
        )
        self.list = ReadTable(heads, (196, 124, 62, 200, 190), tr("Packs", "What was found"))
        stretch(self.list, 3)
        stretch(self.list, 4)
        self.list.currentCellChanged.connect(self._on_remark)
        self.list.cellActivated.connect(lambda *_: self.open_source())
        self.list.setMinimumHeight(170)
        self._remarks.body.addWidget(self.list, 1)
        self.detail = label(wrap=True, role="muted")
        self.detail.setMinimumHeight(38)
        self.detail.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._remarks.body.addWidget(self.detail)
        return self._remarks

    def _ready_card(self) -> Card:
        self._ready = Card(margin=12)
        self.summary = label(wrap=True)
        self._ready.body.addWidget(self.summary)
        row = QHBoxLayout()
        self.preview_button = button(tr("Packs", "Try the forms out"))
        self.preview_button.clicked.connect(self.preview)
        self.sign_button = button(tr("Packs", "Sign and write the pack …"), kind="main")
        self.sign_button.clicked.connect(self.start_signing)
        row.addWidget(self.sign_button)
        row.addWidget(self.preview_button)
        row.addStretch(1)
        self._ready.body.addLayout(row)
        return self._ready

    # --- the source ----------------------------------------------------------------------------

    def refresh(self) -> None:
        """Look at the source again, as the page is shown."""
        self.look()

    def take_focus(self) -> None:
        """Give the keyboard back to where the work goes on."""
        for one in (self.sign_button, self.again_button, self.drop.files):
            if one.isVisible() and one.isEnabled():
                one.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def _pick_file(self) -> None:
        kinds = tr("Packs", "Workbooks and forms (*.xlsx *.md *.xml)")
        chosen = self._place.ask.open_files(tr("Packs", "Choose the workbook of a pack"), kinds)
        if chosen:
            self.open(chosen[0])

    def _pick_folder(self) -> None:
        folder = self._place.ask.folder(tr("Packs", "Choose the folder of a pack"))
        if folder is not None:
            self.open(folder)

    def _on_dropped(self, paths: tuple[Path, ...]) -> None:
        self.open(paths[0])

    def open(self, source: Path) -> None:
        """Take a source and check it at once."""
        self.source = source
        self.checked = None
        self._told_kind = None
        self._leave_signing()
        self._begin.hide()
        self._filler.hide()
        self._work.show()
        self.drop.words.setText(source.name)
        self.drop.words.setToolTip(tip(str(source)))
        set_look(self.drop.words, "role", "heading")
        self.open_button.setText(
            tr("Packs", "Open the folder") if source.is_dir() else tr("Packs", "Open the workbook")
        )
        self._timer.start()
        self.recheck()
        self.again_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def open_source(self) -> None:
        """Open the source in the program this computer has for it."""
        if self.source is not None and not self._place.ask.show_file(self.source):
            self.notice.tell("error", tr("Packs", "No program on this computer opens this file."))

    # --- checking ------------------------------------------------------------------------------

    def recheck(self) -> None:
        """Check the source again; the window goes on meanwhile."""
        source = self.source
        if source is None or self.signing.isVisible():
            return
        if self._checking:
            self._again = True
            return
        self._checking = True
        self._again = False
        self.state.setText(tr("Packs", "Checking …"))
        self.sign_button.setEnabled(False)
        self.preview_button.setEnabled(False)
        language, foreign = self._place.desk.language, self._told_kind

        def work(_: Progress) -> Checked:
            return check(source, language, foreign=foreign)

        self._place.runner.run(work, done=self._on_checked, failed=self._on_failed, ended=self._on_ended)

    def _on_foreign(self, chosen: bool) -> None:
        self._told_kind = chosen
        self.recheck()

    def look(self) -> None:
        """Check again when the source was changed on disk and has stood still since the last look."""
        source, checked = self.source, self.checked
        if source is None or checked is None or self._checking or not self.isVisible():
            return
        mark = mark_of(source)
        if mark != checked.mark and mark == self._changed_to:
            self.recheck()
        self._changed_to = mark

    def _on_failed(self, problem: Problem) -> None:
        self.state.setText("")
        self.notice.tell("error", self._place.sentence(problem))

    def _on_ended(self) -> None:
        self._checking = False
        if self.checked is None or self.checked.source != self.source:
            self.state.setText("")
        if self._again:
            self.recheck()

    def _on_checked(self, checked: Checked) -> None:
        if checked.source != self.source:
            return
        self.checked = checked
        self._changed_to = checked.mark
        self.foreign.setChecked(checked.foreign)
        now = time_of(self._now())
        self.state.setText(tr("Packs", "Checked at {time}").format(time=now))
        errors, warnings = checked.count(Severity.ERROR), checked.count(Severity.WARNING)
        self._chips["all"].setText(tr("Packs", "All {n}").format(n=errors + warnings))
        self._chips[Severity.ERROR.value].setText(tr("Packs", "Errors {n}").format(n=errors))
        self._chips[Severity.WARNING.value].setText(tr("Packs", "Warnings {n}").format(n=warnings))
        self._tell(checked, errors, warnings)
        self._remarks.setVisible(bool(checked.remarks))
        self._rest.setVisible(not checked.remarks)
        self._ready.setVisible(checked.pack is not None)
        self.sign_button.setEnabled(checked.pack is not None)
        self.preview_button.setEnabled(checked.pack is not None and bool(checked.pack.forms))
        if checked.pack is not None:
            self.summary.setText(self._summary(checked.pack))
        self._list_remarks()

    def _now(self) -> datetime:
        return self._place.desk.clock.now()

    def _tell(self, checked: Checked, errors: int, warnings: int) -> None:
        lines = []
        if errors:
            tone = "error"
            words = tr(
                "Packs", "{n} errors. Mend them in the workbook and save: it is checked again by itself."
            )
            lines.append(words.format(n=errors))
        elif warnings:
            tone = "warning"
            lines.append(tr("Packs", "No error; {n} warnings to be read.").format(n=warnings))
        else:
            tone = "good"
            lines.append(tr("Packs", "No error and no warning."))
        if checked.open_elsewhere:
            lines.append(tr("Packs", "The workbook is open in Excel: what is not saved is not checked."))
        self.notice.tell(tone, "\n".join(lines))

    def _summary(self, pack: Pack) -> str:
        tables = sum(len(form.tables) for form in pack.forms)
        fields = sum(len(table.fields) for form in pack.forms for table in form.tables)
        words = tr(
            "Packs",
            "{title} · {id} {version} · {forms} forms, {tables} tables, {fields} fields, {checks} checks, "
            "{units} units",
        )
        return words.format(
            title=self._place.words(pack.title) or pack.id,
            id=pack.id,
            version=pack.version,
            forms=len(pack.forms),
            tables=tables,
            fields=fields,
            checks=len(pack.checks),
            units=len(pack.units),
        )

    # --- the list --------------------------------------------------------------------------------

    def show_only(self, which: str) -> None:
        """Show "all", "error" or "warning" remarks."""
        self._chips[which].setChecked(True)
        self._list_remarks()

    @property
    def shown(self) -> tuple[Remark, ...]:
        """The remarks on the list."""
        return self._shown

    def _list_remarks(self) -> None:
        if self.checked is None:
            return
        which = next(name for name, chip in self._chips.items() if chip.isChecked())
        self._shown = tuple(r for r in self.checked.remarks if which in ("all", r.severity.value))
        rows = self._shown[:_MOST_ROWS]
        self.list.fill([(r.code, r.sheet or r.file, r.cell, r.what, r.remedy) for r in rows])
        for number, one in enumerate(rows):
            item = self.list.item(number, 0)
            if item is not None:
                item.setIcon(QIcon(sign("error" if one.severity is Severity.ERROR else "warning", 14)))
                item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{kind_word(one.severity)} {one.code}")
        self.detail.setText("")
        if rows:
            self.list.selectRow(0)
            self._on_remark(0)

    def _on_remark(self, row: int, *_: int) -> None:
        if 0 <= row < len(self._shown):
            self.detail.setText(line_of(self._shown[row]))

    def copy_all(self) -> None:
        """Put the shown remarks on the clipboard, as rows for Excel or a letter."""
        rows = [
            "\t".join((kind_word(r.severity), r.code, r.file, r.sheet, r.cell, r.what, r.remedy))
            for r in self._shown
        ]
        QApplication.clipboard().setText("\n".join(rows))
        self.state.setText(tr("Packs", "{n} lines copied").format(n=len(rows)))

    # --- going on ----------------------------------------------------------------------------------

    def preview(self) -> None:
        """Try the compiled pack out."""
        if self.checked is not None and self.checked.pack is not None:
            self.preview_wanted.emit(self.checked.pack)

    def start_signing(self) -> None:
        """Go on to compare, sign and write."""
        if self.checked is None or self.checked.pack is None or not self.sign_button.isEnabled():
            return
        self._work.hide()
        self._begin.hide()
        self.drop.hide()
        self.signing.show()
        self.signing.begin(self.checked.pack)

    def _leave_signing(self) -> None:
        if self.signing.isHidden():
            return
        self.signing.hide()
        self.drop.show()
        self._work.setVisible(self.source is not None)
        self.take_focus()
        self.look()


def kind_word(severity: Severity) -> str:
    """A severity in words."""
    return tr("Packs", "Error") if severity is Severity.ERROR else tr("Packs", "Warning")


def line_of(one: Remark) -> str:
    """A remark as one text: code, place, what is wrong and what to do."""
    place = "!".join(part for part in (one.sheet, one.cell) if part) or one.file
    return " · ".join(part for part in (one.code, place, one.what, one.remedy) if part)
