"""The file of a part: what is written reads back, and nothing damaged, foreign or newer does."""

import json
import zipfile
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports import part_file
from exports.file_names import is_safe
from exports.opc import write_zip
from exports.part_file import (
    Part,
    PartFile,
    PartHead,
    PartNote,
    document_of,
    part_name,
    plain_document,
    read_head,
    read_part,
    same_code,
    write_part,
)
from forms.answers import Address, Document, State
from forms.pack import canonical
from forms.part_scope import Scope
from forms.problems import Problem

WHEN = datetime(2018, 9, 20, 2, 30, tzinfo=UTC)
HEAD = PartHead(
    "p1", "out", 0, "23404", "Xã Ngọc Lây", "KT", "", "kontum", "1.0.0", "ab", Scope(("BM02", "BM16")), True,
    "A Lâm", "Y Blin", WHEN,
)  # fmt: skip
PLACE = Address("BM16", ("1",), "c23")
PART = Part(
    HEAD,
    Document(
        {
            "BM02": {("2018",): {"c01": 500, "r01": Decimal("17.20")}},
            "BM16": {("1",): {}, ("2",): {"c01": "s:ấ"}},
        },
        {Address("BM02", ("2018",), "c03"): State.NONE},
        {Address("BM02", ("2018",), "c14"): 10**20},
    ),
    Document({"BM03": {("2018",): {"c01": 1}}}),
    (
        PartNote(PLACE, "Theo\nbiên bản", "A Lâm", WHEN),
        PartNote(replace(PLACE, field=""), "cả dòng", "A", WHEN),
    ),
    (PartFile("BM16-1-c23_vuon.pdf", str(PLACE), "Vườn", b"%PDF"),),
    b"pack",
    (b"one", b"two"),
)
CODE = "4821-7390"


@pytest.mark.parametrize("code", ["", CODE])
def test_what_is_written_reads_back(code):
    data = write_part(PART, code)
    found = read_part(data, code)
    assert found == replace(PART, head=replace(HEAD, protected=bool(code)))
    assert read_head(data) == found.head


def test_a_code_counts_however_it_is_typed():
    data = write_part(PART, "Măng Ri-01")
    assert read_part(data, " măng ri 01 ").answers == PART.answers
    assert same_code("48 21–73") == "482173"
    assert "Vườn".encode() not in data


@pytest.mark.parametrize("code,problem", [("", "PART_CODE_NEEDED"), ("4821-7391", "PART_CODE")])
def test_without_its_code_a_part_stays_closed(code, problem):
    with pytest.raises(Problem, match=problem):
        read_part(write_part(PART, CODE), code)


def test_what_the_head_says_is_bound_to_the_code():
    items = _items(write_part(PART, CODE))
    sealed = json.loads(items["part.json"])
    sealed["head"]["taker"] = "Ai đó"
    sealed["digest"] = part_file._digest(sealed["head"], items["body"])
    forged = write_zip({**items, "part.json": canonical(sealed)})
    assert read_head(forged).taker == "Ai đó"
    with pytest.raises(Problem, match="PART_CODE"):
        read_part(forged, CODE)


@given(st.integers(0, 5000), st.integers(1, 255))
def test_no_flipped_byte_changes_what_is_read(place, change):
    data = bytearray(WRITTEN)
    data[place % len(data)] ^= change
    with suppress(Problem):
        assert read_part(bytes(data)) == PART


WRITTEN = write_part(PART)


@pytest.mark.parametrize("data", [b"", b"PK", b"%PDF-1.4", WRITTEN[:-40], WRITTEN + b"x"])
def test_what_is_no_part_is_refused(data):
    with pytest.raises(Problem, match="PART_NOT_WHOLE"):
        read_head(data, "tep.phieuxa-phan")


def test_a_foreign_zip_and_a_newer_format_are_told_apart():
    with pytest.raises(Problem, match="PART_NOT_WHOLE"):
        read_head(write_zip({"a.xml": b"x", "b.xml": b"y"}))
    newer = canonical({"head": {"kind": "phieuxa-part", "format": 2, "more": 1}, "digest": "?", "sign": ""})
    with pytest.raises(Problem, match="PART_NEWER"):
        read_head(write_zip({"part.json": newer, "body": b""}))


@pytest.mark.parametrize(
    "change",
    [
        {"way": "sideways"},
        {"turn": -1},
        {"made": "2018-09-20T02:30:00"},
        {"forms": "BM02"},
        {"rest": 1},
        {"unit": "x" * 400},
        {"pack": {"id": "p"}},
        {"more": 1},
        {"protection": {"kind": "code", "salt": "00", "nonce": "00"}},
        {"protection": {"kind": "else"}},
    ],
)
def test_a_head_that_is_not_as_heads_are_is_refused(change):
    items = _items(WRITTEN)
    head = json.loads(items["part.json"])["head"] | change
    digest = part_file._digest(head, items["body"])
    data = write_zip({**items, "part.json": canonical({"head": head, "digest": digest})})
    with pytest.raises(Problem, match="PART_FORMAT"):
        read_part(data)


def test_more_than_a_part_may_hold_is_refused(monkeypatch):
    monkeypatch.setattr(part_file, "LARGEST", 300)
    for act in (lambda: write_part(PART), lambda: read_head(WRITTEN)):
        with pytest.raises(Problem, match="PART_LARGE"):
            act()
    many = tuple(PartFile(f"a{n}.pdf", str(PLACE), "", b"") for n in range(part_file.MOST_FILES + 1))
    monkeypatch.undo()
    with pytest.raises(Problem, match="PART_LARGE"):
        write_part(replace(PART, files=many))


@pytest.mark.parametrize(
    "content",
    [
        [],
        {"tables": {}, "states": {}},
        {"tables": {"A": [["1", {"c01": 5}]]}, "states": {}, "stated": {}},
        {"tables": {"A": [["1", {}], ["1", {}]]}, "states": {}, "stated": {}},
        {"tables": {"A": [["1", {"c": "d:NaN"}]]}, "states": {}, "stated": {}},
        {"tables": {"A": [["1", {"c": "n:1e9"}]]}, "states": {}, "stated": {}},
        {"tables": {}, "states": {"?": "none"}, "stated": {}},
        {"tables": {}, "states": {"A.c": "gone"}, "stated": {}},
    ],
)
def test_answers_are_read_strictly(content):
    with pytest.raises(Problem, match="PART_FORMAT"):
        document_of(content)


def test_the_document_is_plain_content():
    assert document_of(json.loads(canonical(plain_document(PART.answers)))) == PART.answers


def test_names_of_files_say_whose_part_it_is():
    assert part_name(HEAD) == "23404_BM02-BM16_Y-Blin.phieuxa-phan"
    back = replace(HEAD, way="back", turn=2, scope=Scope(("BM19",), "c02", ("Thôn Đăk Xia",)))
    assert part_name(back) == "23404_BM19-Thon-Dak-Xia_Y-Blin_tra-2.phieuxa-phan"
    assert is_safe(part_name(back))


def _items(data):
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
