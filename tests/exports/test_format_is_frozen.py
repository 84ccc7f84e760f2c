"""Packages are read by writing them again, so the layout of a format version never changes.

A failure here means that packages in the field would be refused: undo the change, or raise FORMAT_VERSION,
keep the old layout for reading, and freeze the new one with `python -m tests.exports.test_format_is_frozen`.
"""

import hashlib
import json

from exports.layout import as_written
from exports.opc import read_zip
from exports.read_workbook_parts import canonical, parse, read_sheets
from exports.write_workbook_book import render
from forms.report import FORMAT_VERSION, PackageKind, Report, Source, Status
from tests.conftest import ROOT
from tests.exports.small_pack import COMMUNE, OTHER_COMMUNE, PACK, header
from tests.exports.test_refusals import report

FROZEN = ROOT / "tests" / "exports" / f"format-{FORMAT_VERSION}.json"
# Programs to come may compile the small pack to another hash; the layout does not hang on it.
PACK_HASH = "0" * 64
LONG = "Xã Ngọc Lây có 9 thôn, 612 hộ với 2.714 khẩu. " * 40


def samples():
    """One report with something of everything, and one upward package."""
    full = report()
    nominees: dict = {("1",): {"c03": "Y Ba", "c04": "1975", "c14": LONG}, ("2",): {"c21": "2018-09-12"}}
    tables: dict = {
        **full.tables,
        "BM17": nominees,
        "BM17.c16": {("1", "1"): {"c01": "2016", "c03": 10**16}},
        "BM18": {(): {"c01": f"{LONG}\n{LONG}\n\nHết", "c02": "Ngắn"}},
    }
    yield Report(
        header(pack_hash=PACK_HASH, report_number="05/BC-UBND"), tables, full.states, (), full.attachments
    )
    rows: dict = {(unit, "2016"): {"c01": 5, "c22": "QĐ 1"} for unit in (COMMUNE, OTHER_COMMUNE)}
    source = Source(COMMUNE, "Xã Ngọc Lây", "id", 1, "cd" * 32, Status.OFFICIAL)
    up = header(PackageKind.DISTRICT, pack_hash=PACK_HASH)
    yield Report(up, {"BM02": rows, "BM16": {(COMMUNE, "1"): {"c01": LONG}}}, {}, (source,))


def description():
    """Sheet by sheet the SHA-256 of everything that the reader compares."""
    found = {}
    for sample in samples():
        sheets = as_written(sample, PACK)[1]
        frame = read_zip(render(sheets, with_cells=False))
        for sheet, framed in zip(sheets, read_sheets(frame, strict=True), strict=True):
            cells = [
                (place, {"written": cell.written._asdict(), "style": cell.style})
                for place, cell in sorted(sheet.cells.items())
            ]
            rows = json.dumps([cells, sorted(sheet.heights.items())]).encode()
            found[f"{sample.header.kind}/{sheet.name}"] = _digest(rows + framed.frame)
        for name in ("xl/workbook.xml", "xl/styles.xml", "xl/theme/theme1.xml"):
            found[f"{sample.header.kind}/{name}"] = _digest(canonical(parse(frame[name], name)))
    return found


def _digest(data):
    return hashlib.sha256(data).hexdigest()[:16]


def test_the_layout_of_this_format_version_has_not_changed():
    assert description() == json.loads(FROZEN.read_text("utf-8"))


if __name__ == "__main__":
    FROZEN.write_text(json.dumps(description(), ensure_ascii=False, indent=1) + "\n", "utf-8")
