"""`send --route`: what travels beside the report, from the command line."""

import pytest

from desktop_app.cli import run
from forms.answers import Address
from office.clock import SystemClock
from office.entry import Entry
from tests.offices import NGOC_LAY, PASSPHRASE, Place, key_of
from tests.routes import REGISTER, asking_for_all, household


@pytest.fixture
def send(tmp_path):
    """Send the register of a commune whose campaign asks for it; give the exit code and the folder."""
    now = SystemClock().now()
    with Place(tmp_path).office(NGOC_LAY, moment=now, pack=asking_for_all()) as desk:
        for field, text in (("c08", "20/09/2018"), ("c09", "Chính thức"), ("c12", "A Lập"), ("c15", "A Ký")):
            Entry(desk).put_text(Address("BM00", (), field), text)
        household(desk)
        home, key = desk.home, key_of(desk)
    secret, out = tmp_path / "secret", tmp_path / "out"
    secret.write_text(PASSPHRASE, "utf-8")
    out.mkdir()

    def sent(*more):
        parts = ["send", "--route", REGISTER, "--key", str(key), "--passphrase-file", str(secret)]
        return run(["--home", str(home), *parts, "--out", str(out), *more]), list(out.iterdir())

    return sent


def test_a_register_travels_only_with_the_approvers_word_and_then_by_stick(send, capsys):
    assert send() == (1, [])
    assert "người ký duyệt" in capsys.readouterr().err
    assert send("--confirmed", "--sealed") == (1, [])
    assert "chứng thư mã hóa" in capsys.readouterr().err
    code, (package,) = send("--confirmed")
    assert (code, package.suffix) == (0, ".xlsx")
    assert "chỉ chép vào USB" in capsys.readouterr().out
