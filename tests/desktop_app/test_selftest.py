"""The self-test: program files that are missing or changed are named, and a value goes all the way."""

import pytest

from desktop_app import selftest as module
from desktop_app.lay_out import lay_out
from desktop_app.program_files import LIST, check, write_list
from desktop_app.selftest import selftest
from office.installed import Current, Installed
from ui.version import VERSION


@pytest.fixture
def program(tmp_path):
    """A program's folder as the build leaves it."""
    folder = tmp_path / "Phiếu Xã"
    (folder / "_internal" / "phông chữ").mkdir(parents=True)
    (folder / "phieuxa.exe").write_bytes(b"MZ")
    (folder / "_internal" / "phông chữ" / "Noto.ttf").write_bytes(b"font")
    write_list(folder)
    return folder


def test_a_value_goes_from_a_cell_to_the_districts_table(tmp_path):
    lines: list[str] = []
    assert selftest(lines.append, tmp_path / "selftest.txt") == 0
    (line,) = lines
    typed, arrived = line.split(": ")[1].split(" -> ")[0], line.split(": ")[2]
    assert typed == arrived != "0"
    assert (tmp_path / "selftest.txt").read_text("utf-8") == f"{line}\n"


def test_a_whole_folder_has_no_damage_and_what_lies_beside_is_passed_over(program):
    (program / "huyện.phieuxa-kit").write_bytes(b"kit")
    found = check(program)
    assert found is not None
    assert not found


def test_sources_have_no_list(tmp_path):
    assert check(tmp_path) is None


def test_each_missing_and_each_changed_file_is_named_in_words(program, monkeypatch):
    (program / "phieuxa.exe").unlink()
    (program / "_internal" / "phông chữ" / "Noto.ttf").write_bytes(b"fond")
    found = check(program)
    assert found is not None
    assert found.missing == ("phieuxa.exe",)
    assert found.changed == ("_internal/phông chữ/Noto.ttf",)
    monkeypatch.setattr(module, "program_home", lambda: program)
    lines: list[str] = []
    assert selftest(lines.append) == 1
    missing, changed = lines
    assert missing.startswith("PROGRAM_FILE_MISSING: ")
    assert "phieuxa.exe" in missing
    assert changed.startswith("PROGRAM_FILE_CHANGED: ")
    assert "Noto.ttf" in changed


def test_a_program_is_laid_out_beside_its_launchers_with_a_list_of_each(tmp_path, monkeypatch):
    (tmp_path / "built").mkdir()
    (tmp_path / "built" / "phieuxa.exe").write_bytes(b"MZ")
    (tmp_path / "launch").write_bytes(b"#!")
    root = tmp_path / "PhieuXa"
    lay_out(tmp_path / "built", root, "windows", [tmp_path / "launch"])
    here = Installed(root, VERSION)
    assert here.current() == Current(VERSION)
    said = here.program(VERSION)
    assert said is not None
    assert (said.version, said.platform) == (VERSION, "windows")
    monkeypatch.setattr(module, "program_home", lambda: here.folder(VERSION))
    monkeypatch.setattr(module, "installed", lambda: here)
    (root / "launch").write_bytes(b"#?")
    (here.folder(VERSION) / "program.json").unlink()
    lines: list[str] = []
    assert selftest(lines.append) == 1
    assert [line.split(":")[0] for line in lines] == ["PROGRAM_FILE_CHANGED", "PROGRAM_FILE_MISSING"]


def test_the_list_is_one_that_sha256sum_checks(program):
    lines = (program / LIST).read_text("utf-8").splitlines()
    assert [line.split(" *")[1] for line in lines] == ["_internal/phông chữ/Noto.ttf", "phieuxa.exe"]
