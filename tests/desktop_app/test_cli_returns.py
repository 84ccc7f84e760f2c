"""A report is asked about, returned, answered, closed and reopened, by commands alone."""

import json

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
    recognise_sender,
    send_to,
)

ORAL = ("--reason", "Hết hạn", "--basis-day", "1/9/2018", "--basis-whom", "Phó Chủ tịch huyện")


@pytest.fixture
def offices(tmp_path):
    """A commune that sent, its district that recognises it, what opens the district's key, the package."""
    secret, usb, now = tmp_path / "secret.txt", tmp_path / "usb", SystemClock().now()
    secret.write_text(PASSPHRASE, "utf-8")
    usb.mkdir()
    with begun(tmp_path / "commune", NGOC_LAY, now) as commune:
        enter(commune, demo_data()[NGOC_LAY])
        package = send_to(commune, usb).path
    with begun(tmp_path / "district", TU_MO_RONG, now) as district:
        recognise_sender(district, package, NGOC_LAY)
        key = ("--key", key_of(district), "--passphrase-file", secret)
    return commune.home, district.home, key, package


def test_a_question_goes_down_is_answered_and_closed(offices, tmp_path, capsys):
    commune, district, key, package = offices
    usb = tmp_path / "down"
    usb.mkdir()
    assert call("--home", district, "query", "list") == 0
    assert "Chưa có câu hỏi" in capsys.readouterr().out
    assert call("--home", district, "receive", package) == 0
    assert call("--home", district, "query", "ask", NGOC_LAY, "BM02[2018].c14", "Sao lại giảm?") == 0
    assert call("--home", district, "return", NGOC_LAY, *key, "--out", usb, "--text", "Trả lời giúp") == 0
    (answer,) = usb.iterdir()
    assert call("--home", commune, "receipts", "take", answer, "--yes", "--how", "điện thoại") == 0
    capsys.readouterr()
    assert call("--home", commune, "query", "list", "--json") == 0
    (asked,) = json.loads(capsys.readouterr().out)
    assert (asked["question"], asked["state"], asked["side"]) == ("Sao lại giảm?", "asked", "answering")
    assert call("--home", commune, "query", "answer", asked["id"], "Đúng như sổ.") == 0
    assert "Đúng như sổ." in capsys.readouterr().out
    assert call("--home", district, "query", "close", asked["id"]) == 0
    assert call("--home", district, "query", "close", asked["id"]) == 1
    assert "QUERY_CLOSED" in capsys.readouterr().err


def test_a_closed_campaign_keeps_what_comes_until_it_is_reopened(offices, capsys):
    _, district, _, package = offices
    assert call("--home", district, "lock", "close", *ORAL) == 0
    call("--home", district, "receive", package)
    assert "gói được giữ, chờ mở lại" in capsys.readouterr().out
    assert call("--home", district, "lock", "reopen", *ORAL) == 0
    assert package.name in capsys.readouterr().out
    assert call("--home", district, "lock", "accept", NGOC_LAY) == 0
    assert call("--home", district, "lock", "list") == 0
    told = capsys.readouterr().out
    assert ["khóa" in told, "mở lại" in told, "chấp nhận" in told] == [True, True, True]
