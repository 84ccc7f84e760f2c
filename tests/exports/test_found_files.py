"""Packages are found wherever people put them, and nothing else is touched."""

import io
import os
import zipfile
from datetime import UTC, datetime

import pytest

from exports.found_files import find, is_blank
from exports.mail import Letter, compose, state
from forms.problems import Problem
from tests.bad_disk import bad_disk, image
from tests.small_disk import small_disk

NAME = "KT-2018-GK_23404_xa-Ngoc-Lay_lan-1.xlsx"
KEM = NAME.replace(".xlsx", ".kem.zip")
WHEN = datetime(2018, 9, 20, tzinfo=UTC)


def zipped(files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


PACKAGE = zipped({"[Content_Types].xml": "x", "_xmlsignatures/sig1.xml": "x"})
OTHER = zipped({"[Content_Types].xml": "x", "xl/workbook.xml": "x"})


def letter(files, text="Kính gửi"):
    return compose(
        Letter(("Xã", "xa@x.vn"), ("Huyện", "h@x.vn"), "Gói số liệu", text, files, "1", WHEN)
    ).as_bytes()


@pytest.fixture
def look(tmp_path):
    """What is found in files and folders: names, and what was wrong with others."""
    room = tmp_path / "room"
    room.mkdir()

    def found(*paths):
        with find(paths, room) as made:
            for one in (*made.packages, *made.companions):
                assert one.path.read_bytes()
        assert list(room.iterdir()) == []  # what was laid open is gone
        return made

    return found


def names(found):
    return [one.name for one in found.packages]


def codes(found):
    return [one.problem.code for one in found.wrong]


@pytest.fixture
def stick(tmp_path):
    made = tmp_path / "stick"
    made.mkdir()
    return made


def test_packages_lie_in_subfolders_and_under_the_names_of_copies(look, stick):
    below = stick / "Báo cáo" / "tháng 9"
    below.mkdir(parents=True)
    for name in ("Bản sao (1).xlsx", NAME.replace(".xlsx", " - Copy (2).xlsx")):
        (below / name).write_bytes(PACKAGE + name.encode())
    assert names(look(stick)) == ["Bản sao (1).xlsx", NAME.replace(".xlsx", " - Copy (2).xlsx")]


def test_other_workbooks_of_a_stick_are_left_alone_and_counted(look, stick):
    (stick / "luong thang 9.xlsx").write_bytes(OTHER)
    (stick / "~$mo do.xlsx").write_bytes(PACKAGE)
    found = look(stick)
    assert (names(found), found.others, codes(found)) == ([], 1, ["NOTHING_IN_FOLDER"])


def test_archives_and_letters_in_a_folder_that_do_not_open_are_counted_with_what_is_left_alone(look, stick):
    (stick / NAME).write_bytes(PACKAGE)
    for name in ("xa Hoa Binh.rar", "thu.msg", "xa Ia Chim.zip"):
        (stick / name).write_bytes(b"PK\3\4 cut short")
    (stick / "anh.jpg").write_bytes(b"\xff\xd8")
    found = look(stick)
    assert (names(found), found.others, codes(found)) == ([NAME], 3, [])


def test_a_renamed_package_that_was_cut_short_is_judged_and_a_workbook_with_a_password_is_not(look, stick):
    (stick / "bao cao.xlsx").write_bytes(PACKAGE[:-60])
    (stick / "luong.xlsx").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1000))
    found = look(stick)
    assert (names(found), found.others) == (["bao cao.xlsx"], 1)


def test_a_package_that_lost_its_signature_is_judged_for_its_name(look, stick):
    (stick / NAME).write_bytes(OTHER)
    assert names(look(stick)) == [NAME]


def test_a_file_that_somebody_chose_is_always_judged(look, stick):
    file = stick / "luong.xlsx"
    file.write_bytes(OTHER)
    assert names(look(file)) == ["luong.xlsx"]


@pytest.mark.parametrize("name", ["\u00a0", "\u3164", "\u200b\u00a0", "\u2800", " "])
def test_files_that_a_virus_hid_in_a_folder_with_a_blank_name_are_found_and_the_shortcuts_left_alone(
    name, look, stick
):
    assert is_blank(name)
    hidden = stick / name / "Báo cáo"
    hidden.mkdir(parents=True)
    (hidden / NAME).write_bytes(PACKAGE)
    (stick / "USB (8GB).lnk").write_bytes(b"L\0\0\0 powershell ...")
    found = look(stick)
    assert [(one.name, one.hidden) for one in found.packages] == [(NAME, True)]
    assert found.shortcuts == 1


def test_a_hidden_attribute_is_seen_on_a_real_ntfs_stick(look, tmp_path):
    with image(tmp_path / "ntfs", "ntfs") as ntfs:
        (ntfs.place / "goi").mkdir()
        (ntfs.place / "goi" / NAME).write_bytes(PACKAGE)
        os.setxattr(ntfs.place / "goi", "system.ntfs_attrib_be", (0x12).to_bytes(4, "big"))
        assert [one.hidden for one in look(ntfs.place).packages] == [True]


def test_links_are_never_followed(look, stick, tmp_path):
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / NAME).write_bytes(PACKAGE)
    (stick / "cho khac").symlink_to(outside, target_is_directory=True)
    (stick / NAME).symlink_to(outside / NAME)
    assert names(look(stick)) == []


@pytest.mark.parametrize(
    "name, code",
    [("a.lnk", "SHORTCUT"), ("a.rar", "ARCHIVE_KIND"), ("a.7z", "ARCHIVE_KIND"), ("a.msg", "MAIL_KIND")],
)
def test_what_we_do_not_open_is_told_with_a_way_out(name, code, look, stick):
    (stick / name).write_bytes(b"x")
    assert codes(look(stick / name)) == [code]


def test_a_letter_gives_its_package_and_companion_side_by_side(look, stick):
    file = stick / "Gói số liệu.eml"
    file.write_bytes(letter({NAME: PACKAGE, KEM: zipped({"a.jpg": b"x"})}))
    found = look(file)
    assert [(one.name, one.source) for one in found.packages] == [(NAME, "Gói số liệu.eml")]
    assert [one.name for one in found.companions] == [KEM]
    assert found.packages[0].path.parent == found.companions[0].path.parent


def test_a_forwarded_letter_and_a_zip_in_it_are_opened(look, stick):
    inner = letter({"goi.zip": zipped({f"thu muc/{NAME}": PACKAGE})})
    outer = zipped({"thu.eml": inner})
    (stick / "chuyen tiep.zip").write_bytes(outer)
    (one,) = look(stick).packages
    assert (one.name, one.source) == (NAME, "chuyen tiep.zip › thu.eml › goi.zip")


def test_an_attachment_under_any_name_is_known_by_what_it_is(look, stick):
    odd = letter({NAME: PACKAGE}).replace(NAME.encode(), b"noname.dat").replace(b"filename=", b"FileName=")
    (stick / "thu.eml").write_bytes(odd)
    assert len(look(stick / "thu.eml").packages) == 1


def test_a_package_that_a_browser_called_zip_is_judged_as_it_is(look, stick):
    file = stick / NAME.replace(".xlsx", ".zip")
    file.write_bytes(PACKAGE)
    assert names(look(file)) == [file.name]


def test_a_zip_that_packs_nothing_tighter_is_no_package_itself(look, stick):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr(NAME, PACKAGE)
    (stick / "từ điện thoại.zip").write_bytes(out.getvalue())
    found = look(stick)
    assert names(found) == [NAME]


def test_a_name_that_turns_or_breaks_what_is_read_is_shown_plainly(look, stick):
    (stick / "so\u202exslx.exe\n.xlsx").write_bytes(PACKAGE)
    assert names(look(stick)) == ["so?xslx.exe?.xlsx"]


def test_the_same_package_loose_in_a_zip_and_in_a_letter_is_judged_once(look, stick):
    (stick / NAME).write_bytes(PACKAGE)
    (stick / "goi_lan-1.zip").write_bytes(zipped({NAME: PACKAGE}))
    (stick / "goi_lan-1.eml").write_bytes(letter({NAME: PACKAGE}))
    found = look(stick)
    assert (len(found.packages), codes(found)) == (1, [])


def test_a_search_tells_where_it_is_and_can_be_stopped(tmp_path, stick):
    (stick / "a" / "b").mkdir(parents=True)
    seen: list[str] = []
    with find([stick], tmp_path, seen.append):
        assert seen == ["stick", "a", "b"]

    def stop(name):
        raise LookupError(name)

    with pytest.raises(LookupError), find([stick], tmp_path, stop):
        pass


def test_two_packages_of_one_name_from_two_letters_are_both_judged(look, stick):
    for number in (1, 2):
        (stick / f"{number}.eml").write_bytes(letter({NAME: PACKAGE + bytes([number])}))
    assert names(look(stick)) == [NAME, NAME.replace(".xlsx", " (1).xlsx")]


def test_what_a_letter_says_of_its_files_is_kept_beside_them(look, stick):
    text = f"Kính gửi\n- {state(NAME, PACKAGE)}\n"
    (stick / "1.eml").write_bytes(letter({NAME: PACKAGE}, text))
    (stick / "2.eml").write_bytes(letter({NAME: PACKAGE + b"\0"}, text))
    (stick / "3.eml").write_bytes(letter({"khac_lan-2.xlsx": PACKAGE + b"\1"}, text))
    good, altered, wrong = look(stick).packages
    assert good.stated is not None
    assert good.stated.fits(PACKAGE)
    assert altered.stated is not None
    assert not altered.stated.fits(PACKAGE + b"\0")
    assert (wrong.stated, wrong.others) == (None, (NAME,))


def locked():
    data = bytearray(zipped({NAME: PACKAGE}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def bomb():
    return zipped({NAME: bytes(90_000_000)})


@pytest.mark.parametrize(
    "name, data, code",
    [
        ("a.zip", locked, "ARCHIVE_LOCKED"),
        ("a.zip", lambda: zipped({NAME: PACKAGE})[:-30], "ARCHIVE_BROKEN"),
        ("a.zip", bomb, "ARCHIVE_LARGE"),
        ("a.zip", lambda: zipped({"anh.jpg": b"x"}), "NOTHING_INSIDE"),
        ("a.zip", lambda: zipped({"b.zip": zipped({"c.zip": zipped({"d.zip": OTHER})})}), "ARCHIVE_DEEP"),
        ("a.eml", lambda: letter({}), "NOTHING_INSIDE"),
        ("a.eml", lambda: b"\0\xff" * 1000, "NOTHING_INSIDE"),
        ("a.eml", lambda: b"", "NOTHING_INSIDE"),
    ],
)
def test_an_archive_or_letter_without_a_package_says_why(name, data, code, look, stick):
    (stick / name).write_bytes(data())
    found = look(stick / name)
    assert (names(found), codes(found)) == ([], [code])
    assert codes(look(stick)) == ["NOTHING_IN_FOLDER"]  # on a drive it is none of our business


@pytest.mark.parametrize(
    "name", ["../../ngoai.xlsx", "C:\\ngoai.xlsx", "a\0b.xlsx", "con.xlsx", "..", "x" * 400]
)
def test_no_name_in_a_letter_or_zip_leads_out_of_our_folder(name, look, stick, tmp_path):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(zipfile.ZipInfo("x.xlsx"), PACKAGE)
    data = out.getvalue().replace(b"x.xlsx", name.encode()[:6].ljust(6, b"."))
    (stick / "a.zip").write_bytes(data)
    (stick / "a.eml").write_bytes(letter({"k.xlsx": PACKAGE}).replace(b"k.xlsx", name.encode()))
    look(stick / "a.zip")
    look(stick / "a.eml")
    assert sorted(one.name for one in tmp_path.iterdir()) == ["room", "stick"]


def test_broken_base64_of_a_letter_gives_a_file_that_is_judged_not_a_crash(look, stick):
    data = letter({NAME: PACKAGE * 40})
    cut = data[: data.rindex(b"\r\n--")][:-300]
    (stick / "cut.eml").write_bytes(cut)
    assert names(look(stick / "cut.eml")) == [NAME]


@pytest.mark.parametrize(
    "name, code",
    [(NAME, "FILE_UNREADABLE"), ("goi_lan-1.zip", "ARCHIVE_BROKEN"), ("goi_lan-1.eml", "FILE_UNREADABLE")],
)
def test_a_package_that_the_stick_cannot_read_is_told_and_not_passed_over(name, code, look, tmp_path):
    with bad_disk(tmp_path / "disk", "unreadable") as disk:
        (disk.truly / name).write_bytes(PACKAGE)
        (disk.truly / "phim.zip").write_bytes(OTHER)
        with find([disk.place], tmp_path / "room") as found:
            assert found.packages == []
        assert [(one.name, one.problem.code) for one in found.wrong] == [(name, code)]


def test_a_stick_that_was_pulled_is_told(look, tmp_path):
    with bad_disk(tmp_path / "disk", "yank") as disk:
        assert codes(look(disk.place)) == ["FILE_UNREADABLE"]


def test_a_full_pc_is_no_verdict_on_a_letter(tmp_path, stick):
    (stick / "thu.eml").write_bytes(letter({NAME: PACKAGE * 3000}))
    with (
        small_disk(tmp_path / "pc", 64) as room,
        pytest.raises(Problem, match="DISK_FULL"),
        find([stick / "thu.eml"], room),
    ):
        pass
