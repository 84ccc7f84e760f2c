"""Certificates from the command line: a province founds its authority, a district gets its certificates."""

import re

from exports.keys import from_p12
from exports.unit_names import unit_path
from tests.desktop_app import call
from tests.desktop_app.test_cli_kit import office
from tests.offices import KON_TUM, TU_MO_RONG


def test_a_district_gets_certificates_from_the_province(tmp_path, passphrase, capsys):
    province, above = office(tmp_path, KON_TUM, passphrase)
    district, key = office(tmp_path, TU_MO_RONG, passphrase)
    out = tmp_path / "usb"
    out.mkdir()
    safe = ["--authority-passphrase-file", passphrase]
    theirs = ["--key", above, "--passphrase-file", passphrase, "--out", out]
    assert call("--home", district, "authority", "found", *safe) == 0
    assert call("--home", province, "authority", "found", *safe) == 0
    root = re.findall(r"SHA-256: ([0-9a-f]{64})", capsys.readouterr().out)[-1]
    asked = ["--key", key, "--passphrase-file", passphrase, "--out", out, "--no-sealing"]
    assert call("--home", district, "certificate", "ask", *asked) == 0
    (request,) = out.glob("*.phieuxa-xin-cap")
    assert call("--home", province, "authority", "issue", request, *safe, *theirs) == 1
    assert "REQUEST_SIGNER" in capsys.readouterr().err
    assert call("--home", province, "authority", "issue", request, *safe, *theirs, "--how", "gọi") == 0
    (file,) = out.glob("*.phieuxa-chung-thu")
    take = ["--home", district, "certificate", "take", file]
    assert call(*take) == 0  # a dry run
    assert "Danh sách thu hồi mới: 1" in capsys.readouterr().out
    assert call(*take, "--passphrase-file", passphrase, "--yes") == 1
    assert "ROOT_UNKNOWN" in capsys.readouterr().err
    sure = ["--root", root, "--how", "gọi Sở", "--passphrase-file", passphrase, "--yes"]
    assert call(*take, *sure) == 0
    path = re.findall(r"Đã ghi (.+\.p12)\.", capsys.readouterr().out)[0]
    secret = passphrase.read_text("utf-8").strip()
    made = from_p12((tmp_path / path).read_bytes(), secret)
    assert unit_path(made.certificate) == (TU_MO_RONG, KON_TUM)
    assert call("--home", province, "authority", "renew", 1, *safe, *theirs[:4], "--out", tmp_path) == 0
    reason = ["--reason", "superseded", "--why", "cấp lại"]
    assert call("--home", province, "authority", "revoke", 1, *reason, *safe) == 0
    assert call("--home", province, "authority", "list") == 0
    assert "đã thu hồi" in capsys.readouterr().out
    (tmp_path / "lists").mkdir()
    lists = [*theirs[:4], "--out", tmp_path / "lists", *safe]
    assert call("--home", province, "authority", "lists", *lists) == 0
    (file,) = (tmp_path / "lists").glob("*.phieuxa-chung-thu")
    assert call("--home", district, "certificate", "take", file, "--how", "gọi", "--yes") == 0
