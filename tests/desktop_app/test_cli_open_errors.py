"""`send --open-errors`: the reasons stand in a file, and the file is judged like everything else."""

import json
from shutil import copytree

import pytest

from exports.opc import verify
from exports.read_workbook import read_workbook
from office.clock import SystemClock
from tests.desktop_app import PASSPHRASE, begin, call
from tests.offices import NGOC_LAY, PACK, demo_data, shelf


@pytest.fixture(scope="module")
def wrong(tmp_path_factory):
    """An office in a folder, filled by the command line with one figure that breaks a check, and its key."""
    folder = tmp_path_factory.mktemp("wrong")
    home, figures, words = folder / "home", folder / "figures.json", folder / "pass.txt"
    tables = {
        table: {"|".join(key): dict(row) for key, row in rows.items()}
        for table, rows in demo_data()[NGOC_LAY].everything.items()
    }
    tables["BM02"]["2018"]["c16"] = str(int(tables["BM02"]["2018"]["c16"]) + 1)
    figures.write_text(json.dumps({"tables": tables}), "utf-8")
    words.write_text(PASSPHRASE, "utf-8")
    begin(home, NGOC_LAY, "--person", "Y Bưih")
    assert call("--home", home, "fill", figures) == 0
    made = ["key", "new", "--person", "A Chương", "--passphrase-file", words, "--out", folder / "key.p12"]
    assert call("--home", home, *made) == 0
    return folder


@pytest.fixture
def office(tmp_path, wrong):
    """The office, a stick, and how it is told to send."""
    copytree(wrong, tmp_path, dirs_exist_ok=True)
    home, key, words, stick = (tmp_path / name for name in ("home", "key.p12", "pass.txt", "usb"))
    stick.mkdir()

    def send(told):
        reasons = tmp_path / "reasons.json"
        reasons.write_text(json.dumps(told), "utf-8")
        parts = ["send", "--key", key, "--passphrase-file", words, "--out", stick]
        return call("--home", home, *parts, "--open-errors", reasons)

    return home, stick, send


def test_each_error_of_the_check_can_be_given_its_reason(office, capsys):
    home, stick, send = office
    assert call("--home", home, "check", "--json") == 1
    findings = json.loads(capsys.readouterr().out)["findings"]
    errors = [one for one in findings if one["severity"] == "error"]
    assert errors
    listed = [
        {"code": one["code"], "place": one["place"], "reason": "checking", "text": "Sổ đang soát"}
        for one in errors
    ]
    follow = [{"form": "BM-09", "reason": "awaiting", "promised": "2099-10-15"}]
    assert send({"open_errors": listed, "to_follow": follow}) == 0
    (package,) = stick.glob("*.xlsx")
    parts = verify(package.read_bytes(), now=SystemClock().now()).parts
    assert parts is not None
    pack = next(one.pack for one in shelf().packs if one.pack.id == PACK)
    report = read_workbook(parts, pack)
    assert [one.code for one in report.open_errors] == [one["code"] for one in errors]
    assert [one.form for one in report.to_follow] == ["BM09"]


@pytest.mark.parametrize(
    "told, code",
    [
        ({"open_errors": []}, "OPEN_ERRORS"),
        ({"open_errors": [{"code": "K08", "place": "BM02[2018].c16", "reason": ""}]}, "OPEN_ERRORS_FILE"),
        ({"open_errors": [{"code": "K08", "place": "BM02[2018].c16", "reason": "other"}]}, "REASON_BLANK"),
        (
            {"open_errors": [{"code": "K01", "place": "BM02[2018].c14", "reason": "rule"}]},
            "OPEN_ERROR_NOT_THERE",
        ),
    ],
)
def test_a_file_that_does_not_fit_writes_nothing(office, capsys, told, code):
    _, stick, send = office
    assert send(told) == 1
    assert f"{code}:" in capsys.readouterr().err
    assert list(stick.iterdir()) == []
