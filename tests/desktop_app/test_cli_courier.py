"""A nil return goes up, a receipt comes down, and the numbers are asked for, by commands alone."""

import json
from dataclasses import replace

import pytest

from desktop_app.demo import enter
from office.clock import SystemClock
from tests.desktop_app import call
from tests.offices import (
    NGOC_LAY,
    PASSPHRASE,
    TU_MO_RONG,
    begun,
    demo_data,
    key_of,
)


@pytest.fixture
def offices(tmp_path):
    """A commune with its cover, a district, and what opens the key of each."""
    secret = tmp_path / "secret.txt"
    secret.write_text(PASSPHRASE, "utf-8")
    made = {}
    for unit in (NGOC_LAY, TU_MO_RONG):
        with begun(tmp_path / unit, unit, SystemClock().now()) as desk:
            if unit == NGOC_LAY:
                enter(desk, replace(demo_data()[unit], tables={}))
            made[unit] = (desk.home, ("--key", key_of(desk), "--passphrase-file", secret))
    return made


def test_a_nil_return_goes_up_and_its_receipt_comes_down(offices, tmp_path, capsys):
    usb = tmp_path / "usb"
    usb.mkdir()
    commune, commune_key = offices[NGOC_LAY]
    district, district_key = offices[TU_MO_RONG]
    basis = ("--reason", "Không phát sinh", "--basis-day", "1/9/2018", "--basis-number", "12/UBND")
    assert call("--home", commune, "nil", *basis, *commune_key, "--out", usb) == 0
    (package,) = usb.glob("*khong-phat-sinh*.xlsx")
    who = ("--unit", NGOC_LAY, "--person", "A Ký", "--how", "điện thoại")
    call("--home", district, "receive", package)
    assert call("--home", district, "signer", "recognise", package, *who) == 0
    assert call("--home", district, "receipts", "write", *district_key, "--out", usb) == 0
    (answer,) = usb.glob("*.phieuxa-tra-loi")
    assert call("--home", commune, "receipts", "take", answer, "--yes") == 1
    assert "DOWN_SIGNER" in capsys.readouterr().err
    assert call("--home", commune, "receipts", "take", answer) == 0  # shown, nothing taken in
    assert call("--home", commune, "receipts", "list", "--json") == 0
    assert json.loads(capsys.readouterr().out.splitlines()[-1])[0]["stage"] == "signed"
    assert call("--home", commune, "receipts", "take", answer, "--yes", "--how", "điện thoại") == 0
    assert call("--home", commune, "receipts", "list") == 0
    assert "có biên nhận" in capsys.readouterr().out
    assert call("--home", district, "totals", "TH-01") == 0
    told = capsys.readouterr().out
    assert "Không phát sinh" in told
    assert call("--home", district, "courier") == 0
    assert "không có gì phải hỏi" in capsys.readouterr().out
    assert call("--home", district, "courier", "--unit", "00000") == 1
    assert "NOT_BELOW" in capsys.readouterr().err
