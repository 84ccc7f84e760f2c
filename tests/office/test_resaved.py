"""The commonest accident: a package saved again, by LibreOffice (really) or an imitation of Excel."""

import shutil
import subprocess

import openpyxl
import pytest

from office.receiving import receive
from office.sending import send_again
from tests.conftest import require_tool
from tests.offices import NGOC_LAY, TU_MO_RONG, recognise_sender, send_to

pytestmark = [pytest.mark.oracle, pytest.mark.timeout(120)]  # LibreOffice's first start takes long


@pytest.fixture
def commune(place):
    with place.filled(NGOC_LAY) as desk:
        yield desk


@pytest.fixture
def district(place):
    with place.office(TU_MO_RONG) as desk:
        yield desk


def by_libreoffice(package, folder, profile):
    """Open and save with LibreOffice itself."""
    soffice = require_tool("soffice")
    folder.mkdir()
    own = f"-env:UserInstallation=file://{profile}"
    subprocess.run(
        [soffice, own, "--headless", "--convert-to", "xlsx", "--outdir", folder, package],
        check=True,
        capture_output=True,
        timeout=100,
    )  # fmt: skip
    return folder / package.name


def as_excel_would(package, folder, change=None):
    """Imitate Excel's saving: the same cells, new parts, docProps, no signature; no real Excel here."""
    folder.mkdir()
    book = openpyxl.load_workbook(package)
    if change:
        change(book)
    path = folder / package.name
    book.save(path)
    return path


def test_a_copy_saved_by_libreoffice_is_refused_and_its_figures_still_agree(
    commune, district, place, tmp_path
):
    made = send_to(commune, place.stick())
    copy = by_libreoffice(made.path, tmp_path / "lo", tmp_path / "profile")
    (receipt,) = receive(district, [copy])
    assert (receipt.verdict, receipt.reason, receipt.unit) == ("refused", "RESAVED", NGOC_LAY)
    assert any(made.figures_code in line and "vẫn khớp" in line for line in receipt.details)


def test_a_copy_saved_by_an_imitation_of_excel_is_told_apart(commune, district, place, tmp_path):
    made = send_to(commune, place.stick())
    (receipt,) = receive(district, [as_excel_would(made.path, tmp_path / "xl")])
    assert (receipt.verdict, receipt.reason) == ("refused", "RESAVED")
    assert any("vẫn khớp" in line for line in receipt.details)


def test_cells_changed_in_a_re_saved_copy_are_named(commune, district, place, tmp_path):
    made = send_to(commune, place.stick())
    recognise_sender(district, made.path, NGOC_LAY)
    receive(district, [made.path])

    def change(book):
        sheet = next(one for one in book if "BM-02" in one.title or "BM02" in one.title)
        cell = next(
            cell
            for row in sheet.iter_rows()
            for cell in row
            if isinstance(cell.value, int) and cell.value > 100
        )
        cell.value += 1

    (receipt,) = receive(district, [as_excel_would(made.path, tmp_path / "xl", change)])
    assert receipt.reason == "RESAVED"
    assert any("không còn khớp" in line for line in receipt.details)
    assert any("BM0" in line and "Ô" in line for line in receipt.details)


def test_the_sender_mends_it_by_sending_the_original_again(commune, district, place, tmp_path):
    made = send_to(commune, place.stick())
    copy = as_excel_would(made.path, tmp_path / "xl")
    receive(district, [copy])
    original = send_again(commune, made.digest, place.stick("usb2"))
    recognise_sender(district, original, NGOC_LAY)
    (receipt,) = receive(district, [original])
    assert receipt.verdict == "taken"


def test_a_workbook_that_only_looks_alike_is_unsigned(district, tmp_path):
    book = openpyxl.Workbook()
    book.create_sheet("Bìa", 0)["A1"] = "BM00"
    path = tmp_path / "giống.xlsx"
    book.save(path)
    shutil.copyfile(path, tmp_path / "khác.xlsx")
    (receipt,) = receive(district, [path])
    assert (receipt.verdict, receipt.reason) == ("refused", "UNSIGNED")
