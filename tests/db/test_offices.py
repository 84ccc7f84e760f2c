from datetime import date, timedelta

import pytest

from db.offices import Office
from db.signers import Signers
from forms.problems import Problem
from tests.db.conftest import WHEN

START = date(2018, 1, 1)


def test_an_office_says_once_whose_file_this_is(database):
    office = Office(database)
    with pytest.raises(Problem, match="OFFICE_NOT_BEGUN"):
        office.record()
    office.begin("62.01.001", "vi", WHEN)
    record = office.record()
    assert (record.unit, record.language, record.created) == ("62.01.001", "vi", WHEN)
    with pytest.raises(Problem, match="OFFICE_BEGUN"):
        office.begin("62.01.002", "vi", WHEN)
    office.set_setting("language", "en")
    assert office.record().language == "en"
    assert office.setting("never set") == ""


def test_people_come_and_go_and_stay_in_the_list(database):
    office = Office(database)
    hoa = office.add_person("Y Hoa", "Công chức", "0905 000 000", since=START)
    tuan = office.add_person("A Tuấn", since=date(2018, 6, 1))
    office.end_person(hoa.id, date(2018, 6, 30))
    assert [person.name for person in office.people(date(2018, 6, 30))] == ["Y Hoa", "A Tuấn"]
    assert office.people(date(2018, 7, 1)) == (tuan,)
    assert [person.name for person in office.people(date(2018, 5, 1))] == ["Y Hoa"]
    first, second = office.people()
    assert (first.until, second.until) == (date(2018, 6, 30), None)
    assert (first.position, first.telephone) == ("Công chức", "0905 000 000")
    with pytest.raises(Problem, match="NO_SUCH_PERSON"):
        office.end_person(99, START)


def recognise(signers, unit="62.01.001", **more):
    return signers.recognise(
        fingerprint="ab" * 32,
        certificate=b"\x30\x82 der",
        unit=unit,
        person="Y Hoa",
        position="Chủ tịch",
        role="approver",
        since=START,
        who="A Tuấn",
        how="điện thoại",
        when=WHEN,
        **more,
    )


def test_a_signer_is_found_for_the_days_of_the_recognition(database):
    signers = Signers(database)
    assert signers.find("ab" * 32, START) == ()
    known = recognise(signers)
    assert (known.certificate, known.confirmed_by, known.how, known.confirmed) == (
        b"\x30\x82 der",
        "A Tuấn",
        "điện thoại",
        WHEN,
    )
    assert signers.find("ab" * 32, START) == (known,)
    assert signers.find("ab" * 32, START - timedelta(days=1)) == ()
    assert signers.find("cd" * 32, START) == ()
    signers.end(known.id, until=date(2018, 9, 1), who="A Tuấn", how="chuyển công tác", when=WHEN)
    assert [signer.id for signer in signers.find("ab" * 32, date(2018, 9, 1))] == [known.id]
    assert signers.find("ab" * 32, date(2018, 9, 2)) == ()
    assert [signer.until for signer in signers.list()] == [date(2018, 9, 1)]
    with pytest.raises(Problem, match="NO_SUCH_SIGNER"):
        signers.end(99, until=START, who="", how="", when=WHEN)


def test_one_certificate_may_be_recognised_for_two_units(database):
    signers = Signers(database)
    both = recognise(signers), recognise(signers, "62.01.002", until=date(2019, 1, 1))
    assert signers.find("ab" * 32, START) == both
