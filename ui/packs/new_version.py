"""A newer version of the pack: what it would change, to be read before anybody accepts it."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from forms.answers import Address
from forms.findings import Finding
from forms.moving import Left
from forms.pack import Severity
from forms.problems import Problem
from office.building import signer_name
from office.changes import Change, changes, group_name
from office.desk import Desk
from office.new_version import (
    AcceptedVersion,
    Preview,
    accept,
    forget_waiting,
    judge_again,
    log,
    preview,
    to_look_at,
    wait,
    waiting,
)
from office.older import left_parts
from ui.background import Progress, at_own_desk
from ui.receiving.drop_field import DropField
from ui.widgets import (
    Card,
    Notice,
    ReadTable,
    badge,
    button,
    clear,
    column_in,
    copyable,
    label,
    set_look,
)
from ui.words import tr
from ui.workplace import Workplace, moment

_LARGEST = 100_000_000  # bytes of a file that is looked at
_SHOWN = 500  # lines of a list
_FITS = 75  # characters that a line shows on the smallest screen


@dataclass(frozen=True, slots=True)
class _State:
    """What the section shows when nothing was chosen: a file that waits, or what was accepted last."""

    waiting: Preview | None
    last: AcceptedVersion | None
    open: tuple[Finding, ...]
    refused: Problem | None = None  # why a file that waited can no longer be accepted


class NewVersionSection(QWidget):
    """Takes the file of a newer version, shows what it would do, and accepts it or keeps it waiting."""

    desk_changed = Signal(str)  # what was done
    open_cell = Signal(object)  # Address

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self._place = place
        self.seen: Preview | None = None
        self._waits = False
        self._findings: tuple[Finding, ...] = ()
        outer = column_in(self)
        self.notice = Notice()
        outer.addWidget(self.notice)
        self.drop = DropField(
            tr("NewVersion", "Drop the file of a newer version (.phieuxa-pack) here, or choose it.")
        )
        self.drop.folder.hide()
        self.drop.files.setText(tr("NewVersion", "Choose the file …"))
        self.drop.dropped.connect(lambda paths: self.look(paths[0]))
        self.drop.files_wanted.connect(self.choose)
        outer.addWidget(self.drop)
        outer.addWidget(self._preview_card())
        outer.addWidget(self._accepted_card())
        outer.addStretch(1)

    # --- building ----------------------------------------------------------------------------

    def _preview_card(self) -> Card:
        self.card = Card()
        self.title = label("", role="heading", wrap=True)
        self.card.body.addWidget(self.title)
        self._badges = QHBoxLayout()
        self._badges.setSpacing(8)
        self.card.body.addLayout(self._badges)
        self._origin = copyable("", role="muted")
        self._origin.setWordWrap(True)
        self.card.body.addWidget(self._origin)
        self._explain = label("", role="muted", wrap=True)
        self.card.body.addWidget(self._explain)
        row = QHBoxLayout()
        self.accept_button = button(tr("NewVersion", "Accept the new version"), kind="main")
        self.accept_button.clicked.connect(self.accept)
        self.later_button = button(tr("NewVersion", "Later"))
        self.later_button.clicked.connect(self.later)
        self.forget_button = button(tr("NewVersion", "Forget this file"), kind="quiet")
        self.forget_button.clicked.connect(self.forget)
        for made in (self.accept_button, self.later_button, self.forget_button):
            row.addWidget(made)
        row.addStretch(1)
        self.card.body.addLayout(row)
        self.changes = _Lines(
            (tr("NewVersion", "Group"), tr("NewVersion", "What is different")),
            (170,),
            tr("NewVersion", "What is different"),
        )
        self.problems = _Lines(
            (
                tr("NewVersion", "Rule"),
                tr("NewVersion", "Cell"),
                tr("NewVersion", "What is asked of you"),
            ),
            (90, 170),
            tr("NewVersion", "New problems in your figures"),
        )
        self.left = _Lines(
            (tr("NewVersion", "Cell"), tr("NewVersion", "Answer"), tr("NewVersion", "Why it has no place")),
            (170, 200),
            tr("NewVersion", "Answers without a place"),
        )
        for lines in (self.changes, self.problems, self.left):
            self.card.body.addWidget(lines)
        self.card.hide()
        return self.card

    def _accepted_card(self) -> Card:
        self.done_card = Card()
        self.done_title = label("", role="heading", wrap=True)
        self.done_card.body.addWidget(self.done_title)
        self.done_text = label("", role="muted", wrap=True)
        self.done_card.body.addWidget(self.done_text)
        self.open = _Lines(
            (tr("NewVersion", "Rule"), tr("NewVersion", "Cell"), tr("NewVersion", "What is asked of you")),
            (90, 170),
            tr("NewVersion", "Still to look at"),
        )
        self.open.table.cellActivated.connect(lambda row, _: self._go(row))
        self.open.table.cellDoubleClicked.connect(lambda row, _: self._go(row))
        self.done_card.body.addWidget(self.open)
        self.go_button = button(tr("NewVersion", "Go to the cell"))
        self.go_button.clicked.connect(lambda: self._go(self.open.table.currentRow()))
        self.done_card.body.addWidget(self.go_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.done_card.hide()
        return self.done_card

    # --- showing -----------------------------------------------------------------------------

    def refresh(self) -> None:
        """Show the file that waits, else what was accepted last."""
        if self.seen is not None and not self._waits:
            return  # a file that was just chosen is not taken away from under the person's eyes
        self._place.runner.run(
            at_own_desk(self._place.desk, lambda desk, _: _state(desk)),
            done=self._on_state,
            failed=self._on_failed,
        )

    def _on_state(self, state: _State) -> None:
        self._waits = state.waiting is not None
        if state.waiting is not None:
            self._show(state.waiting)
        else:
            self.seen = None
            self.card.hide()
            set_look(self.drop.files, "kind", "main")
        if state.refused is not None:
            self._on_failed(state.refused)
        self._show_accepted(state.last, state.open)

    def _show_accepted(self, last: AcceptedVersion | None, found: Sequence[Finding]) -> None:
        self._findings = tuple(found)
        self.done_card.setVisible(last is not None and self.seen is None)
        if last is None:
            return
        self.done_title.setText(
            tr("NewVersion", "Version {new} since {when}").format(
                new=last.new_version, when=moment(last.when)
            )
        )
        words = tr("NewVersion", "Accepted by {who}, before that {old}. The data file as it was: {backup}")
        self.done_text.setText(words.format(who=last.who, old=last.old_version, backup=last.backup))
        heading = tr("NewVersion", "Still to look at: {n}").format(n=len(found))
        self.open.show_lines(heading, [self._finding(one) for one in found])
        self.go_button.setVisible(bool(found))

    def choose(self) -> None:
        """Pick the file."""
        kinds = tr("NewVersion", "Form packs (*.phieuxa-pack)")
        paths = self._place.ask.open_files(tr("NewVersion", "The file of a newer version"), kinds)
        if paths:
            self.look(paths[0])

    def look(self, path: Path) -> None:
        """Show what a file would change."""
        self.notice.clear()
        try:
            data = _bytes(path)
        except Problem as problem:
            self._on_failed(problem)
            return
        self.look_at(data, path.name)

    def look_at(self, data: bytes, name: str) -> None:
        """Show what the bytes of a file would change."""
        self.drop.setEnabled(False)
        self._place.runner.run(
            at_own_desk(self._place.desk, lambda desk, _: preview(desk, data, name)),
            done=self._on_preview,
            failed=self._on_failed,
            ended=lambda: self.drop.setEnabled(True),
        )

    def _on_preview(self, seen: Preview) -> None:
        self._waits = False
        self._show(seen)
        self.changes.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, seen: Preview) -> None:
        self.seen = seen
        language = self._place.desk.language
        name = self._place.words(seen.new.title) or seen.new.id
        self.title.setText(f"{name}: {seen.old.version} → {seen.new.version}")
        self._origin.setText(
            tr("NewVersion", "Signed by {signer}. Hash to read aloud: {words}").format(
                signer=signer_name(seen.shelved.signer) or tr("NewVersion", "a key used once"),
                words=" · ".join(one.replace(" ", "\u00a0") for one in seen.words),
            )
        )
        clear(self._badges)
        for text, tone in self._counts(seen):
            self._badges.addWidget(badge(text, tone))
        self._badges.addStretch(1)
        self._explain.setText(self._explanation(seen))
        lines = changes(seen.differences, language)
        self.changes.show_lines(
            tr("NewVersion", "What is different: {n}").format(n=len(lines)),
            [self._change(line) for line in lines],
        )
        self.problems.show_lines(
            tr("NewVersion", "New problems in your figures: {n}").format(n=len(seen.findings)),
            [self._finding(one) for one in seen.findings],
        )
        self.left.show_lines(
            tr("NewVersion", "Answers without a place: {n}").format(n=len(seen.moved.left)),
            [self._left(one) for one in seen.moved.left],
        )
        self.forget_button.setVisible(self._waits)
        set_look(self.drop.files, "kind", "")  # one main button at a time
        self.card.show()
        self.done_card.hide()

    def _counts(self, seen: Preview) -> list[tuple[str, str]]:
        errors = sum(one.severity is Severity.ERROR for one in seen.findings)
        left = len(seen.moved.left)
        counts = [
            (tr("NewVersion", "{n} differences").format(n=len(seen.differences)), "plain"),
            (
                tr("NewVersion", "{n} new problems").format(n=len(seen.findings)),
                "error" if errors else "warning" if seen.findings else "good",
            ),
            (
                tr("NewVersion", "{n} answers without a place").format(n=left),
                "warning" if left else "good",
            ),
        ]
        if seen.received:
            moved = tr("NewVersion", "{n} received packages move along").format(n=seen.received)
            counts.append((moved, "plain"))
        return counts

    def _explanation(self, seen: Preview) -> str:
        words = [
            tr(
                "NewVersion",
                "Until it is accepted the office goes on with version {old}. Before it is, the data file is "
                "copied. What has no place stays in the file and in the history.",
            ).format(old=seen.old.version)
        ]
        if seen.other_signer(self._place.desk.shelved):
            words.append(
                tr(
                    "NewVersion",
                    "Another person signed it than the version at work: compare the words first.",
                )
            )
        if seen.other_campaign:
            words.append(
                tr("NewVersion", "It is for another campaign: the answers of this one stay with theirs.")
            )
        return " ".join(words)

    def _change(self, change: Change) -> tuple[str, ...]:
        return group_name(change.group, self._place.desk.language), change.text

    def _finding(self, finding: Finding) -> tuple[str, ...]:
        return finding.code, str(finding.place), self._place.words(finding.sentence)

    def _left(self, left: Left) -> tuple[str, ...]:
        value, reason = left_parts(left, self._place.desk.language)
        return str(left.address), value, reason

    # --- deciding ----------------------------------------------------------------------------

    def accept(self) -> None:
        """Go on with the newer version; the window stands still until everything has moved."""
        if self.seen is not None:
            self.accept_button.setEnabled(False)
            QTimer.singleShot(0, self._accept)  # the key that was pressed is still to be let go

    def _accept(self) -> None:
        seen = self.seen
        if seen is None:
            return
        window = self.window()
        window.setEnabled(False)

        def done(answer: tuple[AcceptedVersion, int, int]) -> None:
            accepted, judged, taken = answer
            self._place.desk.turn_to(seen.shelved)
            self.seen = None
            words = tr("NewVersion", "Version {new} is accepted. The data file as it was: {backup}")
            told = words.format(new=accepted.new_version, backup=accepted.backup)
            if judged:
                more = tr("NewVersion", "Packages judged again: {n}, taken in: {taken}.")
                told = f"{told}. {more.format(n=judged, taken=taken)}"
            self.desk_changed.emit(told)

        def ended() -> None:
            window.setEnabled(True)
            self.accept_button.setEnabled(True)

        self._place.runner.run(
            at_own_desk(self._place.desk, lambda desk, progress: _accept(desk, seen, progress)),
            done=done,
            failed=self._on_failed,
            progress=self._on_progress,
            ended=ended,
        )

    def _on_progress(self, done: int, total: int, what: str) -> None:
        words = tr("NewVersion", "Moving {done}/{total} · {what}")
        self.notice.tell("note", words.format(done=done, total=total, what=what))

    def later(self) -> None:
        """Keep the file waiting and go on with the version at work."""
        seen = self.seen
        if seen is None:
            return
        if not self._waits and not self._do(lambda: wait(self._place.desk, seen.data)):
            return
        self._waits = True
        self.forget_button.show()
        words = tr("NewVersion", "Version {new} waits here. The office goes on with {old}.")
        self.notice.tell("good", words.format(new=seen.new.version, old=seen.old.version))

    def forget(self) -> None:
        """Let go of the file that waits."""
        if self._do(lambda: forget_waiting(self._place.desk)):
            self.seen, self._waits = None, False
            self.card.hide()
            self.drop.files.setFocus(Qt.FocusReason.OtherFocusReason)
            self.refresh()

    def _do(self, step: object) -> bool:
        try:
            step()  # type: ignore[operator]
        except Problem as problem:
            self._on_failed(problem)
            return False
        self.notice.clear()
        return True

    def _go(self, row: int) -> None:
        if 0 <= row < len(self._findings):
            place: Address = self._findings[row].place
            self.open_cell.emit(place)

    def _on_failed(self, problem: Problem) -> None:
        self.notice.tell("error", self._place.sentence(problem))


class _Lines(QWidget):
    """A heading, a list below it, and the whole text of the chosen line: long ones are cut in the list."""

    def __init__(self, heads: Sequence[str], widths: Sequence[int], name: str) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(4)
        self.heading = label("", role="heading")
        column.addWidget(self.heading)
        self.table = ReadTable(heads, widths, name)
        self.table.currentCellChanged.connect(lambda row, *_: self._on_row(row))
        column.addWidget(self.table)
        self.whole = label("", role="small", wrap=True)
        self.whole.setAlignment(Qt.AlignmentFlag.AlignTop)
        column.addWidget(self.whole)
        self._rows: list[tuple[str, ...]] = []

    def show_lines(self, heading: str, rows: Sequence[tuple[str, ...]]) -> None:
        """Show lines; without any the list is not there."""
        self._rows = list(rows[:_SHOWN])
        self.heading.setText(heading)
        self.table.fill(self._rows)
        self.table.fit(1, 6)
        self.whole.setVisible(any(len(row[-1]) > _FITS for row in self._rows))
        self.setVisible(bool(rows))
        if self._rows:
            self.table.selectRow(0)
            self._on_row(0)

    def _on_row(self, row: int) -> None:
        text = self._rows[row][-1] if 0 <= row < len(self._rows) else ""
        self.whole.setText(text if len(text) > _FITS else "")


def _accept(desk: Desk, seen: Preview, progress: Progress) -> tuple[AcceptedVersion, int, int]:
    """Accept a version; then packages that were refused for want of it are judged again."""
    accepted = accept(desk, seen, progress)
    receipts = judge_again(desk)
    return accepted, len(receipts), sum(one.verdict == "taken" for one in receipts)


def _state(desk: Desk) -> _State:
    """Read what waits and what was accepted last; a file that can no longer be accepted waits no more."""
    kept = waiting(desk)
    seen, refused = None, None
    if kept is not None:
        try:
            seen = preview(desk, kept.data)
        except Problem as problem:
            if problem.code.startswith(("DB_", "DISK_")):
                raise
            refused = problem
            forget_waiting(desk)
    return _State(seen, next(reversed(log(desk)), None), to_look_at(desk), refused)


def _bytes(path: Path) -> bytes:
    if not path.is_file():
        raise Problem("FILE_MISSING", file=path.name)
    if path.stat().st_size > _LARGEST:
        raise Problem("FILE_TOO_LARGE", file=path.name)
    try:
        return path.read_bytes()
    except OSError as broken:
        raise Problem("FILE_UNREADABLE", file=path.name, reason=broken.strerror or "") from broken
