"""Versions of a pack in one file: names change, columns stay, nothing that was kept is dropped."""

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from tempfile import mkdtemp

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.answers import Answers, StoredCell
from db.connect import create, open_database
from db.database import Database
from db.migrations import MIGRATIONS
from db.packs import enter_in_register, install_pack
from db.register import kept_fields
from db.versions import Versions
from forms.answers import Address, Document, State
from forms.moving import move
from forms.pack import FixedRow, Kind, TableKind
from forms.problems import Problem
from tests.db.conftest import KEY, WHEN
from tests.db.packs import MODELS, PACK, STORY, YEARS, field, with_table
from tests.forms.test_moving import filled, two_versions

LATER = WHEN + timedelta(days=1)
ROW = ("2018",)
C01 = Address("BM02", ROW, "c01")


def columns(database, view):
    return [name for _, name, *_ in database.rows(f'PRAGMA table_info("{view}")')]


def newer(database, table, version="2", pack=PACK):
    """Install a version with another table and give the answers as it sees them."""
    pack = with_table(pack, table, version)
    install_pack(database, pack, f"file {version}".encode(), LATER)
    return Answers(database, pack)


def test_a_renamed_question_keeps_its_column_and_shows_its_new_name(database, answers, own):
    answers.put(own, [StoredCell(C01, 12)], who="Y Hoa", when=WHEN)
    named = replace(field("c01"), path="/T/ho_ngheo", label={"vi": "Hộ nghèo"})
    after = newer(database, replace(YEARS, fields=(YEARS.fields[0], named, *YEARS.fields[2:])))
    assert after.load(own).value(C01) == 12
    assert "ho_ngheo Hộ nghèo" in columns(database, "v_BM02")
    assert database.row('SELECT "ho_ngheo Hộ nghèo" FROM v_BM02') == (12,)


def test_a_removed_field_stays_readable_at_the_end_of_the_view(database, answers, own):
    answers.put(own, [StoredCell(C01, 12)], who="Y Hoa", when=WHEN)
    newer(database, replace(YEARS, fields=YEARS.fields[:1] + YEARS.fields[2:]))
    assert columns(database, "v_BM02")[-1] == "c01 (≤ 1)"
    assert database.row('SELECT "c01 (≤ 1)" FROM v_BM02') == (12,)
    (kept,) = [one for one in kept_fields(database, "test") if (one.table, one.field) == ("t_BM02", "c01")]
    assert (kept.first, kept.last) == ("1", "1")


def test_a_field_that_comes_back_has_its_answers_again(database, answers, own):
    answers.put(own, [StoredCell(C01, 12)], who="Y Hoa", when=WHEN)
    newer(database, replace(YEARS, fields=YEARS.fields[:1] + YEARS.fields[2:]))
    assert newer(database, YEARS, "3").load(own).value(C01) == 12


def test_an_id_never_stands_for_two_kinds_even_after_it_was_gone(database):
    newer(database, replace(YEARS, fields=YEARS.fields[:1] + YEARS.fields[2:]))
    with pytest.raises(Problem, match="PACK_FIELD_CHANGED"):
        newer(database, replace(YEARS, fields=(*YEARS.fields[2:], field("c01", Kind.TEXT))), "3")
    # Text, date and choice share a column type; the register tells them apart.
    with pytest.raises(Problem, match="PACK_FIELD_CHANGED"):
        newer(database, replace(STORY, fields=(STORY.fields[0], field("c02", Kind.TEXT))), "4")
    newer(database, replace(MODELS, fields=(field("c01", Kind.MEMO), field("c02"))), "5")


def test_a_field_with_another_kind_is_a_new_column_and_the_old_one_says_its_successor(database, answers, own):
    answers.put(own, [StoredCell(C01, 12)], who="Y Hoa", when=WHEN)
    heir = field("c01b", Kind.DECIMAL, replaces="c01")
    after = newer(database, replace(YEARS, fields=(YEARS.fields[0], heir)))
    assert after.load(own).tables == {}
    kept = {one.field: one.replaced_by for one in kept_fields(database, "test") if one.table == "t_BM02"}
    assert kept["c01"] == "c01b"
    assert database.row("SELECT c_c01, c_c01b FROM t_BM02") == (12, None)


def test_a_name_that_differs_only_in_capitals_from_an_earlier_one_is_refused(database):
    with pytest.raises(Problem, match="PACK_NAME"):
        newer(database, replace(YEARS, fields=(YEARS.fields[0], field("C01"), *YEARS.fields[2:])))


@pytest.mark.parametrize(
    "table",
    [
        replace(YEARS, kind=TableKind.RECORDS, axes=(), rows=()),
        replace(YEARS, kind=TableKind.SINGLE, axes=(), rows=()),
        replace(YEARS, axes=("group", "year"), rows=(FixedRow(("NG", "2018"), {"vi": "x"}),)),
        replace(YEARS, axes=("commune",), rows=(FixedRow(("23404",), {"vi": "x"}),)),
    ],
)
def test_a_table_with_other_keys_begins_a_table_of_its_own_beside_the_old_one(database, answers, own, table):
    state = {Address("BM02", ROW, "c02"): State.UNKNOWN}
    answers.put(
        own, [StoredCell(C01, 12), StoredCell(next(iter(state)), state=State.UNKNOWN)], who="Y", when=WHEN
    )
    after = newer(database, table)
    assert after.load(own) == Document()
    assert answers.load(own).value(C01) == 12
    assert {"t_BM02", "t_BM02__2"} <= set(database.table_names())
    assert newer(database, YEARS, "3").load(own).value(C01) == 12  # the old keys find the old table again


def test_rows_of_other_versions_are_kept_and_not_loaded(database, answers, own):
    gone = Address("BM02", ("2015",), "c01")
    answers.put(own, [StoredCell(C01, 12), StoredCell(gone, 3)], who="Y Hoa", when=WHEN)
    after = newer(database, replace(YEARS, rows=YEARS.rows[1:]))
    assert after.load(own).tables == {"BM02": {ROW: {"c01": 12}}}
    assert answers.load(own).value(gone) == 3


def test_adopting_moved_answers_drops_nothing_and_writes_the_history(database, answers, own):
    gone = Address("BM02", ("2015",), "c01")
    answers.put(own, [StoredCell(C01, 12), StoredCell(gone, 3)], who="Y Hoa", when=WHEN)
    heir = field("c01b", Kind.DECIMAL, replaces="c01")
    after = newer(database, replace(YEARS, fields=(*YEARS.fields, heir), rows=YEARS.rows[1:]))
    place = Address("BM02", ROW, "c01b")
    moved = Document({"BM02": {ROW: {"c01": 12, "c01b": 12}}})
    after.adopt(own, moved, who="A Tuấn", when=LATER)
    assert after.load(own) == moved
    assert answers.load(own).value(gone) == 3
    (line,) = after.history(own, place)
    assert (line.who, line.how, line.old, line.new) == ("A Tuấn", "new version", None, 12)
    assert after.submission(own).pack_version == "2"
    assert len(after.history(own, C01)) == 1


def test_a_file_waits_until_it_is_let_go(database):
    versions = Versions(database)
    assert versions.waiting("test") is None
    versions.keep_waiting(replace(PACK, version="2"), b"two", who="Y Hoa", when=WHEN)
    versions.keep_waiting(replace(PACK, version="3"), b"three", who="Y Hoa", when=LATER)
    waiting = versions.waiting("test")
    assert waiting is not None
    assert (waiting.version, waiting.data, waiting.who, waiting.since) == ("3", b"three", "Y Hoa", LATER)
    versions.waits_no_more("test")
    assert versions.waiting("test") is None


def test_who_accepted_what_and_when_is_written_down(database):
    versions = Versions(database)
    detail = {"left": [{"place": "BM02[2018].c01", "reason": "field-removed", "value": "12"}]}
    versions.accepted(PACK, replace(PACK, version="2"), backup="x.db", detail=detail, who="Y", when=LATER)
    (line,) = versions.log()
    assert (line.old_version, line.new_version, line.who, line.when, line.backup) == (
        "1", "2", "Y", LATER, "x.db",
    )  # fmt: skip
    assert json.dumps(line.detail) == json.dumps(detail)


def test_a_file_made_before_there_was_a_register_keeps_its_tables(path):
    old = Database(path, KEY)
    small = replace(PACK, forms=PACK.forms[:1])
    with old.writing():
        MIGRATIONS.apply(old, stop_before="0008_versions")
        old.insert("pack", id="test", version="1", hash=small.hash, bytes=b"", installed=WHEN.isoformat())
        old.conn.execute(
            "CREATE TABLE t_BM02 (submission INTEGER NOT NULL, k1 TEXT NOT NULL, ord INTEGER NOT NULL, "
            "c_c01 INTEGER, c_c02 INTEGER, c_c03 DECIMAL_TEXT, c_c14 INTEGER, PRIMARY KEY (submission, k1)) "
            "WITHOUT ROWID"
        )
        old.conn.execute("INSERT INTO t_BM02 (submission, k1, ord, c_c01) VALUES (1, '2018', 1, 12)")
    old.close()
    with open_database(path, KEY) as database:
        assert Answers(database, small).load(1).value(C01) == 12
        enter_in_register(database, small)
        enter_in_register(database, small)  # a second time changes nothing
        after = newer(database, replace(YEARS, fields=(*YEARS.fields, field("c20"))), pack=small)
        assert after.load(1).value(C01) == 12
        assert database.row("SELECT name FROM pack_table WHERE table_id = 'BM02'") == ("t_BM02",)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_a_newer_version_changes_the_older_one_still_reads_what_it_wrote(tmp_path, data):
    old, new = data.draw(two_versions())
    document = filled(data.draw, old)
    with create(Path(mkdtemp(dir=tmp_path)) / "office.db", KEY) as database:
        install_pack(database, old, b"old", WHEN)
        before = Answers(database, old)
        own = before.own("62.01.001", "2018", WHEN)
        before.replace(own, document, who="Y Hoa", when=WHEN)
        assert before.load(own) == document
        moved = move(document, old, new).document
        install_pack(database, new, b"new", LATER)
        after = Answers(database, new)
        after.adopt(own, moved, who="A Tuấn", when=LATER)
        assert after.load(own) == moved
        kept = before.load(own)
        assert kept.tables == document.tables
        assert kept.states == document.states
