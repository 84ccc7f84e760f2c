"""Apache POI reads our reports: nothing is against Word's schema, and the words are those of our pages."""

from collections import Counter
from pathlib import Path

import pytest

from exports.paper_docx import write_docx
from exports.paper_setting import set_pages
from tests.exports.letters import letter, width_of
from tests.oracles.poi import ask

pytestmark = [pytest.mark.oracle, pytest.mark.slow, pytest.mark.timeout(180)]

SOURCE = Path(__file__).with_name("ReadReport.java")
OF_THE_TEMPLATE = "Attribute not allowed (no wildcards allowed): Ignorable@"
"""Markup compatibility (ECMA-376 Part 3), which a reader takes off before it looks at the schema."""


@pytest.fixture(scope="module", params=["BNV-2011", "ND30-2020"])
def told(request, tmp_path_factory):
    """What POI tells of a report: errors and words."""
    folder = tmp_path_factory.mktemp("poi")
    file = folder / "report.docx"
    file.write_bytes(write_docx(letter(request.param), width_of))
    lines = [line.partition("\t") for line in ask(SOURCE, folder, [file]).splitlines()]
    found = {kind: [text for named, _, text in lines if named == kind] for kind in ("error", "words")}
    return request.param, found


def test_nothing_in_a_report_is_against_the_schema(told):
    _, found = told
    assert [one for one in found["error"] if not one.startswith(OF_THE_TEMPLATE)] == []


def test_poi_reads_the_words_of_our_pages(told):
    name, found = told
    pages = [page for page in set_pages(letter(name), width_of) if page.sheet == "Báo cáo thử"]
    boxes = [box for page in pages for box in page.boxes if box.style.name != "page_number"]
    ours = Counter(" ".join(line for box in boxes for line in box.lines if "...." not in line).split())
    theirs = Counter(" ".join(found["words"]).split())
    heads = Counter(["TT", "Nội", "dung", "Số", "hộ"])  # come again on each page of ours
    assert ours.total() > 300
    assert ours - theirs - Counter(dict.fromkeys(heads, 9)) == Counter()
