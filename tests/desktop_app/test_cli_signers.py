"""The register of signers from the command line: written here, looked at and taken in there, and ended."""

from tests.desktop_app import call
from tests.desktop_app.test_cli_kit import office
from tests.offices import NGOC_LAY, TU_MO_RONG


def test_a_register_is_written_looked_at_and_taken_in(tmp_path, passphrase, capsys):
    commune, key = office(tmp_path, NGOC_LAY, passphrase)
    district, _ = office(tmp_path, TU_MO_RONG, passphrase)
    out = tmp_path / "usb"
    out.mkdir()
    signing = ["--key", key, "--passphrase-file", passphrase, "--out", out]
    assert call("--home", commune, "signer", "write", *signing) == 0
    (path,) = out.glob("*.phieuxa-nguoi-ky")
    assert path.name in capsys.readouterr().out
    assert call("--home", district, "signer", "take", path) == 0
    told = capsys.readouterr().out
    assert "công nhận A Ký cho 23404" in told
    assert "Mã xác nhận" in told
    assert call("--home", district, "signer", "take", path, "--yes") == 1
    assert "REGISTER_SIGNER" in capsys.readouterr().err
    assert call("--home", district, "signer", "take", path, "--yes", "--how", "điện thoại") == 0
    ending = ["--unit", NGOC_LAY, "--how", "Chủ tịch gọi điện", "--why", "lost"]
    assert call("--home", district, "signer", "end", path, *ending) == 0
    said = ["--unit", NGOC_LAY, "--person", "A Ký", "--how", "điện thoại", "--as", "deputy"]
    capsys.readouterr()
    assert call("--home", district, "signer", "recognise", path, *said) == 1
    assert "SIGNER_LOST" in capsys.readouterr().err
