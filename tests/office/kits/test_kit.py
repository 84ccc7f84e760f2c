"""A campaign kit: one signed file brings everything an office needs."""

from dataclasses import replace

from forms.answers import Address, Value
from forms.problems import Problem
from office import kit, kit_file, supplements
from office.clock import FixedClock
from office.entry import Entry
from office.kit import find_kits, install, newer_than_here, preview, start_from_kit
from office.kit_file import build
from office.official import figures
from office.packs import Shelf, find_units
from office.receiving import certificate_in, receive, signers
from office.supplements import Addition, make
from tests.office.kits import PDF, ROW, code_of, confirmed, figure, installed, key_for, line, opened
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
