"""A small pack, written as text: one fixed-row table, one form of questions with a list of records."""

from pathlib import Path

import pytest

from forms.authoring import PackErrors, build
from forms.problems import Problem

VI, EN = "label::Tiếng Việt (vi)", "label::English (en)"

Rows = list[dict[str, str]]
_GRID = "rows=years axes=year layout=columns id=F1"
_AXIS = "instance('years')/root/item[position() = position(current()/..)]/name"


def question(kind: str, name: str, vi: str, en: str, **more: str) -> dict[str, str]:
    """One row of a survey sheet; `vn_unit` stands for bind::vn:unit."""
    columns = {column.replace("vn_", "bind::vn:"): text for column, text in more.items()}
    return {"type": kind, "name": name, VI: vi, EN: en, **columns}


def messages(base: str, vi: str, en: str) -> dict[str, str]:
    """A text in both languages, as columns."""
    return {f"{base}::vi": vi, f"{base}::en": en}


def table(sheet: str, rows: Rows) -> str:
    """Write rows as a Markdown table."""
    columns = list(dict.fromkeys(column for row in rows for column in row))
    bodies = ([row.get(column, "").replace("|", "\\|") for column in columns] for row in rows)
    lines = [["", *cells] for cells in (columns, *bodies)]
    return "\n".join([f"| {sheet} |", *(f"| {' | '.join(line)} |" for line in lines), ""])


_HOUSEHOLDS = {"vn_rollup": "SUM", "vn_unit": "hộ", "vn_unitEn": "households"}
_WARN = {"vn_warn": ". < 5000", "vn_warnMsg": "Nhiều hộ quá", "vn_warnMsgEn": "Many households"}
_RATE = {"vn_rollup": "CALC", "vn_unit": "%", "vn_unitEn": "%", "vn_decimals": "2", "vn_check": "K01"}

MOVEMENT: Rows = [
    {
        **question("begin repeat", "rows", "Diễn biến", "Movement"),
        "repeat_count": "count(instance('years')/root/item)",
        "body::vn:grid": _GRID,
    },
    {"type": "calculate", "name": "year", "calculation": _AXIS},
    question("begin group", "stock", "Số hộ", "Households"),
    {
        **question(
            "integer", "c01", "Tổng số hộ", "All households", constraint=". >= 1", **_HOUSEHOLDS, **_WARN
        ),
        **messages("constraint_message", "Phải từ 1", "At least 1"),
    },
    {
        **question("integer", "c02", "Hộ nghèo", "Poor", constraint=". <= ${c01}", **_HOUSEHOLDS),
        **messages("constraint_message", "Không quá tổng", "Not above all"),
    },
    {"type": "end group"},
    question(
        "decimal",
        "r01",
        "Tỷ lệ",
        "Rate",
        calculation="round(${c02} div ${c01} * 100, 2)",
        readonly="yes",
        **_RATE,
    ),
    {"type": "end repeat"},
]
MOVEMENT_SETTINGS = {
    "form_id": "F1",
    **messages("form_title", "Diễn biến hộ nghèo", "Movement of the poor"),
    "version": "3",
    "attribute::vn:number": "F-1",
    "attribute::vn:sheet": "stock",
}
MODEL: Rows = [
    {
        **question("select_one yes_no", "c01", "Có mô hình", "Has a model", required="yes", default="1"),
        **messages("required_message", "Chọn", "Choose"),
        "bind::vn:rollup": "COUNT",
    },
    question(
        "select_multiple colour",
        "c02",
        "Màu | sắc",
        "Colours",
        relevant="../c01 = '1'",
        choice_filter="name != 'red'",
        vn_rollup="DIST",
    ),
    {
        **question("text", "c03", "Mô tả", "Description", default="it's", vn_kind="memo", vn_maxlength="300"),
        **messages("hint", "Viết ngắn", "Keep it short"),
        "bind::vn:sensitive": "yes",
        "bind::vn:levels": "commune",
    },
    {
        **question("integer", "money", "Kinh phí", "Cost", vn_scale="1000000", vn_rollup="WAVG(F1.c01)"),
        "instance::vn:id": "c04",
    },
    question("date", "c05", "Ngày", "Day", vn_rollup="NONE"),
    {
        **question("begin repeat", "people", "Người", "People"),
        "body::vn:grid": "id=F2.people layout=rows role=explanations",
    },
    question("text", "c01", "Tên", "Name", vn_maxlength="80", vn_rollup="LIST"),
    {"type": "end repeat"},
]
MODEL_SETTINGS = {
    "form_id": "F2",
    "form_title": "Mô hình",
    "attribute::vn:titleEn": "Model",
    "version": "1",
    "attribute::vn:orientation": "portrait",
    "default_language": "vi",
}


def choice(list_name: str, name: str, vi: str, en: str, **more: str) -> dict[str, str]:
    """One row of a choices sheet."""
    return {"list_name": list_name, "name": name, VI: vi, EN: en, **more}


COLOURS = [choice("colour", "red", "Đỏ", "Red"), choice("colour", "blue", "Xanh", "Blue")]
LISTS = [
    choice("years", "2016", "Năm 2016", "2016", rank="1"),
    choice("years", "2017", "Năm 2017", "2017", rank="2"),
    choice("yes_no", "1", "Có", "Yes"),
    choice("yes_no", "0", "Không", "No"),
    choice("unused", "x", "Ích", "Ex"),
]

CSV = {
    "pack": "name,value\nid,small\nversion,1.2.0\ntitle.vi,Nhỏ\ntitle.en,Small\nnotes.synthetic,made up\n",
    "levels": "code,parent,label::vi,label::en\nprovince,,Tỉnh,Province\ncommune,province,Xã,Commune\n",
    "units": (
        "code,name,short_name,level,kind,type,parent,area,valid_from,valid_to,variants\n"
        "62,Tỉnh Kon Tum,Kon Tum,province,area,Tỉnh,,,,2025-07-01,\n"
        "01234,Xã Ia H' Drai,,commune,area,Xã,62,rural,2004-01-01,,Ia H'Drai; Ia Hdrai\n"
    ),
    "unit_moves": (
        "unit,new,name,area,parent,parent_name,since,part\n"
        "01234,01240,Xã Ia Mới,rural,51,Tỉnh Quảng Ngãi,2025-07-01,\n"
    ),
    "unit_zones": (
        "unit,zone,inside,since,until,verified,source\n"
        "62,30a,no,2018-03-07,,,QĐ 275\n"
        "01234,30a,,2018-03-07,,no,QĐ 275\n"
    ),
    "assignments": "form,level,kind,required\nF1,commune,area,yes\nF2,commune,area,no\n",
    "standards": (
        "standard,title::vi,title::en,legal_basis,year_from,year_to\nVN-2016,Chuẩn,Standard,QĐ 59,2016,2021\n"
    ),
    "lines": "standard,area,kind,amount,verified\nVN-2016,rural,poor,700000,yes\n",
    "indicators": (
        "standard,code,label::vi,label::en,service::vi,service::en,points\n"
        "VN-2016,A1,Khám,Care,Y tế,Health,10\n"
    ),
    "score_rules": (
        "standard,area,result,b1_over,b1_to,b2_from,b2_below,verified\nVN-2016,rural,N1,,120,,,no\n"
    ),
    "campaign": (
        "name,value\nid,KT\ntitle.vi,Kỳ\ntitle.en,Campaign\n"
        "standard,VN-2016\nyears,2016 2017\nlast_year,2017\n"
        "data_date,2018-09-30\ndeadline.commune,2018-09-30\nparameter.award_limit,5\n"
    ),
    "checks": (
        "id,severity,context,when,expression,cells,message::vi,message::en\n"
        "K07,error,F1,year = '2017',c02 <= c01,c01 c02,Hộ nghèo vượt tổng,More poor than all\n"
    ),
    "totals": (
        "id,kind,title::vi,title::en,source,filter,levels,percent_of\n"
        "TH-02,sum,Tổng hợp,Totals,F1,year=2017,province;commune,\n"
    ),
    "columns": (
        "table,code,field,year,expression,decimals,unit::vi,unit::en,label::vi,label::en\n"
        "TH-02,c01,c01,,,,hộ,households,Hộ,Households\nTH-02,r01,,,c01 * 2,2,%,%,Tỷ lệ,Rate\n"
    ),
}


def write_pack(folder: Path) -> Path:
    """Write the small pack into `folder`."""
    (folder / "forms").mkdir(parents=True)
    movement = f"# Movement\n{table('survey', MOVEMENT)}|---|\n\n{table('settings', [MOVEMENT_SETTINGS])}"
    (folder / "forms" / "F-1.md").write_text(movement, "utf-8")
    model = [table("survey", MODEL), table("choices", COLOURS), table("settings", [MODEL_SETTINGS])]
    (folder / "forms" / "F-2.md").write_text("\n".join(model), "utf-8")
    (folder / "lists.md").write_text(table("choices", LISTS), "utf-8")
    for name, text in CSV.items():
        (folder / f"{name}.csv").write_text(text, "utf-8")
    return folder


def change(path: Path, old: str, new: str) -> None:
    """Replace one text in a file of the pack; it must be there."""
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def problems(path: Path) -> tuple[Problem, ...]:
    """Build what must fail, and give all that was found."""
    with pytest.raises(Problem) as caught:
        build(path)
    return caught.value.problems if isinstance(caught.value, PackErrors) else (caught.value,)


def write_others(folder: Path) -> Path:
    """Write a form of the ODK dialect, with a question this program cannot ask."""
    form = folder / "others.md"
    form.write_text(
        "| survey |\n| | type | name | label |\n| | integer | age | Age |\n| | geopoint | here | Where |\n"
        "| settings |\n| | form_id | form_title |\n| | others | Others |\n",
        "utf-8",
    )
    return form
