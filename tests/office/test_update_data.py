"""After a newer version failed its first start, the data take the form again that the older one can open."""

import pytest

from db.connect import open_database
from db.keystore import best_keystore
from forms.problems import Problem
from office.clock import FixedClock
from office.desk import DATABASE, open_desk
from office.installed import Current, Standing
from office.update_data import bring_back
from tests.offices import MOMENT, NGOC_LAY, shelf
from tests.updates import NEW, OLD, install


@pytest.fixture
def home(place):
    with place.office(NGOC_LAY) as desk:
        desk.office.set_setting("typed", "before the update")
        return desk.home


@pytest.fixture
def here(tmp_path):
    made = install(tmp_path / "PhieuXa")
    made.switch(Current(OLD, NEW, Standing.FAILED))  # as the launcher leaves it
    return made


def brought_forward(home):
    """Bring the data forward as a newer program does when it opens them: copied first, beside themselves."""
    from db.backup import before_migrating

    key = best_keystore(home).get()
    assert key is not None
    database = open_database(home / DATABASE, key)
    before_migrating(database, "9999_tomorrow")
    with database.writing():
        database.insert(
            "_sqlite_migrations", migration_set="phieuxa", name="9999_tomorrow", applied_at="2030-01-01"
        )
    database.close()


def opened(home):
    return open_desk(home, clock=FixedClock(MOMENT), shelf=shelf())


def test_data_of_a_failed_version_give_way_to_those_of_before_and_are_kept(home, here):
    brought_forward(home)
    with pytest.raises(Problem) as refused:
        opened(home)
    assert refused.value.code == "DB_NEWER"
    aside = bring_back(here, home, MOMENT)
    assert aside is not None
    assert (aside / DATABASE).is_file()
    with opened(home) as desk:
        assert desk.office.setting("typed") == "before the update"
    assert bring_back(here, home, MOMENT) is None


def test_data_that_open_as_they_are_are_left_alone(home, here):
    content = (home / DATABASE).read_bytes()
    assert bring_back(here, home, MOMENT) is None
    assert (home / DATABASE).read_bytes() == content


@pytest.mark.parametrize("standing", [Standing.WHOLE, Standing.NEW])
def test_without_a_failed_version_nothing_is_brought_back(home, here, standing):
    brought_forward(home)
    here.switch(Current(OLD, "", standing))
    assert bring_back(here, home, MOMENT) is None


def test_where_no_file_of_before_is_left_nothing_is_replaced(home, here):
    brought_forward(home)
    for kept in home.glob("phieuxa.before-*.db"):
        kept.unlink()
    content = (home / DATABASE).read_bytes()
    assert bring_back(here, home, MOMENT) is None
    assert (home / DATABASE).read_bytes() == content
