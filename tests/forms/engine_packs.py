"""Packs built by hand for the engine's tests, like the forms of ../shared/domain/domain.md section 12."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from forms.answers import Address, Document, Value
from forms.engine import FormSet, OpenForms
from forms.pack import (
    Assignment,
    Campaign,
    Check,
    Choice,
    Field,
    FixedRow,
    Form,
    Kind,
    Level,
    Pack,
    Roll,
    Severity,
    Table,
    TableKind,
    Unit,
)
from forms.totals_tables import Column, TotalsTable

YEARS = ("2016", "2017", "2018")
TODAY = date(2018, 9, 30)


def words(text: str) -> dict[str, str]:
    return {"vi": text, "en": text}


def cell(name: str, calculate: str | None = None, **more) -> Field:
    """A whole-number field; its path is put in by `table`."""
    more.setdefault("kind", Kind.INTEGER)
    more.setdefault("rollup", Roll.SUM)
    return Field(name, more.pop("path", name), label=words(name), calculate=calculate, **more)


def rate(name: str, calculate: str) -> Field:
    return cell(name, calculate, kind=Kind.DECIMAL, decimals=2, rollup=Roll.CALC)


def text(name: str, **more) -> Field:
    return cell(name, more.pop("calculate", None), kind=more.pop("kind", Kind.TEXT), rollup=Roll.LIST, **more)


def key(name: str) -> Field:
    return cell(name, kind=Kind.KEY, rollup=Roll.NONE)


def table(
    name: str, path: str, fields: tuple[Field, ...], kind: TableKind = TableKind.SINGLE, **more
) -> Table:
    placed = tuple(replace(item, path=f"{path}/{item.path}") for item in fields)
    more.setdefault("form", name.partition(".")[0])
    return Table(name, path=path, kind=kind, label=words(name), fields=placed, **more)


def by_year(name: str, years: tuple[str, ...], fields: tuple[Field, ...]) -> Table:
    rows = tuple(FixedRow((year,), words(f"Năm {year}")) for year in years)
    return table(name, f"/{name}/rows", (key("year"), *fields), TableKind.FIXED, axes=("year",), rows=rows)


def records(name: str, path: str, fields: tuple[Field, ...], **more) -> Table:
    return table(name, path, fields, TableKind.RECORDS, **more)


def form(*tables: Table) -> Form:
    name = tables[0].form
    return Form(name, name, "1", words(name), tables)


def one_form(*tables: Table, **more) -> Pack:
    """A pack that everybody fills: no assignments."""
    return Pack("hand", "1", words("hand"), forms=(form(*tables),), **more)


def item(name: str, label: str = "", **attributes: str) -> Choice:
    return Choice(name, words(label or name), attributes)


SAME_YEAR = "[year = current()/year]"
BM01 = by_year(
    "BM01",
    ("2015", *YEARS),
    (cell("c08"), cell("c17", relevant="../year = '2015'"), cell("c18", relevant="../year = '2015'")),
)
BM02 = by_year(
    "BM02",
    YEARS,
    (
        cell("c01", constraint=". >= 1"),
        cell(
            "c03",
            constraint=". <= ../c01",
            constraint_message={"vi": "{label} {value} vượt {../c01}, năm {key}", "en": "{value} over {c01}"},
        ),
        cell("c05"),
        cell("c06"),
        cell("c07", "../c05 + ../c06", constraint=". <= ../c03"),
        cell("c09", warn=". = 0", warn_message=words("Có giảm khác")),
        cell("c10"),
        cell("c11"),
        cell("c12"),
        cell("c13"),
        cell("c14", "../c03 - ../c07 - ../c09 + ../c10 + ../c11 + ../c12 + ../c13", check="K01"),
        cell("c16"),
        cell("c17"),
        cell("c18"),
        rate("r01", "if(../c18 = 0, '', round(../c14 div ../c18 * 100, 2))"),
        rate("r04", "if(../c01 = 0, '', ../c03 div ../c01 * 100 - ../r01)"),
        rate("r05", "if(../c01 = 0, '', ../c07 div ../c01 * 100)"),
    ),
)
BM03 = by_year(
    "BM03",
    YEARS,
    (
        cell("c06"),
        cell("c10"),
        rate("r01", "../c10 div instance('BM02')/root/item[year = current()/../year]/c18 * 100"),
    ),
)
INDICATORS = ("A1", "A2", "B1")
BM05 = table(
    "BM05",
    "/BM05/rows",
    (
        key("indicator"),
        key("group"),
        key("year"),
        cell(
            "c00",
            "if(../group = 'NG', instance('BM02')/root/item[year = current()/../year]/c14,"
            " instance('BM02')/root/item[year = current()/../year]/c17)",
        ),
        cell("c01"),
        cell("c03", "sum(/BM05/rows[group = current()/../group][year = current()/../year]/c01)"),
        rate("r01", "if(../c00 = 0, '', ../c01 div ../c00 * 100)"),
        rate("r02", "if(../c00 = 0, '', ../c03 div ../c00)"),
    ),
    TableKind.FIXED,
    axes=("indicator", "group", "year"),
    rows=tuple(
        FixedRow((indicator, group, year), words(indicator))
        for year in YEARS
        for group in ("NG", "N2")
        for indicator in INDICATORS
    ),
)
BM16 = records(
    "BM16",
    "/BM16/models",
    (
        text("c01", required="yes", required_message=words("Ghi tên mô hình")),
        text("c02", kind=Kind.CHOICE, list="kind"),
        cell("c08", constraint=". >= 1"),
        cell("c09", constraint=". <= ../c08", default="0"),
        cell("c17"),
    ),
)
BM18 = table("BM18", "/BM18", (text("c01", kind=Kind.MEMO, required="yes"),))
BM18_C10 = records(
    "BM18.c10",
    "/BM18/c10",
    (text("c01"), text("c02"), text("c03")),
    parent="BM18",
    role="explanations",
)
CHECKS = (
    Check(
        "K02",
        Severity.ERROR,
        "BM02",
        "c03 = instance('BM02')/root/item[year = current()/year - 1]/c14",
        {"vi": "Đầu kỳ {c03} khác cuối kỳ trước {instance('BM02')/root/item[year = current()/year - 1]/c14}"},
        when="year != '2016'",
        cells=("c03", "instance('BM02')/root/item[year=-1+current()/year]/c14"),
    ),
    Check(
        "K03",
        Severity.ERROR,
        "BM02",
        "c03 = instance('BM01')/root/item[year = '2015']/c17",
        words("Khác số đầu giai đoạn"),
        when="year = '2016'",
        cells=("c03", "BM01[2015].c17"),
    ),
    Check(
        "K04", Severity.ERROR, "BM02", f"c05 = instance('BM03')/root/item{SAME_YEAR}/c06", words("Không khớp")
    ),
    Check("K08", Severity.ERROR, "BM02", "c16 + c17 = c14", words("N1 + N2"), cells=("c16", "c17", "c14")),
    Check(
        "K12",
        Severity.ERROR,
        "BM05",
        "c01 <= instance('BM05')/root/item[indicator = current()/indicator and group = 'NG'"
        " and year = current()/year]/c01",
        words("N2 nhiều hơn NG"),
        when="group = 'N2'",
    ),
    Check(
        "K13",
        Severity.ERROR,
        "BM05",
        "c03 >= 3 * c00 and c03 <= 10 * c00",
        words("N2 từ 3 chỉ số"),
        when="group = 'N2' and indicator = 'A1'",
        cells=("c03", "c00"),
    ),
    Check(
        "K19", Severity.WARNING, "BM02", "r04 <= 15 and r04 >= -5", words("Giảm nhanh"), cells=("r04", "c03")
    ),
    Check(
        "K30",
        Severity.WARNING,
        "BM02",
        "sum(instance('BM16')/root/item/c17) <= sum(instance('BM02')/root/item/c07)",
        words("Mô hình nhiều hơn thoát nghèo"),
        when="year = instance('campaign')/root/last_year",
        cells=("c07",),
    ),
)
COMMUNES = tuple(
    Unit(code, f"Xã {code}", code, "commune", "area", kind, parent, area)
    for code, kind, parent, area in (
        ("101", "Phường", "1", "urban"),
        ("102", "Xã", "1", "rural"),
        ("103", "Xã", "1", "rural"),
        ("201", "Thị trấn", "2", "urban"),
        ("202", "Xã", "2", "rural"),
    )
)
UNITS = (
    Unit("0", "Tỉnh", "T", "province", "area", "Tỉnh", ""),
    Unit("1", "Huyện Một", "H1", "district", "area", "Huyện", "0"),
    Unit("2", "Huyện Hai", "H2", "district", "area", "Huyện", "0"),
    *COMMUNES,
)
TOTALS = (
    TotalsTable(
        "TH-02",
        words("Diễn biến"),
        "sum",
        "BM02",
        columns=tuple(Column(code, words(code), code) for code in ("c03", "c07", "c14", "c18", "r01", "r04")),
    ),
    TotalsTable(
        "TH-04",
        words("Ba năm"),
        "series",
        "BM02",
        columns=(
            Column("h18", words("hộ"), "c18", "2018"),
            Column("p16", words("nghèo"), "c14", "2016"),
            Column("p18", words("nghèo"), "c14", "2018"),
            Column("t18", words("tỷ lệ"), expression="if(h18 = 0, '', p18 div h18 * 100)", decimals=2),
            Column("e", words("giảm"), expression="p16 - p18"),
        ),
    ),
    TotalsTable(
        "TH-06",
        words("Thiếu hụt"),
        "matrix",
        "BM05",
        {"group": "NG"},
        (Column("c00", words("hộ"), "c00"), Column("c01", words("thiếu hụt"), "c01")),
        percent_of="c00",
    ),
    TotalsTable(
        "TH-19",
        words("Mô hình"),
        "list",
        "BM16",
        columns=(
            Column("c01", words("tên"), "c01"),
            Column("c08", words("hộ"), "c08"),
            Column("decision", words("kết luận"), expression="if(c02 = '', 'pending', c02)"),
        ),
    ),
    TotalsTable("TH-01", words("Theo dõi"), "tracker"),
)
POVERTY = Pack(
    "poverty",
    "1",
    words("poverty"),
    forms=(form(BM01), form(BM02), form(BM03), form(BM05), form(BM16), form(BM18, BM18_C10)),
    lists={"kind": (item("credit", "Tín dụng"), item("crops", "Trồng trọt"))},
    checks=CHECKS,
    levels=(
        Level("province", words("tỉnh")),
        Level("district", words("huyện"), "province"),
        Level("commune", words("xã"), "district"),
    ),
    units=UNITS,
    assignments=tuple(
        Assignment(f, "commune", "area", required=True)
        for f in ("BM01", "BM02", "BM03", "BM05", "BM16", "BM18")
    ),
    campaign=Campaign("KT", words("KT"), "VN-2016", YEARS, "2018", "2018-09-30", {}, {"award_limit": "3"}),
    totals=TOTALS,
)
POVERTY_FORMS = FormSet(POVERTY)
COMMUNE = COMMUNES[1]


def opened(pack: Pack, document: Document | None = None) -> OpenForms:
    """Open a pack for its first reporting unit, or for nobody in particular."""
    unit = next((one for one in pack.units if one.level == "commune"), COMMUNE)
    return FormSet(pack).open(unit, document or Document(), TODAY)


def commune(document: Document | None = None) -> OpenForms:
    return POVERTY_FORMS.open(COMMUNE, document or Document(), TODAY)


def at(address: str) -> Address:
    return Address.parse(address)


def put(forms: OpenForms, values: Mapping[str, Value | None]):
    return forms.put_many([(at(place), value, None) for place, value in values.items()])


def year_of(year: str, **values: Value | None) -> dict[str, Value | None]:
    return {f"BM02[{year}].{name}": value for name, value in values.items()}


def value(forms: OpenForms, address: str) -> Value | None:
    return forms.view(at(address)).value


def codes(forms: OpenForms, *, without: tuple[str, ...] = ("K36",)) -> list[str]:
    return [finding.code for finding in forms.findings() if finding.code not in without]


KON_TUM_2022 = {
    "c01": 140_000,
    "c03": 21_989,
    "c05": 6_000,
    "c06": 782,
    "c09": 40,
    "c10": 169,
    "c11": 13,
    "c12": 594,
    "c13": 0,
}
"""TV4 of domain.md section 14: 21.989 at the start, 15.943 at the end."""
