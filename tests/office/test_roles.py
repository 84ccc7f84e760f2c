"""Named people with roles: what one may not do is refused by the use case itself; a PC handed over."""

import pytest

from forms.answers import Address
from forms.problems import Problem
from office import certified, decision, register_file
from office.acts import Act, acts
from office.entry import Entry
from office.handing_over import hand_over, handed_over, taken_over
from office.mailing import post
from office.messages import sentences
from office.receiving import receive
from office.roles import (
    MAY,
    Doing,
    Role,
    demand_may,
    doing_said,
    give_roles,
    leave,
    may,
    new_person,
    refusal,
    role_said,
    roles_of,
)
from tests.offices import NGOC_LAY, TU_MO_RONG, send_to

CELL = Address("BM02", ("2018",), "c20")


@pytest.fixture
def desk(place):
    with place.office(NGOC_LAY) as desk:
        yield desk


@pytest.fixture
def filled(place):
    with place.filled(NGOC_LAY) as desk:
        yield desk


def sit(desk, *roles):
    """Let a new person with these roles work now; the first one keeps all of theirs."""
    person = new_person(desk, f"A {'-'.join(roles) or 'Sơn'}")
    if roles:
        give_roles(desk, person.id, roles)
    hand_over(desk, person.id)
    return person


def test_whoever_is_alone_may_do_everything_whatever_is_noted(desk):
    other = new_person(desk, "A Sơn")
    give_roles(desk, desk.person.id, {Role.READER})
    assert not may(desk, Doing.TYPE)
    hand_over(desk, other.id)
    leave(desk, next(one.id for one in desk.people() if one.id != other.id))
    assert all(may(desk, doing) for doing in Doing)


def test_a_role_may_do_what_it_is_there_for_and_nothing_else(desk):
    first = desk.person.id
    for role in Role:
        sit(desk, role)
        for doing in Doing:
            assert may(desk, doing) is (doing in MAY[role])
            if doing not in MAY[role]:
                with pytest.raises(Problem, match="ROLE_MAY_NOT"):
                    demand_may(desk, doing)
        hand_over(desk, first)


def test_every_doing_has_a_role_and_everything_has_its_words():
    assert frozenset[Doing]().union(*MAY.values()) == set(Doing)
    for language in ("vi", "en"):
        words = [role_said(one, language) for one in Role] + [doing_said(one, language) for one in Doing]
        assert len(set(words)) == len(words)
    assert {f"DOING_{one.name}" for one in Doing} <= sentences().keys()


def test_the_refusal_names_who_may(desk):
    first = desk.person.name
    sit(desk, Role.READER)
    problem = refusal(desk, Doing.SEND)
    assert problem is not None
    assert problem.details["helper"] == first


def test_who_only_reads_types_nothing_and_changes_no_list(desk):
    sit(desk, Role.READER)
    entry = Entry(desk)
    assert entry.view(CELL).readonly
    with pytest.raises(Problem, match="ROLE_MAY_NOT"):
        entry.put_text(CELL, "1")
    with pytest.raises(Problem, match="ROLE_MAY_NOT"):
        new_person(desk, "Ai đó")


def test_who_types_does_not_sign_and_who_signs_does_not_type(filled, place):
    desk = filled
    person = sit(desk, Role.ENTRY)
    assert not Entry(desk).view(CELL).readonly
    with pytest.raises(Problem, match="ROLE_MAY_NOT"):
        send_to(desk, place.stick())
    first = next(one for one in desk.people() if one.id != person.id)
    give_roles_as(desk, first.id, person.id, {Role.APPROVER})
    assert Entry(desk).view(CELL).readonly
    assert send_to(desk, place.stick()).revision == 1


def give_roles_as(desk, giver, person, roles):
    hand_over(desk, giver)
    give_roles(desk, person, roles)
    hand_over(desk, person)


def test_only_a_reviewer_takes_in(place):
    sender, package = place.sent(NGOC_LAY)
    sender.close()
    with place.office(TU_MO_RONG) as district:
        sit(district, Role.ENTRY)
        with pytest.raises(Problem, match="ROLE_MAY_NOT"):
            receive(district, [package])
        assert district.received.packages(direction="received") == ()
        hand_over(district, district.people()[0].id)
        sit(district, Role.REVIEWER)
        assert [one.verdict for one in receive(district, [package])] == ["waiting-signer"]


def test_who_only_reads_changes_neither_trust_nor_what_is_compared_nor_what_leaves(desk):
    sit(desk, Role.READER)
    root = certified.Root(b"", "A", "A", "0", (), (), desk.clock.now(), vouched=False)
    for work in (
        lambda: register_file.take_in(desk, b"PK"),
        lambda: certified.add_root(desk, root, how="điện thoại"),
        lambda: certified.end_root(desk, "0", why="hết"),
        lambda: certified.add_list(desk, b""),
        lambda: decision.load(desk, b"", "a.csv", "1/QĐ"),
        lambda: decision.drop(desk),
        lambda: post(desk, "0" * 64),
    ):
        with pytest.raises(Problem, match="ROLE_MAY_NOT"):
            work()


def test_somebody_who_gives_roles_is_always_left(desk):
    first = desk.person
    other = new_person(desk, "A Sơn")
    give_roles(desk, other.id, {Role.ENTRY})
    with pytest.raises(Problem, match="ROLES_LAST"):
        give_roles(desk, first.id, {Role.ENTRY})
    third = new_person(desk, "Y Mai")
    give_roles(desk, third.id, {Role.READER})
    with pytest.raises(Problem, match="ROLES_LAST"):
        leave(desk, first.id)
    with pytest.raises(Problem, match="ROLES_NONE"):
        give_roles(desk, other.id, set())
    with pytest.raises(Problem, match="PERSON_UNKNOWN"):
        give_roles(desk, 99, {Role.ENTRY})
    assert roles_of(desk, first.id) == frozenset(Role)


def test_roles_are_noted_with_who_gave_them(desk):
    giver = desk.person.name
    person = new_person(desk, "A Sơn")
    give_roles(desk, person.id, {Role.ENTRY, Role.REVIEWER})
    (act,) = acts(desk, Act.ROLES)
    assert (act.who, act.body["person"], act.body["roles"]) == (giver, "A Sơn", ["entry", "reviewer"])


def test_what_the_last_person_left_is_told_until_the_next_has_seen_it(place):
    with place.office(NGOC_LAY) as desk:
        first = desk.person
        entry = Entry(desk)
        assert handed_over(desk, entry.open) is None
        entry.put_text(CELL, "1301")
        entry.keep_draft(Address("BM02", ("2018",), "c01"), "49")
        person = sit(desk)
        handed = handed_over(desk, entry.open)
        assert handed is not None
        assert handed.person == first.name
        drafts, form = handed.left
        assert (drafts.code, drafts.count, drafts.cell) == (
            "LEFT_DRAFTS",
            1,
            Address("BM02", ("2018",), "c01"),
        )
        assert (form.code, form.form) == ("LEFT_FORM", "BM02")
        assert form.what.startswith("BM-02 (")
        hand_over(desk, first.id)
        back = handed_over(desk, entry.open)
        assert back is not None
        assert [one.code for one in back.left] == ["LEFT_DRAFTS"]  # no form: the other one typed nothing
        hand_over(desk, person.id)
        taken_over(desk)
        assert handed_over(desk, entry.open) is None


def test_a_pc_handed_over_with_everything_done_tells_nothing(filled):
    sit(filled)
    assert handed_over(filled, Entry(filled).open) is None
