"""The table with subtotals as the design of XLSForm tables writes it, as a workbook for any tool."""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from openpyxl import Workbook

from forms.authoring import build
from forms.pack import Pack
from tests.forms.authoring.sources import EN, VI, Rows, choice, messages, question, table
from tests.packs.sources import KONTUM

FUNDING = Path(__file__).parent / "funding"
ROW = "instance('chi_tieu')/root/item[position()=position(current()/..)]"
TOTAL = "if(${la_tong}='1', sum(/data/b1[cha = current()/../ma]/nam_nay), ${nam_nay})"
SURVEY: Rows = [
    {
        **question("begin repeat", "b1", "Chỉ tiêu", "Indicators"),
        "repeat_count": "count(instance('chi_tieu')/root/item)",
        "appearance": "vn-grid",
        "body::vn:grid": "rows=chi_tieu key=ma level=cap total=la_tong freeze=1",
    },
    question("select_one chi_tieu", "ma", "Chỉ tiêu", "Indicator", calculation=f"{ROW}/name", readonly="yes"),
    {"type": "calculate", "name": "la_tong", "calculation": f"{ROW}/la_tong"},
    {"type": "calculate", "name": "cha", "calculation": f"{ROW}/cha"},
    {
        "type": "calculate",
        "name": "khoa_cot",
        "calculation": "instance('chi_tieu')/root/item[name=${ma}]/khoa_cot",
    },
    question(
        "decimal",
        "nam_truoc",
        "Năm trước",
        "Last year",
        relevant="${la_tong} != '1' and not(selected(${khoa_cot}, 'nam_truoc'))",
        vn_decimals="0",
        vn_total="nam_truoc_ht",
        vn_rollup="SUM",
    ),
    {
        **question(
            "decimal",
            "nam_nay",
            "Năm nay",
            "This year",
            relevant="${la_tong} != '1'",
            constraint=". >= 0",
            vn_unit="người",
            vn_unitEn="persons",
            vn_decimals="0",
            vn_total="nam_nay_ht",
            vn_rollup="SUM",
            vn_warn="not(. > ${nam_truoc} * 2)",
            vn_warnMsg="{.} gấp đôi năm trước ({nam_truoc})",
            vn_warnMsgEn="{.} is twice last year's {nam_truoc}",
        ),
        **messages("constraint_message", "Không âm", "Not below 0"),
    },
    {"type": "calculate", "name": "nam_nay_ht", "calculation": TOTAL},
    {"type": "calculate", "name": "nam_truoc_ht", "calculation": TOTAL.replace("nam_nay", "nam_truoc")},
    question(
        "text",
        "giai_trinh",
        "Giải trình",
        "Reason",
        relevant="${la_tong} != '1' and (${nam_nay} - ${nam_truoc}) div ${nam_truoc} > 0.1",
        required="yes",
    ),
    {"type": "end repeat"},
]
SETTINGS: Rows = [
    {
        "form_id": "tong_hop",
        "form_title": "Tổng hợp",
        "attribute::vn:titleEn": "Summary",
        "version": "1",
        "namespaces": 'vn="urn:phieuxa:xlsform:1"',
        "name": "data",
    }
]


def rows(groups: int = 9, each: int = 4) -> Rows:
    """List subtotal rows with rows below them: by default 45 in all."""
    made: Rows = []
    for group in range(1, groups + 1):
        code = f"G{group}"
        made.append(
            choice(
                "chi_tieu",
                code,
                f"Nhóm {group}",
                f"Group {group}",
                cap="0",
                cha="",
                la_tong="1",
                don_vi="người",
            )
        )
        for number in range(1, each + 1):
            locked = "nam_truoc" if number == each else ""
            more = {"cap": "1", "cha": code, "la_tong": "", "don_vi": "người", "khoa_cot": locked}
            made.append(
                choice(
                    "chi_tieu", f"{code}.{number}", f"Mục {group}.{number}", f"Item {group}.{number}", **more
                )
            )
    return made


def markdown(
    folder: Path, survey: Rows = SURVEY, choices: Rows | None = None, settings: Rows = SETTINGS
) -> Path:
    """Write the form as text."""
    path = folder / "TH.md"
    sheets = [table("survey", survey), table("choices", choices or rows()), table("settings", settings)]
    path.write_text("\n".join(sheets), "utf-8")
    return path


def workbook(folder: Path) -> Path:
    """Write the form as the officers' workbook: what every XLSForm tool is given."""
    book = Workbook()
    for name, written in (("survey", SURVEY), ("choices", rows()), ("settings", SETTINGS)):
        sheet = book.create_sheet(name)
        columns = [*dict.fromkeys(column for row in written for column in row)]
        sheet.append(
            [column.replace("::vi", f"::{VI[7:]}").replace("::en", f"::{EN[7:]}") for column in columns]
        )
        for row in written:
            sheet.append([row.get(column) for column in columns])
    book.remove(book["Sheet"])
    path = folder / "TH.xlsx"
    book.save(path)
    return path


def funding_source(folder: Path) -> Path:
    """Lay out the source of the sample pack: its forms beside Kon Tum's units, cover and explanations."""
    source = folder / "funding"
    (source / "forms").mkdir(parents=True)
    for name in ("campaign", "levels", "units", "standards", "lines", "indicators", "score_rules"):
        shutil.copy(KONTUM / f"{name}.csv", source)
    shutil.copy(KONTUM / "lists.md", source)
    for name in ("BM-00", "BM-18"):
        shutil.copy(KONTUM / "forms" / f"{name}.md", source / "forms")
    for path in FUNDING.glob("forms/*.md"):
        shutil.copy(path, source / "forms")
    markdown(source / "forms")
    for path in FUNDING.glob("*.csv"):
        shutil.copy(path, source)
    return source


@cache
def funding() -> Pack:
    """Build the sample pack once a process."""
    with TemporaryDirectory() as folder:
        return build(funding_source(Path(folder)))
