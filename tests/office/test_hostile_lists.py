"""What a commune may not say in the lists beside its figures: they would move those of other units."""

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from db.packages import PackageStatus
from forms.report_lists import ADJUSTMENTS, CHANGES, CHOICES, IN_PLACE, NIL, REPLIES
from office.case import judge
from office.clock import FixedClock
from office.desk import open_desk
from tests.office.small_offices import UNITS, district, folder, packages, report_of, signed
from tests.offices import MOMENT

OTHER = UNITS[1]
ROW = {
    "id": "x-1",
    "office": UNITS[0],
    "unit": OTHER,
    "place": "BM30[P01].c01",
    "old": "201",
    "amount": "1000",
    "reason": "r",
    "basis": "b",
    "who": "w",
    "at": "a",
}


@pytest.fixture(scope="module")
def desk():
    with TemporaryDirectory(prefix="phieuxa-lists-") as home, district(Path(home) / "huyện") as found:
        yield found


def judged(desk, name, **cells):
    """Have the first commune sign a package with one line in a list, and judge it."""
    first = packages()[0]
    with open_desk(Path(folder().name) / f"office-{first.unit}", clock=FixedClock(MOMENT)) as commune:
        data = signed(commune, replace(report_of(commune, first.data), lists={name: (cells,)}))
    return judge(desk, "gói.xlsx", data, None)


@pytest.mark.parametrize(
    "name, cells, code",
    [
        (ADJUSTMENTS.id, ROW, "ADJUSTMENT_WRONG"),
        (ADJUSTMENTS.id, {"id": "x-1"}, "ADJUSTMENT_WRONG"),
        (NIL.id, {"unit": OTHER, "reason": "r", "basis": "b"}, "NIL_FIGURES"),
        (IN_PLACE.id, {"unit": OTHER, "who": "w"}, "IN_PLACE_LINE"),
        (CHANGES.id, {"unit": OTHER, "place": "BM30[P01].c01", "old": "1", "new": "2"}, "NOT_BELOW"),
    ],
)
def test_what_a_commune_says_of_other_units_is_refused(desk, name, cells, code):
    found = judged(desk, name, **cells)
    assert (found.status, found.problem.code) == (PackageStatus.REFUSED, code)


@pytest.mark.parametrize(
    "name, cells",
    [
        (REPLIES.id, {"query": "none", "round": "x", "text": "t"}),
        (CHANGES.id, {"revision": "99", "place": "???", "old": "1", "new": "2"}),
        (CHOICES.id, {"unit": OTHER, "place": "???", "decision": "x", "rank": "y"}),
    ],
)
def test_what_moves_no_figure_is_only_told(desk, name, cells):
    assert judged(desk, name, **cells).status is PackageStatus.TAKEN
