"""Undo and redo: whatever was done, one by one back to the beginning and forth again, also after a kill."""

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.journal import Journal
from forms.answers import Address, State
from forms.pack import Severity
from forms.problems import Problem
from office.clock import FixedClock
from office.desk import open_desk
from office.entry import Entry
from tests.conftest import ROOT
from tests.offices import MOMENT, NGOC_LAY, Place, shelf
from tests.pictures import JPEG, png

CELL = Address("BM02", ("2018",), "c01")
COLUMN = [Address("BM02", (year,), field) for year in ("2017", "2018") for field in ("c01", "c03", "c09")]
SHADOWS = Address("BM16", ("1",), "c23")


@pytest.fixture
def desk(place):
    with place.office(NGOC_LAY) as desk:
        yield desk


@pytest.fixture
def entry(desk):
    return Entry(desk)


def again(desk):
    return open_desk(desk.home, clock=FixedClock(MOMENT), shelf=shelf())


def standing(entry):
    """All that undo brings back: the live answers, which the disk holds too, and the attachments."""
    document = entry.open.document()
    kept = entry.desk.answers.load(entry.submission)
    assert (document.tables, document.states, document.stated) == (kept.tables, kept.states, kept.stated)
    return document, [(file.name, file.data) for file in entry.desk.attachments.files()]


class TestAfterClosingTheProgram:
    def test_the_last_steps_are_taken_back_and_done_again(self, desk, entry):
        entry.put_text(CELL, "1")
        entry.put_text(CELL, "2")
        with again(desk) as other:
            later = Entry(other)
            later.undo()
            assert later.view(CELL).value == 1
        with again(desk) as other:
            latest = Entry(other)
            latest.undo()
            assert latest.view(CELL).value is None
            latest.redo()
            latest.redo()
            assert latest.view(CELL).value == 2

    def test_a_removed_record_comes_back_with_rows_and_attachments(self, desk, entry, tmp_path):
        photo = tmp_path / "vườn.jpg"
        photo.write_bytes(JPEG)
        for name in ("một", "hai", "ba"):
            key, _ = entry.add_record("BM16")
            entry.put_text(Address("BM16", key, "c01"), name)
        entry.attach(Address("BM16", ("2",), "c23"), photo)
        before = standing(entry)
        entry.remove_record("BM16", ("2",))
        assert desk.attachments.files() == ()
        with again(desk) as other:
            later = Entry(other)
            later.undo()
            assert standing(later) == before
            assert later.rows("BM16") == (("1",), ("2",), ("3",))

    def test_who_and_when_are_told(self, desk, entry):
        entry.put_text(CELL, "1")
        step = Journal(desk.database, desk.pack).last(entry.submission)
        assert step is not None
        assert (step.who, step.when, step.how) == (desk.person.name, MOMENT, "typed")

    def test_taking_back_is_in_the_history(self, desk, entry):
        entry.put_text(CELL, "1")
        entry.undo()
        assert [line.how for line in entry.history(CELL)] == ["undo", "typed"]


def test_one_step_is_what_one_act_of_a_person_did(entry):
    entry.put_text(Address("BM02", ("2018",), "c09"), "4")
    before = standing(entry)
    warning = next(f for f in entry.findings() if f.severity is Severity.WARNING)
    entry.explain(warning, "4 hộ chuyển đi Đắk Lắk")
    assert entry.rows("BM18.c10") == (("1",),)
    change = entry.undo()
    assert standing(entry) == before
    assert [(one.table, one.removed) for one in change.rows] == [("BM18.c10", (("1",),))]
    assert not [address for address in change.cells if address.table == "BM18.c10"]


def test_an_entry_that_changes_nothing_is_no_step(entry):
    entry.put_text(CELL, "1")
    entry.put_text(CELL, "1")
    entry.undo()
    assert entry.view(CELL).value is None


def test_an_attachment_goes_and_comes_with_its_bytes(entry, tmp_path):
    entry.add_record("BM16")
    paper = tmp_path / "biên bản.pdf"
    paper.write_bytes(b"%PDF-1.4 minutes")
    empty = standing(entry)
    entry.attach(SHADOWS, paper, "Biên bản")
    full = standing(entry)
    (name,) = entry.attached(SHADOWS)
    entry.detach(SHADOWS, name)
    for step, wanted in (("undo", full), ("undo", empty), ("redo", full), ("redo", empty), ("undo", full)):
        getattr(entry, step)()
        assert standing(entry) == wanted


def test_two_files_of_one_name_never_share_bytes_even_when_the_first_was_taken_out(entry, tmp_path):
    entry.add_record("BM16")
    photo = tmp_path / "ảnh.jpg"
    photo.write_bytes(png(8, 8, grey=1))
    entry.attach(SHADOWS, photo)
    entry.detach(SHADOWS, entry.attached(SHADOWS)[0])
    photo.write_bytes(png(8, 8, grey=2))
    entry.attach(SHADOWS, photo)
    entry.undo()
    entry.undo()
    assert [file.data for file in entry.desk.attachments.files()] == [png(8, 8, grey=1)]


def test_a_step_that_fits_the_pack_no_longer_is_told_and_forgotten(desk, entry):
    entry.put_text(CELL, "1")
    desk.database.conn.execute("UPDATE journal_step SET body = replace(body, '\"c01\"', '\"c99\"')")
    with pytest.raises(Problem, match="UNDO_FITS_NOT"):
        entry.undo()
    assert entry.view(CELL).value == 1
    assert entry.undo() is None


def test_a_full_disk_leaves_the_step_where_it_was(desk, entry):
    entry.put_text(Address("BM18", (), "c03"), "Kết quả " * 1400)
    entry.put_text(Address("BM18", (), "c03"), "")
    desk.database.conn.execute(
        f"PRAGMA max_page_count = {desk.database.row('PRAGMA page_count')[0]}"
    ).fetchall()
    with pytest.raises(Problem, match="DISK_FULL"):
        entry.undo()
    assert entry.view(Address("BM18", (), "c03")).value is None
    desk.database.conn.execute("PRAGMA max_page_count = 1073741823").fetchall()
    entry.undo()
    assert entry.view(Address("BM18", (), "c03")).value == ("Kết quả " * 1400).strip()


# --- laws ----------------------------------------------------------------------------------------

ROWS = st.integers(0, 3)
ACTS = st.lists(
    st.one_of(
        st.tuples(st.just("put"), st.sampled_from(COLUMN), st.sampled_from(["", "0", "7", "1234", "-", "?"])),
        st.tuples(st.just("state"), st.sampled_from(COLUMN), st.sampled_from([None, *State])),
        st.tuples(st.just("paste"), st.lists(st.sampled_from(COLUMN), max_size=4), st.integers(0, 99)),
        st.tuples(st.just("zero"), st.just(COLUMN), st.none()),
        st.tuples(st.just("add"), st.sampled_from(["BM16", "BM17"]), st.none()),
        st.tuples(st.just("below"), ROWS, st.none()),
        st.tuples(st.just("remove"), st.sampled_from(["BM16", "BM17", "BM17.c16", "BM18.c10"]), ROWS),
        st.tuples(st.just("name"), ROWS, st.sampled_from(["Y Blễ", "A Đăng"])),
        st.tuples(st.just("award"), ROWS, st.sampled_from(["Giấy khen", "Bằng khen"])),
        st.tuples(st.just("explain"), ROWS, st.sampled_from(["chuyển đi", "tách hộ"])),
        st.tuples(st.sampled_from(["undo", "redo", "reopen"]), st.none(), st.none()),
    ),
    max_size=14,
)


def act(entry, what, one, other):
    """Do one thing as a person would; what is not possible at present is passed over."""
    if what == "put":
        entry.put_text(one, other)
    elif what == "state":
        entry.set_state(one, other)
    elif what == "paste":
        entry.put_block([(cell, str(other + n)) for n, cell in enumerate(one)])
    elif what == "zero":
        entry.fill_rest_with_zero(one)
    elif what == "add":
        entry.add_record(one)
    elif what == "explain":
        warnings = [f for f in entry.findings() if f.severity is Severity.WARNING]
        if warnings:
            entry.explain(warnings[one % len(warnings)], other)
    elif what == "remove":
        rows = entry.rows(one)
        if rows:
            entry.remove_record(one, rows[other % len(rows)])
    else:
        rows = entry.rows("BM17.c16" if what == "award" else "BM17")
        if rows and what == "below":
            entry.add_record("BM17.c16", rows[one % len(rows)])
        elif rows:
            table, field = ("BM17", "c03") if what == "name" else ("BM17.c16", "c02")
            entry.put_text(Address(table, rows[one % len(rows)], field), other)


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    with Place(tmp_path_factory.mktemp("laws")).office(NGOC_LAY) as desk:
        Entry(desk)
        yield desk


@settings(max_examples=12)
@given(ACTS)
def test_undo_and_redo_return_to_equal_states(office, acts):
    Journal(office.database, office.pack).forget(office.own_submission())
    entry = Entry(office)
    stood = [standing(entry)]  # the states from the oldest to the newest
    place = 0  # where we stand among them
    for what, one, other in acts:
        if what == "reopen":
            entry = Entry(office)
        elif what == "undo":
            assert (entry.undo() is None) == (place == 0)
            place = max(0, place - 1)
        elif what == "redo":
            assert (entry.redo() is None) == (place == len(stood) - 1)
            place = min(len(stood) - 1, place + 1)
        else:
            act(entry, what, one, other)
            now = standing(entry)
            if now != stood[place]:
                stood[place + 1 :] = [now]
                place += 1
        assert standing(entry) == stood[place]
    while entry.undo() is not None:
        place -= 1
        assert standing(entry) == stood[place]
    assert place == 0
    while Entry(office).redo() is not None:
        place += 1
        assert standing(Entry(office)) == stood[place]
    assert place == len(stood) - 1


# --- a kill --------------------------------------------------------------------------------------

TYPIST = """
import sys, time
from pathlib import Path
from forms.answers import Address
from office.clock import FixedClock
from office.desk import open_desk
from office.entry import Entry
from tests.offices import MOMENT, shelf
entry = Entry(open_desk(Path(sys.argv[1]), clock=FixedClock(MOMENT), shelf=shelf()))
for number in range(1, 6):
    entry.put_text(Address("BM02", ("2018",), "c01"), str(number))
entry.undo()
print("done", flush=True)
time.sleep(60)
"""


def test_a_kill_loses_no_step(desk):
    typist = subprocess.Popen(
        [sys.executable, "-c", TYPIST, str(desk.home)], stdout=subprocess.PIPE, text=True, cwd=ROOT
    )
    assert typist.stdout is not None
    assert typist.stdout.readline() == "done\n"
    typist.kill()
    typist.communicate()
    with again(desk) as other:
        entry = Entry(other)
        assert entry.view(CELL).value == 4
        entry.redo()
        assert entry.view(CELL).value == 5
        for wanted in (4, 3, 2, 1, None):
            entry.undo()
            assert entry.view(CELL).value == wanted
        assert entry.undo() is None
