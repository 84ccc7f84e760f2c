"""A commune's review typed on three PCs: handed out, typed, carried back, merged, and sent from one."""

import pytest

from exports.part_file import SUFFIX
from forms.answers import Address
from forms.merging import Side
from forms.part_scope import Scope
from forms.problems import Problem
from office.entry import Entry
from office.new_version import accept, preview
from office.parts import give, give_back, parts_out
from office.parts_decided import lines, merges
from office.parts_merging import look
from office.parts_opening import start_from_part
from office.sending import review
from tests.offices import NGOC_LAY, later, opened, send_to, shelf
from tests.versions import newer, sealed

ASSESSED = Address("BM15", ("CS01",), "c07")
PRESENT = Address("BM20", (), "c05")
SHARED, CAUSES, ASKED = (Address("BM18", (), name) for name in ("c06", "c07", "c09"))


def colleague(place, desk, person, *forms):
    """The office hands forms over on a stick, and a new PC is set up from it."""
    given = give(desk, Scope(forms), person=person, folder=place.stick())
    assert given.path.suffix == SUFFIX
    there = start_from_part(place.folder / person, given.path, shelf=shelf(), clock=desk.clock)
    return there, Entry(there), given.part.id


def test_two_colleagues_and_a_form_both_have(place):
    with place.filled(NGOC_LAY) as desk:
        one, first, part_one = colleague(place, desk, "Y Blin", "BM15", "BM18")
        two, second, part_two = colleague(place, desk, "A Chương", "BM20", "BM18")
        assert len(review(desk).parts_out) == 2
        with one, two:
            first.put_text(ASSESSED, "Hộ được hỏi đồng ý.")
            first.put_text(CAUSES, "Thiên tai nhiều.")
            first.put_text(SHARED, "Giao đoàn thể giúp từng hộ.")
            second.put_text(PRESENT, "41")
            second.put_text(ASKED, "Đề nghị cấp vốn sớm.")
            second.put_text(SHARED, "Giao đảng viên giúp từng hộ.")
            for there in (one, two):
                with pytest.raises(Problem, match="PART_WORK_HERE"):
                    send_to(there, place.stick("gói"))
            paths = [give_back(one, part_one, place.stick()), give_back(two, part_two, place.stick())]
        entry = Entry(desk)
        found = look(desk, paths[0])
        assert not found.conflicts
        found.finish(entry)
        found = look(desk, paths[1])
        assert [str(line.place) for line in lines(entry, found.conflicts)] == ["BM18.c06"]
        found.decide(0, Side.THEIRS)
        found.finish(entry)
        assert [len(one.decisions) for one in merges(desk)] == [3, 3]
        assert parts_out(desk) == ()
        assert review(desk).parts_out == ()
        assert review(desk).blockers == ()
        report = opened(send_to(desk, place.stick("gói")).path)
    values = {
        ASSESSED: "Hộ được hỏi đồng ý.",
        PRESENT: 41,
        SHARED: "Giao đảng viên giúp từng hộ.",
        CAUSES: "Thiên tai nhiều.",
        ASKED: "Đề nghị cấp vốn sớm.",
    }
    for place_of, value in values.items():
        assert report.tables[place_of.table][place_of.key][place_of.field] == value


def test_the_office_goes_on_to_a_newer_pack_while_a_part_is_out(place):
    file = sealed(newer("9.1.0"))
    gone, stays = Address("BM16", ("1",), "c22"), Address("BM16", ("1",), "c01")
    with place.office(NGOC_LAY) as desk:
        entry = Entry(desk)
        entry.add_record("BM16")
        entry.put_text(stays, "Vườn sâm")
        there, typed, part = colleague(place, desk, "Y Blin", "BM16")
        with there:
            typed.put_text(stays, "Vườn sâm Ngọc Linh")
            typed.put_text(gone, "Không còn chỗ")
            older = give_back(there, part, place.stick(), done=False)
            later(desk)
            accept(desk, preview(desk, file))
            found = look(desk, older)
            assert [str(one.address) for one in found.left] == [str(gone)]
            entry = Entry(desk)
            found.finish(entry)
            assert entry.view(stays).value == "Vườn sâm Ngọc Linh"
            assert not look(desk, older).changes
            later(there)
            accept(there, preview(there, file))
            typed = Entry(there)
            typed.put_text(stays, "Vườn sâm của xã")
            path = give_back(there, part, place.stick())
        found = look(desk, path)
        assert not found.conflicts
        found.finish(entry)
        assert entry.view(stays).value == "Vườn sâm của xã"


def test_a_part_made_under_a_newer_pack_waits_for_that_pack(place):
    with place.office(NGOC_LAY) as desk:
        there, typed, part = colleague(place, desk, "Y Blin", "BM02")
        with there:
            later(there)
            accept(there, preview(there, sealed(newer("9.1.0"))))
            typed = Entry(there)
            typed.put_text(Address("BM02", ("2018",), "c01"), "500")
            path = give_back(there, part, place.stick())
        before = desk.own_document()
        with pytest.raises(Problem, match="PART_NEWER_PACK"):
            look(desk, path)
        assert desk.own_document() == before
