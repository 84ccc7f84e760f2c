"""Somebody who only reads changes nothing at all, by whatever door: every use case that writes is here."""

import importlib
import inspect

import pytest

from forms.answers import Address
from forms.problems import Problem
from office import registers
from office.bringing_back import restore
from office.copies import Why, make
from office.desk import open_desk
from office.entry import Entry
from office.handing_over import hand_over
from office.noting import NoteBook
from office.roles import Role, give_roles, new_person
from tests.office.writing_functions import writing_functions
from tests.offices import NGOC_LAY, shelf

CELL = Address("BM02", ("2018",), "c20")
PASSED = {
    # one step of a use case that asks first
    "acts.note": "the line in the log of an act",
    "approval.page": "reading what waits",
    "approval.waiting": "what was set free by another door waits no longer; not by who only reads",
    "authority.begin": "certified.take, authority.found",
    "authority.put_key": "certified.ask, authority.found",
    "case.judge_file": "inbox.take, recognising.recognise, closing.reopen",
    "certified.take_handed": "kit.install, register_file.take_in",
    "downward.issue": "receipts.write, returning.write",
    "downward.keep_taken": "answers_above.take_in",
    "handed_in.settle_handed": "inbox.take, receiving.receive",
    "import_columns.remember": "importing.take_in",
    "presented.went_out": "sending.hand_on",
    "queries.answers_went": "sending.hand_on",
    "queries.take_replies": "case verdicts of inbox.take",
    "receipts.take": "answers_above.take_in",
    "register_file.signed_register": "register_file.write, sending.make",
    "register_lines.take": "register_file.take_in, kit.install",
    "rejudging.rejudge": "certified.take, register_file.take_in, kit.install",
    "returning.take": "answers_above.take_in",
    "sending.hand_on": "sending.send, approval.send_approved",
    "signing_keys.remember_key": "whatever signs",
    "supplements.keep_from_colleague": "parts_merging.Merging.finish",
    # the program's own, whoever sits there
    "contact.remember_contact": "whom to call, beside the data, for when they do not open",
    "handing_over.hand_over": "whoever only reads lets another work",
    "handing_over.taken_over": "seen what the person before left",
    "home_place.see_to_second": "where copies go, by itself",
    "new_version.wait_for_shipped": "the version that came with the program waits",
    "recovery.begin_sitting": "that the program runs",
    "recovery.end_sitting": "that the program ended",
    "recovery_code.recovery_of": "the code of the copies, made with the first one",
    "registers.desk_of": "the forms of a register",
    "registers.follow": "tested below",
    # looking, and what leaves to be looked at
    "new_version.preview": "room for the copies before is looked for",
    "paper_code.compare": "what was typed from the paper beside the packages",
    "registers.open_book": "tested below",
    "audit.export_history": "a file of what happened",
    "excel_forms.write_form": "an empty form",
    "giving_out.export_answers": "answers as tables",
    "supplements.hand_on": "the file that came, once more",
    "writing_tables.export_totals": "tables as a workbook",
    "writing_tables.write_tables": "tables as a workbook",
}
"""Functions that write and ask nobody: why, or which use case asks before."""


@pytest.fixture
def desk(place):
    with place.filled(NGOC_LAY) as desk:
        desk.own_submission()
        reader = new_person(desk, "Y Mai")
        give_roles(desk, reader.id, {Role.READER})
        hand_over(desk, reader.id)
        yield desk


def written(desk):
    return desk.database.conn.total_changes


def test_every_use_case_that_writes_asks_first_and_refuses_who_only_reads(desk):
    found = writing_functions(PASSED)
    assert set(PASSED) <= found, "these no longer write: take them off the list"
    before, open_doors = written(desk), []
    for name in sorted(found - PASSED.keys()):
        module, _, function = name.partition(".")
        use_case = getattr(importlib.import_module(f"office.{module}"), function)
        wanted = inspect.signature(use_case).parameters.values()
        given = [None for one in wanted if one.kind is not one.KEYWORD_ONLY and one.default is one.empty][1:]
        named = {
            one.name: None for one in wanted if one.kind is one.KEYWORD_ONLY and one.default is one.empty
        }
        try:
            use_case(desk, *given, **named)
        except Problem as problem:
            if problem.code == "ROLE_MAY_NOT":
                continue
            open_doors.append(f"{name}: {problem.code}")
        except (TypeError, AttributeError, ValueError, KeyError) as wrong:
            open_doors.append(f"{name}: {wrong}")
        else:
            open_doors.append(name)
    assert not open_doors, "\n".join(open_doors)
    assert written(desk) == before


def refused(desk, *works):
    before = written(desk)
    for work in works:
        with pytest.raises(Problem, match="ROLE_MAY_NOT"):
            work()
    assert written(desk) == before


def test_the_forms_take_nothing_from_who_only_reads_nor_undo_nor_drafts_nor_notes(desk):
    entry = Entry(desk)
    table = next(one for form in entry.forms for one in form.tables if not one.closed and one.rows == ())
    refused(
        desk,
        lambda: entry.put_text(CELL, "1"),
        lambda: entry.put([(CELL, 1, None)]),
        lambda: entry.add_record(table.id),
        entry.undo,
        entry.redo,
        lambda: entry.keep_draft(CELL, "1"),
        lambda: NoteBook(entry).write(CELL, "ai đó"),
    )


def test_a_register_is_begun_by_who_types(desk):
    refused(desk, lambda: registers.open_book(desk, registers.years(desk)[0]))
    before = written(desk)
    assert registers.follow(desk) == {}
    assert written(desk) == before


def test_a_copy_is_brought_back_by_who_may_and_leaves_the_data_as_they_are(place, desk):
    copy = make(desk, Why.ASKED).path
    home, clock, first = desk.home, desk.clock, desk.people()[0].id
    desk.close()
    with pytest.raises(Problem, match="ROLE_MAY_NOT"):
        restore(home, copy, clock=clock, shelf=shelf())
    with open_desk(home, clock=clock, shelf=shelf()) as again:
        hand_over(again, first)
    restored = restore(home, copy, clock=clock, shelf=shelf())
    assert restored.aside is not None
