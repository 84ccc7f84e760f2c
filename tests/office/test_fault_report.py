"""The report of a fault tells those who help what happened, and nothing that anybody typed."""

import re

import pytest

from forms.answers import Address
from office.entry import Entry
from office.fault_report import Seen, fault_report, order_of, scrubbed, write_report
from tests.offices import NGOC_LAY, PASSPHRASE, key_of

SEEN = Seen("0.1.0", "entry", "KeyError @ entry.put:12 > engine.change:7", {"screen": "1366x768 1"})
SECRETS = ("Y Blễ Thử", "0912345678", "918273", "/home/yble", "Ngọc Lây")
LOG = f"""2026-11-02 08:00:01,123 ERROR DISK_FULL @ carriers.deliver:44 > sending.send:9
2026-11-02 08:00:02,123 ERROR KeyError: '{SECRETS[0]}' of {SECRETS[3]}
{SECRETS[1]}
2026-11-02 08:00:03,999 ERROR ValueError @ values.parse:3 {SECRETS[2]}
2026-11-02 08:00:04,000 INFO {SECRETS[4]}
"""
COUNT = re.compile(r"  (rows|answers|packages-\w+|people|signers|data-kilobytes) (0|10*-9+)")


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    from tests.offices import Place

    with Place(tmp_path_factory.mktemp("filled")).filled(NGOC_LAY) as desk:
        desk.add_person(SECRETS[0], "Phó chủ tịch", SECRETS[1])
        key_of(desk)
        entry = Entry(desk)
        entry.put_text(Address("BM18", (), "c01"), f"{SECRETS[0]} {SECRETS[2]}")
        yield desk


def test_nothing_typed_at_a_filled_office_is_in_its_report(filled, place):
    with place.office(NGOC_LAY) as empty:
        nothing = fault_report(SEEN, empty, "", "vi")
    text = fault_report(SEEN, filled, LOG, "vi")
    typed = {
        str(value)
        for rows in filled.own_document().tables.values()
        for row in rows.values()
        for value in row.values()
        if len(str(value)) > 5 and str(value) not in nothing
    }
    assert len(typed) > 50
    assert [value for value in (*typed, *SECRETS, PASSPHRASE) if value in text] == []
    told = [line for line in text.split("\n") if line not in nothing.split("\n") and "2026-11-02" not in line]
    assert told
    assert [line for line in told if not COUNT.fullmatch(line)] == []


def test_the_unit_and_a_note_go_along_only_when_the_person_says_so(filled):
    assert NGOC_LAY not in fault_report(SEEN, filled, LOG, "vi")
    text = fault_report(SEEN, filled, LOG, "vi", " Đang \n dán ", name_unit=True)
    assert f"unit {NGOC_LAY}\n" in text
    assert "\n  Đang dán\n" in text


def test_it_tells_version_page_error_packs_and_places_of_the_log(filled):
    text = fault_report(SEEN, filled, LOG, "en")
    for told in (
        "phieuxa 0.1.0",
        "page entry",
        "error KeyError @ entry.put:12 > engine.change:7",
        "pack kontum-2018-midterm 1.",
        "level commune",
        "2026-11-02 08:00:01 ERROR DISK_FULL @ carriers.deliver:44 > sending.send:9",
    ):
        assert told in text


def test_without_an_office_there_is_a_report_all_the_same():
    text = fault_report(Seen("0.1.0", "", "Blễ: 918273"), None, "", "vi")
    assert "page -" in text
    assert "918273" not in text


def test_of_a_strange_line_only_the_time_is_told():
    assert scrubbed(LOG) == (
        "2026-11-02 08:00:01 ERROR DISK_FULL @ carriers.deliver:44 > sending.send:9",
        "2026-11-02 08:00:02 …",
        "2026-11-02 08:00:03 …",
        "2026-11-02 08:00:04 …",
    )
    assert len(scrubbed("2026-11-02 08:00:01,1 INFO A @ b.c:1\n" * 900)) == 60


@pytest.mark.parametrize(
    "count, told", [(0, "0"), (1, "1-9"), (9, "1-9"), (10, "10-99"), (4711, "1000-9999")]
)
def test_a_count_is_told_by_its_order_of_size(count, told):
    assert order_of(count) == told


def test_the_file_holds_what_was_shown(tmp_path):
    written = write_report("Thử\n", tmp_path / "su-co.txt")
    assert written.read_text("utf-8") == "Thử\n"
