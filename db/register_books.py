"""The registers a unit keeps: one book a year, what it covers, whether it is used, when it may be deleted.

A book's rows are answers like any others, filed under the register's campaign with the year as their
instance. A deleted book keeps its line here (who, when, why, how many households) and nothing of its rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from db.database import Database, day, moment, stamp
from db.packs import make_room
from db.pen import StoredCell
from db.register import laid_out
from db.rows import at, place
from db.tables import pack_loose, unpack_loose
from forms.answers import Address, State
from forms.pack import Pack

NEVER = -1
"""The state that no rows are in: figures that followed it are out of date."""


@dataclass(frozen=True, slots=True)
class BookLine:
    """One book. `covers`: "all" households or only the "poor" and near-poor.

    `followed`: the state of its rows (`state_of`) that the figures of the main forms follow;
    `deleted`: None while it is there.
    """

    id: int
    year: int
    covers: str
    used: bool
    keep_until: date | None
    opened: datetime
    opened_by: str
    deleted: datetime | None
    deleted_by: str
    deleted_why: str
    households: int  # how many a deleted book held
    followed: int


class RegisterBooks:
    """The books of one unit for one pack."""

    def __init__(self, database: Database, pack: str, unit: str) -> None:
        """Work on an open office file."""
        self._database = database
        self._pack = pack
        self._unit = unit

    def lines(self) -> tuple[BookLine, ...]:
        """List all books by year, deleted ones too."""
        with self._database.reading():
            rows = self._database.rows(
                "SELECT id, year, covers, used, keep_until, opened, opened_by, deleted, deleted_by, "
                "deleted_why, households, followed FROM register_book WHERE pack = ? AND unit = ? "
                "ORDER BY year, id",
                *(self._pack, self._unit),
            )
        return tuple(
            BookLine(
                *(row[0], row[1], row[2], bool(row[3]), day(row[4]), moment(row[5]), row[6]),
                *(moment(row[7]) if row[7] else None, row[8], row[9], row[10]),
                row[11],
            )
            for row in rows
        )

    def there(self, year: int) -> BookLine | None:
        """Give the book of a year, None where there is none or it was deleted."""
        return next((one for one in self.lines() if one.year == year and one.deleted is None), None)

    def begin(self, year: int, covers: str, keep_until: date | None, *, who: str, when: datetime) -> None:
        """Open a book for a year that has none."""
        with self._database.writing():
            self._database.insert(
                "register_book",
                unit=self._unit,
                pack=self._pack,
                year=year,
                covers=covers,
                used=0,
                keep_until=keep_until.isoformat() if keep_until else "",
                opened=stamp(when),
                opened_by=who,
            )

    def change(
        self,
        book: int,
        *,
        covers: str | None = None,
        used: bool | None = None,
        keep_until: date | None = None,
        followed: int | None = None,
    ) -> None:
        """Note something new about a book; what is None stays. A book taken into use is followed anew."""
        new = {
            "covers": covers,
            "used": None if used is None else int(used),
            "keep_until": keep_until.isoformat() if keep_until else None,
            "followed": NEVER if used is not None else followed,
        }
        with self._database.writing():
            for column, value in new.items():
                if value is not None:
                    self._database.conn.execute(
                        f"UPDATE register_book SET {column} = ? WHERE id = ?", (value, book)
                    )

    def delete(self, book: int, *, who: str, when: datetime, why: str, households: int) -> None:
        """Note that a book was deleted; its rows are wiped by `db.wiping`."""
        with self._database.writing():
            self._database.conn.execute(
                "UPDATE register_book SET deleted = ?, deleted_by = ?, deleted_why = ?, households = ?, "
                "used = 0 WHERE id = ?",
                (stamp(when), who, why, households, book),
            )
            self._database.conn.execute("DELETE FROM register_put_by WHERE book = ?", (book,))

    # --- figures that were typed before the book was used --------------------------------------

    def put_by(self, book: int, cells: Iterable[StoredCell]) -> None:
        """Keep figures that a book's take the place of; what was put by earlier stays as it is."""
        with self._database.writing():
            for cell in cells:
                self._database.conn.execute(
                    "INSERT OR IGNORE INTO register_put_by VALUES (?, ?, ?, ?, ?, ?)",
                    (
                        book,
                        *place(cell.address),
                        pack_loose(cell.value),
                        cell.state.value if cell.state else None,
                    ),
                )

    def kept_by(self, book: int) -> Mapping[Address, StoredCell]:
        """Give the figures that were put by."""
        with self._database.reading():
            rows = self._database.rows(
                "SELECT table_id, row_key, field, value, state FROM register_put_by WHERE book = ?", book
            )
        found = (
            StoredCell(at(*row[:3]), unpack_loose(row[3]), State(row[4]) if row[4] else None, None)
            for row in rows
        )
        return {cell.address: cell for cell in found}

    def give_back(self, book: int, cells: Iterable[Address]) -> None:
        """Forget figures that were put by: they stand in their cells again."""
        with self._database.writing():
            self._database.conn.executemany(
                "DELETE FROM register_put_by WHERE book = ? AND table_id = ? AND row_key = ? AND field = ?",
                [(book, *place(cell)) for cell in cells],
            )


def room_for(database: Database, pack: Pack) -> None:
    """Make the tables of a register where this version of its pack has not done so yet."""
    with database.writing():
        known = dict(database.rows("SELECT table_id, last_version FROM pack_table WHERE pack = ?", pack.id))
        if any(known.get(table) != pack.version for table in pack.tables_by_id):
            make_room(database, pack)


def count_rows(database: Database, pack: Pack, table: str, submission: int) -> int:
    """Count the rows of a register's table without loading them."""
    name = laid_out(database, pack)[table].name
    with database.reading():
        row = database.row(f'SELECT count(*) FROM "{name}" WHERE submission = ?', submission)
    return int(row[0]) if row else 0


def state_of(database: Database, submission: int) -> int:
    """Name the state of a register's rows: another number after every change."""
    with database.reading():
        row = database.row("SELECT max(id) FROM history WHERE submission = ?", submission)
    return int(row[0]) if row and row[0] is not None else 0
