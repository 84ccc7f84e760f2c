"""The command that photographs an office, as the demonstration calls it."""

import pytest

from desktop_app.photograph import photograph
from tests.offices import NGOC_LAY, shelf


@pytest.mark.slow
@pytest.mark.timeout(120)
def test_the_photographs_of_an_office_begin_with_the_first_start(place, tmp_path, language):
    with place.office(NGOC_LAY) as desk:
        home = desk.home
    count = photograph(home, tmp_path / "pictures", shelf(), one_size=True)
    names = {path.name for path in (tmp_path / "pictures").glob("*.png")}
    assert {"first-start-1366.png", "manual-1366.png", "home-1366.png"} <= names
    assert count == len(names)
