"""The files beside a package, and their names."""

import hashlib
import io
import os
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports.companion import check_companion, companion_name, split_companion, write_companion
from exports.file_names import attachment_name, is_safe, package_name, passed_on_name
from forms.problems import Problem
from forms.report import Attachment, PackageKind
from tests.exports.small_pack import header

PACKAGE = "KT-2018-GK_23404_xa-Ngoc-Lay_lan-1.xlsx"
FILES = {"BM16-1-c23_vuon-sam.jpg": b"\xff\xd8\xffjpeg", "BM16-1-c23_so-do.pdf": b"%PDF-1.4"}


def attachments(files):
    return [Attachment(name, len(data), hashlib.sha256(data).hexdigest()) for name, data in files.items()]


def put(folder, data, package=PACKAGE):
    (folder / companion_name(package)).write_bytes(data)


def test_the_companion_gives_every_file_back(tmp_path):
    put(tmp_path, write_companion(FILES))
    checked = check_companion(tmp_path, PACKAGE, attachments(FILES))
    assert (checked.whole, checked.missing, checked.differing) == (FILES, (), ())


def test_the_same_files_always_make_the_same_companion():
    assert write_companion(FILES) == write_companion(dict(reversed(FILES.items())))


def test_without_a_companion_every_file_is_missing(tmp_path):
    for folder in (tmp_path, None):
        checked = check_companion(folder, PACKAGE, attachments(FILES))
        assert (checked.whole, checked.missing, checked.differing) == ({}, tuple(FILES), ())


def test_a_package_without_attachments_needs_no_companion(tmp_path):
    assert check_companion(tmp_path, PACKAGE, []).missing == ()


def test_a_file_that_is_not_in_the_companion_is_missing_by_its_name(tmp_path):
    first, second = FILES
    put(tmp_path, write_companion({first: FILES[first]}))
    checked = check_companion(tmp_path, PACKAGE, attachments(FILES))
    assert (list(checked.whole), checked.missing) == ([first], (second,))


@pytest.mark.parametrize("other", [b"\xff\xd8\xffJPEG", b"", b"longer than what was signed"])
def test_a_file_that_differs_is_refused_by_its_name(tmp_path, other):
    first, second = FILES
    put(tmp_path, write_companion({**FILES, first: other}))
    checked = check_companion(tmp_path, PACKAGE, attachments(FILES))
    assert (list(checked.whole), checked.missing, checked.differing) == ([second], (), (first,))


def test_a_broken_companion_gives_no_file(tmp_path):
    put(tmp_path, b"PK\x03\x04 cut short")
    assert check_companion(tmp_path, PACKAGE, attachments(FILES)).altered == tuple(FILES)


@given(st.integers(0, 400), st.integers(1, 255))
def test_no_flipped_byte_of_a_companion_is_taken_in(tmp_path_factory, place, flip):
    data = bytearray(write_companion(FILES))
    data[place % len(data)] ^= flip
    folder = tmp_path_factory.mktemp("stick")
    put(folder, bytes(data))
    for name, content in check_companion(folder, PACKAGE, attachments(FILES)).whole.items():
        assert FILES[name] == content


def test_a_file_that_claims_to_be_small_and_is_a_bomb_is_not_unpacked(tmp_path):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bom.jpg", b"\0" * 50_000_000)
    put(tmp_path, buffer.getvalue())
    file = Attachment("bom.jpg", 1000, "00" * 32)
    assert check_companion(tmp_path, PACKAGE, [file]).differing == ("bom.jpg",)


def test_the_companion_of_a_renamed_download_is_found(tmp_path):
    put(tmp_path, write_companion(FILES))
    renamed = PACKAGE.replace(".xlsx", " (1).xlsx")
    assert check_companion(tmp_path, renamed, attachments(FILES)).whole == FILES


@pytest.mark.parametrize("name", ["../a.jpg", "C:a.jpg", "ảnh.jpg", "nul.jpg", "a/b.jpg", "a.jpg ", ""])
def test_a_name_that_some_carrier_refuses_is_refused(name):
    with pytest.raises(Problem) as refused:
        write_companion({name: b""})
    assert refused.value.code == "COMPANION_NAME"


def test_two_names_that_fat_takes_for_one_are_refused():
    with pytest.raises(Problem, match="COMPANION_NAME"):
        write_companion({"a.jpg": b"", "A.JPG": b""})


def test_a_package_is_named_by_campaign_unit_and_revision():
    assert package_name(header(unit_name="xã Ngọc Lây")) == PACKAGE
    assert package_name(header(unit_name="Xã Ngọc Lây")) == PACKAGE
    up = header(PackageKind.DISTRICT, unit_name="Huyện Ia H' Drai", unit="618", revision=3)
    assert package_name(up) == "KT-2018-GK_618_huyen-Ia-H-Drai_tong-hop_lan-3.xlsx"


@given(st.text(max_size=80), st.text(max_size=80), st.integers(1, 999), st.sampled_from(PackageKind))
def test_every_package_name_is_safe(name, campaign, revision, kind):
    made = package_name(header(kind, unit_name=name, campaign="K" + campaign, revision=revision))
    assert is_safe(made)
    assert is_safe(companion_name(made)[:100])


@given(st.text(max_size=60), st.text(max_size=60), st.lists(st.text(max_size=5)))
def test_every_attachment_name_is_safe_and_new(place, stem, others):
    first = attachment_name(place, stem, ".jpg", others)
    second = attachment_name(place, stem, ".jpg", [*others, first.upper()])
    assert is_safe(first)
    assert is_safe(second)
    assert first.lower() != second.lower()


@given(st.text(max_size=30) | st.just("a" * 97 + "._"), st.text(max_size=70))
def test_a_file_that_is_passed_on_has_a_safe_name_whatever_its_unit_wrote(name, digest):
    assert is_safe(passed_on_name("23410", name, digest))
    assert is_safe(passed_on_name("23410", "a" * 97 + "._", "../../" + digest))


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_broken_stream_of_any_method_spoils_its_own_file_only(tmp_path, method):
    path = tmp_path / companion_name(PACKAGE)
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in FILES.items():
            archive.writestr(name, content * 100 if name == min(FILES) else content, method)
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        entry = archive.getinfo(min(FILES))
    start = entry.header_offset + 30 + len(entry.filename.encode())
    data[start + 4 : start + entry.compress_size] = b"\xff" * (entry.compress_size - 4)
    path.write_bytes(data)
    files = {name: content * 100 if name == min(FILES) else content for name, content in FILES.items()}
    checked = check_companion(tmp_path, PACKAGE, attachments(files))
    assert (checked.altered, checked.differing) == ((min(FILES),), ())
    assert set(checked.whole) == set(FILES) - {min(FILES)}


def test_a_small_companion_is_not_split():
    data = write_companion(FILES)
    assert split_companion(PACKAGE, data) == {companion_name(PACKAGE): data}


def test_parts_are_plain_zips_below_the_limit_and_give_every_file_back(tmp_path):
    files = {f"anh-{number}.jpg": os.urandom(4000) for number in range(9)}
    parts = split_companion(PACKAGE, write_companion(files), 10_000)
    assert list(parts) == [PACKAGE.replace(".xlsx", f".kem-{number}-5.zip") for number in range(1, 6)]
    assert all(len(data) <= 10_000 for data in parts.values())
    for name, data in parts.items():
        (tmp_path / name).write_bytes(data)
    assert check_companion(tmp_path, PACKAGE, attachments(files)).whole == files


def test_a_part_that_did_not_come_leaves_only_its_own_files_missing(tmp_path):
    files = {f"anh-{number}.jpg": os.urandom(4000) for number in range(4)}
    parts = split_companion(PACKAGE, write_companion(files), 10_000)
    (_, second) = parts
    (tmp_path / second.replace(".zip", " (1).zip")).write_bytes(parts[second])
    checked = check_companion(tmp_path, PACKAGE, attachments(files))
    assert (set(checked.whole), checked.missing) == ({"anh-2.jpg", "anh-3.jpg"}, ("anh-0.jpg", "anh-1.jpg"))


def test_a_file_larger_than_the_limit_has_a_part_of_its_own():
    files = {"a.jpg": b"a", "b.jpg": os.urandom(9000), "c.jpg": b"c"}
    assert len(split_companion(PACKAGE, write_companion(files), 5000)) == 3


@pytest.mark.parametrize(
    "copied",
    ["{} (1)", "{}(2)", "{} - Copy", "{} - Copy (3)", "{} - Bản sao", "{}_1", "{} copy", "{} (1) - Copy"],
)
def test_a_companion_under_the_name_of_a_copy_is_found(tmp_path, copied):
    stem = companion_name(PACKAGE).removesuffix(".zip")
    (tmp_path / f"{copied.format(stem)}.zip").write_bytes(write_companion(FILES))
    package = f"{copied.format(PACKAGE.removesuffix('.xlsx'))}.xlsx"
    assert check_companion(tmp_path, package, attachments(FILES)).whole == FILES


def test_the_companion_of_another_sending_is_not_looked_into(tmp_path):
    put(tmp_path, write_companion(FILES), PACKAGE.replace("lan-1", "lan-2"))
    assert check_companion(tmp_path, PACKAGE, attachments(FILES)).missing == tuple(FILES)


def test_a_whole_copy_counts_beside_a_damaged_one(tmp_path):
    put(tmp_path, b"PK\x03\x04 cut short")
    put(tmp_path, write_companion(FILES), PACKAGE.replace(".xlsx", " (1).xlsx"))
    checked = check_companion(tmp_path, PACKAGE, attachments(FILES))
    assert (checked.whole, checked.altered) == (FILES, ())


def test_files_that_somebody_unpacked_on_the_way_are_found_and_a_smaller_picture_is_told_from_another_file(
    tmp_path,
):
    first, second = FILES
    (tmp_path / first).write_bytes(FILES[first])
    (tmp_path / second).write_bytes(FILES[second])
    assert check_companion(tmp_path, PACKAGE, attachments(FILES)).whole == FILES
    (tmp_path / first).write_bytes(FILES[first][:3] + b"smaller")
    (tmp_path / second).write_bytes(b"a web page")
    checked = check_companion(tmp_path, PACKAGE, attachments(FILES))
    assert (checked.altered, checked.differing) == ((first,), (second,))
