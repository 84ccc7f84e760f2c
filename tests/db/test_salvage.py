"""What is read of a damaged file: everything behind and before the page that is broken, and no guess."""

import random
import shutil

import pytest

from db.answers import Answers
from db.connect import open_database
from db.database import PAGE, Database
from db.pen import StoredCell
from db.salvage import salvage
from forms.answers import Address
from forms.problems import Problem
from tests.db.conftest import KEY, WHEN
from tests.db.packs import PACK

CELL = Address("BM02", ("2018",), "c01")
LINES = 600


@pytest.fixture
def filled(path, database):
    """A file with a long history, closed."""
    answers = Answers(database, PACK)
    own = answers.own("62.01.001", "2018", WHEN)
    with database.writing():
        for number in range(1, LINES + 1):
            answers.put(own, [StoredCell(CELL, number)], who=f"Người {number:0400d}", when=WHEN)
    database.close()
    return path


def history(path):
    made = Database(path, KEY)
    try:
        return [row[0] for row in made.rows("SELECT id FROM history ORDER BY id")]
    finally:
        made.close()


def break_pages(path, target, *pages):
    data = bytearray(path.read_bytes())
    for page in pages:
        data[page * PAGE + 77] ^= 4
    target.write_bytes(data)


def test_a_sound_file_is_saved_whole(filled, tmp_path):
    saved = salvage(filled, KEY, tmp_path / "made.db")
    assert saved.whole
    assert history(tmp_path / "made.db") == list(range(1, LINES + 1))


def test_broken_pages_cost_their_own_rows_alone(filled, tmp_path):
    before = filled.read_bytes()
    chance = random.Random(7)
    pages = chance.sample(range(filled.stat().st_size // PAGE // 2, filled.stat().st_size // PAGE), 3)
    damaged = tmp_path / "damaged.db"
    break_pages(filled, damaged, *pages)
    with pytest.raises(Problem, match="DB_DAMAGED"):
        open_database(damaged, KEY)
    broken = damaged.read_bytes()
    saved = salvage(damaged, KEY, tmp_path / "made.db")
    left = history(tmp_path / "made.db")
    (table,) = (one for one in saved.tables if one.name == "history")
    assert not table.whole
    assert len(left) == table.kept
    assert LINES - 3 * 12 < len(left) < LINES
    assert left[0] == 1
    assert left[-1] == LINES
    assert damaged.read_bytes() == broken
    assert filled.read_bytes() == before


def test_a_file_that_was_cut_short_gives_what_is_there(filled, tmp_path):
    damaged = tmp_path / "damaged.db"
    damaged.write_bytes(filled.read_bytes()[: filled.stat().st_size * 3 // 4 + 100])
    with pytest.raises(Problem, match="DB_DAMAGED"):
        open_database(damaged, KEY)
    salvage(damaged, KEY, tmp_path / "made.db")
    assert len(history(tmp_path / "made.db")) > LINES // 3


def test_a_log_of_another_file_is_left_out(filled, tmp_path):
    other = Database(tmp_path / "other.db", KEY)
    with other.writing():
        other.conn.execute("CREATE TABLE strange (x)")
    shutil.copyfile(tmp_path / "other.db-wal", filled.with_name(f"{filled.name}-wal"))
    other.close()
    with pytest.raises(Problem, match="DB_DAMAGED"):
        open_database(filled, KEY)
    saved = salvage(filled, KEY, tmp_path / "made.db")
    assert (saved.whole, saved.with_log) == (True, False)
    assert len(history(tmp_path / "made.db")) == LINES


def test_what_stands_in_the_log_is_saved_too(path, database, tmp_path):
    answers = Answers(database, PACK)
    own = answers.own("62.01.001", "2018", WHEN)
    answers.put(own, [StoredCell(CELL, 5)], who="A", when=WHEN)
    saved = salvage(path, KEY, tmp_path / "made.db")
    database.close()
    assert (saved.whole, saved.with_log) == (True, True)
    assert len(history(tmp_path / "made.db")) == 1


def test_a_broken_mark_of_the_key_is_mended(filled, tmp_path):
    data = bytearray(filled.read_bytes())
    data[12] ^= 1
    filled.write_bytes(data)
    with pytest.raises(Problem, match="DB_KEY"):
        open_database(filled, KEY)
    assert salvage(filled, KEY, tmp_path / "made.db").whole


@pytest.mark.parametrize("content", [b"", b"\0" * PAGE, b"\0" * PAGE * 20, b"x" * 100])
def test_of_nothing_nothing_is_saved(tmp_path, content):
    damaged = tmp_path / "damaged.db"
    damaged.write_bytes(content)
    with pytest.raises(Problem, match="SALVAGE_NOTHING"):
        salvage(damaged, KEY, tmp_path / "made.db")
    assert [file.name for file in tmp_path.iterdir()] == ["damaged.db"]


def test_another_key_saves_nothing(filled, tmp_path):
    with pytest.raises(Problem, match="SALVAGE_NOTHING"):
        salvage(filled, bytes(32), tmp_path / "made.db")


def test_without_its_log_the_file_is_what_it_was_when_the_log_was_folded_in(path, database, tmp_path):
    answers = Answers(database, PACK)
    own = answers.own("62.01.001", "2018", WHEN)
    answers.put(own, [StoredCell(CELL, 5)], who="A", when=WHEN)
    database.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    answers.put(own, [StoredCell(CELL, 6)], who="A", when=WHEN)
    alone = tmp_path / "alone.db"
    shutil.copyfile(path, alone)  # a log that somebody deleted, or did not copy along
    database.close()
    opened = open_database(alone, KEY)
    assert Answers(opened, PACK).load(own).value(CELL) == 5
    opened.close()
