"""A table with subtotals on its whole way: typed in a commune, sent, received, added up in the district."""

import json

import pytest

from forms.answers import Address, State
from forms.pack import Kind
from forms.problems import Problem
from office.adding_up import totals
from office.entry import Entry
from office.filling import fill
from office.packs import seal
from office.receiving import receive
from tests.offices import KON_TUM, MOMENT, NGOC_LAY, TE_XANG, TU_MO_RONG, recognise_sender, send_to
from tests.packs import tables

MILLION = 1_000_000
FIGURES = {"DA1.1": 5, "DA1.3a": 7, "DA1.3b": 11, "DA1.4": 13, "DA2.1": 17, "DA3": 19}


@pytest.fixture(scope="module")
def pack():
    return seal(tables.funding(), MOMENT)


def finish(entry):
    """Answer whatever is left as an officer would: nothing to report, and a reason for each warning."""
    for form in entry.forms:
        for table in form.tables:
            for key in entry.rows(table.id):
                for field in table.fields:
                    address = Address(table.id, key, field.id)
                    if field.kind is Kind.KEY or field.hidden or field.calculate is not None:
                        continue
                    view = entry.view(address)
                    if not view.relevant or view.readonly or view.value is not None or view.state is not None:
                        continue
                    if field.kind in (Kind.INTEGER, Kind.DECIMAL):
                        entry.set_state(address, State.NONE)
                    elif view.required or field.kind is Kind.MEMO:
                        choices = entry.choices(address)
                        text = (
                            choices[0].name
                            if choices
                            else "2018-09-30"
                            if field.kind is Kind.DATE
                            else "Có đủ."
                        )
                        entry.put([(address, text, None)])
    for finding in [one for one in entry.findings() if one.severity == "warning" and not one.explained]:
        entry.explain(finding, "Đã kiểm tra lại với xã.")


def sent_by(place, unit, pack, times):
    with place.office(unit, pack=pack) as desk:
        entry = Entry(desk)
        entry.put([(Address("BM09", (row,), "k02"), n * times * MILLION, None) for row, n in FIGURES.items()])
        finish(entry)
        left = [one for one in entry.findings() if one.severity == "error"]
        assert left == [], [(str(one.place), one.sentence["vi"]) for one in left][:5]
        return send_to(desk, place.stick()).path


def totals_of(desk):
    view = totals(desk, "TH-10")
    return {column.code: cell.value for column, cell in zip(view.columns, view.total, strict=True)}


def test_district_and_province_work_subtotals_out_again(place, pack):
    senders = enumerate((NGOC_LAY, TE_XANG), 1)
    packages = [(unit, sent_by(place, unit, pack, times)) for times, unit in senders]
    with place.office(TU_MO_RONG, pack=pack) as desk:
        for unit, package in packages:
            recognise_sender(desk, package, unit)
            (receipt,) = receive(desk, [package])
            assert receipt.verdict == "taken", receipt
        shown = totals_of(desk)
        finish(Entry(desk))
        upward = send_to(desk, place.stick()).path
    assert shown["DA1.1"] == 15 * MILLION
    assert shown["DA1"] == 3 * (5 + 7 + 11 + 13) * MILLION
    assert shown["TS"] == 3 * sum(FIGURES.values()) * MILLION
    with place.office(KON_TUM, pack=pack) as desk:
        recognise_sender(desk, upward, TU_MO_RONG)
        (receipt,) = receive(desk, [upward])
        assert receipt.verdict == "taken", receipt
        assert totals_of(desk) == shown


def test_what_is_typed_into_no_cell_is_refused_in_words(place, pack):
    with place.office(NGOC_LAY, pack=pack) as desk:
        entry = Entry(desk)
        with pytest.raises(Problem) as blocked:
            entry.put_text(Address("BM09", ("DA1.1",), "k07"), "5")
        with pytest.raises(Problem) as computed:
            entry.put_text(Address("BM09", ("DA1",), "k02_ht"), "5")
    assert (blocked.value.code, computed.value.code) == ("CELL_NOT_ASKED", "CELL_LOCKED")


def test_a_file_fills_what_can_be_typed_and_is_compared_where_it_cannot(place, pack, tmp_path):
    file = tmp_path / "bieu.json"
    figures = {"DA1.1": {"k02": 5 * MILLION}, "DA1": {"k02": 6 * MILLION}}
    file.write_text(json.dumps({"tables": {"BM09": figures}}), "utf-8")
    with place.office(NGOC_LAY, pack=pack) as desk:
        fill(desk, file)
        entry = Entry(desk)
        view = entry.view(Address("BM09", ("DA1",), "k02_ht"))
        assert (view.value, view.stated) == (5 * MILLION, 6 * MILLION)
        file.write_text(json.dumps({"tables": {"BM09": {"DA1.1": {"k07": 1}}}}), "utf-8")
        with pytest.raises(Problem) as refused:
            fill(desk, file)
    assert (refused.value.code, refused.value.details["place"]) == ("CELL_NOT_ASKED", "BM09[DA1.1].k07")
