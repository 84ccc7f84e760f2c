"""Two signatures by commands: the approver looks and signs without an office."""

import json

import pytest

from exports.opc import verify
from office.clock import SystemClock
from office.packs import seal
from office.signing_keys import Holder, write_key
from tests.desktop_app import PASSPHRASE, call
from tests.offices import MOMENT, NGOC_LAY, demo_data
from tests.signatures import asking, waits


@pytest.fixture
def key_of(tmp_path):
    """Make a key of a person of the commune."""

    def made(person):
        path = tmp_path / f"{len(list(tmp_path.iterdir()))}.p12"
        write_key(Holder(person, "", NGOC_LAY, "Xã Ngọc Lây"), PASSPHRASE, path, SystemClock().now())
        return path

    return made


def test_the_approver_looks_and_signs_without_an_office(tmp_path, key_of, passphrase, capsys):
    carried, data, secret = waits().carried, demo_data()[NGOC_LAY], ["--passphrase-file", passphrase]
    assert call("approve", carried, "--json") == 0
    page = json.loads(capsys.readouterr().out)
    assert (page["preparer"], page["approver"], page["unit"]) == (data.preparer, data.approver, NGOC_LAY)
    assert [label for label, *_ in page["figures"]][:2] == ["Tổng số hộ thoát nghèo", "Số hộ nghèo cuối kỳ"]
    key = key_of(data.approver)
    assert call("approve", carried, "--key", key) == 2
    assert call("approve", carried, "--key", key, *secret, "--out", tmp_path) == 0
    (signed,) = tmp_path.glob("*_da-ky-duyet.xlsx")
    verdict = verify(signed.read_bytes(), now=SystemClock().now())
    assert len({signer.fingerprint for signer in verdict.signers}) == 2


def test_an_office_of_such_a_campaign_asks_its_approver_first(tmp_path, key_of, passphrase, capsys):
    home, pack = tmp_path / "commune", tmp_path / "hai-chu-ky.phieuxa-pack"
    pack.write_bytes(seal(asking("2").pack, MOMENT))
    assert call("--home", home, "init", "--unit", NGOC_LAY, "--person", "Y", "--pack", pack) == 0
    secret = ["--key", key_of("A"), "--passphrase-file", passphrase, "--out", tmp_path]
    assert call("--home", home, "send", *secret) == 1
    assert "TWO_SIGNATURES" in capsys.readouterr().err
    assert call("--home", home, "approval", "ask", *secret) == 1
    assert "HEADER_MISSING" in capsys.readouterr().err
    assert call("--home", home, "approval", "withdraw", "--why", "x") == 1
    assert "NOTHING_WAITS" in capsys.readouterr().err
