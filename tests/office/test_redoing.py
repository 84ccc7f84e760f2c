"""All tables made anew from the packages' bytes and the signed log are the tables of the office."""

import hashlib
import json
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from types import SimpleNamespace

import pytest

from desktop_app.demo import enter
from exports.opc import LOG
from forms.answers import Address
from forms.basis import Basis, BasisKind
from forms.pack import Kind
from forms.problems import Problem
from office import desk_log
from office.acts import Act, note
from office.adding_up import tables, totals, years
from office.adjustments import Wanted, adjust, end
from office.awards import MODEL
from office.blocks import gathered
from office.choices import Decision, Judged, look
from office.choosing import judge
from office.desk_log import open_log
from office.entry import Entry
from office.queries import ask, close
from office.receiving import receive
from office.redoing import redo
from office.returning import write
from office.sealed import seal, unseal
from office.signing_keys import opened
from office.taking_out import put_back, take_out
from office.upward import current_figures
from tests.offices import (
    MOMENT,
    NGOC_LAY,
    TU_MO_RONG,
    Place,
    demo_data,
    later,
    recognise_sender,
    send_to,
    shelf,
    unlock_of,
)

BASIS = Basis(BasisKind.DOCUMENT, date(2018, 9, 18), "05/CV-UBND")
MANG_RI = "23410"  # proposes a model
OWN_MONEY = Address("BM09", ("DA1.1", "2018"), "k01")


@pytest.fixture(scope="module")
def told():
    """A district that took in, took out, put back, adjusted, chose, and typed figures of its own."""
    with TemporaryDirectory(prefix="phieuxa-redo-") as folder:
        place = Place(Path(folder))
        first, package = place.sent(MANG_RI)
        with first:
            later(first)
            Entry(first).put_text(Address("BM02", ("2018",), "c22"), "Đã rà soát lại")
            stick = place.stick("second")
            again = stick / send_to(first, stick).name
        other, third = place.sent(NGOC_LAY)
        other.close()
        with closing(place.office(TU_MO_RONG)) as desk:
            enter(desk, demo_data()[TU_MO_RONG])
            recognise_sender(desk, package, MANG_RI)
            recognise_sender(desk, third, NGOC_LAY)
            later(desk, 2)
            for path in (package, third, again):
                later(desk)
                (receipt,) = receive(desk, [path])
                assert receipt.verdict == "taken", receipt
            digest = hashlib.sha256(again.read_bytes()).hexdigest()
            take_out(desk, digest, "Gửi nhầm")
            later(desk)
            assert put_back(desk, digest, "Không nhầm").verdict == "taken"
            take_out(desk, hashlib.sha256(third.read_bytes()).hexdigest(), "Chờ xã gửi lại")
            wrong = Wanted(MANG_RI, Address("BM02", ("2018",), "c05"), "-3", "Nhầm hai hộ", BASIS)
            kept = adjust(desk, wrong, current_figures(desk))
            adjust(desk, replace(wrong, amount="-1"), current_figures(desk))
            end(desk, kept.id, "Xã đã sửa")
            Entry(desk).put_text(OWN_MONEY, "125000000")
            answered = ask(desk, MANG_RI, Address("BM02", ("2018",), "c21"), "Sao lại giảm?")
            ask(desk, MANG_RI, Address("BM02", ("2017",), "c21"), "Lấy từ đâu?")
            write(desk, MANG_RI, unlock=unlock_of(desk), folder=place.stick("down"))
            close(desk, answered.id, "Đã rõ")
            seen = look(desk, MODEL)
            judge(desk, seen, seen.candidates[0].key, Judged(Decision.HERE))
            path = desk_log.write(desk, unlock_of(desk), Path(folder))
            yield SimpleNamespace(
                desk=desk,
                data=path.read_bytes(),
                bytes={hashlib.sha256(one).hexdigest(): one for one in _all(package, third, again)},
            )


def _all(*paths):
    return [path.read_bytes() for path in paths]


def everything(desk):
    """Give every table, of its last year where it has years, and what was chosen."""
    found = gathered(desk)
    last = {one.id: next(iter(years(desk, one.id)[-1:]), None) for one in tables(desk)}
    views = {name: totals(desk, name, year, found) for name, year in last.items()}
    return views, look(desk, MODEL)


def test_every_table_and_choice_made_anew_is_the_same(told, tmp_path):
    log = open_log(told.data, told.desk.clock.now())
    with closing(redo(log, told.bytes.get, tmp_path / "new", shelf())) as anew:
        here, chosen = everything(told.desk)
        again, chosen_again = everything(anew)
        assert len(here) > 20
        for name, view in here.items():
            assert again[name] == view, name
        assert chosen_again == chosen
    view = here["TH-02"]
    moved = [column.code for column in view.columns].index("c05")
    line = next(row for row in view.whole_rows if row.unit == MANG_RI)
    assert view.total[moved].value == line.cells[moved].value - 1


def test_a_package_that_is_not_at_hand_is_named(told, tmp_path):
    log = open_log(told.data, told.desk.clock.now())
    with pytest.raises(Problem) as caught:
        redo(log, lambda _: None, tmp_path / "new", shelf())
    assert caught.value.code == "LOG_PACKAGE_MISSING"
    assert caught.value.details["unit"] == MANG_RI


def test_another_package_in_place_of_the_one_that_counted_is_refused(told, tmp_path):
    log = open_log(told.data, told.desk.clock.now())
    other = next(data for digest, data in told.bytes.items() if digest not in str(log.acts[-1].body))
    with pytest.raises(Problem) as caught:
        redo(log, lambda _: other, tmp_path / "new", shelf())
    assert caught.value.code == "LOG_DIFFERS"


@pytest.mark.parametrize("spoil", ["body", "left out", "order"])
def test_a_log_whose_lines_do_not_follow_from_each_other_is_refused(told, spoil, tmp_path):
    content = _content(told)
    acts = content["acts"]
    if spoil == "body":
        acts[0]["body"]["unit"] = NGOC_LAY
    elif spoil == "left out":
        del acts[1]
    else:
        acts[0], acts[1] = acts[1], acts[0]
    assert _refusal(told, content) == "LOG_BROKEN"


@pytest.mark.parametrize(
    "change",
    [
        {"format": 2},
        {"more": 1},
        {"made": "yesterday"},
        {"made": "2018-09-20T00:00:00"},
        {"acts": [{"id": 1}]},
        {"signers": [{"certificate": "00"}]},
        {"authorities": [{"kind": "root"}]},
    ],
)
def test_a_log_that_says_what_no_log_says_is_refused(told, change):
    assert _refusal(told, _content(told) | change) == "LOG_FORMAT"


@pytest.mark.parametrize(
    "change",
    [{"body": {"unit": MANG_RI}}, {"body": {"unit": MANG_RI, "digest": 5}}, {"who": 5}, {"at": "2018-09-20"}],
)
def test_an_act_by_which_nothing_can_be_made_anew_is_refused(told, change):
    content = _content(told)
    content["acts"][0] |= change
    assert _refusal(told, content) == "LOG_FORMAT"


@pytest.mark.parametrize(
    "kind, change",
    [
        (Act.RETURNED, {"asked": [{"id": "x"}]}),
        (Act.RETURNED, {"asked": 3}),
        (Act.RETURNED, {"number": "x"}),
        (Act.ASKED_CLOSED, {"question": "nobody's"}),
        (Act.ASKED_CLOSED, {"round": None}),
    ],
)
def test_questions_that_cannot_be_put_back_are_refused(told, tmp_path, kind, change):
    log = open_log(told.data, told.desk.clock.now())
    odd = tuple(replace(one, body=one.body | change) if one.kind == kind else one for one in log.acts)
    with pytest.raises(Problem, match="LOG_FORMAT"):
        redo(replace(log, acts=odd), told.bytes.get, tmp_path / "new", shelf())


@pytest.mark.parametrize("number", [1, 10**30])
def test_numbers_of_acts_only_go_up_and_have_an_end(told, number):
    content = _content(told)
    content["acts"][-1]["id"] = number
    assert _refusal(told, content) == "LOG_BROKEN"


@pytest.mark.parametrize(
    "table, key",
    [
        ("BM99", ""),
        ("BM00", "1"),
        ("BM02", "1999"),
        ("BM02", ""),
        ("BM09", "x|2018"),
        ("BM09", "2018"),
        ("BM10", "0"),
        ("BM10", "01"),
        ("BM10", "-1"),
        ("BM10", "x"),
        ("BM10", "1|1"),
    ],
)
def test_own_figures_the_pack_has_no_row_or_cell_for_are_refused(told, table, key):
    fields = told.desk.pack.tables_by_id[table].fields if table in told.desk.pack.tables_by_id else ()
    name = next((field.id for field in fields if field.kind is Kind.INTEGER), "c01")
    rows = {"tables": {table: [[key, {name: "1"}]]}, "states": {}}
    states = {"tables": {}, "states": {f"{table}[{key}].{name}": "none"}}
    for own in (rows, states):
        content = _content(told) | {"own": own}
        log = open_log(_signed(told, content), told.desk.clock.now())
        with pytest.raises(Problem, match="LOG_FORMAT"):
            log.own_document(told.desk.pack)


def test_a_log_with_a_row_that_is_none_makes_no_office(told, tmp_path):
    content = _content(told)
    content["own"] = {"tables": {"BM02": [["1999", {"c21": "1"}]]}, "states": {}}
    log = open_log(_signed(told, content), told.desk.clock.now())
    with pytest.raises(Problem) as caught:
        redo(log, told.bytes.get, tmp_path / "new", shelf())
    assert (caught.value.code, caught.value.details["where"]) == ("LOG_FORMAT", "own BM02[1999]")


def test_a_changed_log_is_refused(told):
    spoilt = bytearray(told.data)
    spoilt[len(spoilt) // 2] ^= 1
    with pytest.raises(Problem) as caught:
        open_log(bytes(spoilt), told.desk.clock.now(), "log")
    assert caught.value.code == "LOG_NOT_WHOLE"


def test_an_office_whose_log_was_changed_signs_none(place):
    with place.office(TU_MO_RONG) as desk:
        note(desk, Act.CLOSED, {"unit": ""})
        with desk.database.writing():
            desk.database.conn.execute("UPDATE act SET body = '{}'")
        with pytest.raises(Problem) as caught:
            desk_log.write(desk, unlock_of(desk), place.folder)
    assert caught.value.code == "LOG_BROKEN"


def _content(told):
    return json.loads(json.dumps(unseal(told.data, LOG, told.desk.clock.now(), code="LOG_NOT_WHOLE").content))


def _signed(told, content):
    with opened(told.desk, unlock_of(told.desk)) as key:
        return seal(content, {}, LOG, key, MOMENT)


def _refusal(told, content):
    with pytest.raises(Problem) as caught:
        open_log(_signed(told, content), told.desk.clock.now())
    return caught.value.code
