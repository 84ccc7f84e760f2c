"""The workshop: a source is checked, compared, signed, written whole or not at all, and tried out."""

from pathlib import Path

import pytest

from forms.authoring import export_workbook
from forms.pack import Severity
from forms.problems import Problem
from office import building
from office.building import check, compare, mark_of, sign_pack
from office.packs import open_pack
from office.signing_keys import FileKey
from tests.conftest import ROOT
from tests.forms.authoring.sources import change
from tests.offices import MOMENT, PACK, PASSPHRASE, key_of

KONTUM = ROOT / "packs" / PACK


class TestChecking:
    def test_a_clean_source_gives_a_pack_and_no_remark(self, source):
        checked = check(source, "vi")
        assert checked.remarks == ()
        assert checked.pack is not None
        assert checked.pack.id == "small"
        assert not checked.foreign

    def test_a_workbook_gives_the_same_pack_as_its_folder(self, source, tmp_path):
        book = tmp_path / "small.xlsx"
        book.write_bytes(export_workbook(source))
        assert check(book, "vi").pack == check(source, "vi").pack

    @pytest.mark.parametrize(
        "language, what, remedy",
        [("vi", "Không có kiểu “integr”", "Sửa cột type."), ("en", "There is no type “integr”", "Correct")],
    )
    def test_an_error_names_sheet_and_cell_and_says_what_to_do_apart(self, source, language, what, remedy):
        change(source / "forms" / "F-1.md", "| integer |", "| integr |")
        checked = check(source, language)
        assert checked.pack is None
        (found,) = checked.remarks
        assert (found.severity, found.code) == (Severity.ERROR, "PACK_TYPE_UNKNOWN")
        assert (found.sheet, found.cell) == ("F-1 survey", "A5")
        assert found.what.startswith(what)
        assert found.remedy.startswith(remedy)
        assert "!" not in found.what

    def test_a_sentence_without_a_remedy_gets_the_common_one(self):
        problem = Problem(
            "PACK_EXPRESSION", sheet="F-1 survey", cell="D5", source="F-1 survey!D5", reason="x"
        )
        told = building.remark(problem, Severity.ERROR, "vi")
        assert "F-1 survey!D5" not in told.what
        assert told.remedy == "Sửa ô này trong sổ rồi ghi lại."

    def test_every_error_of_a_source_is_told_at_once(self, source):
        change(source / "forms" / "F-1.md", "| integer |", "| integr |")
        change(source / "checks.csv", "K07,error", "K07,eror")
        assert check(source, "vi").count(Severity.ERROR) == 2

    def test_what_is_no_source_is_a_remark_and_never_raised(self, tmp_path):
        renamed = tmp_path / "renamed.xlsx"
        renamed.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old")
        assert [remark.code for remark in check(renamed, "vi").remarks] == ["PACK_OLD_EXCEL"]
        assert [remark.code for remark in check(tmp_path / "gone.xlsx", "vi").remarks] == ["PACK_SOURCE_GONE"]

    def test_a_refused_reading_is_called_busy(self, source, monkeypatch):
        book = source.parent / "held.xlsx"
        book.write_bytes(b"PK")
        opened = Path.open

        def refuse(path, *args, **more):
            if path == book:
                raise PermissionError(13, "locked")
            return opened(path, *args, **more)

        monkeypatch.setattr(Path, "open", refuse)
        assert [remark.code for remark in check(book, "vi").remarks] == ["PACK_BUSY"]

    @pytest.mark.parametrize("sign", ["~$small.xlsx", ".~lock.small.xlsx#"])
    def test_the_sign_that_excel_or_libreoffice_leaves_beside_is_seen(self, source, tmp_path, sign):
        book = tmp_path / "small.xlsx"
        book.write_bytes(export_workbook(source))
        assert not check(book, "vi").open_elsewhere
        (tmp_path / sign).touch()
        assert check(book, "vi").open_elsewhere

    def test_a_change_on_disk_changes_the_mark(self, source):
        before = mark_of(source)
        assert before
        assert mark_of(source) == before
        change(source / "forms" / "F-1.md", "| integer |", "| integr |")
        assert mark_of(source) != before
        assert mark_of(source / "nowhere.xlsx") == ()

    def test_a_form_of_others_is_known_by_itself_and_told_its_warnings(self, others):
        checked = check(others, "vi")
        assert checked.pack is not None
        assert checked.foreign
        assert checked.count(Severity.ERROR) == 0
        assert checked.count(Severity.WARNING) >= 1
        assert [one.code for one in check(others, "vi", foreign=False).remarks] == ["PACK_FOREIGN"]


class TestVersions:
    def test_a_pack_that_is_not_here_keeps_its_own_version(self, desk, small):
        found = compare(desk, small)
        assert (found.old, found.proposed, found.same) == (None, "1.2.0", False)

    def test_the_version_after_the_installed_one_is_proposed(self, desk):
        found = compare(desk, desk.pack)
        assert found.old is not None
        assert found.same
        assert found.proposed == building.next_version(desk.pack.version)

    @pytest.mark.parametrize(
        "version, after", [("1.2.0", "1.2.1"), ("1.2.9", "1.2.10"), ("7", "8"), ("", "1.0.1")]
    )
    def test_the_last_number_goes_up(self, version, after):
        assert building.next_version(version) == after

    @pytest.mark.parametrize("version", ["", "1.0 beta", "1,2", "v1", "1..2", "1.2.3.4.5"])
    def test_what_cannot_be_ordered_is_no_version(self, desk, small, version, tmp_path):
        with pytest.raises(Problem, match="PACK_VERSION_FORM"):
            sign_pack(desk, small, version=version, folder=tmp_path)

    def test_other_content_must_go_up_and_the_same_may_be_written_again(self, desk, tmp_path):
        checked = check(KONTUM, "vi")
        assert checked.pack is not None
        out = tmp_path / "out"
        out.mkdir()
        same = sign_pack(desk, checked.pack, version=desk.pack.version, folder=out)
        assert same.hash == desk.pack.hash
        with pytest.raises(Problem, match="PACK_VERSION_LOW"):
            sign_pack(desk, checked.pack, version="0.9", folder=out)


class TestSigning:
    def test_a_pack_is_written_whole_under_its_id_and_version(self, desk, small, tmp_path):
        out = tmp_path / "out"
        out.mkdir()
        signed = sign_pack(desk, small, version="2.0.0", folder=out)
        assert signed.path.name == "small-2.0.0.phieuxa-pack"
        opened = open_pack(signed.path.read_bytes(), MOMENT)
        assert (opened.pack.version, opened.pack.hash) == ("2.0.0", signed.hash)
        assert signed.signer == ""
        assert [path.name for path in out.iterdir()] == [signed.path.name]

    def test_the_signer_of_an_office_key_is_named(self, desk, small, tmp_path):
        key = key_of(desk)
        signed = sign_pack(desk, small, version="1.2.0", folder=tmp_path, unlock=FileKey(key, PASSPHRASE))
        assert "khoa" not in signed.signer
        assert signed.signer
        listed = {known.path for known in desk.known_keys()}
        assert key in listed

    def test_a_wrong_passphrase_or_a_missing_folder_writes_nothing(self, desk, small, tmp_path):
        out = tmp_path / "out"
        out.mkdir()
        with pytest.raises(Problem, match="KEY_PASSPHRASE"):
            sign_pack(desk, small, version="1.2.0", folder=out, unlock=FileKey(key_of(desk), "sai"))
        assert list(out.iterdir()) == []
        with pytest.raises(Problem, match="FOLDER_MISSING"):
            sign_pack(desk, small, version="1.2.0", folder=tmp_path / "gone")


class TestWhatIsInstalled:
    def test_the_pack_in_use_is_told_with_its_words_and_signer(self, desk):
        (view,) = building.installed(desk)
        assert view.in_use
        assert view.pack.id == PACK
        assert len(view.words) == 6
        assert view.signer == ""
