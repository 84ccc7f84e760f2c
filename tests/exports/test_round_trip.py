"""What is written reads back, whatever people have typed."""

from hypothesis import given

from exports.layout_tidy import tidy
from exports.opc import read_zip
from exports.read_workbook import read_cover, read_workbook
from exports.write_workbook import write_workbook
from tests.exports.reports import district_reports, reports
from tests.exports.small_pack import PACK


def unsigned_parts(report):
    """The parts as the signature leaves them: without docProps."""
    parts = read_zip(write_workbook(report, PACK))
    return {name: content for name, content in parts.items() if not name.startswith("docProps/")}


@given(reports())
def test_a_report_and_its_cover_read_back_from_its_workbook_exactly(report):
    parts = unsigned_parts(report)
    assert tidy(report, PACK) == report
    assert read_workbook(parts, PACK) == report
    cover = read_cover(parts)
    assert cover is not None
    head = report.header
    assert (cover.unit, cover.revision, cover.campaign, cover.pack_hash) == (
        head.unit,
        head.revision,
        head.campaign,
        head.pack_hash,
    )
    assert (cover.figures_code, cover.digest, cover.kind) == (
        report.figures_code(),
        report.digest(),
        head.kind.value,
    )


@given(district_reports())
def test_an_upward_package_reads_back_from_its_workbook_exactly(report):
    assert read_workbook(unsigned_parts(report), PACK) == tidy(report, PACK) == report
