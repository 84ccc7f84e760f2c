"""A pack with two open lists: one to choose from, one that gives the rows of a table."""

import shutil
from pathlib import Path

from office.packs import build_pack
from tests.offices import MOMENT
from tests.packs.sources import KONTUM

_LANGUAGES = "label::Tiếng Việt (vi) | label::English (en)"
_COLUMNS_OF_BM30 = "calculation | repeat_count | body::vn:grid | bind::vn:rollup"
_ITEM = "instance('policy')/root/item[position() = position(current()/..)]"
_SETTINGS = """
| settings |
| | form_id | name | form_title | version | default_language | namespaces | attribute::vn:number |\
 attribute::vn:titleEn |
| | {id} | {id} | {title} | 1 | Tiếng Việt (vi) | vn="urn:phieuxa:xlsform:1" | {number} | {title} |
"""
_GRID = " id=BM30 rows=policy axes=policy layout=rows"
BM30 = f"""
| survey |
| | type | name | {_LANGUAGES} | {_COLUMNS_OF_BM30} |
| | begin repeat | rows | Chính sách | Policies | | count(instance('policy')/root/item) |{_GRID} | |
| | calculate | policy | Chính sách | Policy | {_ITEM}/name | | | |
| | integer | c01 | Số hộ được hỗ trợ | Households | | | | SUM |
| | integer | c02 | Số hộ đề nghị | Asked for | | | | SUM |
| | select_one model_field | c03 | Lĩnh vực | Field | | | | LIST |
| | end repeat | | | | | | | |
{_SETTINGS.format(id="BM30", title="Chính sách", number="BM-30")}"""
BM18 = f"""
| survey |
| | type | name | {_LANGUAGES} | body::vn:grid | bind::vn:rollup |
| | text | c01 | Ghi chú | Notes | | TXT |
| | begin repeat | c10 | Giải trình | Explanations | id=BM18.c10 layout=rows role=explanations | |
| | text | c01 | Mã | Code | | LIST |
| | text | c02 | Ô | Cell | | LIST |
| | text | c03 | Giải trình | Explanation | | TXT |
| | end repeat | | | | | |
{_SETTINGS.format(id="BM18", title="Giải trình", number="BM-18")}"""
_LISTS = f"""
| choices |
| | list_name | name | {_LANGUAGES} | fund |
| | policy | P01 | Tín dụng ưu đãi | Credit | TW |
| | policy | P02 | Bảo hiểm y tế | Health insurance | TW |
| | model_field | production | Sản xuất | Production | |
| | model_field | other | Khác | Other | |
| | area | rural | Nông thôn | Rural | |
| | level | commune | Xã | Commune | |
| | level | district | Huyện | District | |
| | level | province | Tỉnh | Province | |
| | data_status | estimated | Ước thực hiện | Estimated | |
| | data_status | official | Chính thức | Official | |
"""
_HEADS = "form,level,kind,required\n"
_ASSIGNED = """\
BM00,commune,area,yes
BM30,commune,area,yes
BM18,commune,area,no
BM00,district,area,yes
BM00,province,area,yes
"""
_TOTALS = "id,kind,title::vi,title::en,source,filter,levels,percent_of\n"
_COLUMNS = "table,code,field,year,expression,decimals,unit::vi,unit::en,label::vi,label::en\n"


def source(folder: Path, version: str = "1.0.0") -> Path:
    """Write the pack's sources into a folder."""
    forms = folder / "forms"
    forms.mkdir(parents=True)
    for name in ("levels", "units", "standards", "lines", "indicators", "score_rules", "campaign"):
        shutil.copy(KONTUM / f"{name}.csv", folder / f"{name}.csv")
    shutil.copy(KONTUM / "forms" / "BM-00.md", forms / "BM-00.md")
    (forms / "BM-30.md").write_text(BM30, "utf-8")
    (forms / "BM-18.md").write_text(BM18, "utf-8")
    (folder / "lists.md").write_text(_LISTS, "utf-8")
    (folder / "pack.csv").write_text(
        f"name,value\nid,open-test\nversion,{version}\ntitle.vi,Thử\ntitle.en,Test\n", "utf-8"
    )
    (folder / "assignments.csv").write_text(_HEADS + _ASSIGNED, "utf-8")
    (folder / "open_lists.csv").write_text(
        "list,levels\npolicy,province district\nmodel_field,district\n", "utf-8"
    )
    (folder / "totals.csv").write_text(
        f"{_TOTALS}TH-30,matrix,Chính sách,Policies,BM30,,district;province,\n", "utf-8"
    )
    (folder / "columns.csv").write_text(
        f"{_COLUMNS}TH-30,c01,c01,,,,hộ,households,Số hộ,Households\n", "utf-8"
    )
    return folder


def built(folder: Path, version: str = "1.0.0") -> bytes:
    """Build the pack's file."""
    return build_pack(source(folder, version), MOMENT)
