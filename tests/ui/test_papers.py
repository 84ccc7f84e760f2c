"""Papers on every device: as PDF, on a printer, as pictures and in the preview they are the same pages."""

import re

import pytest
from PySide6.QtGui import QColor
from PySide6.QtPrintSupport import QPrinter

from exports.layout_sheet import Cell, Page, Sheet
from exports.layout_values import Written
from exports.paper_pages import PADDING
from exports.styles import STYLE_BY_NAME
from forms.problems import Problem
from tests.ui.keyboard import Key, press
from ui.papers import draw
from ui.papers.letters import width_of
from ui.papers.preview import Preview

FOOT = ("BM-01 (1) – Xã Thử", "Trang &P/&N", "Mã số liệu K7MP-3XRT")


def sheet(rows, *, landscape):
    cells = {(n, 1): Cell(Written(f"Hộ nghèo thứ {n} ở thôn Đắk Xế"), "text") for n in range(1, rows + 1)}
    return Sheet("BM-01", cells, (60.0,), {}, (), Page(landscape, FOOT))


@pytest.fixture
def pages():
    return draw.pages([sheet(60, landscape=False), sheet(5, landscape=True)])


def dark(picture, x, y):
    return QColor(picture.pixel(x, y)).lightness() < 100


def boxes_of(pdf):
    """The paper of each page of a PDF, in points."""
    found = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)", pdf)
    return [(round(float(wide)), round(float(high))) for wide, high in found]


def test_a_pdf_has_every_page_upright_or_across_with_letters_of_its_own(pages, tmp_path):
    file = tmp_path / "báo cáo.pdf"
    assert draw.write_pdf(file, pages, "Báo cáo") == len(pages) == 3
    data = file.read_bytes()
    assert boxes_of(data) == [(595, 842), (595, 842), (842, 595)]
    assert b"/FontFile" in data


def test_a_printer_gets_the_same_pages(pages, tmp_path):
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "paper.pdf"))
    printer.setFullPage(True)
    draw.draw_all(printer, pages)
    assert boxes_of((tmp_path / "paper.pdf").read_bytes()) == [(595, 842), (595, 842), (842, 595)]


def test_where_nothing_can_be_written_it_is_said(pages, tmp_path):
    with pytest.raises(Problem, match="CARRIER_GONE"):
        draw.write_pdf(tmp_path / "missing" / "a.pdf", pages, "Báo cáo")


def test_a_page_has_its_code_at_the_foot_and_nothing_runs_out_of_its_cell(pages):
    picture = draw.picture(pages[0], 72)
    assert (picture.width(), picture.height()) == (595, 842)
    foot = [(x, y) for y in range(790, 842) for x in range(595)]
    edges = [(x, y) for y in range(842) for x in (*range(0, 40, 3), *range(563, 595, 3))]
    assert any(dark(picture, x, y) for x, y in foot if x > 400)  # the code
    assert not any(dark(picture, x, y) for x, y in (*edges, *((x, y) for x, y in foot if y > 825)))
    for page in pages:
        for box in page.boxes:
            for line in box.lines:
                assert width_of(line, box.style) * box.scale <= box.width - 2 * PADDING * box.scale + 0.01


def test_marks_above_and_below_letters_do_not_widen_them():
    style = STYLE_BY_NAME["text"]
    assert width_of("HỘ NGHÈO", style) == pytest.approx(width_of("HO NGHEO", style), abs=0.5)
    assert width_of("đường ở Đắk Tô", style) > 0


def test_the_preview_is_leafed_through_with_the_keyboard(qtbot, pages):
    preview = Preview(None, pages)
    qtbot.addWidget(preview)
    with qtbot.waitActive(preview):
        preview.show()
        preview.activateWindow()
    assert preview.paper.accessibleName() == "Trang 1/3: BM-01"
    press(Key.Key_PageDown, Key.Key_PageDown)
    assert preview.paper.accessibleName() == "Trang 3/3: BM-01"
    assert preview.paper.width() > preview.paper.height()  # across
    press(Key.Key_PageDown)
    assert preview.leaves.number == 2
    press(Key.Key_PageUp)
    assert preview.paper.height() > preview.paper.width()
    press(Key.Key_Escape)
    assert not preview.isVisible()
