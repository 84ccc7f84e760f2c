"""Every file gets a verdict: what is whole, recognised and newer is taken in, everything else is not."""

import hashlib
import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from exports.keys import from_p12
from exports.opc import sign
from exports.write_workbook import write_workbook
from forms.answers import Address
from forms.problems import Problem
from office.adding_up import totals
from office.entry import Entry
from office.receiving import receive, received, signers, waiting
from office.recognising import end_recognition, recognise
from tests.offices import (
    IA_DAL,
    NGOC_LAY,
    PASSPHRASE,
    TE_XANG,
    TU_MO_RONG,
    Place,
    key_of,
    later,
    number,
    opened,
    recognise_sender,
    send_to,
)


@pytest.fixture
def sent(place: Place):
    desk, package = place.sent(NGOC_LAY)
    with desk:
        yield desk, package


@pytest.fixture
def commune(sent):
    return sent[0]


@pytest.fixture
def district(place: Place):
    with place.office(TU_MO_RONG) as desk:
        yield desk


@pytest.fixture
def package(sent):
    return sent[1]


def one(desk, path):
    (receipt,) = receive(desk, [path])
    return receipt


def poor(desk):
    view = totals(desk, "TH-02", "2018")
    column = [each.code for each in view.columns].index("c14")
    return view.units_in, view.total[column].value


def forged(commune, package: Path, to: Path, **header) -> Path:
    """Write the commune's report with another cover, signed with its real key."""
    report = opened(package)
    report = replace(report, header=replace(report.header, **header))
    key = from_p12(key_of(commune).read_bytes(), PASSPHRASE)
    to.write_bytes(sign(write_workbook(report, commune.pack), key, commune.clock.now()))
    return to


def nothing_taken(desk):
    return poor(desk)[0] == 0


class TestAPackageOnItsWay:
    def test_waits_in_no_table_until_its_signer_is_recognised(self, district, package):
        receipt = one(district, package)
        assert (receipt.verdict, receipt.reason) == ("waiting-signer", "SIGNER_UNKNOWN")
        assert nothing_taken(district)
        (held,) = waiting(district)
        assert held.unit == NGOC_LAY
        assert held.words == receipt.words

    def test_is_taken_in_from_the_kept_bytes_once_the_signer_is_recognised(self, district, package, commune):
        one(district, package)
        (held,) = waiting(district)
        package.chmod(0o600)
        package.unlink()
        (receipt,) = recognise(
            district, held.certificate, unit=NGOC_LAY, person=held.person, how="điện thoại"
        )
        assert receipt.verdict == "taken"
        assert waiting(district) == ()
        expected = Entry(commune).view(Address("BM02", ("2018",), "c14")).value
        assert poor(district) == (1, expected)

    def test_is_taken_in_at_once_when_its_signer_is_known(self, district, package):
        recognise_sender(district, package, NGOC_LAY)
        assert one(district, package).verdict == "taken"

    def test_is_already_here_the_second_time_whatever_its_name(self, district, package, place):
        recognise_sender(district, package, NGOC_LAY)
        one(district, package)
        copy = place.stick() / "Bản sao (1).xlsx"
        shutil.copyfile(package, copy)
        assert one(district, copy).verdict == "already-here"
        assert poor(district)[0] == 1

    def test_replaces_the_revision_before_it(self, district, package, commune, place):
        recognise_sender(district, package, NGOC_LAY)
        one(district, package)
        units, before = poor(district)
        entry = Entry(commune)
        cell = Address("BM02", ("2018",), "c21")  # no other form counts these persons
        entry.put_text(cell, str(number(entry.view(cell).value) - 7))
        later(commune)
        receipt = one(district, send_to(commune, place.stick("usb2")).path)
        assert (receipt.verdict, receipt.revision) == ("taken", 2)
        assert poor(district) == (units, before)
        verdicts = [line.verdict for line in received(district)]
        assert verdicts == ["taken", "superseded"]

    def test_of_an_older_revision_is_superseded(self, district, package, commune, place):
        later(commune)
        second = send_to(commune, place.stick("usb2")).path
        recognise_sender(district, second, NGOC_LAY)
        one(district, second)
        receipt = one(district, package)
        assert (receipt.verdict, receipt.reason) == ("superseded", "SUPERSEDED")
        assert poor(district)[0] == 1

    def test_carries_its_place_in_the_sequence_and_the_digest_before_it(self, package, commune, place):
        later(commune)
        second = send_to(commune, place.stick("usb2"))
        header = opened(second.path).header
        assert (header.revision, header.sequence) == (2, 2)
        assert header.previous_digest == hashlib.sha256(package.read_bytes()).hexdigest()
        assert header.replaces == opened(package).header.package_id


class TestAFileThatIsRefused:
    def refused(self, desk, path, reason):
        receipt = one(desk, path)
        assert (receipt.verdict, receipt.reason) == ("refused", reason)
        assert nothing_taken(desk)
        assert receipt.sentence
        return receipt

    def test_is_unsigned(self, district, package, commune, place):
        plain = place.stick() / "không ký.xlsx"
        import openpyxl

        book = openpyxl.Workbook()
        book.create_sheet("Báo cáo")
        book.save(plain)
        self.refused(district, plain, "UNSIGNED")

    def test_was_changed_after_signing(self, district, package, place):
        recognise_sender(district, package, NGOC_LAY)
        data = bytearray(package.read_bytes())
        from exports.opc import read_zip, write_zip

        parts = dict(read_zip(bytes(data)))
        name = next(part for part in parts if part.startswith("xl/worksheets/sheet2"))
        parts[name] = parts[name].replace(b"<v>", b"<v>1", 1)
        changed = place.stick() / "đã sửa.xlsx"
        changed.write_bytes(write_zip(parts))
        self.refused(district, changed, "DIGEST_MISMATCH")

    def test_is_cut_short(self, district, package, place):
        short = place.stick() / "ngắn.xlsx"
        short.write_bytes(package.read_bytes()[:-2000])
        receipt = one(district, short)
        assert receipt.verdict == "refused"
        assert receipt.reason in {"TRUNCATED", "NOT_ZIP"}
        assert nothing_taken(district)

    def test_is_no_zip(self, district, place):
        text = place.stick() / "thư.xlsx"
        text.write_text("Kính gửi Phòng Lao động", "utf-8")
        self.refused(district, text, "NOT_ZIP")

    def test_is_an_old_workbook_with_a_new_name(self, district, place):
        old = place.stick() / "cũ.xlsx"
        old.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(2048))
        self.refused(district, old, "OLE_FILE")

    def test_is_signed_by_someone_recognised_for_another_unit(self, district, package):
        recognise_sender(district, package, TE_XANG)
        self.refused(district, package, "SIGNER_OTHER_UNIT")

    def test_is_of_another_campaign(self, district, package, commune, place):
        other = forged(commune, package, place.stick() / "khác.xlsx", campaign="KT-2020-CK")
        recognise_sender(district, other, NGOC_LAY)
        self.refused(district, other, "OTHER_CAMPAIGN")

    @pytest.mark.covers("TV12")
    def test_uses_another_poverty_standard(self, district, package, commune, place):
        """TV12: a package by VN-2022 in a campaign by VN-2016."""
        other = forged(commune, package, place.stick() / "khác.xlsx", standard="VN-2022")
        recognise_sender(district, other, NGOC_LAY)
        self.refused(district, other, "OTHER_STANDARD")

    def test_was_made_with_a_pack_that_is_not_here(self, district, package, commune, place):
        other = forged(commune, package, place.stick() / "khác.xlsx", pack_hash="0" * 64)
        recognise_sender(district, other, NGOC_LAY)
        self.refused(district, other, "OTHER_PACK")

    def test_comes_from_a_unit_that_is_not_below(self, district, place):
        with place.filled(IA_DAL) as stranger:
            package = send_to(stranger, place.stick()).path
        recognise_sender(district, package, IA_DAL)
        self.refused(district, package, "NOT_BELOW")

    def test_is_addressed_to_another_office(self, district, package, commune, place):
        other = forged(commune, package, place.stick() / "khác.xlsx", recipient="618")
        recognise_sender(district, other, NGOC_LAY)
        self.refused(district, other, "OTHER_RECIPIENT")

    def test_is_not_there(self, district, place):
        self.refused(district, place.stick() / "không có.xlsx", "FILE_MISSING")

    def test_is_kept_aside_with_its_bytes(self, district, place):
        text = place.stick() / "thư.xlsx"
        text.write_bytes(b"khong phai zip")
        one(district, text)
        (kept,) = district.received.packages(direction="received")
        assert district.received.data(kept.id) == b"khong phai zip"


def test_two_packages_with_one_number_are_a_fork_and_both_are_kept(district, package, commune, place):
    recognise_sender(district, package, NGOC_LAY)
    one(district, package)
    other = forged(commune, package, place.stick() / "hai.xlsx", telephone="0260 123")
    receipt = one(district, other)
    assert (receipt.verdict, receipt.reason) == ("refused", "FORKED")
    assert poor(district)[0] == 1
    kept = {each.package.digest for each in district.received.packages(direction="received")}
    assert kept == {hashlib.sha256(path.read_bytes()).hexdigest() for path in (package, other)}


def test_a_figure_that_its_own_formula_does_not_give_is_refused_by_its_check(
    district, package, commune, place
):
    report = opened(package)
    rows = {key: dict(row) for key, row in report.tables["BM02"].items()}
    rows["2018",]["c14"] = number(rows["2018",]["c14"]) + 1
    wrong = replace(report, tables={**report.tables, "BM02": rows})
    key = from_p12(key_of(commune).read_bytes(), PASSPHRASE)
    path = place.stick() / "sai.xlsx"
    path.write_bytes(sign(write_workbook(wrong, commune.pack), key, commune.clock.now()))
    recognise_sender(district, path, NGOC_LAY)
    receipt = one(district, path)
    assert (receipt.verdict, receipt.reason) == ("refused", "VALUES_WRONG")
    assert receipt.details[0].startswith("K01 BM02[2018].c14")
    assert nothing_taken(district)


def test_a_folder_stands_for_the_workbooks_in_it(district, package, place):
    (place.stick() / "~$mở dở.xlsx").write_bytes(b"")
    assert [receipt.file for receipt in receive(district, [place.stick()])] == [package.name]


def test_the_register_says_who_confirmed_whom_and_how(district, package):
    recognise_sender(district, package, NGOC_LAY)
    (signer,) = signers(district)
    assert (signer.unit, signer.how, signer.confirmed_by) == (NGOC_LAY, "điện thoại", district.person.name)


def test_receipts_can_be_printed_as_json(district, package):
    plain = one(district, package).plain()
    assert json.loads(json.dumps(plain))["verdict"] == "waiting-signer"
    assert {"file", "verdict", "reason", "unit", "revision", "digest"} <= set(plain)


def test_an_expired_certificate_is_refused_even_if_its_signer_was_recognised(district, package):
    recognise_sender(district, package, NGOC_LAY)
    later(district, 24 * 366 * 6)
    receipt = one(district, package)
    assert (receipt.verdict, receipt.reason) == ("refused", "EXPIRED")
    assert nothing_taken(district)


def test_a_recognition_for_the_wrong_unit_can_be_put_right(district, package):
    recognise_sender(district, package, TE_XANG)
    assert one(district, package).reason == "SIGNER_OTHER_UNIT"
    (wrong,) = signers(district)
    end_recognition(district, wrong.fingerprint, unit=TE_XANG, how="nhầm đơn vị, Y Blễ báo qua điện thoại")
    recognise_sender(district, package, NGOC_LAY)
    assert one(district, package).verdict == "taken"
    ended = next(line for line in signers(district) if line.unit == TE_XANG)
    assert ended.until
    with pytest.raises(Problem, match="SIGNER_NOT_LISTED"):
        end_recognition(district, wrong.fingerprint, unit=TE_XANG, how="lần nữa")
