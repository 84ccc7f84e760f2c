"""A campaign kit: one signed file brings everything an office needs; an odd one brings nothing."""

from contextlib import ExitStack, suppress
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from db.kits import KeptFigure
from exports.keys import new_key
from exports.opc import KIT, read_zip, sign, write_zip
from forms.answers import Address, Value
from forms.problems import Problem
from office import kit, kit_file, kit_making, kit_sources, supplements
from office.clock import FixedClock
from office.entry import Entry
from office.kit import find_kits, install, newer_than_here, preview, start_from_kit
from office.kit_file import Contact, Guidance, KitPlan, _plain, build, open_kit
from office.kit_making import KitDraft
from office.official import figures
from office.packs import Shelf, find_units, open_pack
from office.receiving import certificate_in, receive, signers
from office.register_lines import RegisterLine
from office.sealed import seal
from office.supplements import Addition, make
from tests.office.open_pack import built
from tests.offices import (
    IA_HDRAI,
    KON_TUM,
    MOMENT,
    NGOC_LAY,
    TU_MO_RONG,
    send_to,
    shelf,
    unlock_of,
)

PDF = b"%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n"
ROW = ("P01",)
SIGNER = {"unit": "62", "person": "A", "position": ""}


def key_for(unit, person="Lê Ký"):
    return new_key(
        person=person, unit=unit, unit_name=unit, position="Phó Giám đốc", algorithm="P-256",
        not_before=MOMENT.replace(year=2017), not_after=MOMENT.replace(year=2028),
    )  # fmt: skip


def line(key, unit, person="Y Ký"):
    from cryptography.hazmat.primitives.serialization import Encoding

    return RegisterLine(unit, person, "Chủ tịch", key.certificate.public_bytes(Encoding.DER))


def figure(value, field="c01", row=ROW, unit=NGOC_LAY, source="QĐ 1/2018"):
    return KeptFigure(unit, Address("BM30", row, field), value, source)


@pytest.fixture(scope="module")
def pack_file(tmp_path_factory):
    return built(tmp_path_factory.mktemp("pack") / "open-test")


@pytest.fixture(scope="module")
def province_key():
    return key_for(KON_TUM)


@pytest.fixture
def plan():
    return KitPlan(
        issuer=KON_TUM,
        number=1,
        day="2018-08-01",
        title={"vi": "Bộ tài liệu", "en": "Kit"},
        guidance=(Guidance("Huong-dan.pdf", "Hướng dẫn", PDF),),
        contacts=(
            Contact(KON_TUM, "Bà Tỉnh", "Chuyên viên", "0260 111"),
            Contact(TU_MO_RONG, "Ông Huyện", "", "0260 222"),
        ),
        figures=(figure("5"), figure("6", "c02")),
    )


@pytest.fixture(scope="module")
def whole_kit(pack_file, province_key):
    plan = KitPlan(KON_TUM, 1, "2018-08-01", {"vi": "X", "en": "X"}, guidance=(Guidance("x.pdf", "x", PDF),))
    return build(pack_file, plan, province_key, MOMENT)


@pytest.fixture
def made(pack_file, province_key):
    return lambda plan: build(pack_file, plan, province_key, MOMENT)


@pytest.fixture
def offices(place, pack_file):
    with ExitStack() as stack:
        yield {
            code: stack.enter_context(place.office(code, pack=pack_file))
            for code in (NGOC_LAY, TU_MO_RONG, IA_HDRAI, KON_TUM)
        }


def installed(desk):
    here = kit.installed(desk)
    assert here is not None
    return here


def code_of(work):
    with pytest.raises(Problem) as problem:
        work()
    return problem.value.code


def opened(data):
    return open_kit(data, MOMENT)


def confirmed(desk, data):
    one = opened(data)
    with suppress(Problem):
        kit.confirm_signer(desk, one, how="điện thoại")
    return install(desk, one)


# --- what a kit brings ---------------------------------------------------------------------------


def test_a_kit_is_read_back_as_it_was_put_together(made, plan):
    one = opened(made(plan))
    assert one.plan == plan
    assert one.campaign == "KT-2018-GK"
    assert kit_file.SUFFIX == ".phieuxa-kit"


def test_a_kit_brings_register_contacts_guidance_and_figures(offices, made, plan, tmp_path):
    commune, district = offices[NGOC_LAY], key_for(TU_MO_RONG)
    view = confirmed(commune, made(replace(plan, signers=(line(district, TU_MO_RONG),))))
    assert (view.new_signers, view.own_figures, view.here) == (1, 2, False)
    known = {one.unit: one for one in signers(commune)}
    assert "số 1" in known[TU_MO_RONG].how
    here = installed(commune)
    assert [one.person for one in kit.contacts_above(commune, here)] == ["Ông Huyện", "Bà Tỉnh"]
    assert kit.whom_to_ask(commune) == "Ông Huyện, 0260 222"
    assert kit.copy_guidance(commune, "Huong-dan.pdf", tmp_path).read_bytes() == PDF
    assert code_of(lambda: kit.copy_guidance(commune, "../x.pdf", tmp_path)) == "FILE_MISSING"


def test_a_second_time_changes_nothing(offices, made, plan):
    commune, data = offices[NGOC_LAY], made(plan)
    confirmed(commune, data)
    before = (signers(commune), commune.own_document(), kit.installed(commune))
    assert confirmed(commune, data).here
    assert (signers(commune), commune.own_document(), kit.installed(commune)) == before


def test_a_preview_changes_nothing(offices, made, plan):
    commune = offices[NGOC_LAY]
    view = preview(commune, opened(made(plan)))
    assert not view.signer.recognised
    assert (view.own_figures, view.replaces) == (2, 0)
    assert kit.installed(commune) is None
    assert signers(commune) == ()


def test_without_a_recognised_signer_nothing_is_installed(offices, made, plan):
    commune = offices[NGOC_LAY]
    assert code_of(lambda: install(commune, opened(made(plan)))) == "KIT_SIGNER"
    assert kit.installed(commune) is None


def test_a_higher_number_replaces_and_ends_the_signers_it_leaves_out(offices, made, plan):
    commune, left, stays = offices[NGOC_LAY], key_for(TU_MO_RONG, "Cũ"), key_for(TU_MO_RONG, "Còn")
    both = (line(left, TU_MO_RONG, "Cũ"), line(stays, TU_MO_RONG, "Còn"))
    confirmed(commune, made(replace(plan, signers=both)))
    second = made(replace(plan, number=2, signers=both[1:], contacts=(), figures=()))
    assert preview(commune, opened(second)).ended_signers == 1
    confirmed(commune, second)
    open_now = {one.person for one in signers(commune) if not one.until}
    assert open_now == {"Còn", "Lê Ký"}  # whoever a person confirmed stays
    assert installed(commune).number == 2
    assert figures(commune, NGOC_LAY) == {}
    assert code_of(lambda: preview(commune, opened(made(plan)))) == "KIT_OLDER"
    assert code_of(lambda: preview(commune, opened(made(replace(plan, number=2))))) == "KIT_FORKED"


def test_a_signer_recognised_for_another_unit_is_told_and_left(offices, made, plan, province_key):
    commune = offices[NGOC_LAY]
    view = confirmed(commune, made(replace(plan, signers=(line(province_key, TU_MO_RONG),))))
    assert view.conflicts == (f"Y Ký ({TU_MO_RONG})",)
    assert {one.unit for one in signers(commune)} == {KON_TUM}


def test_supplements_of_a_kit_are_installed_with_it(offices, made, plan, tmp_path):
    commune, district = offices[NGOC_LAY], offices[TU_MO_RONG]
    bees = Addition("policy", "nuoi-ong", "Nuôi ong")
    _, path = make(district, [bees], unlock=unlock_of(district), folder=tmp_path)
    extra = replace(
        plan,
        supplements=(path.read_bytes(),),
        figures=(*plan.figures, figure("7", row=("617.nuoi-ong",))),
    )
    assert confirmed(commune, made(extra)).new_supplements == 1
    assert commune.pack.version == "1.0.0+617.1"
    assert Entry(commune).view(Address("BM30", ("617.nuoi-ong",), "c01")).value == 7
    assert supplements.installed(commune)[0].number == 1


def test_a_kit_that_fails_half_way_leaves_the_office_as_it_was(offices, made, plan, tmp_path, monkeypatch):
    commune, district = offices[NGOC_LAY], offices[TU_MO_RONG]
    _, path = make(
        district,
        [Addition("policy", "x", "X")],
        unlock=unlock_of(district),
        folder=tmp_path,
    )
    one = opened(made(replace(plan, supplements=(path.read_bytes(),))))
    kit.confirm_signer(commune, one, how="điện thoại")
    before = signers(commune)

    def full(*_args, **_more):
        raise Problem("DISK_FULL", path="x")

    monkeypatch.setattr("db.kits.Kits.put_figures", full)
    assert code_of(lambda: install(commune, one)) == "DISK_FULL"
    assert commune.pack.version == "1.0.0"
    assert signers(commune) == before
    assert kit.installed(commune) is None
    assert supplements.installed(commune) == ()


# --- official figures ----------------------------------------------------------------------------


def test_blank_cells_get_official_figures_as_one_step_and_what_is_typed_stays(offices, made, plan):
    commune = offices[NGOC_LAY]
    asked, given = Address("BM30", ROW, "c02"), Address("BM30", ROW, "c01")
    Entry(commune).put([(asked, 9, None)])
    confirmed(commune, made(plan))
    entry = Entry(commune)
    assert (entry.view(given).value, entry.view(asked).value) == (5, 9)
    assert entry.history(given)[0].how == "official"
    assert {found.code for found in entry.findings() if found.place == asked} == {"OFFICIAL", "K34"}
    assert entry.official[asked].text == "6"
    assert entry.official[asked].source == "QĐ 1/2018"
    entry.undo()
    assert entry.view(given).value is None


def test_the_district_judges_a_package_with_the_units_own_official_figures(offices, made, plan, tmp_path):
    """A figure that differs without a reason is refused above where the kit is installed, and only there."""
    commune, district = offices[NGOC_LAY], offices[TU_MO_RONG]
    entry = Entry(commune)
    cover = {"c09": "official", "c12": "Nguyễn Thử", "c15": "Trần Ký"}
    entry.put([(Address("BM00", (), name), value, None) for name, value in cover.items()])
    for row in ("P01", "P02"):
        cells: dict[str, Value] = {"c01": 1, "c02": 1, "c03": "production"}
        entry.put([(Address("BM30", (row,), name), value, None) for name, value in cells.items()])
    confirmed(district, made(plan))
    path = send_to(commune, tmp_path).path
    district.signers.recognise(
        fingerprint=commune.known_keys()[0].fingerprint,
        certificate=certificate_in(path.read_bytes(), "x", commune.clock).data,
        unit=NGOC_LAY, person="x", since=district.clock.today(), who="x", how="x", when=MOMENT,
    )  # fmt: skip
    refused = receive(district, [path])[0]
    assert (refused.verdict, refused.reason) == ("refused", "VALUES_WRONG")
    assert any("BM30[P01].c01" in detail for detail in refused.details)


# --- the first start -----------------------------------------------------------------------------


def test_an_office_is_set_up_from_a_kit(made, plan, tmp_path):
    one = opened(made(plan))
    with start_from_kit(
        tmp_path / "home", one, unit=NGOC_LAY, person="A Chương", shelf=shelf(), clock=FixedClock(MOMENT)
    ) as desk:
        assert desk.pack.id == "open-test"
        assert installed(desk).number == 1
        assert Entry(desk).view(Address("BM30", ROW, "c01")).value == 5
        assert [one.unit for one in signers(desk)] == [KON_TUM]


def test_units_of_the_kit_are_found_before_those_of_todays_list(made, plan):
    one = opened(made(plan))
    beside = Shelf(shelf().folder, MOMENT, first=(one.pack,))
    assert find_units(beside, "mang ri")[0].pack.id == "open-test"
    assert find_units(shelf(), "mang ri")[0].pack.id == "kontum-2018-midterm"  # packs with forms come first


def test_a_kit_of_a_district_starts_no_office_of_another(pack_file, plan, tmp_path):
    data = build(pack_file, replace(plan, issuer=IA_HDRAI), key_for(IA_HDRAI), MOMENT)
    home = tmp_path / "home"

    def begin():
        start_from_kit(home, opened(data), unit=NGOC_LAY, person="A", shelf=shelf(), clock=FixedClock(MOMENT))

    assert code_of(begin) == "KIT_NOT_OURS"
    assert not home.exists()


def test_kits_beside_the_program_are_found_the_newest_first(offices, made, plan, tmp_path):
    commune, folder = offices[NGOC_LAY], tmp_path / "stick"
    (folder / "deeper").mkdir(parents=True)
    (folder / "a.phieuxa-kit").write_bytes(made(plan))
    (folder / "b.phieuxa-kit").write_bytes(made(replace(plan, number=3)))
    (folder / "c.phieuxa-kit").write_bytes(b"no kit")
    (folder / "deeper" / "d.phieuxa-kit").write_bytes(made(replace(plan, number=4)))
    found = find_kits([tmp_path / "gone", folder], MOMENT)
    assert [one.kit.plan.number if one.kit else None for one in found] == [3, 1, None]
    assert found[2].problem is not None
    assert found[2].problem.code == "KIT_NOT_WHOLE"
    newest = newer_than_here(commune, found)
    assert newest is not None
    assert newest.path.name == "b.phieuxa-kit"
    confirmed(commune, made(replace(plan, number=3)))
    assert newer_than_here(commune, found) is None


# --- hostile and mistaken kits -------------------------------------------------------------------


@pytest.fixture
def forged(pack_file, province_key):
    """Sign any content and parts as a kit."""

    def forge(change=None, beside=None, plan=None):
        pack = open_pack(pack_file, MOMENT).pack
        content = {**_plain(pack, plan), **(change or {})}
        parts = {
            "kit/pack.phieuxa-pack": ("application/vnd.phieuxa.pack", pack_file),
            "kit/g1.pdf": ("application/pdf", PDF),
            **(beside or {}),
        }
        return seal(content, parts, KIT, province_key, MOMENT)

    return forge


def test_what_a_forger_starts_from_is_a_good_kit(forged, plan):
    assert opened(forged(plan=plan)).plan == plan


@pytest.mark.parametrize(
    "change, code",
    [
        ({"format": 2}, "KIT_FORMAT"),
        ({"number": 0}, "KIT_FORMAT"),
        ({"number": True}, "KIT_FORMAT"),
        ({"more": 1}, "KIT_FORMAT"),
        ({"date": "1/8/2018"}, "KIT_FORMAT"),
        ({"title": {"vi": "X\u202e", "en": "X"}}, "KIT_FORMAT"),
        ({"title": "X"}, "KIT_FORMAT"),
        ({"signers": 5}, "KIT_FORMAT"),
        ({"signers": [{**SIGNER, "certificate": "zz"}]}, "KIT_FORMAT"),
        (
            {"signers": [{"unit": "62", "person": "A", "position": "", "certificate": "00"}]},
            "KIT_SIGNER_BROKEN",
        ),
        ({"contacts": [{"unit": "99", "person": "A", "position": "", "telephone": ""}]}, "KIT_UNIT"),
        ({"contacts": [{"unit": ["62"], "person": "A", "position": "", "telephone": ""}]}, "KIT_FORMAT"),
        ({"issuer": "99"}, "KIT_UNIT"),
        ({"campaign": "KT-2019"}, "KIT_PACK"),
        ({"pack": {"id": "open-test", "version": "1.0.0", "hash": "0" * 64}}, "KIT_PACK"),
        ({"guidance": []}, "KIT_NOT_WHOLE"),  # a part that nothing names
        ({"supplements": ["0" * 64]}, "KIT_NOT_WHOLE"),  # a part that is not there
        ({"figures": [["23404", "BM30", "P01", "c01", "5,5", "x"]]}, "KIT_FIGURE"),
        ({"figures": [["23404", "BM30", "P01", "c01", "5.5", "x"]]}, "KIT_FIGURE"),  # a whole number is asked
        ({"figures": [["23404", "BM30", "P09", "c01", "5", "x"]]}, "KIT_FIGURE"),
        ({"figures": [["23404", "BM30", "P01", "c03", "5", "x"]]}, "KIT_FIGURE"),
        ({"figures": [["99", "BM30", "P01", "c01", "5", "x"]]}, "KIT_FIGURE"),
        ({"figures": [["23404", "BM30", "P01", "c01", "5", "x"]] * 2}, "KIT_FIGURE"),
        ({"figures": [["23404", "BM30", "P01", "c01", "9" * 60, "x"]]}, "KIT_FIGURE"),
        ({"figures": [["23404"]]}, "KIT_FORMAT"),
        ({"figures": "23404"}, "KIT_FORMAT"),
    ],
)
def test_odd_content_is_refused_whoever_signed_it(forged, plan, change, code):
    data = forged(change, plan=plan)
    assert code_of(lambda: opened(data)) == code


@pytest.mark.parametrize(
    "name",
    [
        "../../autostart.pdf",
        "a/b.pdf",
        "a\\b.pdf",
        "C:x.pdf",
        "con.pdf",
        ".pdf",
        "x.exe",
        "x.pdf\n.exe",
        "Ä.pdf",
        7,
    ],
)
def test_a_name_that_leads_elsewhere_is_refused(forged, plan, name):
    one = {**_plain_guidance(plan), "name": name}
    data = forged({"guidance": [one]}, plan=plan)
    assert code_of(lambda: opened(data)) == "KIT_GUIDANCE"


def _plain_guidance(plan):
    import hashlib

    file = plan.guidance[0]
    return {"name": file.name, "title": file.title, "sha256": hashlib.sha256(file.data).hexdigest()}


def test_guidance_that_is_no_pdf_or_twice_there_is_refused(forged, plan, made):
    script = Guidance("Huong-dan.pdf", "x", b"MZ...")
    assert code_of(lambda: made(replace(plan, guidance=(script,)))) == "KIT_GUIDANCE"
    twice = (plan.guidance[0], replace(plan.guidance[0], name="HUONG-DAN.pdf"))
    assert code_of(lambda: made(replace(plan, guidance=twice))) == "KIT_GUIDANCE"


def test_a_kit_too_large_is_neither_built_nor_opened(made, plan):
    big = Guidance("x.pdf", "x", b"%PDF-" + bytes(20_000_000))
    assert code_of(lambda: made(replace(plan, guidance=(big,)))) == "KIT_GUIDANCE_LARGE"
    many = tuple(Guidance(f"x{n}.pdf", "x", PDF) for n in range(25))
    assert code_of(lambda: made(replace(plan, guidance=many))) == "KIT_MANY"
    assert code_of(lambda: opened(b"PK" + bytes(61_000_000))) == "KIT_NOT_WHOLE"


def test_an_unsigned_or_changed_kit_is_refused(made, plan, province_key):
    items = read_zip(made(plan))
    unsigned = {name: data for name, data in items.items() if not name.startswith("_xmlsignatures")}
    assert code_of(lambda: opened(write_zip(unsigned))) == "KIT_NOT_WHOLE"
    changed = {**items, "kit/g1.pdf": PDF + b"x"}
    assert code_of(lambda: opened(write_zip(changed))) == "KIT_NOT_WHOLE"
    outside = {**items, "kit/autorun.pdf": PDF}
    assert code_of(lambda: opened(write_zip(outside))) == "KIT_NOT_WHOLE"
    twice = sign(
        write_zip(items), key_for("617"), MOMENT, profile=KIT
    )  # a second signature says nothing good
    assert code_of(lambda: opened(twice)) == "KIT_NOT_WHOLE"
    assert code_of(lambda: opened(b"")) == "KIT_NOT_WHOLE"


@given(data=st.data())
def test_a_byte_changed_anywhere_is_refused_or_changes_nothing(whole_kit, data):
    place = data.draw(st.integers(0, len(whole_kit) - 1))
    byte = data.draw(st.integers(0, 255))
    spoilt = whole_kit[:place] + bytes([byte]) + whole_kit[place + 1 :]
    outcome: KitPlan | str
    try:
        outcome = opened(spoilt).plan
    except Problem as problem:
        outcome = problem.code
    assert outcome in ("KIT_NOT_WHOLE", opened(whole_kit).plan)


def test_a_pack_is_no_kit_and_a_kit_no_package(pack_file, offices, made, plan, tmp_path):
    assert code_of(lambda: opened(pack_file)) == "KIT_NOT_WHOLE"
    path = tmp_path / "x.phieuxa-kit"
    path.write_bytes(made(plan))
    refused = receive(offices[TU_MO_RONG], [path])[0]
    assert (refused.verdict, refused.reason) == ("refused", "NOT_HERE_KIT")


def test_a_kit_of_another_campaign_or_pack_is_refused(offices, place, made, plan, tmp_path):
    with place.office("23407") as other:  # works with the shipped pack
        assert code_of(lambda: preview(other, opened(made(plan)))) == "KIT_OTHER_PACK"
    newer = built(tmp_path / "newer", "1.1.0")
    data = build(newer, plan, key_for(KON_TUM), MOMENT)
    assert code_of(lambda: preview(offices[NGOC_LAY], opened(data))) == "KIT_NEW_PACK"


def test_a_district_vouches_for_no_signer_above_or_beside_it(pack_file, plan):
    key = key_for(TU_MO_RONG)
    for unit in (KON_TUM, IA_HDRAI):
        wrong = replace(plan, issuer=TU_MO_RONG, signers=(line(key_for(unit), unit),))
        assert code_of(lambda wrong=wrong: build(pack_file, wrong, key, MOMENT)) == "KIT_SIGNER_ABOVE"


def test_a_district_vouches_for_no_supplement_of_the_province(offices, pack_file, plan, tmp_path):
    commune, province = offices[NGOC_LAY], offices[KON_TUM]
    added = [Addition("policy", "x", "X")]
    _, path = make(province, added, unlock=unlock_of(province), folder=tmp_path)
    district_plan = replace(plan, issuer=TU_MO_RONG, supplements=(path.read_bytes(),))
    one = opened(build(pack_file, district_plan, key_for(TU_MO_RONG), MOMENT))
    kit.confirm_signer(commune, one, how="điện thoại")
    assert code_of(lambda: install(commune, one)) == "SUPPLEMENT_SIGNER"
    assert commune.pack.version == "1.0.0"


def test_signers_of_the_provinces_kit_stay_when_the_districts_comes(offices, made, pack_file, plan):
    commune = offices[NGOC_LAY]
    confirmed(commune, made(replace(plan, signers=(line(key_for(IA_HDRAI), IA_HDRAI),))))
    later_kit = replace(plan, issuer=TU_MO_RONG, number=2)
    confirmed(commune, build(pack_file, later_kit, key_for(TU_MO_RONG), MOMENT))
    assert IA_HDRAI in {one.unit for one in signers(commune) if not one.until}


def test_a_kit_from_below_or_beside_is_refused(offices, pack_file, plan):
    data = build(pack_file, replace(plan, issuer=IA_HDRAI), key_for(IA_HDRAI), MOMENT)
    assert code_of(lambda: preview(offices[NGOC_LAY], opened(data))) == "KIT_NOT_OURS"
    assert code_of(lambda: preview(offices[KON_TUM], opened(data))) == "KIT_NOT_OURS"


# --- putting one together ------------------------------------------------------------------------


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
