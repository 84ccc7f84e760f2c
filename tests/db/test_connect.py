import shutil
from datetime import timedelta

import pytest

from db.answers import Answers, StoredCell
from db.backup import copy, damage
from db.connect import create, open_database
from db.database import Database, beside, keyed, new_salt, use_log
from db.migrations import MIGRATIONS
from db.packs import install_pack
from db.sqlite import connect
from forms.answers import Address
from forms.problems import Problem
from tests.db.conftest import KEY, WHEN
from tests.db.packs import PACK
from tests.file_limit import files_up_to

OTHER = bytes(32)
TEXT = Address("BM18", (), "c01")
SECRET = "Nguyễn Thị Bí Mật"


def save(answers, own, text, **more):
    answers.put(own, [StoredCell(TEXT, text)], who=SECRET, when=WHEN, **more)


def code_of(action, *arguments):
    with pytest.raises(Problem) as refused:
        action(*arguments)
    return refused.value.code


def test_what_was_saved_is_there_after_closing_and_opening(path, database, answers, own):
    save(answers, own, SECRET)
    database.close()
    assert [left for left in beside(path) if left.exists()] == []
    again = open_database(path, KEY)
    assert Answers(again, PACK).load(own).value(TEXT) == SECRET
    again.close()


def test_no_plain_text_stands_in_any_file_of_an_open_office(path, database, answers, own):
    save(answers, own, SECRET * 2000)
    answers.keep_draft(own, TEXT, SECRET, WHEN)
    files = [file for file in path.parent.iterdir() if file.is_file()]
    assert path.with_name("office.db-wal") in files
    for file in files:
        content = file.read_bytes()
        for plain in (
            SECRET.encode(),
            SECRET.encode("utf-16-le"),
            b"SQLite format 3",
            b"CREATE TABLE",
            b"BM18",
        ):
            assert plain not in content, file


def test_the_disk_is_waited_for_and_the_log_is_written_ahead(database):
    assert database.row("PRAGMA journal_mode") == ("wal",)
    assert database.row("PRAGMA synchronous") == (2,)
    assert database.row("PRAGMA foreign_keys") == (1,)


def test_another_key_is_told_apart_from_a_damaged_file(path, database):
    database.close()
    assert code_of(open_database, path, OTHER) == "DB_KEY"
    content = bytearray(path.read_bytes())
    content[100] ^= 1
    path.write_bytes(content)
    assert code_of(open_database, path, KEY) == "DB_DAMAGED"


@pytest.mark.parametrize("content", [b"", b"short", b"SQLite format 3\0" + bytes(8192)])
def test_a_file_that_is_no_office_file_is_refused(path, content):
    path.write_bytes(content)
    assert code_of(open_database, path, KEY) == "DB_DAMAGED"
    assert path.read_bytes() == content


def test_a_file_that_is_not_there_is_not_made_by_opening(path):
    assert code_of(open_database, path, KEY) == "DB_MISSING"
    assert not path.exists()


def test_a_page_damaged_later_is_told_when_it_is_read(path, database, answers, own):
    save(answers, own, SECRET * 3000)
    database.close()
    content = bytearray(path.read_bytes())
    for page in range(len(content) // 4096 - 20, len(content) // 4096):
        content[page * 4096 + 2000] ^= 1
    path.write_bytes(content)
    opened = Database(path, KEY)
    assert damage(opened)
    assert code_of(Answers(opened, PACK).history, own) == "DB_DAMAGED"
    opened.close()


def test_creating_never_writes_over_a_file(path, database):
    assert code_of(create, path, KEY) == "DB_EXISTS"


def test_what_an_interrupted_creation_left_does_not_stand_in_the_way(path):
    left = path.with_name("office.db.unfinished")
    left.write_bytes(b"half a file")
    create(path, KEY).close()
    assert not left.exists()
    open_database(path, KEY).close()


def test_a_file_from_a_newer_program_is_refused_and_left_as_it_is(path, database):
    with database.writing():
        database.insert(
            "_sqlite_migrations", migration_set="phieuxa", name="9999_tomorrow", applied_at="2030-01-01"
        )
    database.close()
    content = path.read_bytes()
    assert code_of(open_database, path, KEY) == "DB_NEWER"
    assert path.read_bytes() == content


def test_an_older_file_is_copied_before_it_is_brought_up(path):
    old = Database(path, KEY)
    with old.writing():
        MIGRATIONS.apply(old, stop_before="0003_answers")
        old.insert("person", name=SECRET, position="", telephone="", valid_from="2018-01-01")
    old.close()
    new = open_database(path, KEY)
    assert new["submission"].exists()
    assert new.row("SELECT name FROM person") == (SECRET,)
    new.close()
    kept = Database(path.with_name("office.before-0003_answers.db"), KEY)
    assert not kept["submission"].exists()
    assert kept.row("SELECT name FROM person") == (SECRET,)
    kept.close()


def test_a_copy_is_one_encrypted_file_with_everything_in_it(path, database, answers, own):
    save(answers, own, SECRET)
    target = copy(database, path.with_name("copies") / "today.db")
    assert [file.name for file in target.parent.iterdir()] == ["today.db"]
    assert SECRET.encode() not in target.read_bytes()
    assert target.read_bytes()[:16] != path.read_bytes()[:16]
    opened = open_database(target, KEY)
    assert Answers(opened, PACK).load(own).value(TEXT) == SECRET
    assert damage(opened) == ()
    opened.close()
    assert code_of(open_database, target, OTHER) == "DB_KEY"


def test_a_place_that_cannot_carry_the_log_is_refused(path):
    # SQLite's dot-file locking has no shared memory, as network shares have none.
    connection = connect(f"file:{path}?vfs=unix-dotfile", uri=True)
    connection.execute(f"PRAGMA key = \"x'{KEY.hex()}{new_salt(KEY).hex()}'\"").fetchall()
    assert code_of(use_log, connection, path) == "DB_PLACE"
    connection.close()


# --- full and failing disks -----------------------------------------------------------------------


def test_a_full_disk_is_told_and_leaves_everything_as_it_was(database, answers, own):
    save(answers, own, "trước")
    pages = database.row("PRAGMA page_count")[0]
    database.execute(f"PRAGMA max_page_count = {pages}")
    assert code_of(save, answers, own, "sau " * 20000) == "DISK_FULL"
    assert answers.load(own).value(TEXT) == "trước"
    assert len(answers.history(own)) == 1
    database.execute("PRAGMA max_page_count = 1000000")
    save(answers, own, "sau " * 20000)
    assert answers.load(own).value(TEXT) == "sau " * 20000


def test_a_disk_that_refuses_to_write_is_told_and_leaves_everything_as_it_was(path, database, answers, own):
    save(answers, own, "trước")
    with files_up_to(path.with_name("office.db-wal").stat().st_size + 100):
        refused = code_of(save, answers, own, "sau " * 20000)
    assert refused == "DISK_ERROR"
    assert answers.load(own).value(TEXT) == "trước"
    save(answers, own, "sau")
    database.close()
    again = open_database(path, KEY)
    assert damage(again) == ()
    assert Answers(again, PACK).load(own).value(TEXT) == "sau"
    again.close()


def test_a_copy_that_cannot_be_written_leaves_the_former_copy(path, database, answers, own):
    target = copy(database, path.with_name("copy.db"))
    former = target.read_bytes()
    save(answers, own, "sau " * 100000)
    with files_up_to(100_000):
        refused = code_of(copy, database, target)
    assert refused == "DISK_ERROR"
    assert target.read_bytes() == former
    assert not path.with_name("copy.db.unfinished").exists()


def test_an_office_that_cannot_be_begun_for_want_of_room_leaves_no_file(path):
    with files_up_to(20_000):
        refused = code_of(create, path, KEY)
    assert refused == "DISK_ERROR"
    assert list(path.parent.iterdir()) == []


# --- transactions ---------------------------------------------------------------------------------


def test_inner_transactions_belong_to_the_outer_one(database, answers, own):
    def save_two():
        with database.writing():
            save(answers, own, "một")
            save(answers, own, 5)

    assert code_of(save_two) == "VALUE_KIND"
    assert answers.load(own).value(TEXT) is None


def test_a_reader_sees_one_moment_while_another_connection_writes(database, answers, own):
    save(answers, own, "một")
    other = database.again()
    reader = Answers(other, PACK)
    with other.reading():
        before = reader.load(own)
        save(answers, own, "hai")
        assert reader.load(own) == before
    assert reader.load(own).value(TEXT) == "hai"
    other.close()


def test_a_second_writer_waits_and_is_told_when_it_waits_too_long(database, answers, own):
    other = database.again()
    other.execute("PRAGMA busy_timeout = 1")
    with database.writing():
        save(answers, own, "một")
        assert code_of(Answers(other, PACK).own, "x", "2018", WHEN) == "DB_BUSY"
    assert Answers(other, PACK).own("x", "2018", WHEN)
    other.close()


def test_the_log_left_by_a_crash_is_read_at_the_next_opening(path, database, answers, own, tmp_path):
    save(answers, own, "chưa gấp lại")
    crashed = tmp_path / "crashed"
    crashed.mkdir()
    for file in (path, *beside(path)):
        if file.exists():
            shutil.copy(file, crashed)
    again = open_database(crashed / path.name, KEY)
    assert Answers(again, PACK).load(own).value(TEXT) == "chưa gấp lại"
    again.close()


def test_the_key_is_in_no_word_the_database_says_of_itself(database):
    assert KEY.hex() not in repr(database)
    assert database.path.name in repr(database)


def test_our_own_mistakes_fly_on_unchanged(database):
    with pytest.raises(Exception, match="no such table"), database.writing():
        database.execute("SELECT * FROM nowhere")


# --- packs ----------------------------------------------------------------------------------------


def test_a_salt_belongs_to_one_key_only(path):
    salt = new_salt(KEY)
    assert len(salt) == 16
    assert new_salt(KEY) != salt
    connection = keyed(path, KEY, salt)
    connection.execute("CREATE TABLE t (a)")
    connection.close()
    assert path.read_bytes()[:16] == salt
    Database(path, KEY).close()
    assert code_of(Database, path, OTHER) == "DB_KEY"


def test_installing_a_pack_twice_changes_nothing(database):
    schema = database.schema
    install_pack(database, PACK, b"pack file", WHEN + timedelta(days=1))
    assert database.schema == schema
