"""Sending: checked, signed, read back, numbered and kept; or nothing at all."""

import shutil
import stat
import subprocess

import pytest

from forms.answers import Address, State
from forms.problems import Problem
from office.entry import Entry
from office.receiving import receive
from office.sending import drives, review, send, send_again, sent
from office.signing_keys import FileKey, keys, make_key
from tests.conftest import require_tool
from tests.offices import NGOC_LAY, PASSPHRASE, TU_MO_RONG, key_of, later, opened, recognise_sender, send_to
from tests.pictures import JPEG


@pytest.fixture
def commune(place):
    with place.filled(NGOC_LAY) as desk:
        yield desk


def test_the_review_shows_what_the_next_package_is_and_for_whom(commune):
    told = review(commune)
    assert told.recipient is not None
    assert (told.revision, told.recipient.code, told.blockers, told.errors) == (1, TU_MO_RONG, (), 0)
    assert told.first_time
    assert len(told.figures_code) == 9


def test_the_figures_code_of_the_review_is_the_one_of_the_package(commune, place):
    code = review(commune).figures_code
    made = send_to(commune, place.stick())
    report = opened(made.path)
    assert code == made.figures_code == report.figures_code()


def test_number_and_date_of_the_paper_do_not_change_the_figures_code(commune):
    before = review(commune).figures_code
    entry = Entry(commune)
    entry.put_text(Address("BM00", (), "c17"), "05/BC-UBND")
    entry.put_text(Address("BM00", (), "c18"), "20/09/2018")
    assert review(commune).figures_code == before
    entry.put_text(Address("BM02", ("2018",), "c20"), "2.000")
    assert review(commune).figures_code != before


def test_errors_stop_an_ordinary_send_and_nothing_is_written(commune, place):
    Entry(commune).put_text(Address("BM02", ("2018",), "c16"), "1")
    with pytest.raises(Problem, match="OPEN_ERRORS"):
        send_to(commune, place.stick())
    assert list(place.stick().iterdir()) == []
    assert sent(commune) == ()


def test_an_unexplained_warning_stops_it_too(commune, place):
    entry = Entry(commune)
    change = entry.put_text(Address("BM02", ("2018",), "c20"), "99.999")
    assert any(found.severity == "warning" and not found.explained for found in change.findings)
    with pytest.raises(Problem, match="OPEN_ERRORS"):
        send_to(commune, place.stick())


def test_a_missing_approver_is_named(commune, place):
    Entry(commune).set_state(Address("BM00", (), "c15"), None)
    with pytest.raises(Problem) as refused:
        send_to(commune, place.stick())
    assert refused.value.code in {"OPEN_ERRORS", "HEADER_MISSING"}


def test_blanks_with_a_state_travel(commune, place):
    entry = Entry(commune)
    cell = Address("BM01", ("2016",), "c16")
    entry.set_state(cell, State.UNKNOWN)
    made = send_to(commune, place.stick())
    report = opened(made.path)
    assert report.states[cell] is State.UNKNOWN


def test_the_file_is_read_only_and_named_for_unit_campaign_and_revision(commune, place):
    made = send_to(commune, place.stick())
    assert not made.path.stat().st_mode & stat.S_IWUSR
    assert NGOC_LAY in made.name
    assert "KT-2018-GK" in made.name
    assert made.name.isascii()


def test_a_wrong_passphrase_is_refused_and_no_number_is_used_up(commune, place):
    with pytest.raises(Problem, match="KEY_PASSPHRASE"):
        send(commune, unlock=FileKey(key_of(commune), "khác hẳn"), folder=place.stick())
    assert send_to(commune, place.stick()).revision == 1


def test_another_unit_s_key_is_refused(commune, place):
    with place.office("23446") as other:
        stranger = key_of(other)
    with pytest.raises(Problem, match="KEY_OTHER_UNIT"):
        send(commune, unlock=FileKey(stranger, PASSPHRASE), folder=place.stick())


def test_keys_are_never_written_over_and_need_a_real_passphrase(commune):
    key_of(commune)
    with pytest.raises(Problem, match="KEY_FILE_EXISTS"):
        make_key(commune, "A", "", PASSPHRASE, keys(commune)[0].path)
    with pytest.raises(Problem, match="PASSPHRASE_SHORT"):
        make_key(commune, "A", "", "1234567")
    with pytest.raises(Problem, match="NAME_MISSING"):
        make_key(commune, " ", "", PASSPHRASE)


def test_a_key_file_is_readable_to_its_owner_only(commune):
    assert stat.S_IMODE(key_of(commune).stat().st_mode) & 0o077 == 0


def test_the_original_can_be_written_once_more_byte_for_byte(commune, place):
    made = send_to(commune, place.stick())
    copy = send_again(commune, made.digest, place.stick("usb2"))
    assert copy.name == made.path.name
    assert copy.read_bytes() == made.path.read_bytes()
    with pytest.raises(Problem, match="NOT_SENT_BY_US"):
        send_again(commune, "0" * 64, place.stick())


def test_a_drive_that_is_gone_leaves_no_number_used_up(commune, place):
    gone = place.stick("rút ra")
    key = key_of(commune)
    gone.rmdir()
    with pytest.raises(Problem, match="FOLDER_MISSING"):
        send(commune, unlock=FileKey(key, PASSPHRASE), folder=gone)
    assert sent(commune) == ()


def test_a_full_disk_leaves_database_and_stick_as_they_were(commune, place, tmp_path):
    """A real tiny file system; where it cannot be mounted, say so plainly."""
    require_tool("mount")
    stick = tmp_path / "day"
    stick.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=16k", "tmpfs", stick], check=False, capture_output=True
    )
    if mounted.returncode:
        pytest.skip("mounting needs root: a full disk cannot be made here")
    try:
        with pytest.raises(Problem, match="DISK_FULL"):
            send_to(commune, stick)
        assert list(stick.iterdir()) == []
    finally:
        subprocess.run(["umount", stick], check=True)
    assert sent(commune) == ()
    assert send_to(commune, place.stick()).revision == 1


def test_photos_travel_in_the_companion_and_are_asked_for_when_it_is_missing(commune, place, tmp_path):
    entry = Entry(commune)
    key, _ = entry.add_record("BM16")
    texts = {"c01": "Nuôi bò sinh sản", "c02": "production", "c03": "Thôn Mô Za", "c04": "UBND xã"}
    texts |= {"c05": "2016-03", "c18": "Cách làm " * 30, "c19": "Kết quả tốt.", "c20": "Bài học."}
    texts |= {"c21": "low", "c24": "district"}
    figures = {"c08": "10", "c09": "8", "c10": "8", "c12": "10", "c13": "0", "c14": "0"}
    figures |= {"c15": "10", "c16": "12", "c17": "0"}
    for name, text in (texts | figures).items():
        entry.put_text(Address("BM16", key, name), text)
    photo = tmp_path / "bo.jpg"
    photo.write_bytes(JPEG)
    entry.attach(Address("BM16", key, "c23"), photo, "Đàn bò của thôn")
    for finding in entry.findings():
        assert finding.severity == "warning", finding
        if not finding.explained:
            entry.explain(finding, "đã kiểm tra")
    made = send_to(commune, place.stick())
    assert made.companion is not None
    with place.office(TU_MO_RONG) as district:
        recognise_sender(district, made.path, NGOC_LAY)
        alone = place.stick("mail") / made.name
        shutil.copyfile(made.path, alone)
        (receipt,) = receive(district, [alone])
        assert receipt.verdict == "taken"
        assert any("kem" in line or "kèm" in line for line in receipt.details)
    later(commune)
    again = send_to(commune, place.stick("usb2"))
    assert again.companion is not None
    assert (again.revision, again.companion.read_bytes()) == (2, made.companion.read_bytes())


def test_removable_drives_can_be_asked_for():
    assert isinstance(drives(), tuple)


def test_an_office_without_forms_has_nothing_to_send(place):
    with place.office("00004") as ward:  # of today's structure: its pack holds units only
        assert [problem.code for problem in review(ward).blockers] == ["NO_FORMS"]
