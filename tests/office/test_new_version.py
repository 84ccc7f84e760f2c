"""A newer version of the pack: what it would do is shown first, accepting it drops nothing."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.connect import open_database
from db.packs import installed_packs
from exports.keys import new_key
from forms.answers import Address, State
from forms.differences import differences
from forms.moving import Reason, move
from forms.pack import Kind, TableKind
from forms.problems import Problem
from office.changes import changes, group_name, told
from office.desk import open_desk
from office.entry import Entry
from office.new_version import accept, forget_waiting, log, preview, wait, wait_for_shipped, waiting
from office.packs import Shelf, open_pack, seal
from tests.offices import MOMENT, NGOC_LAY, TU_MO_RONG, later, shelf
from tests.pictures import JPEG
from tests.versions import HEIR, NEW, kontum, newer, sealed, with_field, with_table

YEAR = ("2018",)
STAFF, STAFF_TEXT = Address("BM01", YEAR, "c19"), Address("BM01", YEAR, HEIR)
ALL = Address("BM02", YEAR, "c18")


@pytest.fixture(scope="module")
def file():
    """The newer version as a file."""
    return sealed(newer())


@pytest.fixture
def desk(place):
    with place.filled(NGOC_LAY) as one:
        Entry(one)
        yield one


def again(desk):
    """The same office, opened as at the next start."""
    desk.close()
    return open_desk(desk.home, clock=desk.clock, shelf=shelf())


def test_the_preview_tells_what_is_different_and_what_of_the_own_answers_it_touches(desk, file):
    before = desk.own_document()
    seen = preview(desk, file)
    kinds = {(one.kind, one.place) for one in seen.differences}
    assert {
        ("field-renamed", "BM02.c21"),
        ("field-added", f"BM02.{NEW}"),
        ("field-removed", "BM16.c22"),
        ("field-retyped", f"BM01.{HEIR}"),
        ("rule-changed", "BM02.c18"),
        ("totals-changed", "TH-02"),
        ("deadline-changed", "commune"),
    } == kinds
    found = {(one.code, str(one.place)) for one in seen.findings}
    assert ("BM02.c18", str(ALL)) in found or before.value(ALL) <= 1000
    assert {("K36", f"BM02[{year}].{NEW}") for year in ("2016", "2017", "2018")} <= found
    assert {left.address.field for left in seen.moved.left} <= {"c22"}
    assert seen.moved.document.value(STAFF_TEXT) == str(before.value(STAFF))
    assert desk.own_document() == before
    assert [one.version for one in installed_packs(desk.database)] == [kontum().version]
    plain = json.loads(json.dumps(seen.plain("vi"), ensure_ascii=False))
    assert plain["new"] == "9.1.0"
    assert all(line["sentence"] for line in plain["differences"] + plain["findings"])


def test_until_it_is_accepted_the_office_goes_on_and_the_file_waits(desk, file):
    assert waiting(desk) is None
    wait(desk, file)
    kept = waiting(desk)
    assert kept is not None
    assert (kept.version, kept.data, kept.who) == ("9.1.0", file, desk.person.name)
    with again(desk) as opened:
        assert opened.pack.version == kontum().version
        assert waiting(opened) == kept
        Entry(opened).put_text(ALL, "240")
        forget_waiting(opened)
        assert waiting(opened) is None


def test_accepting_keeps_every_answer_writes_it_down_and_copies_the_file_first(desk, file):
    entry = Entry(desk)
    entry.put_text(Address("BM02", YEAR, "c21"), "?")
    before = desk.own_document()
    later(desk)
    wait(desk, file)
    seen = preview(desk, file)
    accepted = accept(desk, seen)
    expected = move(before, kontum(), newer())
    assert desk.own_document() == expected.document
    assert desk.own_document().states[Address("BM02", YEAR, "c21")] is State.UNKNOWN
    assert (accepted.old_version, accepted.new_version, accepted.who, accepted.when) == (
        kontum().version, "9.1.0", desk.person.name, desk.clock.now(),
    )  # fmt: skip
    assert log(desk) == (accepted,)
    assert waiting(desk) is None
    submission = desk.own_submission()
    (line,) = desk.answers.history(submission, STAFF_TEXT)
    assert (line.how, line.new, line.who) == ("new version", str(before.value(STAFF)), desk.person.name)
    with open_database(desk.home / accepted.backup, desk.database.key) as copied:
        assert copied.row("SELECT value FROM setting WHERE name = 'version'") == (kontum().version,)
    with again(desk) as opened:
        assert opened.pack == newer()
        assert opened.own_document() == expected.document
        found = {(one.code, str(one.place)) for one in Entry(opened).findings()}
        assert found >= {(one.code, str(one.place)) for one in seen.findings}


def test_steps_of_undo_taken_under_the_older_version_say_so(desk, file):
    entry = Entry(desk)
    entry.put_text(ALL, "241")
    accept(desk, preview(desk, file))
    entry = Entry(desk)
    with pytest.raises(Problem, match="UNDO_OTHER_VERSION") as told_so:
        entry.undo()
    assert told_so.value.details["version"] == kontum().version
    assert entry.view(ALL).value == 241
    entry.put_text(ALL, "242")
    entry.undo()
    assert entry.view(ALL).value == 241


def test_an_answer_of_a_field_that_went_comes_back_with_the_field(desk, file):
    name = Address("BM16", ("1",), "c22")
    entry = Entry(desk)
    if not entry.rows("BM16"):
        entry.add_record("BM16")
    entry.put_text(name, "BM-11 dòng 4")
    seen = preview(desk, file)
    assert [(left.address, left.reason, left.value) for left in seen.moved.left] == [
        (name, Reason.FIELD, "BM-11 dòng 4")
    ]
    accepted = accept(desk, seen)
    assert accepted.detail["left"] == [
        {"place": "BM16[1].c22", "value": "BM-11 dòng 4", "state": None, "reason": "field-removed"}
    ]
    assert desk.own_document().value(name) is None
    accept(desk, preview(desk, sealed(replace(kontum(), version="9.2.0"))))
    assert desk.own_document().value(name) == "BM-11 dòng 4"


def test_a_cell_computed_for_a_while_does_not_bring_its_old_answer_back(desk):
    # c12 = 5 is typed; 9.1 computes it (5 is kept beside and compared); 9.2 asks it again: blank.
    place = Address("BM02", YEAR, "c12")
    Entry(desk).put_text(place, "5")
    computed = with_field(
        replace(kontum(), version="9.1.0"), "BM02", "c12", lambda f: (replace(f, calculate="1 + 1"),)
    )
    accept(desk, preview(desk, sealed(computed)))
    assert desk.own_document().stated[place] == 5
    seen = preview(desk, sealed(replace(kontum(), version="9.2.0")))
    assert (place, Reason.TYPED, 5) in {(one.address, one.reason, one.value) for one in seen.moved.left}
    accept(desk, seen)
    assert desk.own_document().value(place) is None
    assert desk.answers.history(desk.own_submission(), place)[0].old == 5


def test_a_code_that_a_list_no_longer_has_stays_and_is_an_error_to_look_at(desk):
    place = Address("BM01", YEAR, "c07")
    code = desk.own_document().value(place)
    fewer = tuple(item for item in kontum().lists["area"] if item.name != code)
    newest = replace(kontum(), version="9.1.0", lists={**kontum().lists, "area": fewer})
    seen = preview(desk, sealed(newest))
    assert place in seen.moved.marked
    assert ("BM01.c07", place) in {(one.code, one.place) for one in seen.findings}
    accept(desk, seen)
    assert desk.own_document().value(place) == code


def test_texts_being_typed_into_a_cell_that_goes_are_told(desk, file):
    entry = Entry(desk)
    gone = Address("BM16", ("1",), "c22")
    entry.keep_draft(gone, "BM-1")
    entry.keep_draft(ALL, "24")
    accepted = accept(desk, preview(desk, file))
    assert accepted.detail["drafts"] == [{"place": str(gone), "text": "BM-1"}]
    assert [line.address for line in Entry(desk).drafts()] == [ALL]


def test_a_preview_is_good_only_for_the_version_it_was_made_for(desk, file):
    old = preview(desk, file)
    accept(desk, preview(desk, file))
    with pytest.raises(Problem, match="PREVIEW_STALE"):
        accept(desk, old)


def test_a_full_disk_leaves_everything_as_it_was(desk, file, monkeypatch):
    seen = preview(desk, file)
    before = desk.own_document()

    def full(*_args, **_more):
        raise Problem("DISK_FULL", path=desk.home)

    monkeypatch.setattr(desk.office, "set_setting", full)
    with pytest.raises(Problem, match="DISK_FULL"):
        accept(desk, seen)
    assert (desk.pack, desk.own_document()) == (kontum(), before)
    assert [one.version for one in installed_packs(desk.database)] == [kontum().version]
    assert log(desk) == ()


def kind_changed():
    return with_field(
        replace(kontum(), version="9.1.0"), "BM02", "c12", lambda f: (replace(f, kind=Kind.TEXT),)
    )


@pytest.mark.parametrize(
    "pack,code",
    [
        (lambda: replace(kontum(), id="other", version="9.1.0"), "PACK_OTHER_ID"),
        (lambda: replace(newer(), version="0.0.1"), "PACK_OLDER_VERSION"),
        (lambda: replace(newer(), version=kontum().version), "PACK_SAME_VERSION"),
        (kontum, "PACK_HERE_ALREADY"),
        (kind_changed, "PACK_FIELD_CHANGED"),
        (lambda: replace(newer(), campaign=None), "PACK_WITHOUT_CAMPAIGN"),
        (
            lambda: replace(newer(), units=tuple(u for u in kontum().units if u.code != NGOC_LAY)),
            "PACK_WITHOUT_UNIT",
        ),
        (
            lambda: with_field(newer(), "BM02", "c18", lambda f: (replace(f, constraint=". >"),)),
            "PACK_EXPRESSION",
        ),
    ],
)
def test_a_file_that_cannot_be_accepted_is_refused_with_a_reason(desk, pack, code):
    schema = desk.database.schema
    with pytest.raises(Problem) as refused:
        wait(desk, sealed(pack()))
    assert refused.value.code == code
    assert desk.database.schema == schema
    assert waiting(desk) is None


@pytest.mark.parametrize("broken", [b"", b"PK\x03\x04 nothing", b"%PDF-1.4"])
def test_a_broken_file_is_refused(desk, broken):
    with pytest.raises(Problem, match="PACK_NOT_WHOLE"):
        preview(desk, broken)


def test_a_changed_byte_is_refused(desk, file):
    spot = file.index(b"pack.json") + 400
    with pytest.raises(Problem, match="PACK_NOT_WHOLE"):
        preview(desk, file[:spot] + bytes([file[spot] ^ 1]) + file[spot + 1 :])


def test_a_version_for_another_campaign_leaves_the_answers_with_theirs(desk):
    this = kontum().campaign
    assert this is not None
    next_one = replace(this, id="KT-2019", title={"vi": "2019"})
    other = replace(kontum(), version="9.1.0", campaign=next_one)
    before = desk.own_document()
    seen = preview(desk, sealed(other))
    assert (seen.other_campaign, seen.findings, seen.moved.left) == (True, (), ())
    old = desk.answers
    submission = desk.own_submission()
    accept(desk, seen)
    assert desk.own_document().tables == {}
    assert old.load(submission) == before


def test_every_difference_has_its_words_in_both_languages(desk, file):
    found = preview(desk, file).differences
    for language in ("vi", "en"):
        lines = changes(found, language)
        assert len(lines) == len(found)
        assert all("{" not in line.text and line.text for line in lines)
        assert all(group_name(line.group, language) for line in lines)
    (renamed,) = [told(one, "vi") for one in found if one.kind == "field-renamed"]
    assert "c21 → nhan_khau_dtts" in renamed
    (retyped,) = [told(one, "vi") for one in found if one.kind == "field-retyped"]
    assert "số nguyên → chữ" in retyped


def test_the_office_of_a_district_moves_the_figures_it_was_sent(place, file):
    with place.office(TU_MO_RONG) as district:
        seen = preview(district, file)
        assert seen.received == 0
        accept(district, seen)
        assert district.pack == newer()


@settings(max_examples=4, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=st.data())
def test_accepting_any_newer_version_keeps_every_answer_it_has_room_for(data, place):
    """The law of the issue: after accepting, the document is exactly the moved one, and comes back."""
    gone = data.draw(
        st.sets(st.sampled_from([f.id for f in kontum().tables_by_id["BM16"].fields]), max_size=4)
    )
    years = data.draw(st.sets(st.sampled_from(["2016", "2017", "2018"]), max_size=2))
    pack = replace(kontum(), version="9.1.0", checks=(), totals=())
    pack = with_table(
        pack, "BM18", lambda t: replace(t, fields=tuple(f for f in t.fields if f.id not in gone))
    )
    rows = tuple(row for row in kontum().tables_by_id["BM03"].rows if row.key[0] not in years)
    pack = with_table(pack, "BM03", lambda t: replace(t, rows=rows))
    folder = place.folder / str(data.draw(st.uuids()))
    folder.mkdir()
    with replace(place, folder=folder).filled(NGOC_LAY) as one:
        Entry(one)
        before = one.own_document()
        accept(one, preview(one, sealed(pack)))
        assert one.own_document() == move(before, kontum(), pack).document
        accept(one, preview(one, sealed(replace(kontum(), version="9.2.0"))))
        assert one.own_document() == before
        assert differences(kontum(), one.pack) == ()


def test_the_newer_version_of_these_tests_opens_like_any_pack():
    assert open_pack(sealed(newer()), MOMENT).pack == newer()


def test_a_photo_goes_with_its_cell_when_the_cell_gets_another_address(desk, tmp_path):
    photo = tmp_path / "mo-hinh.jpg"
    photo.write_bytes(JPEG)
    entry = Entry(desk)
    if not entry.rows("BM16"):
        entry.add_record("BM16")
    entry.attach(Address("BM16", entry.rows("BM16")[0], "c23"), photo)
    single = with_table(
        replace(kontum(), version="9.1.0", checks=(), totals=()),
        "BM16",
        lambda t: replace(t, kind=TableKind.SINGLE),
    )
    assert accept(desk, preview(desk, sealed(single))).detail["left"] == []
    place = Address("BM16", (), "c23")
    (file,) = desk.attachments.files()
    assert file.place == str(place)
    assert desk.own_document().value(place) == file.name


def test_a_newer_version_that_came_with_the_program_waits_to_be_accepted(desk, file, tmp_path):
    assert wait_for_shipped(desk, shelf()) is False
    (tmp_path / "kontum.phieuxa-pack").write_bytes(file)
    shipped = Shelf(tmp_path, MOMENT)
    assert wait_for_shipped(desk, shipped)
    kept = waiting(desk)
    assert kept is not None
    assert kept.data == file
    newest = sealed(newer("9.2.0"))
    wait(desk, newest)
    assert wait_for_shipped(desk, shipped)
    kept = waiting(desk)
    assert kept is not None
    assert kept.data == newest  # what came by hand is newer still
    accept(desk, preview(desk, newest))
    assert wait_for_shipped(desk, shipped) is False


def test_another_signer_than_that_of_the_version_at_work_is_told(place, file):
    def key(person):
        return new_key(
            person=person, unit="62", unit_name="Kon Tum", position="", not_before=MOMENT,
            not_after=MOMENT + timedelta(days=900), algorithm="P-256",
        )  # fmt: skip

    first, second = key("A Ký"), key("B Khác")
    with place.office(NGOC_LAY, pack=seal(kontum(), MOMENT, first)) as one:
        assert not preview(one, seal(newer(), MOMENT, first)).other_signer(one.shelved)
        assert preview(one, seal(newer(), MOMENT, second)).other_signer(one.shelved)
        assert preview(one, file).other_signer(one.shelved)


def test_a_window_left_open_on_the_older_version_cannot_write_any_more(desk, file):
    entry = Entry(desk)
    before = desk.own_document()
    with open_desk(desk.home, clock=desk.clock, shelf=shelf()) as elsewhere:
        accept(elsewhere, preview(elsewhere, file))
        moved = elsewhere.own_document()
        with pytest.raises(Problem, match="PACK_LEFT") as refused:
            entry.put_text(ALL, "7")
        assert refused.value.details["version"] == "9.1.0"
        assert elsewhere.own_document() == moved
        assert before.value(ALL) == moved.value(ALL)
