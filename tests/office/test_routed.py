"""Packages beside the report travel only where the campaign asks, and reach the figures they belong to."""

import html
import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import replace

import pytest

from db.packages import PackageStatus
from desktop_app.demo import enter
from exports.opc import sign
from exports.write_workbook import write_workbook
from forms.answers import Address, Document, Key, Value
from forms.problems import Problem
from forms.report import PackageKind
from forms.routed import (
    is_apart,
    not_named,
    reported,
    route_pack,
    routed_fields,
    routes,
    without_apart,
)
from office.adding_up import totals
from office.courier import Trouble, courier
from office.cover import header
from office.entry import Entry
from office.open_errors import Knowing
from office.outgoing import gathered, report_of
from office.receipts import receipts_of
from office.receiving import receive, received, waiting
from office.routed import offers, route_desk, with_details, without_details
from office.sending import review, send, sent
from office.signing_keys import opened
from office.upward import current_figures
from tests.offices import (
    KON_TUM,
    NGOC_LAY,
    TU_MO_RONG,
    Place,
    demo_data,
    later,
    recognise_sender,
    send_to,
    shelf,
    unlock_of,
)
from tests.routes import (
    ID_NUMBER,
    NOMINEES,
    PERSONAL,
    REGISTER,
    asking,
    asking_for_all,
    household,
    nominee,
)

CONFIRMED = Knowing(confirmed=True)
NAME = Address("BM17", ("1",), "c03")


def words_in(package):
    """Give all text of a package's sheets."""
    with zipfile.ZipFile(io.BytesIO(package)) as book:
        parts = [book.read(name) for name in book.namelist() if name.startswith("xl/worksheets")]
    return re.sub(r"<[^>]*>", " ", html.unescape(b" ".join(parts).decode()))


@pytest.fixture(scope="module")
def offices(tmp_path_factory):
    """A commune whose campaign asks for everything, and its district; both know each other."""
    place = Place(tmp_path_factory.mktemp("routed"))
    pack = asking_for_all()
    with place.office(NGOC_LAY, pack=pack) as commune, place.office(TU_MO_RONG, pack=pack) as district:
        enter(commune, demo_data()[NGOC_LAY])
        nominee(commune)
        household(commune, c05=ID_NUMBER)
        household(commune, c02="Y Hai")
        for field, text in (("c08", "20/09/2018"), ("c09", "Chính thức"), ("c12", "A Lập"), ("c15", "A Ký")):
            Entry(district).put_text(Address("BM00", (), field), text)
        yield commune, district, place


@pytest.fixture(scope="module")
def sent_all(offices):
    """The three packages of the commune, and what the district says of each, the report first."""
    commune, district, place = offices
    folder = place.stick()
    packages = {"": send_to(commune, folder).path}
    recognise_sender(district, packages[""], NGOC_LAY)
    for route in (NOMINEES, REGISTER):
        desk = route_desk(commune, route)
        view = send(desk, unlock=unlock_of(commune), folder=folder, knowing=CONFIRMED)
        packages[route] = view.path
    receipts = {route: receive(district, [path])[0] for route, path in packages.items()}
    return packages, receipts


def test_without_the_campaigns_word_nothing_travels_beside_the_report():
    pack = shelf().packs[0].pack
    assert routes(pack) == ()
    assert routed_fields(pack) == {}
    assert reported(pack) is pack
    assert without_apart(pack, Document()) == Document()


def test_a_commune_with_a_register_is_offered_nothing_where_the_campaign_does_not_ask(tmp_path):
    with Place(tmp_path).office(NGOC_LAY) as desk:
        household(desk)
        assert offers(desk) == ()
        with pytest.raises(Problem, match="ROUTE_NONE"):
            route_desk(desk, REGISTER)


def test_the_campaign_names_fields_whole_tables_and_years():
    pack = asking(routed_fields=f"{PERSONAL} nothing.c01", routed_registers="2018")
    assert [route.id for route in routes(pack)] == [NOMINEES, REGISTER]
    assert not_named(pack) == ("nothing.c01",)
    apart = routed_fields(pack)
    assert is_apart(apart, NAME)
    assert not is_apart(apart, Address("BM17", ("1",), "c17"))
    assert apart["BM17.c16"] >= {"c01", "c02"}
    left = reported(pack)
    assert left.hash == pack.hash
    assert "BM17.c16" not in left.tables_by_id
    assert {field.id for field in left.tables_by_id["BM17"].fields}.isdisjoint({"c03", "c04"})


def test_a_part_has_the_hash_of_the_whole_pack_and_asks_for_nothing_more():
    pack = asking(routed_fields=PERSONAL, routed_registers="2018")
    for route in routes(pack):
        part = route_pack(pack, route)
        assert part.hash == pack.hash
        assert routes(part) == ()
        assert part.campaign is not None
        assert part.campaign.id == route.campaign != "KT-2018-GK"
        assert {form.id for form in part.forms} == {"BM00", *route.forms}


def test_the_report_does_not_hold_what_travels_apart(sent_all):
    packages, _ = sent_all
    report = words_in(packages[""].read_bytes())
    assert "Y Blễ" not in report
    assert "Đăk Prế" not in report
    assert "Vận động cả làng" in report
    assert "Y Blễ" in words_in(packages[NOMINEES].read_bytes())


def test_a_report_that_holds_it_all_the_same_cannot_be_written(offices):
    commune, *_ = offices
    draft = gathered(commune, Knowing())
    report = report_of(commune, header(commune, draft.document), draft)
    named: Mapping[Key, Mapping[str, Value]] = {("1",): {**report.tables["BM17"]["1",], "c03": "Y Blễ"}}
    with pytest.raises(ValueError, match=r"BM17\.c03"):
        write_workbook(replace(report, tables={**report.tables, "BM17": named}), commune.pack)


def test_a_report_of_another_program_that_holds_it_is_refused(offices, tmp_path):
    commune, district, _ = offices
    whole = commune.own_document()
    pack, campaign = commune.pack, commune.pack.campaign
    assert campaign is not None
    talkative = replace(pack, campaign=replace(campaign, parameters={}), part_of=pack.hash)
    draft = gathered(commune, Knowing())
    report = report_of(commune, header(commune, draft.document), draft)
    tables = {**report.tables, "BM17": whole.tables["BM17"], "BM17.c16": whole.tables["BM17.c16"]}
    with opened(commune, unlock_of(commune)) as key:
        data = sign(write_workbook(replace(report, tables=tables), talkative), key, report.header.made_at)
    path = tmp_path / "talkative.xlsx"
    path.write_bytes(data)
    assert receive(district, [path])[0].reason == "LAYOUT"


def test_each_package_is_taken_in_has_its_own_kind_and_its_own_line_of_revisions(offices, sent_all):
    commune, district, _ = offices
    _, receipts = sent_all
    assert {route: one.verdict for route, one in receipts.items()} == dict.fromkeys(receipts, "taken")
    assert receipts[NOMINEES].reason == receipts[REGISTER].reason == "TAKEN_ROUTED"
    assert all(one.unit == NGOC_LAY for one in receipts.values())
    kinds = {
        one.package.campaign: one.package.kind for one in district.received.packages(direction="received")
    }
    assert kinds == {
        "KT-2018-GK": PackageKind.REPORT,
        "KT-2018-GK.BM17": PackageKind.ROUTED,
        "KT-2018-GK.BM19-2018": PackageKind.ROUTED,
    }
    assert [view.revision for view in sent(commune)] == [1, 1, 1]
    assert sorted(view.sequence for view in sent(commune)) == [1, 2, 3]
    assert review(route_desk(commune, NOMINEES)).revision == 2


def test_what_travels_apart_is_counted_in_one_row_of_numbers_and_has_its_receipts(offices, sent_all):
    _, district, _ = offices
    trail = courier(district, NGOC_LAY)
    taken = [one for _, files in trail.steps for one in files if one.kept.status is PackageStatus.TAKEN]
    assert [one.number for one in taken] == [1, 2, 3]  # other tests of this file hand in what is refused
    assert "Danh sách và hồ sơ đề nghị khen thưởng, lần gửi 1" in [one.what for one in taken]
    good = {one.kept.package.digest for one in taken}
    troubles = {one.trouble for one in trail.findings if good.issuperset(one.digests)}
    assert not {Trouble.MISSING, Trouble.FORKED, Trouble.CHAIN} & troubles
    campaigns = [one.campaign for one in receipts_of(district) if one.digest in good]
    assert campaigns == ["KT-2018-GK", "KT-2018-GK.BM17", "KT-2018-GK.BM19-2018"]


def test_the_district_sees_whose_they_are_and_counts_one_report(offices, sent_all):
    _, district, _ = offices
    lines = {one.route: one for one in received(district)}
    assert set(lines) == {
        "",
        "Danh sách và hồ sơ đề nghị khen thưởng",
        "Danh sách hộ nghèo, hộ cận nghèo 2018",
    }
    assert all(one.unit == NGOC_LAY and one.signer for one in lines.values())
    assert [one.kept.package.kind for one in district.received.accepted(district.campaign_id)] == ["report"]


def test_the_consolidated_list_takes_names_from_the_package_beside_the_report(offices, sent_all):
    _, district, _ = offices
    view = totals(district, "TH-20")
    (row,) = view.rows
    assert not any("gửi riêng" in note["vi"] for note in view.notes)
    assert "Y Blễ" in [cell.value for cell in row.cells]
    figures = current_figures(district)[NGOC_LAY]
    assert figures.values["BM17.c16"]["1", "1"]["c02"] == "Giấy khen"


def test_the_register_arrives_without_identity_numbers(offices, sent_all):
    _, district, _ = offices
    packages, _ = sent_all
    assert ID_NUMBER[-4:] not in words_in(packages[REGISTER].read_bytes())
    beside = route_desk(district, REGISTER)
    rows = beside.received.figures(beside.campaign_id)[NGOC_LAY].tables["BM19"]
    assert [row["c02"] for row in rows.values()] == ["A Thử", "Y Hai"]
    assert all("c05" not in row for row in rows.values())


def test_a_register_travels_only_when_the_approver_confirms_it(offices, tmp_path):
    commune, *_ = offices
    desk = route_desk(commune, REGISTER)
    before = len(sent(commune))
    with pytest.raises(Problem, match="REGISTER_NOT_CONFIRMED"):
        send(desk, unlock=unlock_of(commune), folder=tmp_path)
    assert not list(tmp_path.iterdir())
    assert len(sent(commune)) == before
    offer = next(one for one in offers(commune) if one.id == REGISTER)
    assert (offer.must_confirm, offer.rows, offer.id_numbers) == (True, 2, "none")


def test_who_confirmed_is_kept_with_the_package(offices, sent_all):
    commune, *_ = offices
    packages, _ = sent_all
    kept = {one.package.name: one.detail for one in commune.received.packages(direction="sent")}
    assert kept[packages[REGISTER].name]["confirmed"]["approver"] == demo_data()[NGOC_LAY].approver
    assert "confirmed" not in kept[packages[NOMINEES].name]


def test_a_list_says_whose_details_have_not_come(tmp_path):
    place = Place(tmp_path)
    pack = asking_for_all()
    with place.office(NGOC_LAY, pack=pack) as commune, place.office(TU_MO_RONG, pack=pack) as district:
        enter(commune, demo_data()[NGOC_LAY])
        nominee(commune)
        package = send_to(commune, place.stick()).path
        receive(district, [package])
        recognise_sender(district, package, NGOC_LAY)
        notes = [note["vi"] for note in totals(district, "TH-20").notes]
        assert "1 đơn vị chưa có gói gửi riêng khớp với báo cáo: Xã Ngọc Lây" in notes
        assert not any("gửi riêng" in note["vi"] for note in totals(district, "TH-02", "2018").notes)


def test_details_of_another_sending_are_not_put_into_a_report_they_do_not_fit(offices, sent_all):
    _, district, _ = offices
    figures = current_figures(district)
    rows = {table: dict(of) for table, of in figures[NGOC_LAY].values.items()}
    apart = routed_fields(district.pack)["BM17"]
    bare = {name: value for name, value in rows["BM17"]["1",].items() if name not in apart}
    rows["BM17"] = {("1",): {**bare, "c17": "province_diploma"}}
    del rows["BM17.c16"]
    other = type(figures[NGOC_LAY])(NGOC_LAY, rows, {})
    assert without_details(district, {NGOC_LAY: other}, "BM17") == (NGOC_LAY,)
    assert without_details(district, figures, "BM17") == ()
    joined = with_details(district, {NGOC_LAY: other})[NGOC_LAY].values
    assert "c03" not in joined["BM17"]["1",]
    assert "BM17.c16" not in joined


def test_the_district_passes_details_on_in_a_package_of_their_own(offices, sent_all, tmp_path):
    _, district, _ = offices
    report = words_in(send_to(district, tmp_path).path.read_bytes())
    assert "Y Blễ" not in report
    desk = route_desk(district, NOMINEES)
    view = send(desk, unlock=unlock_of(district), folder=tmp_path)
    assert "Y Blễ" in words_in(view.path.read_bytes())
    assert [one.id for one in offers(district)] == [NOMINEES]
    with Place(tmp_path).office(KON_TUM, pack=asking_for_all()) as province:
        (first,) = receive(province, [view.path])
        assert first.reason == "SIGNER_UNKNOWN"
        assert waiting(province)[0].unit == TU_MO_RONG
        recognise_sender(province, view.path, TU_MO_RONG)
        (line,) = received(province)
        assert (line.verdict, line.route) == ("taken", desk.title)


def test_masked_numbers_keep_only_their_end(tmp_path):
    pack = asking_for_all("masked")
    with Place(tmp_path).office(NGOC_LAY, pack=pack) as commune:
        household(commune, c05=ID_NUMBER)
        desk = route_desk(commune, REGISTER)
        (row,) = desk.own_document().tables["BM19"].values()
        assert row["c05"] == "••••••6789"
        assert gathered(desk, Knowing()).errors == ()


def test_a_register_with_whole_numbers_is_refused_where_the_campaign_wants_none(offices, tmp_path):
    commune, district, _ = offices
    later(commune)
    desk = route_desk(commune, REGISTER)
    draft = gathered(desk, CONFIRMED)
    report = report_of(desk, header(desk, draft.document), draft)
    first, *others = report.tables["BM19"].items()
    rows = dict([(first[0], {**first[1], "c05": ID_NUMBER}), *others])
    forged = replace(report, tables={**report.tables, "BM19": rows})
    with opened(commune, unlock_of(commune)) as key:
        data = sign(write_workbook(forged, desk.pack), key, report.header.made_at)
    path = tmp_path / "forged.xlsx"
    path.write_bytes(data)
    recognise_sender(district, path, NGOC_LAY)
    assert receive(district, [path])[0].reason == "VALUES_WRONG"


def test_an_error_at_what_travels_apart_stops_its_own_package_only(tmp_path):
    with Place(tmp_path).office(NGOC_LAY, pack=asking_for_all()) as commune:
        enter(commune, demo_data()[NGOC_LAY])
        nominee(commune)
        Entry(commune).put_text(NAME, "")
        assert review(commune).errors_found == ()
        found = review(route_desk(commune, NOMINEES)).errors_found
        assert [one.place for one in found] == [NAME]
