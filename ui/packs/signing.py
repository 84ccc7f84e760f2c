"""Signing a compiled pack: what changes, under which version, with which key, where to, and the proof."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from forms.pack import Pack
from forms.problems import Problem
from office.building import Comparison, SignedPack, check_version, compare, pack_name, sign_pack
from office.changes import group_name
from ui.background import at_own_desk
from ui.facts import facts
from ui.icons import sign
from ui.sending.place_step import PlaceStep
from ui.sending.sign_step import SignStep
from ui.sending.steps import Steps
from ui.widgets import Card, Notice, ReadTable, button, clear, column_in, label
from ui.words import tr
from ui.workplace import Workplace

VERSION, KEY, PLACE, DONE = range(4)


class SignPanel(QWidget):
    """Four steps; the last one shows the file and its hash."""

    back_wanted = Signal()

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self._place = place
        self._pack: Pack | None = None
        self._comparison: Comparison | None = None
        self.step = VERSION
        self._steps = Steps(
            (tr("Packs", "Version"), tr("Packs", "Key"), tr("Packs", "Where to"), tr("Packs", "Done"))
        )
        self.keys = SignStep(place)
        self.where = PlaceStep(place)
        self._result = QWidget()
        self._result_inside = QVBoxLayout(self._result)
        self._result_inside.setContentsMargins(0, 0, 0, 0)
        self.notice = Notice()
        self.back = button("")
        self.back.clicked.connect(self._back)
        self.next = button("", kind="main")
        self.next.clicked.connect(self._next)
        self._pages = (self._version_page(), self._key_page(), self.where, self._result)
        outer = column_in(self)
        self._heading = label(role="heading")
        outer.addWidget(self._heading)
        outer.addWidget(self._steps)
        for page in self._pages:
            outer.addWidget(page)
        outer.addWidget(self.notice)
        row = QHBoxLayout()
        row.addWidget(self.back)
        row.addStretch(1)
        row.addWidget(self.next)
        outer.addLayout(row)
        outer.addStretch(1)
        for signal in (self.keys.changed, self.where.changed, self.version.textChanged):
            signal.connect(self._wake)
        self.keys.entered.connect(self._next)
        self.where.chosen.connect(self.next.setFocus)
        self.version.returnPressed.connect(self._next)
        self._show(VERSION)

    # --- building the screen -----------------------------------------------------------------

    def _version_page(self) -> QWidget:
        page = QWidget()
        column = column_in(page)
        card = Card(tr("Packs", "Version"))
        row = QHBoxLayout()
        self.version = QLineEdit()
        self.version.setAccessibleName(tr("Packs", "Version of the pack"))
        self.version.setMaximumWidth(160)
        row.addWidget(label(tr("Packs", "Version of the pack")))
        row.addWidget(self.version)
        row.addStretch(1)
        card.body.addLayout(row)
        self.version_words = label(role="muted", wrap=True)
        card.body.addWidget(self.version_words)
        column.addWidget(card)
        self._differences = Card(tr("Packs", "Beside the version installed here"))
        self._difference_words = label(role="muted", wrap=True)
        self._differences.body.addWidget(self._difference_words)
        heads = (tr("Packs", "What kind"), tr("Packs", "What differs"))
        self.differences = ReadTable(heads, (190,), tr("Packs", "Beside the version installed here"))
        self._differences.body.addWidget(self.differences)
        column.addWidget(self._differences)
        return page

    def _key_page(self) -> QWidget:
        page = QWidget()
        column = column_in(page)
        card = Card(tr("Packs", "Who stands for this pack?"))
        group = QButtonGroup(self)
        self.with_key = QRadioButton(tr("Packs", "Sign with a key of this office"))
        self.without_key = QRadioButton(tr("Packs", "Sign with a key that is used once and thrown away"))
        for choice, words in (
            (
                self.with_key,
                tr("Packs", "Whoever installs the pack sees your name, and knows the next version by it."),
            ),
            (
                self.without_key,
                tr(
                    "Packs",
                    "The file can be proved whole, not who made it: tell its hash to those who install it, "
                    "by telephone or on paper.",
                ),
            ),
        ):
            group.addButton(choice)
            card.body.addWidget(choice)
            told = label(words, role="muted", wrap=True)
            told.setContentsMargins(28, 0, 0, 4)
            card.body.addWidget(told)
        self.with_key.setChecked(True)
        self.with_key.toggled.connect(self._on_kind)
        column.addWidget(card)
        column.addWidget(self.keys)
        return page

    # --- going through -------------------------------------------------------------------------

    def begin(self, pack: Pack) -> None:
        """Start with a compiled pack: compare it with what is installed."""
        self._pack = pack
        self._comparison = None
        self._heading.setText(self._place.words(pack.title) or pack.id)
        self.version.setText("")
        self.version_words.setText(tr("Packs", "Comparing with the installed version …"))
        self._differences.hide()
        self._show(VERSION)
        self._place.runner.run(
            at_own_desk(self._place.desk, lambda desk, _: compare(desk, pack)),
            done=self._on_compared,
            failed=self._on_failed,
        )

    def _on_compared(self, comparison: Comparison) -> None:
        pack = self._pack
        if pack is None:
            return
        self._comparison = comparison
        self.version.setText(comparison.proposed)
        self.version_words.setText(self._version_said(pack, comparison))
        self._show_differences(comparison)
        self._wake()
        if self.step == VERSION and self.isVisible():
            self.version.setFocus()

    def _version_said(self, pack: Pack, comparison: Comparison) -> str:
        if comparison.old is None:
            return tr("Packs", "No version of {id} is installed here: this is the first.").format(id=pack.id)
        here = tr("Packs", "Installed here: {version}.").format(version=comparison.old.version)
        if comparison.same:
            return f"{here} {tr('Packs', 'Nothing but the version differs from it.')}"
        if comparison.proposed != pack.version:
            words = tr("Packs", "The workbook says {old}: write {new} there too, so that both stay the same.")
            return f"{here} {words.format(old=pack.version, new=comparison.proposed)}"
        return here

    def _show_differences(self, comparison: Comparison) -> None:
        language = self._place.desk.language
        found = comparison.changes
        self.differences.fill([(group_name(one.group, language), one.text) for one in found])
        for row, one in enumerate(found):
            item = self.differences.item(row, 0)
            if item is not None and one.difference.stricter:
                item.setIcon(QIcon(sign("warning", 14)))
        self.differences.fit(1, 9)
        stricter = sum(one.difference.stricter for one in found)
        words = tr("Packs", "{n} differences, {stricter} of them stricter: what was good before may not be.")
        if not stricter:
            words = tr("Packs", "{n} differences, none of them stricter.")
        self._difference_words.setText(words.format(n=len(found), stricter=stricter))
        self._differences.setVisible(bool(found))

    def _show(self, step: int) -> None:
        self.step = step
        for number, page in enumerate(self._pages):
            page.setVisible(number == step)
        self._steps.show_step(step)
        self.notice.clear()
        self.back.setText(tr("Packs", "Back to the workbook") if step == VERSION else tr("Packs", "Back"))
        self.back.setVisible(step != DONE)
        self.next.setText(
            {
                VERSION: tr("Packs", "Go on to the key"),
                KEY: tr("Packs", "Go on"),
                PLACE: tr("Packs", "Sign and write"),
                DONE: tr("Packs", "Finish"),
            }[step]
        )
        if step == KEY:
            self.keys.refresh()
            self._on_kind()
        if step == PLACE:
            self.where.refresh()
        self._wake()
        self._first_focus().setFocus()

    def _first_focus(self) -> QWidget:
        if self.step == VERSION:
            return self.version
        if self.step == KEY:
            return self.with_key if self.with_key.isChecked() else self.without_key
        return self.where.first_focus() if self.step == PLACE else self.next

    def _on_kind(self, *_: bool) -> None:
        self.keys.setVisible(self.with_key.isChecked())
        self._wake()

    def _wake(self) -> None:
        ready = {
            VERSION: self._comparison is not None and bool(self.version.text().strip()),
            KEY: self.without_key.isChecked() or self.keys.ready,
            PLACE: self.where.folder is not None,
            DONE: True,
        }[self.step]
        self.next.setEnabled(ready)

    def _back(self) -> None:
        if self.step == VERSION:
            self.back_wanted.emit()
        else:
            self._show(self.step - 1)

    def _next(self) -> None:
        if not self.next.isEnabled():
            return
        if self.step == VERSION:
            self._check_version()
        elif self.step == KEY:
            self._show(PLACE)
        elif self.step == PLACE:
            self._sign()
        else:
            self.back_wanted.emit()

    def _check_version(self) -> None:
        pack = self._pack
        if pack is None:
            return
        try:
            check_version(self._place.desk, pack, self.version.text().strip())
        except Problem as problem:
            self._on_failed(problem)
            self.version.setFocus()
            return
        self._show(KEY)

    # --- signing ---------------------------------------------------------------------------------

    def _sign(self) -> None:
        pack, folder = self._pack, self.where.folder
        if pack is None or folder is None:
            return
        version = self.version.text().strip()
        there = folder / pack_name(pack.id, version)
        if there.exists() and not self._place.ask.confirm(
            tr("Packs", "Replace the file?"),
            tr("Packs", "{file} is there already. Shall it be replaced?").format(file=there.name),
            tr("Packs", "Replace"),
        ):
            return
        unlock = self.keys.unlock if self.with_key.isChecked() else None
        self.next.setEnabled(False)
        self.back.setEnabled(False)
        self.notice.tell("note", tr("Packs", "Signing and writing …"))
        self._place.runner.run(
            at_own_desk(
                self._place.desk,
                lambda desk, _: sign_pack(desk, pack, version=version, folder=folder, unlock=unlock),
            ),
            done=self._on_signed,
            failed=self._on_refused,
            ended=lambda: self.back.setEnabled(True),
        )

    def _on_refused(self, problem: Problem) -> None:
        self.keys.refused()
        self._on_failed(problem)

    def _on_failed(self, problem: Problem) -> None:
        self._wake()
        self.notice.tell("error", self._place.sentence(problem))

    def _on_signed(self, signed: SignedPack) -> None:
        self.keys.forget()
        clear(self._result_inside)
        done = Notice()
        self._result_inside.addWidget(done)  # first: told without a parent it would be a window of its own
        done.tell("good", tr("Packs", "The pack was written, read back and verified: it is whole."))
        card = Card(tr("Packs", "What was written"))
        rows = (
            (tr("Packs", "File"), signed.path.name),
            (tr("Packs", "Folder"), str(signed.path.parent)),
            (tr("Packs", "Id and version"), f"{signed.id} {signed.version}"),
            (tr("Packs", "Signed by"), signed.signer or tr("Packs", "a key used once")),
            (tr("Packs", "Hash to read aloud"), " · ".join(signed.words)),
            (tr("Packs", "Hash"), f"{signed.hash[:32]}\n{signed.hash[32:]}"),
        )
        card.body.addLayout(facts(rows))
        self._result_inside.addWidget(card)
        self._show(DONE)
