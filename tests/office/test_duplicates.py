"""Nominees of two communes that may be one person: what is alike gives points, what was said is kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.problems import Problem
from office.awards import NOMINEE
from office.choices import look
from office.duplicates import LEAST, SAME, TWO, doubtful, pairs, say
from tests.office.nominations import person, propose
from tests.offices import NGOC_LAY, TE_XANG, TU_MO_RONG, Place, later


@pytest.fixture
def district(place):
    with place.office(TU_MO_RONG) as desk:
        yield desk


def found(district, one, other):
    """Propose one nominee in each of two communes and give the pairs."""
    propose(district, NGOC_LAY, [one])
    propose(district, TE_XANG, [other])
    return pairs(district, look(district, NOMINEE))


@pytest.mark.parametrize(
    "one, other, why",
    [
        (("Trần Thị Hương", "1966-04-13"), ("Trần Thị Hương", "1966-04-13"), ("ALIKE_NAME", "ALIKE_DAY")),
        (("Trần Thị Hương", "1966"), ("Tran Thi Huong", "1966-04-13"), ("ALIKE_MARKS", "ALIKE_YEAR")),
        (("A Brôl Thanh", "1970"), ("A Thanh Brôl", "1970"), ("ALIKE_ORDER", "ALIKE_YEAR")),
        (("Y Dâm", "1970"), ("Dâm", "1970"), ("ALIKE_PREFIX", "ALIKE_YEAR")),
        (("Nguyễn Văn Hùng", "1970"), ("Nguyễn Văn Hùngg", "1970"), ("ALIKE_LETTER", "ALIKE_YEAR")),
        (("Nguyễn Văn Hùng", "1970"), ("Nguyễn Văn Hùng", "1971"), ("ALIKE_NAME", "ALIKE_NEAR_YEAR")),
    ],
)
def test_what_is_alike_is_told_in_words(district, one, other, why):
    (pair,) = found(district, person(*one), person(*other))
    assert pair.why == why
    assert LEAST <= pair.points <= 100
    assert pair.told("vi").count(";") == 1


@pytest.mark.parametrize(
    "one, other",
    [
        (("Trần Thị Hương", "1966"), ("Trần Thị Hương", "1986")),
        (("Trần Thị Hương", "1966"), ("Lê Văn Nam", "1966")),
        (("Y Dâm", "1970"), ("Y Dân", "1970")),
    ],
)
def test_people_of_another_name_or_year_are_no_pair(district, one, other):
    assert found(district, person(*one), person(*other)) == ()


def test_groups_of_people_are_never_taken_for_one_person(district):
    group = {**person("Thôn 2"), "c01": "collective"}
    assert found(district, group, group) == ()


def test_what_was_said_is_remembered_until_another_name_stands_there(district):
    (pair,) = found(district, person("Y Dâm"), person("Y Dâm"))
    assert [one.points for one in doubtful(district)] == [pair.points]
    seen = look(district, NOMINEE)
    with pytest.raises(Problem) as caught:
        say(district, seen, pair, TWO, " ")
    assert caught.value.code == "DUPLICATE_REASON"
    (told,) = say(district, seen, pair, TWO, "Hai người khác thôn, đã gọi điện")
    assert (told.said, told.who) == (TWO, district.person.name)
    assert doubtful(district) == ()
    later(district)
    propose(district, TE_XANG, [person("Dâm")], revision=2)
    assert [one.said for one in doubtful(district)] == [""]


def test_one_person_in_two_communes_stays_doubtful_until_one_of_them_is_gone(district):
    (pair,) = found(district, person("Y Dâm"), person("Y Dâm"))
    say(district, look(district, NOMINEE), pair, SAME, "Một người, chuyển xã năm 2017")
    assert [one.said for one in doubtful(district)] == [SAME]


NAMES = st.sampled_from(["Y Dâm", "A Brôl", "Trần Thị Hương", "Tran Thi Huong", "Dâm", "Lê Văn A"])


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    with Place(tmp_path_factory.mktemp("pairs")).office(TU_MO_RONG) as desk:
        yield desk


@given(st.lists(st.tuples(NAMES, st.sampled_from(["1970", "1971", ""])), min_size=2, max_size=5))
def test_a_pair_does_not_depend_on_who_is_named_first(office, people):
    revision = office.received.last_revision(NGOC_LAY, office.campaign_id)
    kept = office.received.latest(NGOC_LAY, office.campaign_id)
    revision = (kept.package.revision if kept else revision) + 1

    def looked(order, number):
        propose(office, NGOC_LAY, [person(*one) for one in order], revision=number)
        there = pairs(office, look(office, NOMINEE))
        return sorted((sorted((pair.one.name, pair.other.name)), pair.points) for pair in there)

    assert looked(people, revision) == looked(people[::-1], revision + 1)
