"""The command line signs with a USB token: what `token list` prints is what `--key` takes."""

import pytest

from desktop_app.cli_tokens import unlock
from exports.opc import verify
from office.clock import SystemClock
from office.signing_keys import FileKey, TokenKey
from tests.desktop_app import PASSPHRASE, call
from tests.exports.test_envelope import der
from tests.offices import NGOC_LAY
from tests.tokens.owners import CURVE, slots
from tests.tokens.soft import PIN, plugged_in


@pytest.fixture
def tokens():
    slots()
    with plugged_in() as plugged:
        yield plugged


def key_of(told: str, person: str) -> str:
    """The value for --key that stands in somebody's line."""
    (line,) = [line for line in told.splitlines() if line.startswith(f"– {person}, ")]
    return line.partition("--key ")[2]


def test_what_is_listed_signs(tokens, place, tmp_path, capsys):
    with place.filled(NGOC_LAY) as office:
        home = office.home
    assert call("token", "list", "--driver", tokens.locking) == 0
    told = capsys.readouterr().out
    assert "Token Chủ tịch: PIN bình thường" in told
    assert "Văn thư, đến 01/01/2036, chỉ để mở phong bì: --key" in told
    (tmp_path / "pin").write_text(PIN, "utf-8")
    stick = place.stick()
    key = key_of(told, "A Chương")
    asked = ["--home", home, "send", "--key", key, "--passphrase-file", tmp_path / "pin", "--out", stick]
    assert call(*asked) == 0
    (package,) = stick.glob("*.xlsx")
    assert verify(package.read_bytes(), now=SystemClock().now()).signers[0].certificate == der(CURVE)


def test_no_token_and_no_driver_are_told(tokens, tmp_path, capsys):
    tokens.ask("gone")
    assert call("token", "list", "--driver", tokens.locking) == 1
    assert "Không thấy USB token" in capsys.readouterr().err
    assert call("token", "list", "--driver", tmp_path / "none.so") == 1
    assert "none.so" in capsys.readouterr().err


def test_a_locked_token_is_seen_in_the_list(tokens, capsys):
    tokens.ask("wrong", 3)
    assert call("token", "list", "--driver", tokens.locking) == 0
    assert "Token Chủ tịch: đã khóa" in capsys.readouterr().out


def test_a_key_file_may_bear_any_name(place, tmp_path):
    (tmp_path / "pass").write_text(PASSPHRASE, "utf-8")
    key = tmp_path / f"khoá#{'a' * 64}"
    key.write_bytes(b"")
    assert unlock(key, tmp_path / "pass") == FileKey(key, PASSPHRASE)
    assert unlock(tmp_path / "gone.p12", tmp_path / "pass") == FileKey(tmp_path / "gone.p12", PASSPHRASE)
    assert unlock(tmp_path / f"driver.so#{'A' * 64}", tmp_path / "pass") == TokenKey(
        tmp_path / "driver.so", 0, "a" * 64, PASSPHRASE
    )
