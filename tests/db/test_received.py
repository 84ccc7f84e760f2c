import hashlib
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from db import received as module
from db.answers import Answers
from db.offices import Office
from db.received import Package, PackageStatus, UnitFigures
from forms.answers import Address, Document, State
from forms.problems import Problem
from tests.db.conftest import WHEN
from tests.db.packs import PACK

LATER = WHEN + timedelta(hours=1)
SAID = Package(
    "received", "d1", "xa-1.xlsx", "report", "2018", "62.01.001", "62.01", "p1", revision=1, sequence=1
)
C02 = Address("BM02", ("2018",), "c02")
C14 = Address("BM02", ("2018",), "c14")


def figures(count, **more):
    return UnitFigures(
        {
            "BM02": {("2018",): {"c01": count, "c03": Decimal("17.29"), "c14": count}},
            "BM17": {("1",): {"c01": "Nuôi bò"}, ("2",): {}},
            "BM17.c16": {("1", "1"): {"c02": Decimal(2)}},
        },
        {C02: State.NONE},
        {C14: count + 1},
        **more,
    )


def take(received, said, of, when=WHEN, **more):
    number = received.keep(said, said.digest.encode(), status=PackageStatus.WAITING_SIGNER, when=when)
    received.take_in(number, of, when=when, **more)
    return number


def test_a_package_is_kept_with_its_exact_bytes_and_every_verdict(received):
    number = received.keep(
        SAID, b"\x00PK exact", status=PackageStatus.WAITING_SIGNER, detail={"người ký": "Y Hoa"}, when=WHEN
    )
    assert received.data(number) == b"\x00PK exact"
    assert received.figures("2018") == {}
    received.take_in(
        number, {"62.01.001": figures(5)}, who="A Tuấn", detail={"trust": "register"}, when=LATER
    )
    kept = received.package(number)
    assert (kept.package, kept.size, kept.status) == (SAID, 9, PackageStatus.TAKEN)
    assert (kept.received_at, kept.detail) == (WHEN, {"trust": "register"})
    assert [(said.status, said.who, said.when) for said in received.verdicts(number)] == [
        ("waiting-signer", "", WHEN),
        ("taken", "A Tuấn", LATER),
    ]
    assert received.verdicts(number)[0].detail == {"người ký": "Y Hoa"}


def test_figures_come_back_as_they_were_accepted_typed_and_computed(received, database):
    number = take(received, SAID, {"62.01.001": figures(5)})
    assert received.figures("2018") == {"62.01.001": figures(5)}
    assert received.figures_of(number) == {"62.01.001": figures(5)}
    assert received.figures("2019") == {}
    only = received.figures("2018", frozenset({"BM17"}))["62.01.001"]
    assert only == UnitFigures({"BM17": figures(5).tables["BM17"]})
    submission = database.row("SELECT id FROM submission WHERE package = ?", number)[0]
    document = Answers(database, PACK).load(submission)
    assert document.tables["BM02"] == {("2018",): {"c01": 5, "c03": Decimal("17.29")}}
    assert document.stated == {C14: 6}


def test_what_counted_at_a_moment_can_be_read_later_a_table_at_a_time(received):
    take(received, SAID, {"62.01.001": figures(5)})
    then = received.counted("2018")
    take(received, replace(SAID, digest="d2", revision=2), {"62.01.001": figures(7)}, LATER)
    assert received.read(then) == {"62.01.001": figures(5)}
    only = received.read(then, frozenset({"BM02"}))["62.01.001"]
    assert only.tables == {"BM02": figures(5).tables["BM02"]}
    assert received.read({}) == {}


def test_a_newer_revision_supersedes_and_deletes_nothing(received):
    first = take(received, SAID, {"62.01.001": figures(5)})
    second = take(received, replace(SAID, digest="d2", revision=2), {"62.01.001": figures(7)}, LATER)
    assert received.figures("2018") == {"62.01.001": figures(7)}
    assert received.figures_of(first) == {"62.01.001": figures(5)}
    assert received.data(first) == b"d1"
    assert received.package(first).status is PackageStatus.SUPERSEDED
    assert received.package(first).received_at == WHEN
    latest = received.latest("62.01.001", "2018")
    assert latest is not None
    assert latest.id == second
    assert [(of.kept.id, of.units) for of in received.accepted("2018")] == [(second, ("62.01.001",))]


@pytest.mark.parametrize("revision", [1, 2])
def test_numbers_only_go_up(received, revision):
    take(received, replace(SAID, revision=2), {"62.01.001": figures(5)})
    with pytest.raises(Problem, match="PACKAGE_NOT_NEWER"):
        take(received, replace(SAID, digest="d2", revision=revision), {"62.01.001": figures(7)})
    assert received.figures("2018") == {"62.01.001": figures(5)}


def test_a_district_brings_all_its_communes_or_none(received, database):
    district = replace(SAID, unit="62.02", digest="d9", kind="district")
    take(received, district, {"62.02.001": figures(1), "62.02.002": figures(2)})
    broken = UnitFigures({"BM02": {("2018",): {"c01": "mười"}}})
    with pytest.raises(Problem, match="VALUE_KIND"):
        take(
            received,
            replace(district, digest="d10", revision=2),
            {"62.02.001": figures(8), "62.02.002": broken},
        )
    assert received.figures("2018") == {"62.02.001": figures(1), "62.02.002": figures(2)}
    take(received, replace(district, digest="d11", revision=3), {"62.02.001": figures(8)}, LATER)
    assert received.figures("2018") == {"62.02.001": figures(8)}


@pytest.mark.parametrize(
    "tables", [{"BM99": {(): {"c01": 1}}}, {"BM02": {("2018",): {"c99": 1}}}, {"BM02": {("a", "b"): {}}}]
)
def test_cells_the_pack_does_not_know_are_refused(received, tables):
    with pytest.raises(Problem, match="NO_SUCH_CELL"):
        take(received, SAID, {"62.01.001": UnitFigures(tables)})
    assert received.figures("2018") == {}


def test_figures_taken_in_never_touch_the_offices_own_answers(received, answers, own):
    take(received, SAID, {"62.01.001": figures(5)})
    assert answers.load(own) == Document()


def test_refused_files_are_kept_aside_but_not_those_too_large(received, monkeypatch):
    stranger = Package("received", "d5", "lạ.xlsx")
    number = received.keep(
        stranger, b"not a zip", status=PackageStatus.REFUSED, reason="NOT_A_ZIP", when=WHEN
    )
    assert received.data(number) == b"not a zip"
    monkeypatch.setattr(module, "LARGEST", 10)
    large = received.keep(
        Package("received", "d6", "to.xlsx"), bytes(11), status=PackageStatus.REFUSED, reason="X", when=WHEN
    )
    assert received.package(large).size == 11
    with pytest.raises(Problem, match="BYTES_NOT_KEPT"):
        received.data(large)
    with pytest.raises(Problem, match="PACKAGE_TOO_BIG"):
        received.keep(replace(SAID, direction="sent"), bytes(11), status=PackageStatus.SENT, when=WHEN)


def test_packages_are_found_by_what_is_asked(received):
    one = take(received, SAID, {"62.01.001": figures(5)})
    two = received.keep(
        replace(SAID, digest="d7", unit="62.01.002"), b"7", status=PackageStatus.WAITING_SIGNER, when=LATER
    )
    assert [kept.id for kept in received.packages()] == [one, two]
    assert [kept.id for kept in received.packages(status=PackageStatus.WAITING_SIGNER)] == [two]
    assert [kept.id for kept in received.packages(digest="d1", campaign="2018")] == [one]
    assert received.packages(unit="62.01.001", direction="sent") == ()
    with pytest.raises(Problem, match="NO_SUCH_PACKAGE"):
        received.package(99)


def test_sent_files_count_on_one_sequence_a_recipient(received, database):
    office = Office(database)
    assert office.last_sent("62.01") == (0, "")
    sent = replace(SAID, direction="sent")
    received.keep(sent, b"1", status=PackageStatus.SENT, when=WHEN)
    assert office.last_sent("62.01") == (1, "d1")
    assert received.last_revision("62.01.001", "2018") == 1
    with pytest.raises(Problem, match="SEQUENCE"):
        received.keep(replace(sent, digest="d2"), b"2", status=PackageStatus.SENT, when=WHEN)
    with pytest.raises(Problem, match="SEQUENCE"):
        received.keep(replace(sent, digest="d2", sequence=2), b"2", status=PackageStatus.SENT, when=WHEN)
    received.keep(
        replace(sent, digest="d2", sequence=2, previous_digest="d1", revision=2),
        b"2",
        status=PackageStatus.SENT,
        when=LATER,
    )
    received.keep(replace(sent, digest="d3", recipient="62"), b"3", status=PackageStatus.SENT, when=LATER)
    assert (office.last_sent("62.01"), office.last_sent("62")) == ((2, "d2"), (1, "d3"))
    assert received.last_revision("62.01.001", "2018") == 2


def test_receipts_are_listed_with_who_said_so_and_how(received):
    number = received.keep(replace(SAID, direction="sent"), b"1", status=PackageStatus.SENT, when=WHEN)
    received.keep_receipt(number, who="Phòng LĐ", how="điện thoại", detail={"số": "1"}, when=LATER)
    (receipt,) = received.receipts(number)
    assert (receipt.who, receipt.how, receipt.detail, receipt.when) == (
        "Phòng LĐ",
        "điện thoại",
        {"số": "1"},
        LATER,
    )


def test_what_was_sent_is_noted_beside_the_answers(received, answers, own):
    number = received.keep(replace(SAID, direction="sent"), b"1", status=PackageStatus.SENT, when=WHEN)
    answers.sent(own, 1, number, "d1", LATER)
    described = answers.submission(own)
    assert (described.revision, described.package, described.digest) == (1, number, "d1")


def test_files_beside_a_package_are_kept_once_under_their_digest(received, database):
    digest = received.keep_content(b"companion")
    assert received.keep_content(b"companion") == digest == hashlib.sha256(b"companion").hexdigest()
    assert received.content(digest) == b"companion"
    assert received.content("00" * 32) is None
    assert database.row("SELECT count(*) FROM content") == (1,)
