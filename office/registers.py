"""Registers (BM-19, the household book): kept by year beside the campaign, and what follows from them.

    open_book(desk, year, covers) -> Desk -> Entry(desk): the whole entry desk works on its rows
    set_used(desk, year, on=...) -> the figures of that year follow the book and are locked
    derived(desk, year), behind(desk, address) -> the figures, and the households behind one of them
    next_year(desk, year), forget(desk, year, why)

A book is personal data: it stays in the data file of the unit that keeps it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from db.pen import StoredCell
from db.register_books import NEVER, BookLine, RegisterBooks, count_rows, room_for, state_of
from db.wiping import flush_wiped, wipe
from forms.answers import Address, Key, Value
from forms.engine import OpenForms
from forms.letters import normalise
from forms.pack import Field, Kind
from forms.problems import Problem
from forms.register import YEAR, register_pack
from forms.register_figures import RegisterFigures, given_by, taken_over, target
from office.clock import VIET_NAM
from office.desk import Desk
from office.packs import ShelvedPack
from office.presented import lock_on
from office.roles import Doing, demand_may, may

ALL, POOR = "all", "poor"
"""What a book covers: all households, or only the poor and near-poor."""

HOW = "register"
"""How the history says that a figure came from a register, and why its cell is locked."""

FROM_LAST_YEAR = "from last year"
"""How the history says that a row was taken over from last year's register."""

_KEEP_YEARS = "register_keep_years"  # a parameter of the campaign: years after the register's own


@dataclass(frozen=True, slots=True)
class Book:
    """The register of a year. `deleted` is None while its rows are there."""

    year: int
    covers: str  # ALL or POOR
    used: bool  # the figures of its year follow it
    households: int
    keep_until: date | None  # it may be deleted from the day after; None where nobody said
    opened: datetime
    deleted: datetime | None = None
    deleted_by: str = ""
    deleted_why: str = ""


def has_registers(desk: Desk) -> bool:
    """Tell whether the office's unit keeps registers by its pack."""
    owner = desk.owner or desk
    pack = owner.pack
    return bool(pack.register_forms) and bool(register_pack(pack).forms_for(owner.unit))


def years(desk: Desk) -> tuple[int, ...]:
    """Name the years a register may be kept for: those that figures are derived for."""
    owner = desk.owner or desk
    found: set[int] = set()
    for one in owner.pack.derivations:
        table = owner.pack.tables_by_id[one.table]
        if YEAR in table.axes:
            place = table.axes.index(YEAR)
            found |= {int(row.key[place]) for row in table.rows if row.key[place].isdecimal()}
    campaign = owner.pack.campaign
    if not found and campaign is not None:
        found = {int(year) for year in campaign.years if year.isdecimal()}
    return tuple(sorted(found))


def books(desk: Desk) -> tuple[Book, ...]:
    """List the office's registers by year, also those that were deleted."""
    return tuple(_book(desk, line) for line in _lines(desk).lines())


def book(desk: Desk, year: int) -> Book:
    """Give the register of a year; raise REGISTER_NONE."""
    return _book(desk, _line(desk, year))


def open_book(desk: Desk, year: int, covers: str = "") -> Desk:
    """Sit down to the register of a year, begun now where there is none; `Entry(...)` works on it.

    `covers`: ALL or POOR, of a new one ALL without it; of one that is there it changes what it says.
    Raises REGISTER_NOT_KEPT where the unit keeps none, REGISTER_YEAR for a year without figures.
    """
    owner = desk.owner or desk
    if not has_registers(owner):
        raise Problem("REGISTER_NOT_KEPT", unit=owner.unit.name)
    if year not in years(owner):
        raise Problem("REGISTER_YEAR", year=year, years=", ".join(map(str, years(owner))))
    lines = _lines(owner)
    with owner.database.writing():
        there = lines.there(year)
        if there is None or (covers and covers != there.covers):
            demand_may(owner, Doing.TYPE)
        if there is None:
            lines.begin(
                year, covers or ALL, _kept_until(owner, year), who=owner.person.name, when=owner.clock.now()
            )
        elif covers and covers != there.covers:
            _cover(owner, there, covers)
        return desk_of(owner, year)


def derived(desk: Desk, year: int, register: OpenForms | None = None) -> dict[Address, Value]:
    """Give the figures that follow from the register of a year; raise REGISTER_NONE.

    `register`: its open answers, where somebody has them open already. Cells of the main forms; whether
    the book is used makes no difference here.
    """
    line = _line(desk, year)
    fields = _targets(desk)
    found = figures(desk, year, register, line.covers).values()
    return {
        cell: str(value) if fields[cell.table, cell.field].kind is Kind.CHOICE else value
        for cell, value in found.items()
    }


def behind(desk: Desk, address: Address, register: OpenForms | None = None) -> tuple[Key, ...]:
    """Give the keys of the households behind a figure, in the register of the figure's year.

    () where the cell follows from no register, or no register of its year is there.
    """
    year = year_of(desk, address)
    line = _lines(desk).there(year) if year is not None else None
    if year is None or line is None:
        return ()
    return figures(desk, year, register, line.covers).behind(address)


def locked(desk: Desk) -> tuple[Address, ...]:
    """Name the cells of the main forms that follow a register that is used."""
    if not (desk.pack.register_forms and desk.owner is None):
        return ()
    return tuple(
        cell
        for line in _lines(desk).lines()
        if line.used
        for cell in _cells_given(desk, line.year, line.covers)
    )


def set_used(desk: Desk, year: int, *, on: bool) -> None:
    """Let the figures of a year follow its register from now on, or be typed again.

    What stood in the cells is put by and stands there again when the book is no longer used. Entries of
    the main forms that are open must be read anew (`Entry.reload`). Raises REGISTER_NONE.
    """
    demand_may(desk, Doing.TYPE)
    owner = desk.owner or desk
    line = _line(owner, year)
    if line.used is on:
        return
    with owner.database.writing():
        cells = _cells_given(owner, year, line.covers)
        if on:
            _put_by(owner, line.id, cells)
            _lines(owner).change(line.id, used=True)
            follow(owner)
        else:
            _lines(owner).change(line.id, used=False)
            _give_back(owner, line.id, cells)


def put_by(desk: Desk, year: int) -> dict[Address, Value | None]:
    """Give what stood in the cells before the register of a year was used: it comes back after."""
    line = _line(desk, year)
    kept = _lines(desk).kept_by(line.id)
    cells = _cells_given(desk.owner or desk, year, line.covers)
    return {cell: kept[cell].value if cell in kept else None for cell in cells}


def follow(desk: Desk) -> dict[Address, Value]:
    """Bring the figures of used registers up to date; give those that moved.

    They are kept as answers with history, `how` "register". An entry that is open shows them after
    `Entry.follow_registers`.
    """
    moved: dict[Address, Value] = {}
    if not desk.pack.register_forms or desk.owner is not None or lock_on(desk) is not None:
        return moved  # presented answers stay as they were printed; they follow again afterwards
    if not may(desk, Doing.KEEP):
        return moved  # who only looks changes nothing, not even through the program
    for line in _lines(desk).lines():
        if not line.used:
            continue
        beside = desk_of(desk, line.year)
        state = state_of(desk.database, beside.own_submission())
        if line.followed == state:
            continue
        with desk.database.writing():
            document = desk.own_document()
            given = set(_cells_given(desk, line.year, line.covers))
            new = {
                cell: value
                for cell, value in derived(desk, line.year).items()
                if cell in given and (document.value(cell) != value or cell in document.states)
            }
            _write(desk, (StoredCell(cell, value) for cell, value in new.items()))
            _lines(desk).change(line.id, followed=state)
        moved |= new
    return moved


def next_year(desk: Desk, year: int) -> Desk:
    """Begin the register of the year after `year` with the households that are there at its end.

    What is taken over, and from which households, the pack says (`Pack.carried`): who they are, their
    members, and this year's class as the previous one. Gives the desk of the new register. Raises
    REGISTER_NONE, REGISTER_YEAR, REGISTER_THERE where next year's has rows already.
    """
    demand_may(desk, Doing.TYPE)
    owner = desk.owner or desk
    last = _line(owner, year)
    old = desk_of(owner, year)
    with owner.database.writing():
        new = open_book(owner, year + 1, last.covers)
        submission = new.own_submission()
        main = new.pack.forms[0].tables[0].id
        if count_rows(owner.database, new.pack, main, submission):
            raise Problem("REGISTER_THERE", year=year + 1)
        rows, answers = taken_over(old.pack, _opened(old))
        cells = [StoredCell(cell, value) for cell, value in answers]
        who, when = owner.person.name, owner.clock.now()
        new.answers.put(submission, cells, who=who, when=when, how=FROM_LAST_YEAR, added=rows)
    return new


def keep_until(desk: Desk, year: int, day: date) -> None:
    """Say until when the register of a year must be kept.

    Raises REGISTER_NONE, and REGISTER_KEEP where the campaign wants it kept longer.
    """
    demand_may(desk, Doing.SETTINGS)
    owner = desk.owner or desk
    line, least = _line(owner, year), _kept_until(owner, year)
    if least is not None and day < least:
        raise Problem("REGISTER_KEEP", year=year, day=f"{least:%d/%m/%Y}")
    _lines(owner).change(line.id, keep_until=day)


def forget(desk: Desk, year: int, why: str) -> tuple[str, ...]:
    """Wipe the register of a year out of the office's data file for good; its figures stay as typed ones.

    Wiped: rows, history, steps of undo, recycle bin, drafts, notes, files. Kept: that it was deleted, by
    whom, when, why, and how many households it held. Gives the names of copies of the data file made
    earlier, which still hold it. Raises REGISTER_NONE, REGISTER_WHY without a reason, REGISTER_NO_DATE where
    nobody said until when it is kept, REGISTER_KEPT before that day has passed.
    """
    demand_may(desk, Doing.SETTINGS)
    owner = desk.owner or desk
    line = _line(owner, year)
    why = normalise(why).strip()
    if not why:
        raise Problem("REGISTER_WHY")
    if line.keep_until is None:
        raise Problem("REGISTER_NO_DATE", year=year)
    if owner.clock.today() <= line.keep_until:
        raise Problem("REGISTER_KEPT", year=year, day=f"{line.keep_until:%d/%m/%Y}")
    beside = desk_of(owner, year)
    submission = beside.own_submission()
    held = count_rows(owner.database, beside.pack, beside.pack.forms[0].tables[0].id, submission)
    follow(owner)
    with owner.database.writing():
        _lines(owner).delete(line.id, who=owner.person.name, when=owner.clock.now(), why=why, households=held)
        wipe(owner.database, submission, str(year))
    flush_wiped(owner.database)
    file = owner.database.path
    return tuple(sorted(one.name for one in file.parent.glob(f"*{file.suffix}") if one != file))


def _cells_given(desk: Desk, year: int, covers: str) -> tuple[Address, ...]:
    """Name the cells a register of this coverage gives, as far as anybody is asked for them."""
    blocked = {
        Address(table.id, row.key, name)
        for table in desk.pack.tables_by_id.values()
        for row in table.rows
        for name in row.blocked
    }
    wanted = given_by(_shelved(desk, year).pack.derivations, covers)
    return tuple(cell for cell in map(target, wanted) if cell not in blocked)


def _put_by(desk: Desk, line: int, cells: Iterable[Address]) -> None:
    document = desk.own_document()
    kept = (StoredCell(cell, document.value(cell), document.states.get(cell)) for cell in cells)
    _lines(desk).put_by(line, kept)


def _give_back(desk: Desk, line: int, cells: Iterable[Address]) -> None:
    kept = _lines(desk).kept_by(line)
    back = tuple(cells)
    _write(desk, (kept.get(cell, StoredCell(cell)) for cell in back))
    _lines(desk).give_back(line, back)


def _write(desk: Desk, cells: Iterable[StoredCell]) -> None:
    who, when = desk.person.name, desk.clock.now()
    desk.answers.put(desk.own_submission(), cells, who=who, when=when, how=HOW)


def year_of(desk: Desk, address: Address) -> int | None:
    """Name the year whose register a cell's figure may follow from; None where it follows from none."""
    owner = desk.owner or desk
    table = owner.pack.tables_by_id.get(address.table)
    if table is None or YEAR not in table.axes or (address.table, address.field) not in _targets(desk):
        return None
    text = address.key[table.axes.index(YEAR)] if len(address.key) == len(table.axes) else ""
    return int(text) if text.isdecimal() else None


def figures(desk: Desk, year: int, register: OpenForms | None, covers: str) -> RegisterFigures:
    """Open a register for its figures, or take it as it is open."""
    beside = desk_of(desk, year)
    return RegisterFigures(register or _opened(beside), given_by(beside.pack.derivations, covers))


def _opened(beside: Desk) -> OpenForms:
    return beside.form_set.open(
        beside.unit, beside.own_document(), beside.clock.today(), beside.clock.now().astimezone(VIET_NAM)
    )


def _targets(desk: Desk) -> dict[tuple[str, str], Field]:
    """Give the fields that figures are derived for."""
    owner = desk.owner or desk
    wanted = {(one.table, one.field) for one in owner.pack.derivations}
    return {
        (table.id, field.id): field
        for table in owner.pack.tables_by_id.values()
        for field in table.fields
        if (table.id, field.id) in wanted
    }


def _cover(owner: Desk, line: BookLine, covers: str) -> None:
    """Note what a book covers; figures that it gives now, or no longer, change sides."""
    before, after = (set(_cells_given(owner, line.year, one)) for one in (line.covers, covers))
    _lines(owner).change(line.id, covers=covers, followed=NEVER)
    if line.used:
        _put_by(owner, line.id, after - before)
        _give_back(owner, line.id, before - after)
        follow(owner)


def desk_of(desk: Desk, year: int) -> Desk:
    """Give the desk that works on a year's register, without looking whether there is one."""
    owner = desk.owner or desk
    shelved = _shelved(owner, year)
    room_for(owner.database, shelved.pack)
    return owner.beside(shelved, str(year))


def _shelved(owner: Desk, year: int) -> ShelvedPack:
    """Compile the register's pack of a year once for this office."""
    name = f"{owner.pack.hash}/{year}"
    if name not in owner.known:
        owner.known[name] = ShelvedPack(
            register_pack(owner.pack, year), owner.shelved.data, owner.shelved.signer
        )
    return owner.known[name]


def _lines(desk: Desk) -> RegisterBooks:
    owner = desk.owner or desk
    return RegisterBooks(owner.database, owner.pack.id, owner.unit.code)


def _line(desk: Desk, year: int) -> BookLine:
    found = _lines(desk).there(year)
    if found is None:
        raise Problem("REGISTER_NONE", year=year)
    return found


def _book(desk: Desk, line: BookLine) -> Book:
    held = line.households
    if line.deleted is None:
        beside = desk_of(desk, line.year)
        main = beside.pack.forms[0].tables[0].id
        held = count_rows(desk.database, beside.pack, main, beside.own_submission())
    return Book(
        *(line.year, line.covers, line.used, held, line.keep_until, line.opened),
        *(line.deleted, line.deleted_by, line.deleted_why),
    )


def _kept_until(owner: Desk, year: int) -> date | None:
    campaign = owner.pack.campaign
    text = campaign.parameters.get(_KEEP_YEARS, "") if campaign else ""
    return date(year + int(text), 12, 31) if text.isdecimal() else None
