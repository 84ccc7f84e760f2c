"""A sender with a good, recognised key still gets in only its own figures, whole and as they are seen."""

import os
import re
import shutil
from dataclasses import replace
from datetime import timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from exports.keys import from_p12, to_p12
from exports.opc import read_zip, sign, write_zip
from exports.write_workbook import write_workbook
from forms.answers import Address
from forms.report import Attachment, PackageKind, Report
from office.adding_up import totals
from office.clock import FixedClock
from office.desk import open_desk
from office.receiving import receive, waiting
from office.sending import send
from office.signing_keys import FileKey, make_key
from tests.exports.opc.authority import CERTIFIES, IS_CA, SIGNS, certify, revocation_list
from tests.offices import (
    IA_DAL,
    KON_TUM,
    MOMENT,
    NGOC_LAY,
    PASSPHRASE,
    TE_XANG,
    TU_MO_RONG,
    Place,
    key_of,
    opened,
    recognise_sender,
    send_to,
    shelf,
)


def one(desk, path):
    (receipt,) = receive(desk, [path])
    return receipt.verdict, receipt.reason


def units_in(desk):
    return totals(desk, "TH-02", "2018").units_in


def key(desk):
    return from_p12(key_of(desk).read_bytes(), PASSPHRASE)


def signed(desk, report, to):
    to.write_bytes(sign(write_workbook(report, desk.pack), key(desk), desk.clock.now()))
    return to


def resigned(desk, package, to, part, old, new):
    """Write a package with one part changed, signed again with the sender's own key."""
    parts = {n: c for n, c in read_zip(package.read_bytes()).items() if not n.startswith("_xmlsig")}
    text, times = re.subn(old, new, parts[part].decode(), count=1)
    assert times
    parts[part] = text.encode()
    plain = {"_rels/.rels": re.sub(rb"<Relationship [^>]*origin[^>]*/>", b"", parts["_rels/.rels"])}
    types = re.sub(rb"<[^>]*digital-signature[^>]*/>", b"", parts["[Content_Types].xml"])
    plain["[Content_Types].xml"] = types
    to.write_bytes(sign(write_zip(parts | plain), key(desk), desk.clock.now()))
    return to


def with_cell(report, address, value):
    """Give a report with one cell changed, or left out where `value` is None."""
    tables = {name: {k: dict(row) for k, row in rows.items()} for name, rows in report.tables.items()}
    row = tables[address.table][address.key]
    if value is None:
        del row[address.field]
    else:
        row[address.field] = value
    header = replace(report.header, revision=report.header.revision + 1)
    return replace(report, header=header, tables=tables)


class TestACommune:
    @pytest.fixture
    def sent(self, place):
        desk, package = place.sent(NGOC_LAY)
        with desk:
            yield desk, package

    @pytest.fixture
    def commune(self, sent):
        return sent[0]

    @pytest.fixture
    def package(self, sent):
        return sent[1]

    @pytest.fixture
    def district(self, place, package):
        with place.office(TU_MO_RONG) as desk:
            recognise_sender(desk, package, NGOC_LAY)
            yield desk

    @pytest.fixture
    def other(self, place):
        return place.stick("other") / "other.xlsx"

    def test_cannot_pass_for_an_office_with_units_below(self, district, commune, package, other):
        one(district, package)
        header = replace(opened(package).header, kind=PackageKind.DISTRICT, revision=2)
        assert one(district, signed(commune, Report(header), other)) == ("refused", "OTHER_KIND")
        assert units_in(district) == 1

    def test_has_no_revision_0(self, district, commune, package, other):
        report = opened(package)
        report = replace(report, header=replace(report.header, revision=0))
        assert one(district, signed(commune, report, other)) == ("refused", "LAYOUT")

    def test_leaves_out_no_computed_cell(self, district, commune, package, other):
        report = with_cell(opened(package), Address("BM02", ("2018",), "c14"), None)
        assert one(district, signed(commune, report, other)) == ("refused", "VALUES_WRONG")
        assert units_in(district) == 0

    @pytest.mark.parametrize("names", [["../../a.jpg"], ["/a.jpg"], ["a.jpg", "A.jpg"], ["c:\\a.jpg"]])
    def test_attaches_no_file_under_a_name_that_leads_elsewhere(
        self, district, commune, package, other, names
    ):
        files = tuple(Attachment(name, 1, "ab" * 32) for name in names)
        report = replace(opened(package), attachments=files)
        assert one(district, signed(commune, report, other)) == ("refused", "COMPANION_NAME")

    def test_sends_no_number_that_nothing_can_hold(self, district, commune, package, other):
        report = with_cell(opened(package), Address("BM02", ("2018",), "c20"), 10**4000)
        assert one(district, signed(commune, report, other))[0] == "refused"

    @pytest.mark.parametrize(
        "old, new",
        [
            ('<row r="1"', f'<row r="{"9" * 5000}"'),
            (f"<t>{NGOC_LAY}</t>", "<t>_xD800_</t>"),
            (r"<t>[^<]*\[KT[^<]*</t>", "<t>_xDFFF_</t>"),
        ],
    )
    def test_stops_no_other_file_from_being_judged(self, district, commune, package, other, old, new):
        resigned(commune, package, other, "xl/worksheets/sheet1.xml", old, new)
        first, second = receive(district, [other, package])
        assert (first.verdict, second.verdict) == ("refused", "taken")

    def test_a_file_name_in_no_encoding_is_received_too(self, district, package, place):
        odd = os.fsdecode(os.fsencode(place.stick("odd")) + b"/b\xe1o c\xe1o.xlsx")
        shutil.copyfile(package, odd)
        (receipt,) = receive(district, [place.stick("odd")])
        assert (receipt.verdict, receipt.file) == ("taken", "b?o c?o.xlsx")

    def test_a_certificate_no_longer_revoked_brings_the_figures_to_their_unit(self, district, commune, place):
        """An authority may take a suspension back: the file, refused before, is judged again."""
        start, end = MOMENT - timedelta(days=30), MOMENT + timedelta(days=300)
        authority = certify("CA thử", None, [IS_CA, CERTIFIES], start=start, end=end)
        names = x509.SubjectAlternativeName([x509.DNSName(f"u{NGOC_LAY}.unit.phieuxa.invalid")])
        officer = certify("A Chương", authority, [SIGNS, (names, False)], start=start, end=end)
        key_file = place.folder / "ca.p12"
        key_file.write_bytes(to_p12(officer, PASSPHRASE))
        made = send(commune, unlock=FileKey(key_file, PASSPHRASE), folder=place.stick("ca"))
        trust = district.home / "trust"
        trust.mkdir()
        (trust / "root.der").write_bytes(authority.certificate.public_bytes(Encoding.DER))
        serial = officer.certificate.serial_number
        for revoked in ({serial: MOMENT - timedelta(days=2)}, {}):
            crl = revocation_list(authority, revoked, made=MOMENT - timedelta(days=1), until=end)
            (trust / "crl.der").write_bytes(crl.public_bytes(Encoding.DER))
            told = one(district, made.path)
            assert told == (("refused", "REVOKED") if revoked else ("taken", "TAKEN"))
        assert units_in(district) == 1


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A district that has taken two communes in and sent on; each test works on a copy."""
    place = Place(tmp_path_factory.mktemp("district"))
    with place.filled(TU_MO_RONG) as district:
        for unit in (NGOC_LAY, TE_XANG):
            commune, package = place.sent(unit, stick=unit)
            commune.close()
            renamed = package.with_name("Bản sao của báo cáo (1).xlsx")  # as a browser names what it fetches
            shutil.copyfile(package, renamed)
            recognise_sender(district, renamed, unit)
            assert one(district, renamed) == ("taken", "TAKEN")
        path = send_to(district, place.stick("up")).path
    return place.folder / f"office-{TU_MO_RONG}", path


class TestADistrict:
    @pytest.fixture
    def district(self, place, made):
        home, _ = made
        shutil.copytree(home, place.folder / home.name)
        with open_desk(place.folder / home.name, clock=FixedClock(MOMENT), shelf=shelf()) as desk:
            yield desk

    @pytest.fixture
    def package(self, made):
        return made[1]

    @pytest.fixture
    def province(self, place, package):
        with place.office(KON_TUM) as desk:
            recognise_sender(desk, package, TU_MO_RONG)
            yield desk

    @pytest.fixture
    def refused(self, province, district, package, place):
        """Receive the district's report, changed, after the good one; nothing may have happened."""

        def try_it(reason, **changes):
            assert one(province, package) == ("taken", "TAKEN")
            report = opened(package)
            header = replace(report.header, revision=2, kind=changes.pop("kind", report.header.kind))
            report = replace(report, header=header, **changes)
            path = signed(district, report, place.stick("forged") / "x.xlsx")
            assert one(province, path) == ("refused", reason)
            assert units_in(province) == 2

        return try_it

    def test_sends_on_packages_that_came_under_any_name(self, province, package):
        (receipt,) = receive(province, [package])
        assert receipt.verdict == "taken"
        assert receipt.details == ()  # nothing of the companion is missing
        names = [file.name for file in opened(package).attachments]
        assert len(set(names)) == 2
        assert all(name.isascii() for name in names)

    def test_cannot_empty_the_province_s_tables(self, refused):
        refused("SOURCE_EMPTY", tables={}, states={}, sources=(), attachments=())

    def test_cannot_report_for_itself_instead(self, refused):
        refused("OTHER_KIND", kind=PackageKind.REPORT, tables={}, states={}, sources=(), attachments=())

    def test_names_the_package_behind_every_line(self, refused, package):
        refused("NO_SOURCE", sources=opened(package).sources[:1])

    def test_names_no_package_without_its_figures(self, refused, package):
        tables = {
            name: {key: row for key, row in rows.items() if key[0] == NGOC_LAY}
            for name, rows in opened(package).tables.items()
        }
        refused("SOURCE_EMPTY", tables=tables, states={})

    def test_brings_no_line_of_another_district(self, refused, package):
        report = opened(package)
        tables = {
            name: {(IA_DAL, *key[1:]) if key[0] == TE_XANG else key: row for key, row in rows.items()}
            for name, rows in report.tables.items()
        }
        sources = tuple(replace(one, unit=IA_DAL) if one.unit == TE_XANG else one for one in report.sources)
        refused("NOT_BELOW", tables=tables, states={}, sources=sources)

    def test_brings_no_figure_that_breaks_its_own_rule(self, refused, package):
        tables = {
            name: {k: dict(row) for k, row in rows.items()} for name, rows in opened(package).tables.items()
        }
        tables["BM01"][NGOC_LAY, "2018"]["c08"] = -5
        refused("VALUES_WRONG", tables=tables)


def test_a_package_signed_twice_is_taken_once_either_signer_is_recognised(place):
    with place.filled(NGOC_LAY) as commune, place.office(TU_MO_RONG) as district:
        path = send_to(commune, place.stick()).path
        second = make_key(commune, "Người thứ hai", "", PASSPHRASE).path
        both = place.stick("both") / "both.xlsx"
        both.write_bytes(
            sign(path.read_bytes(), from_p12(second.read_bytes(), PASSPHRASE), commune.clock.now())
        )
        (receipt,) = receive(district, [both])
        assert receipt.verdict == "waiting-signer"
        recognise_sender(district, path, NGOC_LAY)  # the first signature's key
        assert waiting(district) == ()
        assert units_in(district) == 1
