"""The live answers as Qt sees them: one signal tells every view which cells to repaint.

Views read through `cell`, write through `put`, `put_block`, `set_state` ..., and listen to `changed`. What
was refused is told by `refused` and stays where it was typed; nothing here opens a dialog.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QTemporaryDir, Signal

from forms.answers import Address, Key, State, Value
from forms.findings import CellView, Change, Finding
from forms.pack import Choice, Field, Form, Kind, Layout, Table, TableKind
from forms.problems import Problem
from office.column_total import ColumnTotal, TotalShown
from office.earlier import Compared, Earlier, above
from office.entry import Entry
from office.finding import Index
from office.messages import sentence
from office.noting import NoteBook
from office.pasting import Line, Plan, accept, read_block
from office.progress import Progress, silent
from ui.entry.form_words import plain
from ui.entry.long_work import LARGE_STEP, MANY_CELLS, Renewed, at_length, everything, renewed
from ui.entry.marks import Marks
from ui.photos import redraw
from ui.words import tr
from ui.workplace import Workplace

NUMBERS = (Kind.INTEGER, Kind.DECIMAL)
MOST_TOLD = 3
REGISTER = "register"  # why a cell is locked


@dataclass(frozen=True, slots=True)
class Cell:
    """All that a view paints of one cell."""

    text: str
    view: CellView
    mark: str  # "", "blank", "error", "warning" or "good" (a warning that is explained)
    draft: bool
    computed: bool
    noted: bool = False

    @property
    def locked(self) -> bool:
        """Whether nothing can be typed here."""
        return self.computed or self.view.readonly or self.from_register or not self.view.relevant

    @property
    def from_register(self) -> bool:
        """Whether the figure follows from the household register of its year."""
        return self.view.locked == REGISTER


@dataclass(frozen=True, slots=True)
class Moved:
    """What a view must read again."""

    cells: frozenset[Address]
    tables: frozenset[str]  # tables whose rows came or went


class Live(QObject):
    """One office's entry, shared by the pages of the window."""

    changed = Signal(object)  # Moved
    refused = Signal(object, str)  # Address or None, sentence
    accepted = Signal()
    told = Signal(str, str)  # tone and one line: what an act on a block did
    beside = Signal()  # the period before is shown, or no longer shown, in some form

    def __init__(self, place: Workplace, entry: Entry, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.place = place
        self.entry = entry
        entry.redraw = redraw
        self._marks = Marks(entry.findings())
        self.findings = self._marks.told(self.entry.seen(entry.findings()))
        self._fields = {
            (table.id, field.id): field
            for form in entry.forms
            for table in form.tables
            for field in table.fields
        }
        self.foreign = any(form.order for form in entry.forms)  # made elsewhere: shown question by question
        self.explains = any(t.role == "explanations" for form in entry.forms for t in form.tables)
        self.away: dict[str, str] = {}  # forms that are with a colleague, and who has them
        self._copies: QTemporaryDir | None = None
        self._drafts = {draft.address: draft.text for draft in entry.drafts()}
        self.notes = NoteBook(entry)
        entry.get_ready()
        self.earlier = Earlier(entry)
        self._beside = {form.id: self._remembered(form) for form in entry.forms}
        self.index = self._indexed()

    def _indexed(self) -> Index:
        return Index(self.entry, self.words, lambda address: self.cell(address).text)

    # --- reading -----------------------------------------------------------------------------

    def words(self, words: Mapping[str, str]) -> str:
        """Choose the language of the form's words; those of another maker lose their markup."""
        if not self.foreign:
            return self.place.words(words)
        return plain(words.get(self.entry.words_language) or self.place.words(words))

    def name(self, address: Address) -> str:
        """A question's words on one line, with the answers they speak of."""
        if not self.foreign:
            return self.place.words(self.field(address).label)
        try:
            return plain(self.entry.label(address)) or address.field
        except Problem:  # its row has just gone
            return self.words(self.field(address).label)

    def sentence(self, finding: Finding) -> str:
        """A finding in one sentence, with its code where that means something to people."""
        said = self.words(finding.sentence)
        return said if self.foreign else f"{finding.code} · {said}"

    @property
    def forms(self) -> tuple[Form, ...]:
        """The forms this office fills."""
        return self.entry.forms

    def table(self, table: str) -> Table:
        """A table by its id."""
        return self.entry.table(table)

    def field(self, address: Address) -> Field:
        """The field of a cell."""
        return self._fields[address.table, address.field]

    def published(self, address: Address) -> str:
        """What was published for a cell, with its source; "" where nothing was."""
        known = self.entry.official.get(address)
        if known is None:
            return ""
        return tr("Status", "Published figure: {figure} ({source})").format(
            figure=known.text, source=known.source
        )

    def rows(self, table: str, parent: Key = ()) -> tuple[Key, ...]:
        """Keys of a table's rows; of a child table those under `parent`."""
        keys = self.entry.rows(table)
        return tuple(key for key in keys if key[: len(parent)] == parent)

    def cell(self, address: Address) -> Cell:
        """A cell as it stands."""
        view = self.entry.view(address)
        field = self.field(address)
        return Cell(
            self.entry.show(address, view),
            view,
            self._marks.mark(address),
            address in self._drafts,
            field.calculate is not None or bool(field.locked),
            self.notes.at(address) is not None,
        )

    def choices(self, address: Address) -> tuple[Choice, ...]:
        """What a cell offers now."""
        return self.entry.choices(address)

    def edit_text(self, address: Address) -> str:
        """The text an editor opens with: an unfinished draft before the value."""
        kept = self._drafts.get(address)
        return kept if kept is not None else self.entry.edit_text(address)

    def draft(self, address: Address) -> str | None:
        """The text that was left unfinished in a cell."""
        return self._drafts.get(address)

    def unsaved(self, tables: Collection[str]) -> bool:
        """Whether something in these tables was typed and not saved."""
        return any(address.table in tables for address in self._drafts)

    def stated(self, address: Address) -> str:
        """The figure that arrived for a computed cell and differs from it; "" where there is none."""
        figure = self.entry.view(address).stated
        return "" if figure is None else self.entry.show(address, CellView(figure))

    def before(self, address: Address) -> Compared | None:
        """A cell beside that of the period before."""
        return self.earlier.compared(address)

    def above(self, address: Address) -> Address | None:
        """The same cell of the record above."""
        return above(self.entry, address)

    def shows_before(self, table: str) -> bool:
        """Whether the period before is shown in a table's form."""
        return self._beside.get(self.table(table).form, False)

    def show_before(self, form: Form, *, on: bool) -> None:
        """Show the period before in a form, or no longer; the office remembers it."""
        if self._beside[form.id] == on:
            return
        self._beside[form.id] = on
        self.entry.desk.office.set_setting(self._setting(form), "yes" if on else "no")
        self.beside.emit()

    def _remembered(self, form: Form) -> bool:
        """As it was left; else shown below questions as a line, but not in grids, which it would stretch."""
        kept = self.entry.desk.office.setting(self._setting(form))
        grid = form.tables[0].kind is TableKind.FIXED or form.tables[0].layout is Layout.ROWS
        single = form.tables[0].kind is TableKind.SINGLE
        return kept == "yes" if kept else single or not grid

    def _setting(self, form: Form) -> str:
        return f"before:{self.entry.desk.pack.id}:{form.id}"

    def findings_at(self, address: Address) -> tuple[Finding, ...]:
        """Every finding that marks a cell."""
        return self._marks.findings_at(address)

    def spoken(self, tables: Iterable[str]) -> list[Finding]:
        """Every finding in some tables but the blanks, in no order."""
        return self._marks.spoken(tables)

    def marked_rows(self, tables: Collection[str], signs: Collection[str]) -> set[tuple[str, Key]]:
        """The rows of some tables in which a cell bears one of some signs (`Cell.mark`)."""
        return self._marks.rows(tables, signs)

    def total(self, total: ColumnTotal, field: Field) -> TotalShown:
        """The total of a column as it is written here."""
        return total.shown(field, self.place.desk.language)

    # --- writing -----------------------------------------------------------------------------

    def put(self, address: Address, text: str) -> bool:
        """Save a cell; False when it was refused (the old value stays, the reason is told)."""
        if not self._do(lambda: self.entry.put_text(address, text), address):
            return False
        self.drop_draft(address)
        return True

    def put_block(self, cells: Sequence[tuple[Address, str]], how: str = "typed") -> bool:
        """Save a pasted block, all of it or nothing."""
        if not self._do(lambda: self.entry.put_block(cells, how), cells[0][0] if cells else None):
            return False
        for address, _ in cells:
            self.drop_draft(address)
        return True

    def read_block(
        self, lines: Sequence[Line], table: str, parent: Key, passed: int, done: Callable[[Plan], object]
    ) -> None:
        """Read a pasted block without saving anything; `done` hears of it unless it cannot be tried."""

        def read(entry: Entry, progress: Progress) -> Plan:
            return read_block(entry, lines, table, parent, passed=passed, progress=progress)

        if sum(len(line.texts) for line in lines) > MANY_CELLS:
            title = tr("Paste", "The pasted block is being read…")
            at_length(self.place, title, read, done, lambda problem: self.refuse(problem, None))
            return
        try:
            plan = read(self.entry, silent)
        except Problem as problem:
            self.refuse(problem, None)
            return
        done(plan)

    def accept_block(self, plan: Plan, chosen: frozenset[int], done: Callable[[], object]) -> None:
        """Save the chosen lines of a pasted block as one step; `done` hears of it unless it is refused."""

        def saved() -> None:
            for number in chosen:
                for cell in plan.rows[number].cells:
                    if cell.address is not None and cell.problem is None:
                        self.drop_draft(cell.address)
            done()

        if sum(len(plan.rows[number].cells) for number in chosen) > MANY_CELLS:
            title = tr("Paste", "The pasted block is being saved…")
            self._renewing(title, lambda entry, _: accept(entry, plan, chosen), saved)
        elif self._do(lambda: accept(self.entry, plan, chosen), None):
            saved()

    def refuse(self, problem: Problem, at: Address | None) -> None:
        """Tell what was refused."""
        self.refused.emit(_place_of(problem) or at, sentence(problem, self.place.desk.language))

    def set_state(self, address: Address, state: State | None) -> bool:
        """Say why a cell is blank."""
        return self._do(lambda: self.entry.set_state(address, state), address)

    def copy_before(self, address: Address) -> bool:
        """Take over what stood in this cell the period before, else in the record above."""
        found, higher = self.before(address), self.above(address)
        if found is not None and found.text:
            taken, period, text = found.typed, found.period, found.text
        elif higher is not None:
            taken, period = self.entry.edit_text(higher), higher.key[-1]
            text = self.cell(higher).text
        elif found is None:
            self.told.emit("warning", tr("Live", "There is nothing before this to take over."))
            return False
        else:
            taken, period, text = "", "", ""
        if not taken:
            self.told.emit("warning", tr("Live", "The cell before is blank; nothing was taken over."))
            return False
        if not self.put_block([(address, taken)], "copied"):
            return False
        said = " ".join(text.split())[:80]
        self.told.emit("good", tr("Live", "Taken over from {key}: {text}").format(key=period, text=said))
        return True

    def write_note(self, address: Address, text: str) -> bool:
        """Put a note on a cell; a blank text takes it away."""
        try:
            self.notes.write(address, text)
        except Problem as problem:
            self.refused.emit(address, sentence(problem, self.place.desk.language))
            return False
        self.changed.emit(Moved(frozenset({address}), frozenset()))
        return True

    def fill_with_zero(self, addresses: Iterable[Address]) -> bool:
        """Put 0 into the blanks among `addresses`."""
        wanted = tuple(addresses)
        return self._do(lambda: self.entry.fill_rest_with_zero(wanted), None)

    def attach(self, address: Address, path: Path, caption: str) -> bool:
        """Attach a file to a cell."""
        return self._do(lambda: self.entry.attach(address, path, caption), address)

    def arrange(self, address: Address, names: Sequence[str]) -> bool:
        """Put the files of a cell into another order."""
        return self._do(lambda: self.entry.arrange(address, names), address)

    def recaption(self, address: Address, name: str, caption: str) -> bool:
        """Give a file another caption."""
        return self._do(lambda: self.entry.recaption(address, name, caption), address)

    def detach(self, address: Address, name: str) -> bool:
        """Take a file out of its cell."""
        return self._do(lambda: self.entry.detach(address, name), address)

    def copy_of(self, name: str) -> Path | None:
        """Write a copy of an attachment to look at; None when it cannot be written. Gone with the program."""
        if self._copies is None:
            self._copies = QTemporaryDir()
        copy = Path(self._copies.path()) / name
        try:
            copy.write_bytes(self.entry.attachment(name))
        except (OSError, Problem):
            return None
        return copy

    def explain(self, finding: Finding, text: str, reason: str = "") -> bool:
        """Give the reason of a warning, from the short list and in words."""
        return self._do(lambda: self.entry.explain(finding, text, reason), finding.place)

    def add_record(self, table: str, parent: Key = ()) -> Key | None:
        """Add a record at the end of a table; None when it was refused."""
        try:
            key, change = self.entry.add_record(table, parent)
        except Problem as problem:
            self.refused.emit(None, sentence(problem, self.place.desk.language))
            return None
        self._tell(change)
        return key

    def remove_record(self, table: str, key: Key) -> bool:
        """Remove a record; undo brings it back."""
        return self._do(lambda: self.entry.remove_record(table, key), None)

    def act(self, step: Callable[[], Change | None]) -> bool:
        """Do something to whole records; False when it was refused, which is told."""
        return self._do(step, None)

    def undo(self) -> None:
        """Take the last step back."""
        if self.entry.step_size() > LARGE_STEP:
            self._renewing(tr("Entry", "The last step is being taken back…"), Entry.undo)
        else:
            self._do(self.entry.undo, None)

    def redo(self) -> None:
        """Do the step again that was taken back."""
        if self.entry.step_size(undone=True) > LARGE_STEP:
            self._renewing(tr("Entry", "The step is being done again…"), Entry.redo)
        else:
            self._do(self.entry.redo, None)

    def keep_draft(self, address: Address, text: str) -> None:
        """Keep unfinished text."""
        if text == self.entry.edit_text(address):
            self.drop_draft(address)
            return
        if self._drafts.get(address) == text:
            return
        try:
            self.entry.keep_draft(address, text)
        except Problem as problem:
            self.refused.emit(address, sentence(problem, self.place.desk.language))
            return
        first = address not in self._drafts
        self._drafts[address] = text
        if first:
            self.changed.emit(Moved(frozenset({address}), frozenset()))

    def drop_draft(self, address: Address) -> None:
        """Forget unfinished text: it was saved or given up."""
        if self._drafts.pop(address, None) is not None:
            self.entry.drop_draft(address)
            self.changed.emit(Moved(frozenset({address}), frozenset()))

    def reload(self) -> None:
        """Read everything again and repaint it: answers came in from elsewhere."""
        if self.entry.step_size() > LARGE_STEP:  # a long list
            self._renewing(tr("Entry", "What came in is being read…"), lambda *_: None)
            return
        self.entry.reload()
        self._renew(renewed(self.entry))

    def relock(self) -> None:
        """Show everything as locked, or free again: the answers were presented, sent or withdrawn."""
        self._tell(self.entry.relock())
        tables, cells = everything(self.entry, self.entry.forms)
        self.changed.emit(Moved(cells, tables))
        self.accepted.emit()

    def _renewing(
        self, title: str, work: Callable[[Entry, Progress], object], then: Callable[[], object] | None = None
    ) -> None:
        """Do long work that changes the answers."""

        def whole(entry: Entry, progress: Progress) -> Renewed:
            work(entry, progress)
            return renewed(entry)

        def done(new: Renewed) -> None:
            self.entry.go_on_with(new.entry)
            self._renew(new)
            if then is not None:
                then()

        at_length(self.place, title, whole, done, lambda problem: self.refuse(problem, None), saves=True)

    def _renew(self, new: Renewed) -> None:
        self._marks, self.findings = new.marks, new.findings
        self.earlier = Earlier(self.entry)
        self.index = self._indexed()
        self.changed.emit(Moved(new.cells, new.tables))
        self.accepted.emit()

    # --- inside ------------------------------------------------------------------------------

    def _do(self, step: Callable[[], Change | None], at: Address | None) -> bool:
        try:
            change = step()
        except Problem as problem:
            told = sentence(problem, self.place.desk.language)
            self.refused.emit(_place_of(problem) or at, told)
            return False
        if change is not None:
            self._tell(change)
        self.accepted.emit()
        return change is not None

    def _tell(self, change: Change) -> None:
        moved = self._marks.move(change)
        self.findings = self._marks.told(self.entry.seen(change.findings))
        tables = frozenset(rows.table for rows in change.rows)
        self.earlier.follow(change)
        self.index.moved((*change.cells, *change.stored), tables)
        self.changed.emit(Moved(frozenset(moved | change.cells.keys() | change.stored.keys()), tables))
        if change.cleared:
            self.told.emit("warning", self._cleared(change.cleared))

    def _cleared(self, cleared: Mapping[Address, Value]) -> str:
        """Tell which choices an entry elsewhere took away: they are no longer offered."""
        first = ", ".join(
            f"“{self.name(address)}” ({self.entry.show(address, CellView(value))})"
            for address, value in list(cleared.items())[:MOST_TOLD]
        )
        more = len(cleared) - MOST_TOLD
        if more > 0:
            first = tr("Live", "{places} and {n} more").format(places=first, n=more)
        return tr("Live", "No longer offered, so cleared: {places}. Ctrl+Z brings it back.").format(
            places=first
        )


def children(live: Live, table: Table) -> tuple[Table, ...]:
    """The tables that stand inside a table: its children; in the main one also those without a parent."""
    form = next(form for form in live.forms if any(one.id == table.id for one in form.tables))
    main = form.tables[0].id
    return tuple(
        one
        for one in form.tables
        if one.id != table.id and (one.parent == table.id or (one.parent is None and table.id == main))
    )


def _place_of(problem: Problem) -> Address | None:
    """The cell a problem names: in a pasted block it is not the first one."""
    try:
        return Address.parse(problem.details.get("place", ""))
    except Problem:
        return None
