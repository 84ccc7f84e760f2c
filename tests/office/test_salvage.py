"""A damaged office file: what was typed comes back from its history; what is lost is named."""

import shutil
from pathlib import Path

import pytest

from db.database import PAGE, Database
from db.keystore import best_keystore, kept_key
from forms.answers import Address
from forms.problems import Problem
from office.clock import FixedClock
from office.desk import DATABASE, open_desk
from office.entry import Entry
from office.salvage import forget, salvage, take
from office.switching import coming_file
from tests.offices import MOMENT, NGOC_LAY, TU_MO_RONG, Place, later, shelf

CLOCK = FixedClock(MOMENT)


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    """An office that has sent: its folder, its answers, its numbers, and the pages of some of its tables."""
    place = Place(tmp_path_factory.mktemp("sound"))
    desk, _ = place.sent(NGOC_LAY)
    with desk:
        answers, order, home = desk.own_document(), desk.order_of_sending(TU_MO_RONG), desk.home
    data = Database(home / DATABASE, kept_key(best_keystore(home)))
    roots = dict(data.rows("SELECT name, rootpage FROM sqlite_master WHERE type = 'table'"))
    data.close()
    return home, answers, order, roots


@pytest.fixture
def broken(sound, tmp_path):
    """Give the office's folder with some pages broken, counted from 1 as the engine does."""
    home, *_ = sound

    def make(*pages: int) -> Path:
        copy = tmp_path / "home"
        shutil.copytree(home, copy)
        data = bytearray((copy / DATABASE).read_bytes())
        for page in pages:
            data[(page - 1) * PAGE + 50] ^= 1
        (copy / DATABASE).write_bytes(data)
        return copy

    return make


def saved(home):
    found = salvage(home, clock=CLOCK, shelf=shelf())
    damaged = (home / DATABASE).read_bytes()
    aside = take(home, CLOCK)
    assert (aside / DATABASE).read_bytes() == damaged
    return found, open_desk(home, clock=CLOCK, shelf=shelf())


def test_forms_whose_pages_are_gone_come_back_from_the_history(sound, broken):
    _, answers, order, roots = sound
    home = broken(roots["t_BM02"], roots["t_BM07"])
    with pytest.raises(Problem, match="DB_DAMAGED"):
        open_desk(home, clock=CLOCK, shelf=shelf())
    found, desk = saved(home)
    with desk:
        assert desk.own_document() == answers
        assert desk.order_of_sending(TU_MO_RONG) == order
        lost = {one.what.split()[0]: one for one in found.losses}
        assert set(lost) == {"BM-02", "BM-07"}
        assert lost["BM-07"].from_history > 100
        assert any(record.endswith("(G01 2018)") for record in lost["BM-07"].records)


def test_whose_office_it_is_with_which_pack_and_numbers_is_found_again(sound, broken):
    _, answers, order, roots = sound
    home = broken(roots["setting"], roots["person"], roots["pack"], roots["sending"], roots["submission"])
    found, desk = saved(home)
    with desk:
        assert (desk.unit.code, desk.pack.id) == (NGOC_LAY, shelf().packs[0].pack.id)
        assert desk.own_document() == answers
        assert desk.order_of_sending(TU_MO_RONG) == order
        assert [one.name for one in desk.people()] == ["Cán bộ nhập liệu"]
        assert found.facts.unit == NGOC_LAY


def test_a_broken_page_of_nothing_typed_loses_nothing(broken, sound):
    *_, roots = sound
    found, desk = saved(broken(roots["authority_issued"]))
    desk.close()
    assert found.whole


def test_what_was_saved_and_not_taken_is_forgotten(broken, sound):
    *_, roots = sound
    home = broken(roots["t_BM02"])
    before = (home / DATABASE).read_bytes()
    salvage(home, clock=CLOCK, shelf=shelf())
    assert coming_file(home / DATABASE).exists()
    forget(home)
    assert not coming_file(home / DATABASE).exists()
    assert (home / DATABASE).read_bytes() == before
    assert sorted(one.name for one in home.iterdir()) == ["keys", "office.key", DATABASE]


def test_where_the_list_of_tables_is_gone_it_says_so_and_leaves_nothing(broken):
    home = broken(1)
    with pytest.raises(Problem, match="SALVAGE_NOTHING"):
        salvage(home, clock=CLOCK, shelf=shelf())
    assert sorted(one.name for one in home.iterdir()) == ["keys", "office.key", DATABASE]


def test_what_was_typed_after_the_last_copy_is_in_what_was_saved(sound, broken):
    home = broken()
    with open_desk(home, clock=CLOCK, shelf=shelf()) as desk:
        later(desk, 3)
        Entry(desk).put_text(Address("BM02", ("2018",), "c02"), "77")
        edited = desk.clock.now()
    *_, roots = sound
    data = bytearray((home / DATABASE).read_bytes())
    data[(roots["t_BM02"] - 1) * PAGE + 50] ^= 1
    (home / DATABASE).write_bytes(data)
    found, desk = saved(home)
    with desk:
        assert desk.own_document().value(Address("BM02", ("2018",), "c02")) == 77
    assert found.facts.edited_at == edited
