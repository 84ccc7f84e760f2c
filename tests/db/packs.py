"""Small packs made by hand for the tests of the database."""

from dataclasses import replace

from forms.pack import Choice, Field, FixedRow, Form, Kind, Pack, Table, TableKind, Unit


def field(name, kind=Kind.INTEGER, **more):
    return Field(name, f"/T/{name}", kind, {"vi": f"Chỉ tiêu {name}"}, **more)


YEARS = Table(
    "BM02",
    "BM02",
    "/BM02/rows",
    TableKind.FIXED,
    {"vi": "Hộ nghèo theo năm"},
    (
        field("year", Kind.KEY),
        field("c01"),
        field("c02"),
        field("c03", Kind.DECIMAL),
        field("c14", calculate="../c01 + ../c02"),
    ),
    axes=("year",),
    rows=tuple(FixedRow((year,), {"vi": year}) for year in ("2015", "2016", "2017", "2018")),
)
STORY = Table(
    "BM18",
    "BM18",
    "/BM18",
    TableKind.SINGLE,
    {"vi": "Thuyết minh"},
    (field("c01", Kind.MEMO), field("c02", Kind.DATE), field("c03", Kind.CHOICE, list="yes_no")),
)
MODELS = Table(
    "BM17",
    "BM17",
    "/BM17/model",
    TableKind.RECORDS,
    {"vi": "Mô hình"},
    (field("c01", Kind.TEXT), field("c02")),
)
PARTS = Table(
    "BM17.c16",
    "BM17",
    "/BM17/model/part",
    TableKind.RECORDS,
    {"vi": "Thành phần"},
    (field("c01", Kind.TEXT), field("c02", Kind.DECIMAL)),
    parent="BM17",
)
RATES = Table(
    "BM17.c17",
    "BM17",
    "/BM17/model/rates",
    TableKind.FIXED,
    {"vi": "Tỷ lệ"},
    (field("year", Kind.KEY), field("c01", Kind.DECIMAL)),
    parent="BM17",
    axes=("year",),
    rows=(FixedRow(("2018",), {"vi": "2018"}),),
)
PACK = Pack(
    "test",
    "1",
    {"vi": "Thử"},
    forms=(
        Form("BM02", "BM-02", "1", {"vi": "BM-02"}, (YEARS,)),
        Form("BM18", "BM-18", "1", {"vi": "BM-18"}, (STORY,)),
        Form("BM17", "BM-17", "1", {"vi": "BM-17"}, (MODELS, PARTS, RATES)),
    ),
    lists={"yes_no": (Choice("1", {"vi": "Có"}), Choice("0", {"vi": "Không"}))},
    units=(Unit("62.01.001", "Xã Ngọc Lây", "Ngọc Lây", "commune", "area", "Xã", ""),),
)


def with_table(pack, table, version):
    """Give the pack a new version in which one table is another."""
    forms = tuple(
        replace(form, tables=tuple(table if old.id == table.id else old for old in form.tables))
        for form in pack.forms
    )
    return replace(pack, version=version, forms=forms)
