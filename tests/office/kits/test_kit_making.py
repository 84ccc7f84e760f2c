"""A kit is put together from tables and a folder."""

from dataclasses import replace

import pytest
from openpyxl import Workbook

from forms.answers import Address
from office import kit_making, kit_sources
from office.clock import FixedClock
from office.entry import Entry
from office.kit_file import Contact, build
from office.kit_making import KitDraft
from office.official import figures
from office.packs import open_pack
from office.supplements import Addition, make
from tests.office.kits import PDF, code_of, confirmed, figure, installed, key_for, opened
from tests.offices import (
    KON_TUM,
    MOMENT,
    NGOC_LAY,
    TU_MO_RONG,
    unlock_of,
)


def test_a_kit_is_put_together_from_tables_and_a_folder(pack_file, plan, tmp_path, province_key):
    (tmp_path / "guide").mkdir()
    (tmp_path / "guide" / "Hướng dẫn nhập.pdf").write_bytes(PDF)
    (tmp_path / "contacts.csv").write_text("unit;person;position;telephone\n62;Bà A;;0260 1\n", "utf-8-sig")
    (tmp_path / "figures.csv").write_text(
        'unit,table,row,field,value,source\n23404,BM30,P01,c01,5,"QĐ 1"\n', "utf-8"
    )
    (tmp_path / "signers.csv").write_text("unit,person,position,file\n62,,,own.pem\n", "utf-8")
    from cryptography.hazmat.primitives.serialization import Encoding

    (tmp_path / "own.pem").write_bytes(province_key.certificate.public_bytes(Encoding.PEM))
    read = kit_sources
    whole = replace(
        plan,
        guidance=read.read_guidance(tmp_path / "guide"),
        contacts=read.read_contacts(tmp_path / "contacts.csv"),
        figures=read.read_figures(tmp_path / "figures.csv"),
        signers=read.read_signers(tmp_path / "signers.csv", FixedClock(MOMENT)),
    )
    one = opened(build(pack_file, whole, province_key, MOMENT))
    assert [file.name for file in one.plan.guidance] == ["Huong-dan-nhap.pdf"]
    assert one.plan.contacts[0].person == "Bà A"
    assert one.plan.signers[0].person == "Lê Ký"
    assert read.issuer_of(province_key, one.pack.pack) == KON_TUM


@pytest.mark.parametrize(
    "text", [b"unit,person\n62,A\n", b"\xff\xfe\x00", b'unit,person,position,telephone\n62,"A\n', b""]
)
def test_a_table_that_cannot_be_read_is_told_with_its_line(tmp_path, text):
    path = tmp_path / "x.csv"
    path.write_bytes(text)
    if text.endswith(b'"A\n'):
        assert (
            len(kit_sources.read_contacts(path)) <= 1
        )  # an open quote swallows the line, and is no traceback
        return
    assert code_of(lambda: kit_sources.read_contacts(path)) == "KIT_TABLE"


def test_headings_may_be_vietnamese(tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("Đơn vị;Bảng;Dòng;Cột;Giá trị;Nguồn\n23404;BM30;P01;c01;5;QĐ 1\n", "utf-8-sig")
    assert kit_sources.read_figures(path) == (figure("5", source="QĐ 1"),)


def test_a_key_says_who_issues(pack_file):
    pack = open_pack(pack_file, MOMENT).pack
    assert code_of(lambda: kit_sources.issuer_of(key_for("99"), pack)) == "KIT_UNIT"


def test_tables_may_be_workbooks_as_excel_writes_them(tmp_path):
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["unit", "person", "position", "telephone"])
    sheet.append([62, "Bà A", None, "0260 1"])
    sheet.append([None, None, None, None])
    sheet.append(["617", "Ông B", "Chuyên viên", "0260 2"])
    path = tmp_path / "contacts.xlsx"
    book.save(path)
    assert kit_sources.read_contacts(path) == (
        Contact("62", "Bà A", "", "0260 1"),
        Contact("617", "Ông B", "Chuyên viên", "0260 2"),
    )
    path.write_bytes(b"PK\x03\x04broken")
    assert code_of(lambda: kit_sources.read_contacts(path)) == "KIT_TABLE"


def test_a_district_makes_its_kit_and_a_commune_installs_it(offices, tmp_path):
    district, commune = offices[TU_MO_RONG], offices[NGOC_LAY]
    bees = Addition("policy", "nuoi-ong", "Nuôi ong")
    make(district, [bees], unlock=unlock_of(district), folder=tmp_path)
    (tmp_path / "figures.csv").write_text(
        "unit,table,row,field,value,source\n23404,BM30,617.nuoi-ong,c01,4,QĐ 7\n", "utf-8"
    )
    draft = KitDraft("Bộ tài liệu huyện", figures=tmp_path / "figures.csv")
    usb = tmp_path / "usb"
    usb.mkdir()
    signing = {"unlock": unlock_of(district), "folder": usb}
    _, path = kit_making.make(district, draft, **signing)
    assert path.name == "KT-2018-GK.phieuxa-kit"
    assert (installed(district).number, kit_making.next_number(district)) == (1, 2)
    assert figures(district, NGOC_LAY)  # packages from below are judged with them
    confirmed(commune, path.read_bytes())
    assert commune.pack.hash == district.pack.hash
    assert Entry(commune).view(Address("BM30", ("617.nuoi-ong",), "c01")).value == 4
    assert code_of(lambda: kit_making.make(district, KitDraft(" "), **signing)) == "KIT_TITLE"
    gone = {**signing, "folder": tmp_path / "gone"}
    assert code_of(lambda: kit_making.make(district, draft, **gone)) == "FOLDER_MISSING"
