"""The command line answers as its contract says: words, JSON and exit codes."""

import json
from functools import cache
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory

import pytest

from exports.keys import fingerprint_words, from_p12
from office.clock import SystemClock
from office.desk import open_desk
from office.entry import Entry
from tests.desktop_app import PASSPHRASE, begin, call
from tests.offices import MOMENT, NGOC_LAY, PACK, TU_MO_RONG, demo_data


@cache
def written_figures() -> str:
    """The demonstration's figures of one commune as the JSON that `fill` takes."""
    tables = {
        table: {"|".join(key): row for key, row in rows.items()}
        for table, rows in demo_data()[NGOC_LAY].everything.items()
    }
    return json.dumps({"tables": tables}, ensure_ascii=False)


@cache
def filled() -> TemporaryDirectory[str]:
    """An office begun and filled by commands, once a process."""
    folder = TemporaryDirectory(prefix="phieuxa-filled-")
    figures, home = Path(folder.name) / "figures.json", Path(folder.name) / "commune"
    figures.write_text(written_figures(), "utf-8")
    begin(home, NGOC_LAY, "--person", "Y Thử")
    assert call("--home", home, "fill", figures) == 0
    return folder


@cache
def sent() -> TemporaryDirectory[str]:
    """A package made by commands alone, once a process."""
    folder = TemporaryDirectory(prefix="phieuxa-sent-")
    place = Path(folder.name)
    home, out, key, secret = place / "commune", place / "usb", place / "key.p12", place / "pass.txt"
    copytree(Path(filled().name) / "commune", home)
    secret.write_text(PASSPHRASE + "\n", "utf-8")
    out.mkdir()
    opens = ("--passphrase-file", secret)
    assert call("--home", home, "key", "new", "--person", "A Ký", *opens, "--out", key) == 0
    assert call("--home", home, "send", "--key", key, *opens, "--out", out) == 0
    return folder


@pytest.fixture
def commune(tmp_path):
    """A commune that has entered everything."""
    copytree(Path(filled().name) / "commune", tmp_path / "commune")
    return tmp_path / "commune"


@pytest.fixture
def package(tmp_path):
    """A commune's package on a stick."""
    copytree(Path(sent().name) / "usb", tmp_path / "usb")
    (package,) = (tmp_path / "usb").glob("*.xlsx")
    return package


def test_the_whole_road_by_commands(tmp_path, package, capsys):
    district = tmp_path / "district"
    begin(district, TU_MO_RONG)
    capsys.readouterr()
    assert call("--home", district, "receive", package, "--dry-run", "--json") == 0
    seen = json.loads(capsys.readouterr().out)
    assert (seen["would"], seen["verdict"], seen["unit"]) == ("waits", "waiting-signer", NGOC_LAY)
    assert call("--home", district, "receive", package, "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["verdict"], told["unit"], told["revision"]) == ("waiting-signer", NGOC_LAY, 1)
    confirm = ["--unit", NGOC_LAY, "--person", "A Ký", "--how", "điện thoại"]
    assert call("--home", district, "signer", "recognise", package, *confirm) == 0
    capsys.readouterr()
    assert call("--home", district, "receive", package, "--json") == 0
    assert json.loads(capsys.readouterr().out)["verdict"] == "already-here"
    assert call("--home", district, "totals", "TH-02", "--year", "2018", "--json") == 0
    table = json.loads(capsys.readouterr().out)
    assert (table["table"], table["year"], table["units_in"], table["units_all"]) == ("TH-02", "2018", 1, 11)
    assert table["total"]["c18"] == int(demo_data()[NGOC_LAY].tables["BM02"][("2018",)]["c18"])
    row = next(row for row in table["rows"] if row["unit"] == NGOC_LAY)
    assert row["values"]["c18"] == table["total"]["c18"]
    out = tmp_path / "TH-02.xlsx"
    assert call("--home", district, "totals", "TH-02", "--out", out) == 0
    assert out.read_bytes()[:2] == b"PK"
    assert call("--home", district, "take-out", told["digest"], "--reason", " ") == 1
    assert "TAKE_OUT_WHY" in capsys.readouterr().err
    assert call("--home", district, "take-out", told["digest"], "--reason", "gửi nhầm") == 0
    assert "không còn số liệu" in capsys.readouterr().out
    assert call("--home", district, "receive", package) == 0
    assert "gửi nhầm" in capsys.readouterr().out
    assert call("--home", district, "put-back", told["digest"], "--reason", "đúng rồi") == 0
    assert "số liệu đã vào bảng tổng hợp" in capsys.readouterr().out
    assert call("--home", district, "receive", package, "--dry-run") == 0
    assert "chưa nhận gì" in capsys.readouterr().out


def test_check_lists_every_finding_and_fails_on_errors(tmp_path, capsys):
    home, figures = tmp_path / "commune", tmp_path / "figures.json"
    figures.write_text(written_figures(), "utf-8")
    begin(home, NGOC_LAY)
    capsys.readouterr()
    assert call("--home", home, "check", "--json") == 1
    findings = json.loads(capsys.readouterr().out)["findings"]
    assert {"code", "severity", "place", "sentence"} == set(findings[0])
    assert any(found["code"] == "K36" and found["place"] == "BM02[2018].c01" for found in findings)
    call("--home", home, "fill", figures)
    capsys.readouterr()
    assert call("--home", home, "check", "--json") == 0


def test_a_field_rule_s_code_is_its_address_without_the_row(tmp_path, commune, capsys):
    home = commune
    (tmp_path / "wrong.json").write_text('{"tables": {"BM01": {"2018": {"c02": 99}}}}')
    assert call("--home", home, "fill", tmp_path / "wrong.json") == 0
    capsys.readouterr()
    assert call("--home", home, "check", "--json") == 1
    findings = json.loads(capsys.readouterr().out)["findings"]
    assert ("BM01.c02", "error", "BM01[2018].c02") in {
        (f["code"], f["severity"], f["place"]) for f in findings
    }


def test_a_value_for_a_computed_cell_is_compared_and_raises_its_check(tmp_path, commune, capsys):
    home = commune
    (tmp_path / "stated.json").write_text(
        '{"tables": {"BM02": {"2018": {"c14": "1"}}, "BM03": {"2018": {"c10": 1}}}}'
    )
    assert call("--home", home, "fill", tmp_path / "stated.json") == 0
    capsys.readouterr()
    assert call("--home", home, "check", "--json") == 1
    findings = json.loads(capsys.readouterr().out)["findings"]
    assert {"K01", "K06"} <= {found["code"] for found in findings}


def test_a_package_s_own_workbook_fills_another_folder(tmp_path, package, capsys):
    home = tmp_path / "again"
    begin(home, NGOC_LAY)
    assert call("--home", home, "fill", package) == 0
    capsys.readouterr()
    assert call("--home", home, "check", "--json") == 0


def test_filling_another_unit_s_file_is_refused(tmp_path, package, capsys):
    home = tmp_path / "other"
    begin(home, "23446")
    capsys.readouterr()
    assert call("--home", home, "fill", package) == 1
    assert "FILL_OTHER_UNIT" in capsys.readouterr().err


@pytest.mark.parametrize(
    "content, code",
    [
        ('{"tables": {"BM02": {"2018": {"c01": "nhiều"}}}}', "NOT_A_NUMBER"),
        ('{"tables": {"BM02": {"2099": {"c01": 1}}}}', "NO_SUCH_CELL"),
        ('{"tables": {"BM99": {"": {"c01": 1}}}}', "NO_SUCH_CELL"),
        ('{"tables": {"BM02": {"2018": {"c77": 1}}}}', "NO_SUCH_CELL"),
        ("{nonsense", "FILL_NOT_READ"),
        ('["a list"]', "FILL_NOT_READ"),
        ("[" * 100_000, "FILL_NOT_READ"),
        ('{"tabels": {}}', "FILL_NOTHING"),
        ('{"tables": {"BM02": {"2018": {"c01": "12,5"}}}}', "NOT_A_NUMBER: BM02[2018].c01"),
        ('{"tables": {"BM02": {"2018": {"c01": "1.5"}}}}', "NOT_WHOLE: BM02[2018].c01"),
        ('{"tables": {"BM02": {"2018": {"c01": 1e400000000}}}}', "NOT_A_NUMBER"),
        ('{"tables": {"BM02": {"2018": {"c01": 1e400}}}}', "TOO_LARGE"),
        ('{"tables": {"BM02": {"2018": {"c01": 1000000000000000}}}}', "TOO_LARGE"),
        ('{"tables": {"BM02": {"2018": {"c01": "1_000"}}}}', "NOT_A_NUMBER"),
        ('{"tables": {"BM18": {"": {"c01": [1]}}}}', "NOT_A_TEXT"),
        ('{"tables": {"BM18": {"": {"c01": "a\\u0007b"}}}}', "CONTROL_CHARACTER: BM18.c01"),
        ('{"tables": {"BM18": {"": {"c01": "a\\ud800b"}}}}', "CONTROL_CHARACTER: BM18.c01"),
        ('{"tables": {"BM00": {"": {"c08": "31/02/2018"}}}}', "NOT_A_DATE: BM00.c08"),
    ],
)
def test_a_bad_file_is_refused_by_code_and_changes_nothing(tmp_path, capsys, content, code):
    home = tmp_path / "commune"
    begin(home, NGOC_LAY)
    (tmp_path / "bad.json").write_text(content, "utf-8")
    capsys.readouterr()
    assert call("--home", home, "fill", tmp_path / "bad.json") == 1
    assert code in capsys.readouterr().err


def test_a_file_refused_half_way_leaves_no_record_behind(tmp_path, capsys):
    home = tmp_path / "commune"
    begin(home, NGOC_LAY)
    (tmp_path / "bad.json").write_text(
        '{"tables": {"BM18.c10": {"1": {"c03": "vì"}}, "BM02": {"2018": {"c01": "?"}}}}', "utf-8"
    )
    assert call("--home", home, "fill", tmp_path / "bad.json") == 1
    assert "NOT_A_NUMBER" in capsys.readouterr().err
    with open_desk(home, clock=SystemClock()) as desk:
        assert Entry(desk).rows("BM18.c10") == ()


@pytest.mark.parametrize("written", [b"\xef\xbb\xbf", b""])
@pytest.mark.parametrize("line_end", [b"\r\n", b"\n", b""])
def test_a_passphrase_file_may_come_from_any_editor(tmp_path, passphrase, written, line_end):
    home, key = tmp_path / "commune", tmp_path / "key.p12"
    begin(home, NGOC_LAY)
    file = tmp_path / "windows.txt"
    file.write_bytes(written + PASSPHRASE.encode() + line_end)
    new = ["key", "new", "--person", "A Ký", "--passphrase-file", file, "--out", key]
    assert call("--home", home, *new) == 0
    assert from_p12(key.read_bytes(), PASSPHRASE).certificate is not None


@pytest.mark.parametrize("content", ["mật khẩu dài".encode("utf-16"), b"hai\nd\xc3\xb2ng"])
def test_a_passphrase_file_that_is_not_one_line_of_utf_8_is_refused(tmp_path, content, capsys):
    home, file = tmp_path / "commune", tmp_path / "pass.txt"
    begin(home, NGOC_LAY)
    file.write_bytes(content)
    new = ["key", "new", "--person", "A", "--passphrase-file", file, "--out", tmp_path / "key.p12"]
    assert call("--home", home, *new) == 1
    assert "PASSPHRASE_FILE" in capsys.readouterr().err


def test_a_pack_that_cannot_be_written_is_refused_with_a_sentence(tmp_path, capsys):
    from desktop_app.paths import program_folder

    (tmp_path / "file").write_text("in the way", "utf-8")
    source = program_folder() / "packs" / PACK
    assert call("pack", "build", source, "--out", tmp_path / "file" / "x.phieuxa-pack") == 1
    assert "DISK_ERROR" in capsys.readouterr().err


def test_verify_needs_no_office(tmp_path, package, capsys):
    capsys.readouterr()
    assert call("verify", package, "--json") == 3
    told = json.loads(capsys.readouterr().out)
    assert told["state"] == "valid-untrusted"
    assert told["package"] == {"unit": NGOC_LAY, "campaign": "KT-2018-GK", "kind": "report", "revision": 1}
    assert told["signers"][0]["unit"] == NGOC_LAY
    words = told["signers"][0]["words"]
    assert words == list(fingerprint_words(told["signers"][0]["fingerprint"]))
    assert call("verify", package) == 3
    said = capsys.readouterr().out
    assert "Chưa xác nhận" in said
    assert " ".join(words) in said  # what is to be compared by telephone stands there
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(package.read_bytes()[:-300])
    assert call("verify", broken, "--json") == 1
    assert json.loads(capsys.readouterr().out)["state"] in {"invalid", "unsigned"}


def test_wrong_usage_is_exit_code_two(capsys):
    assert call("totals") == 2
    assert call("nonsense") == 2
    assert "Cách dùng" in capsys.readouterr().err


def test_refusals_are_sentences_with_their_code(tmp_path, capsys):
    assert call("--home", tmp_path / "nothing", "check") == 1
    assert "NOT_STARTED: Thư mục này chưa có đơn vị" in capsys.readouterr().err
    assert call("--home", tmp_path / "x", "init", "--unit", "99999") == 1
    assert "UNIT_UNKNOWN" in capsys.readouterr().err


def test_a_name_that_cannot_be_printed_is_refused_before_it_stands_on_a_package(tmp_path, capsys):
    home = tmp_path / "office"
    assert call("--home", home, "init", "--unit", NGOC_LAY, "--person", "Y\x07 Thử") == 1
    assert "CONTROL_CHARACTER" in capsys.readouterr().err
    assert not home.exists()


def test_english_is_spoken_where_the_system_speaks_it(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    assert call("--home", tmp_path / "nothing", "check") == 1
    assert "No unit is set up" in capsys.readouterr().err


def test_a_pack_builds_from_its_folder_and_starts_an_office(tmp_path, capsys):
    from desktop_app.paths import program_folder

    out = tmp_path / "kontum.phieuxa-pack"
    assert call("pack", "build", program_folder() / "packs" / PACK, "--out", out) == 0
    again = tmp_path / "again.phieuxa-pack"
    call("pack", "build", program_folder() / "packs" / PACK, "--out", again)
    lines = [line for line in capsys.readouterr().out.splitlines() if line]
    assert lines[0] == lines[1]  # the same hash
    assert call("--home", tmp_path / "office", "init", "--unit", NGOC_LAY, "--pack", out) == 0


def test_a_pack_exports_the_officers_workbook_which_builds_the_same_pack(tmp_path, capsys):
    from desktop_app.paths import program_folder

    workbook, out, other = tmp_path / "kontum.xlsx", tmp_path / "a.pack", tmp_path / "b.pack"
    assert call("pack", "export", program_folder() / "packs" / PACK, "--out", workbook) == 0
    capsys.readouterr()
    assert call("pack", "build", workbook, "--out", out) == 0
    assert call("pack", "build", program_folder() / "packs" / PACK, "--out", other) == 0
    first, second = (line for line in capsys.readouterr().out.splitlines() if line)
    assert first.rsplit(" ", 1)[1] == second.rsplit(" ", 1)[1]


def test_a_pack_with_an_error_names_sheet_cell_and_reason(tmp_path, capsys):
    import shutil

    from desktop_app.paths import program_folder

    folder = tmp_path / "pack"
    shutil.copytree(program_folder() / "packs" / PACK, folder)
    form = folder / "forms" / "BM-02.md"
    form.write_text(form.read_text("utf-8").replace("${c05} + ${c06}", "${c05} + ${c66}"), "utf-8")
    assert call("pack", "build", folder, "--out", tmp_path / "x.pack") == 1
    told = capsys.readouterr().err
    assert "BM-02" in told
    assert "survey" in told
    assert not (tmp_path / "x.pack").exists()


def test_the_clock_of_real_offices_is_the_system_s(package):
    from exports.opc import verify

    signed = verify(package.read_bytes(), now=SystemClock().now()).signers[0].time
    assert signed is not None
    assert signed > MOMENT


def test_every_command_explains_itself_in_both_languages(capsys, monkeypatch):
    from desktop_app.cli import phieuxa
    from desktop_app.cli_words import commands
    from office.messages import sentences

    assert {code for _, code, _ in commands(phieuxa)} <= set(sentences())
    assert call("--help") == 0
    assert "không cần mạng" in capsys.readouterr().out
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    assert call("totals", "--help") == 0
    assert "Show a consolidated table." in capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments, told",
    [
        (["verify"], "thiếu"),
        (["receive", "--nhanh", "x"], "không có tùy chọn --nhanh"),
        (["nhận"], "không có lệnh nhận"),
        (["demo", "--communes", "ba"], "không hợp lệ"),
    ],
)
def test_wrong_usage_is_said_in_vietnamese(capsys, arguments, told):
    assert call(*arguments) == 2
    assert told in capsys.readouterr().err


def test_a_table_is_not_written_over_a_folder(tmp_path, capsys):
    home = tmp_path / "district"
    begin(home, TU_MO_RONG)
    capsys.readouterr()
    assert call("--home", home, "totals", "TH-02", "--out", tmp_path) == 1
    assert "FILE_IS_FOLDER" in capsys.readouterr().err


def test_a_file_that_is_no_pack_is_refused_by_its_name(tmp_path, capsys):
    (tmp_path / "bieu.txt").write_text("không phải bộ biểu", "utf-8")
    assert call("--home", tmp_path / "x", "init", "--unit", NGOC_LAY, "--pack", tmp_path / "bieu.txt") == 1
    assert "bieu.txt" in capsys.readouterr().err
