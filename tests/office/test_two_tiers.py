"""Communes that send straight to the province are asked, taken in, traced and told as by a district."""

import pytest

from forms.answers import Address
from forms.basis import Basis, BasisKind
from forms.consolidation import Tone
from office import nil, receipts
from office.adding_up import totals
from office.answers_above import take_in
from office.board import State, board
from office.consolidation_checks import check
from office.courier import findings
from office.drilling import pieces, traced
from office.entry import Entry
from office.open_errors import Knowing
from office.passage import Stage, passages
from office.queries import answer, ask, close, unanswered, waiting_for
from office.receiving import receive
from office.returning import write
from office.sending import send
from tests.few_forms import cover, few_forms, fill
from tests.offices import (
    IA_DAL,
    KON_TUM,
    NGOC_LAY,
    TE_XANG,
    Place,
    later,
    number,
    recognise_sender,
    send_to,
    unlock_of,
)

LAST = "2018"
CELL = Address("BM02", (LAST,), "c21")


def sender(place, unit):
    desk = place.office(unit, pack=few_forms(2))
    fill(desk)
    return desk


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """A province, a commune that is to be asked, and one that has nothing to report."""
    place = Place(tmp_path_factory.mktemp("two-tiers"))
    with (
        sender(place, NGOC_LAY) as commune,
        sender(place, TE_XANG) as quiet,
        place.office(KON_TUM, pack=few_forms(2)) as province,
    ):
        cover(province)
        first = send_to(commune, place.stick("first")).path
        none = nil.Nil("Không phát sinh", Basis(BasisKind.DOCUMENT, quiet.clock.today(), "12/UBND"))
        nothing = send(
            quiet, unlock=unlock_of(quiet), folder=place.stick("nil"), knowing=Knowing(nil=none)
        ).path
        for unit, path in ((NGOC_LAY, first), (TE_XANG, nothing)):
            recognise_sender(province, path, unit)
        assert [one.verdict for one in receive(province, [first, nothing])] == ["taken", "taken"]
        yield place, commune, province


def test_a_commune_is_asked_answers_mends_and_gets_its_receipt_from_the_province(house):
    place, commune, province = house
    thread = ask(province, NGOC_LAY, CELL, "Số này lấy ở đâu?")
    down = write(province, NGOC_LAY, unlock=unlock_of(province), folder=place.stick("down")).path
    assert {row.unit.code: row.state for row in board(province).rows}[NGOC_LAY] is State.RETURNED
    later(commune)
    assert take_in(commune, down.read_bytes(), how="điện thoại").count == 1
    (asked,) = unanswered(commune)
    answer(commune, asked.id, "Cộng nhầm, đã sửa.")
    entry = Entry(commune)
    right = number(entry.view(CELL).value) - 1
    entry.put_text(CELL, str(right))
    again = send_to(commune, place.stick("again")).path
    later(province, 2)
    (receipt,) = receive(province, [again])
    assert (receipt.verdict, waiting_for(province)) == ("taken", {})
    close(province, thread.id)
    slip = receipts.write(province, unlock=unlock_of(province), folder=place.stick("slip"))
    later(commune, 2)
    take_in(commune, slip.read_bytes(), how="điện thoại")
    assert passages(commune)[0].stage is Stage.RECEIVED

    view = totals(province, "TH-02", LAST)
    assert (view.units_in, view.units_all, view.missing) == (2, 3, (IA_DAL,))
    row = next(one for one in view.rows if one.unit == NGOC_LAY)
    column = next(place for place, one in enumerate(view.columns) if one.code == "c21")
    (piece,) = pieces(province, view, row, column)
    found = traced(province, piece)
    assert (found.agrees, found.trusted, found.written, found.revision) == (True, True, str(right), 2)
    assert (found.file, found.through) == (again.name, "")
    assert findings(province) == ()
    assert [one.code for one in check(province, anew=True) if one.tone is Tone.ERROR] == []
