"""LibreOffice opens our reports without a question; the PDF it makes of them has the words of our pages."""

import os
import re
import subprocess

import pytest

from exports.paper_docx import write_docx
from exports.paper_setting import set_pages
from tests.conftest import missing, require_tool
from tests.exports.letters import letter, width_of

pytestmark = [pytest.mark.oracle, pytest.mark.slow, pytest.mark.timeout(180)]

WRITER = "libswlo.so"
"""LibreOffice's part for texts; its part for tables comes without it."""


@pytest.fixture(scope="module", params=["BNV-2011", "ND30-2020"])
def converted(request, tmp_path_factory):
    """A report, and the words of the PDF that LibreOffice makes of its Word file, page by page."""
    program = require_tool("soffice").resolve().parent
    require_tool("pdftotext")
    if not (program / WRITER).exists():
        missing("the package libreoffice-writer is not installed; .ci/run installs it")
    folder = tmp_path_factory.mktemp("reports")
    paper = letter(request.param)
    (folder / "report.docx").write_bytes(write_docx(paper, width_of))
    command = ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    told = subprocess.run(
        [*command, "--convert-to", "pdf", "--outdir", str(folder), str(folder / "report.docx")],
        capture_output=True,
        text=True,
        check=True,
        timeout=150,
        env={**os.environ, "HOME": str(folder)},
    )
    assert "could not be loaded" not in told.stderr
    text = subprocess.run(
        ["pdftotext", "-layout", str(folder / "report.pdf"), "-"], capture_output=True, text=True, check=True
    ).stdout
    return paper, text.rstrip("\f").split("\f")


def words(text: str) -> list[str]:
    """The words in order; dotted lines are as long as each program draws them."""
    return [word for word in re.sub(r"\.{3,}", " ", text).split() if word]


def of_ours(paper) -> list[str]:
    pages = [page for page in set_pages(paper, width_of) if page.sheet == paper.title]
    boxes = [box for page in pages for box in page.boxes if box.style.name != "page_number"]
    return words(" ".join(line for box in boxes for line in box.lines))


def test_libreoffice_reads_the_same_words_as_stand_on_our_pages(converted):
    paper, pages = converted
    theirs = words(" ".join(pages))
    ours = of_ours(paper)
    assert len(ours) > 300
    assert sorted(set(ours) - set(theirs)) == []
    body = [word for word in ours if not word.isdecimal()]
    for word in set(body) - {"TT", "Nội", "dung", "Số", "hộ"}:  # heads come again on each page
        assert theirs.count(word) >= body.count(word), word


def test_libreoffice_puts_the_page_number_where_the_profile_has_it(converted):
    paper, pages = converted
    second = [line for line in pages[1].splitlines() if line.strip()]
    number = second[0] if paper.profile.number_on_top else second[-1]
    assert number.strip() == "2"
    first = [line for line in pages[0].splitlines() if line.strip()]
    assert first[0].strip() != "1" != first[-1].strip()


def test_every_row_of_an_appendix_is_there_with_the_figures_code_in_the_foot(converted):
    _, pages = converted
    appendix = "\n".join(page for page in pages if "Mã số liệu K7MP-3XRT" in page)
    assert {f"Dòng {n}" for n in range(80)} <= set(re.findall(r"Dòng \d+", appendix))
    assert "79.000" in appendix
    assert "(Kèm theo Báo cáo số 05/BC-UBND)" in appendix
