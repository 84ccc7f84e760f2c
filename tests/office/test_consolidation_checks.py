"""The checks of consolidated figures over a real office: what it took in, and what became of the file."""

import pytest

from forms.consolidation import Tone
from office.consolidation_checks import check
from office.receiving import receive
from tests.offices import NGOC_LAY, TU_MO_RONG, recognise_sender


@pytest.fixture
def district(place):
    commune, package = place.sent(NGOC_LAY)
    commune.close()
    with place.office(TU_MO_RONG) as desk:
        recognise_sender(desk, package, NGOC_LAY)
        (receipt,) = receive(desk, [package])
        assert receipt.verdict == "taken"
        yield desk


def tones(desk, **more):
    return {one.code: one.tone for one in check(desk, **more)}


def test_a_district_that_took_one_commune_in_names_the_others_and_passes_the_rest(district):
    found = {one.code: one for one in check(district, anew=True)}
    assert {code: one.tone for code, one in found.items() if one.tone is not Tone.GOOD} == {
        "C03": Tone.WARNING,
        "C08": Tone.OPEN,
    }
    assert len(found["C03"].units) == 10
    assert NGOC_LAY not in found["C03"].units


def test_a_kept_file_that_changed_since_it_came_is_found(district):
    (kept,) = district.received.packages(direction="received")
    data = bytearray(district.received.data(kept.id))
    data[len(data) // 2] ^= 1
    with district.database.writing():
        district.database.conn.execute(
            "UPDATE content SET bytes = ? WHERE digest = ?", (bytes(data), kept.package.digest)
        )
    found = next(one for one in check(district) if one.code == "C01")
    assert (found.tone, found.units) == (Tone.ERROR, (NGOC_LAY,))


def test_an_office_that_took_nothing_in_has_nothing_wrong_but_everybody_missing(place):
    with place.office(TU_MO_RONG) as desk:
        assert {code: tone for code, tone in tones(desk).items() if tone is not Tone.GOOD} == {
            "C03": Tone.WARNING,
            "C08": Tone.OPEN,
        }
