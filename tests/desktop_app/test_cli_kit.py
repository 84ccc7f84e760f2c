"""Kits and supplements from the command line, from the province to the commune."""

from desktop_app.paths import shipped_packs
from tests.desktop_app import call
from tests.offices import KON_TUM, NGOC_LAY, PACK, TU_MO_RONG


def office(tmp_path, unit, passphrase):
    """Set an office up with a key; give its folder and its key."""
    home, key = tmp_path / f"home-{unit}", tmp_path / f"key-{unit}.p12"
    assert call("--home", home, "init", "--unit", unit, "--person", "Y Thử") == 0
    made = ["--person", "A Ký", "--passphrase-file", passphrase, "--out", key]
    assert call("--home", home, "key", "new", *made) == 0
    return home, key


def test_a_kit_is_built_shown_and_installed(tmp_path, passphrase, capsys):
    province, key = office(tmp_path, KON_TUM, passphrase)
    commune, _ = office(tmp_path, NGOC_LAY, passphrase)
    (tmp_path / "guide").mkdir()
    (tmp_path / "guide" / "Hướng dẫn.pdf").write_bytes(b"%PDF-1.4\n")
    (tmp_path / "contacts.csv").write_text("unit,person,position,telephone\n62,Bà A,,0260 1\n", "utf-8")
    (tmp_path / "figures.csv").write_text(
        "unit,table,row,field,value,source\n23404,BM02,2016,c01,400,QĐ 12\n", "utf-8"
    )
    out = tmp_path / "KT-2018-GK.phieuxa-kit"
    signing = ["--key", key, "--passphrase-file", passphrase, "--out", out]
    tables = ["--contacts", tmp_path / "contacts.csv", "--figures", tmp_path / "figures.csv"]
    guidance = ["--guidance", tmp_path / "guide"]
    pack = ["--pack", shipped_packs() / f"{PACK}.phieuxa-pack", "--title", "Bộ tài liệu", "--number", 3]
    assert call("--home", province, "kit", "build", *pack, *tables, *guidance, *signing) == 0
    capsys.readouterr()
    assert call("kit", "show", out) == 0
    shown = capsys.readouterr().out
    assert "số 3" in shown
    assert "1 người liên hệ, 1 tài liệu" in shown
    assert call("--home", commune, "kit", "install", out) == 0  # a dry run
    told = capsys.readouterr().out
    assert "1 số công bố" in told
    assert "signer recognise" in told
    assert call("--home", commune, "kit", "install", out, "--yes") == 1
    assert "KIT_SIGNER" in capsys.readouterr().err
    confirm = ["--unit", KON_TUM, "--person", "A Ký", "--how", "điện thoại"]
    assert call("--home", commune, "signer", "recognise", out, *confirm) == 0
    assert call("--home", commune, "kit", "install", out, "--yes") == 0
    assert call("--home", commune, "check") == 1
    assert "BM02[2016].c01" not in capsys.readouterr().out  # the blank cell holds the official figure


def test_a_supplement_is_made_installed_and_listed(tmp_path, passphrase, capsys):
    district, key = office(tmp_path, TU_MO_RONG, passphrase)
    commune, _ = office(tmp_path, NGOC_LAY, passphrase)
    table = tmp_path / "rows.csv"
    table.write_text("list;code;vi;en\nmodel_field;nuoi-ong;Nuôi ong;Bees\n", "utf-8-sig")
    out = tmp_path / "usb"
    out.mkdir()
    signing = ["--key", key, "--passphrase-file", passphrase, "--out", out]
    assert call("--home", district, "supplement", "make", table, *signing) == 0
    (path,) = out.glob("*.phieuxa-them")
    assert call("--home", commune, "supplement", "install", path) == 1
    confirm = ["--unit", TU_MO_RONG, "--person", "A Ký", "--how", "điện thoại"]
    assert call("--home", commune, "signer", "recognise", path, *confirm) == 0
    assert call("--home", commune, "supplement", "install", path) == 0
    capsys.readouterr()
    assert call("--home", commune, "supplement", "list") == 0
    listed = capsys.readouterr().out
    assert "số 1" in listed
    assert "1.0.0+617.1" in listed
    assert call("--home", commune, "supplement", "make", table, *signing) == 1
    assert "SUPPLEMENT_LIST" in capsys.readouterr().err
