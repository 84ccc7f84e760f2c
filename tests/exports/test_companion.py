"""The files beside a package, and their names."""

import hashlib
import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports.companion import check_companion, companion_name, write_companion
from exports.file_names import attachment_name, is_safe, package_name
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
    assert check_companion(tmp_path, PACKAGE, attachments(FILES)).differing == tuple(FILES)


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
    assert checked.differing == (min(FILES),)
    assert set(checked.whole) == set(FILES) - {min(FILES)}
