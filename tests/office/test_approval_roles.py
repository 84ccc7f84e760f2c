"""Roles follow from the content and the register, never from the order of the signatures in the file."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.pack import Campaign
from forms.problems import Problem
from forms.report import Header, PackageKind, Status
from office.approval_roles import (
    Candidate,
    Role,
    Signatures,
    demand_two_people,
    named,
    roles,
    signatures_asked,
)

COVER = Header(
    PackageKind.REPORT, "1", "K", "p", "1", "h", "S", "23404", "Xã", "commune", "617", 1, 1,
    date(2018, 9, 20), Status.OFFICIAL, "Y Bưih", "A Chương", datetime(2018, 9, 20, tzinfo=UTC),
)  # fmt: skip
PREPARES = Candidate("1" * 64, ("Y Bưih",))
APPROVES = Candidate("2" * 64, ("A CHƯƠNG",))
STRANGER = Candidate("3" * 64, ("Lê Khác",))


@given(st.permutations([PREPARES, APPROVES, STRANGER, PREPARES]))
def test_the_order_the_number_and_a_stranger_change_nothing(signers):
    assert roles(COVER, signers) == {
        PREPARES.fingerprint: Role.PREPARER, APPROVES.fingerprint: Role.APPROVER,
    }  # fmt: skip


def test_one_key_never_fills_both_roles():
    both = Candidate("4" * 64, ("Y Bưih", "A Chương"))
    assert len(roles(COVER, [both, both])) == 1
    assert len(roles(COVER, [both, PREPARES])) == 2


def test_whom_the_register_knows_as_preparer_approves_nothing():
    assert roles(COVER, [PREPARES, replace(APPROVES, capacity="preparer")]) == {
        PREPARES.fingerprint: Role.PREPARER
    }
    assert len(roles(COVER, [PREPARES, replace(APPROVES, capacity="deputy")])) == 2


def test_names_are_compared_as_people_write_them():
    assert named("Y  Bưih", PREPARES)
    assert named("A Chương", Candidate("", ("A CHUONG",)))  # a certificate without diacritics
    assert named("A Chương", Candidate("", ("x", "A Chương")))  # the register's name beside the certificate's
    assert not named("A Chương", Candidate("", ("A Chướng",)))
    assert not named("A Chương", Candidate("", ("A Chương Nam",)))
    assert not named("", Candidate("", ("",)))


def test_two_roles_want_two_people_on_the_cover():
    demand_two_people(COVER)
    with pytest.raises(Problem, match="TWO_PEOPLE"):
        demand_two_people(replace(COVER, approver="Y BƯIH"))


def test_a_campaign_asks_for_one_unless_it_says_otherwise():
    campaign = Campaign("K", {}, "S", ("2018",), "2018", "2018-09-30", {})
    assert signatures_asked(None) is signatures_asked(campaign) is Signatures.ONE
    assert signatures_asked(replace(campaign, parameters={"signatures": "paper"})) is Signatures.PAPER
    with pytest.raises(Problem, match="SIGNATURES_PARAMETER"):
        signatures_asked(replace(campaign, parameters={"signatures": "3"}))
