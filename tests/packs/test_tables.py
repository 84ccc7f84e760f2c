"""Tables with a hierarchy: what the pack holds, what the engine adds, and that other tools do alike."""

import random
import subprocess
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import count
from pathlib import Path

import pytest
import pyxform
from pyxform.xls2xform import convert

from forms.answers import Address, Document
from forms.authoring import PackErrors, build
from forms.authoring.build import read_source
from forms.authoring.lint import prepare
from forms.authoring.sheets import Complaints
from forms.engine import FormSet
from forms.pack import Kind, Pack, Roll, Unit, dump, load
from forms.problems import Problem
from tests.conftest import require_tool
from tests.javarosa.differential import Ours, Outcome, Pair
from tests.javarosa.oracle import JavaRosa
from tests.javarosa.subjects import NOBODY
from tests.packs import tables

FUNDING = Path(__file__).parent / "funding" / "forms"
JAR = Path(pyxform.__file__).parent / "validators/odk_validate/bin/ODK_Validate.jar"
NOW = datetime(2018, 9, 20, tzinfo=UTC)


@pytest.fixture(scope="module")
def pack(tmp_path_factory) -> Pack:
    return build(tables.markdown(tmp_path_factory.mktemp("table")))


@pytest.fixture(scope="module", params=sorted(path.stem for path in FUNDING.glob("*.md")))
def sample(request) -> Pack:
    return build(FUNDING / f"{request.param}.md")


def opened(pack: Pack):
    return FormSet(pack).open(Unit("0", "", "", "", "area", "", ""), Document(), date(2018, 9, 20))


def test_the_hierarchy_of_the_list_is_that_of_the_rows(pack):
    (table,) = pack.forms[0].tables
    assert (table.axes, table.appearance, table.freeze, len(table.rows)) == (("ma",), "vn-grid", 1, 45)
    group, item = table.rows[:2]
    assert (group.key, group.level, group.total) == (("G1",), 0, True)
    assert (item.key, item.level, item.total, item.values) == (("G1.1",), 1, False, {"cha": "G1"})
    fields = {field.id: field for field in table.fields}
    assert [name for name, field in fields.items() if field.kind is Kind.KEY] == [
        "ma",
        "la_tong",
        "cha",
        "khoa_cot",
    ]
    total = fields["nam_nay_ht"]
    assert (total.hidden, total.kind, total.unit["vi"], total.rollup) == (
        True,
        Kind.DECIMAL,
        "người",
        Roll.CALC,
    )


def test_cells_that_a_row_never_asks_are_known_to_the_pack(pack):
    rows = {row.key[0]: row.blocked for row in pack.forms[0].tables[0].rows}
    assert rows["G1"] == ("nam_truoc", "nam_nay")
    assert rows["G1.1"] == ()
    assert rows["G1.4"] == ("nam_truoc",)


def test_a_pack_with_tables_survives_its_own_form(pack, sample):
    assert load(dump(pack)) == pack
    assert load(dump(sample)) == sample


def test_a_subtotal_follows_its_rows_and_takes_nothing_from_the_others(pack):
    forms = opened(pack)
    total = Address("tong_hop", ("G2",), "nam_nay_ht")
    change = forms.put(Address("tong_hop", ("G2.1",), "nam_nay"), Decimal(5))
    assert set(change.cells) == {
        Address("tong_hop", ("G2.1",), name) for name in ("nam_nay", "nam_nay_ht")
    } | {total}
    forms.put(Address("tong_hop", ("G2.3",), "nam_nay"), Decimal(7))
    forms.put(Address("tong_hop", ("G3.1",), "nam_nay"), Decimal(100))
    assert forms.view(total).value == Decimal(12)
    assert not forms.view(Address("tong_hop", ("G2",), "nam_nay")).relevant


def test_a_warning_of_a_table_is_told_with_its_figures(pack):
    forms = opened(pack)
    forms.put(Address("tong_hop", ("G2.1",), "nam_truoc"), Decimal(5))
    change = forms.put(Address("tong_hop", ("G2.1",), "nam_nay"), Decimal(50))
    (warned,) = [one for one in change.findings if one.code == "tong_hop.nam_nay"]
    assert warned.sentence["vi"].endswith("50 gấp đôi năm trước (5)")


def test_subtotals_of_subtotals_add_every_row_once():
    forms = opened(build(FUNDING / "BM-09.md"))
    leaves = ("DA1.1", "DA1.3a", "DA1.3b", "DA1.4", "DA2.1", "DA2.2", "DA2.3", "DA3", "DA4", "DA5")
    for number, code in enumerate(leaves):
        forms.put(Address("BM09", (code,), "k02"), Decimal(10**number * 1_000_000))
    shown = {
        code: forms.view(Address("BM09", (code,), "k02_ht")).value for code in ("TS", "DA1", "DA1.3", "DA2")
    }
    million = 1_000_000
    assert shown == {
        "TS": 1_111_111_111 * million,
        "DA1": 1_111 * million,
        "DA1.3": 110 * million,
        "DA2": 1_110_000 * million,
    }
    assert forms.view(Address("BM09", ("TS",), "k09")).value == 1_111_111_111 * million


@pytest.mark.parametrize("seed", range(4))
def test_figures_typed_one_by_one_are_those_of_a_table_opened_anew(seed):
    pack = build(FUNDING / "BM-09.md")
    (table,) = pack.forms[0].tables
    chance, live = random.Random(seed), opened(pack)
    asked = [
        Address("BM09", row.key, field.id)
        for row in table.rows
        for field in table.fields
        if field.rollup is Roll.SUM and field.calculate is None and field.id not in row.blocked
    ]
    for address in chance.choices(asked, k=120):
        live.put(address, chance.choice((None, 0, chance.randint(1, 10**9))))
    form_set = FormSet(pack)
    anew = form_set.open(live.unit, live.document(), date(2018, 9, 20))
    assert live.values() == anew.values()
    assert live.findings() == anew.findings()


def test_last_years_figures_come_from_the_file_beside_the_form(tmp_path):
    pulled = "pulldata('ky_truoc', 'gia_tri', 'khoa', concat('23404', '|', ${ma}))"
    survey = [
        {**row, "calculation": pulled, "readonly": "yes", "bind::vn:total": "", "relevant": ""}
        if row.get("name") == "nam_truoc"
        else row
        for row in tables.SURVEY
        if row.get("name") != "nam_truoc_ht"
    ]
    (tmp_path / "ky_truoc.csv").write_text("khoa,gia_tri\n23404|G1.1,15\n", "utf-8")
    forms = opened(build(tables.markdown(tmp_path, survey)))
    assert forms.view(Address("tong_hop", ("G1.1",), "nam_truoc")).value == Decimal(15)
    assert forms.view(Address("tong_hop", ("G1.2",), "nam_truoc")).value is None
    change = forms.put(Address("tong_hop", ("G1.1",), "nam_nay"), Decimal(40))
    assert "tong_hop.nam_nay" in [one.code for one in change.findings]
    assert forms.view(Address("tong_hop", ("G1.1",), "giai_trinh")).required


# -- other tools ------------------------------------------------------------------------------------------


def validated(xform: str, folder: Path) -> str:
    form = folder / "form.xml"
    form.write_text(xform, encoding="utf-8")
    run = subprocess.run(
        [str(require_tool("java")), "-Djava.awt.headless=true", "-jar", str(JAR), str(form)],
        capture_output=True,
        text=True,
        timeout=25,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    return run.stdout + run.stderr


@pytest.mark.oracle
def test_the_workbook_itself_is_valid_for_pyxform_and_odk_validate(tmp_path):
    xform = convert(tables.workbook(tmp_path)).xform
    assert 'appearance="vn-grid"' in xform
    assert "Xform is valid" in validated(xform, tmp_path)


def xform_of(path: Path) -> str:
    """Give the XForm that pyxform makes of a form of the sample pack, as the builder hands it over."""
    complaints = Complaints()
    source = read_source(path, complaints)
    (word,) = source.forms
    prepared = prepare(word, source.forms[word], None, complaints)
    assert prepared is not None
    content: dict[str, object] = {"sheet_names": ["survey", "choices", "settings"]}
    for kind in ("survey", "choices", "settings"):
        rows = [{column: text for column, text in row.items() if text} for row in getattr(prepared, kind)]
        content[kind] = rows
        content[f"{kind}_header"] = [dict.fromkeys(column for row in rows for column in row)]
    return str(convert(content, form_name=prepared.form_id).xform)


@pytest.mark.oracle
@pytest.mark.parametrize("word", sorted(path.stem for path in FUNDING.glob("*.md")))
def test_odk_validate_accepts_the_sample(tmp_path, word):
    assert "Xform is valid" in validated(xform_of(FUNDING / f"{word}.md"), tmp_path)


@pytest.fixture(scope="module")
def java(tmp_path_factory):
    with JavaRosa(require_tool("java"), tmp_path_factory.mktemp("javarosa")) as running:
        yield running


@pytest.mark.oracle
@pytest.mark.timeout(120)
@pytest.mark.parametrize("word", ["section", "BM-08", "BM-09"])
def test_javarosa_adds_the_same_subtotals_whatever_is_filled_in(java, tmp_path, word, capsys):
    path = tables.markdown(tmp_path) if word == "section" else FUNDING / f"{word}.md"
    xform, form_set = xform_of(path), FormSet(build(path))
    total = Outcome()
    for seed in count(1):
        java.load(xform)
        forms = form_set.open(NOBODY, Document(), NOW.date(), NOW)
        pair = Pair(Ours(forms, form_set.pack.forms[0].tables), java, random.Random(seed), ())
        pair.even_out()
        pair.compare()
        for _ in range(40):
            pair.step()
        total += pair.outcome
        if total.compared > 8_000:
            break
    with capsys.disabled():
        print(f"\n{word}: {total.compared} comparisons, {len(total.differences)} differences")  # noqa: T201
    assert total.differences == []
    assert total.cleared == total.kept == 0


# -- mistakes ---------------------------------------------------------------------------------------------


def changed(place, **cells):
    """Give the survey with some cells of one row changed."""
    return [{**row, **cells} if row.get("name") == place else row for row in tables.SURVEY]


def listed(code, **cells):
    return [{**row, **cells} if row["name"] == code else row for row in tables.rows()]


GRID = "body::vn:grid"
MISTAKES = {
    "a word for a column the list does not have": (
        changed("b1", **{GRID: "rows=chi_tieu key=ma level=capp total=la_tong"}),
        None,
        ("PACK_GRID_COLUMN", "TH survey", "level=capp"),
    ),
    "a calculation that reads a column the list does not have": (
        changed("cha", calculation=f"{tables.ROW}/me"),
        None,
        ("PACK_GRID_COLUMN", "TH survey", "me"),
    ),
    "a computed field that is not there": (
        changed("nam_nay", **{"bind::vn:total": "nam_nay_h"}),
        None,
        ("PACK_TOTAL_FIELD", "TH survey", "nam_nay_h"),
    ),
    "subtotals without a mark in the list": (
        changed("b1", **{GRID: "rows=chi_tieu key=ma level=cap"}),
        None,
        ("PACK_TOTAL_ROWS", "TH survey", "nam_truoc_ht"),
    ),
    "a level that is no number": (None, listed("G2.1", cap="hai"), ("PACK_ROW_WORD", "TH choices", "hai")),
    "a mark that is neither 1 nor 0": (
        None,
        listed("G2", la_tong="có"),
        ("PACK_ROW_WORD", "TH choices", "có"),
    ),
    "a subtotal without rows": (
        None,
        [{**row, "cha": "G1"} if row["cha"] == "G2" else row for row in tables.rows()],
        ("PACK_TOTAL_EMPTY", "TH choices", "G2"),
    ),
    "a path that is none": (
        changed("nam_nay_ht", calculation=tables.TOTAL.replace("/data/b1", "/data/nhom/b1")),
        None,
        ("PACK_PATH_UNKNOWN", "TH survey", "/tong_hop/nhom/b1/nam_nay"),
    ),
    "a row under what is no row": (None, listed("G2.1", cha="G99"), ("PACK_ROW_PARENT", "TH choices", "G99")),
    "a row under what is no subtotal": (
        None,
        listed("G2.1", cha="G2.2"),
        ("PACK_ROW_PARENT", "TH choices", "G2.2"),
    ),
    "one computed field for two columns": (
        changed("nam_nay", **{"bind::vn:total": "nam_truoc_ht"}),
        None,
        ("PACK_TOTAL_FIELD", "TH survey", "nam_truoc_ht"),
    ),
    "a subtotal that stands above itself": (
        None,
        listed("G2", cha="G2"),
        ("PACK_TOTAL_CIRCLE", "TH choices", "G2"),
    ),
    "two subtotals that stand above each other": (
        None,
        [{**row, "cha": {"G1": "G2", "G2": "G1"}.get(row["name"], row["cha"])} for row in tables.rows()],
        ("PACK_TOTAL_CIRCLE", "TH choices", "G1"),
    ),
    "a subtotal over subtotals that leaves out their rows": (
        None,
        listed("G2", cha="G1"),
        ("PACK_TOTAL_LOST", "TH choices", "G1"),
    ),
    "a subtotal row that is asked": (
        changed("nam_nay", relevant=""),
        None,
        ("PACK_TOTAL_ASKED", "TH survey", "G1"),
    ),
    "a grid without rows": (
        changed("b1", **{GRID: "freeze=1"}),
        None,
        ("PACK_GRID_ALONE", "TH survey", "vn-grid"),
    ),
    "a table of records over a list": (
        changed("b1", appearance="vn-table"),
        None,
        ("PACK_GRID_AGAINST", "TH survey", "rows="),
    ),
    "a misspelt appearance": (
        changed("b1", appearance="vn-gird"),
        None,
        ("PACK_VALUE", "TH survey", "vn-gird"),
    ),
    "the appearance at a question": (
        changed("nam_nay", appearance="vn-grid"),
        None,
        ("PACK_MISPLACED", "TH survey", "decimal"),
    ),
    "a number of frozen columns that is none": (
        changed("b1", **{GRID: "rows=chi_tieu key=ma level=cap total=la_tong freeze=hai"}),
        None,
        ("PACK_GRID", "TH survey", "freeze=hai"),
    ),
    "both words for the key": (
        changed("b1", **{GRID: "rows=chi_tieu key=ma axes=ma level=cap total=la_tong"}),
        None,
        ("PACK_GRID", "TH survey", "axes=ma"),
    ),
    "a key that can be typed over": (
        changed("ma", readonly=""),
        None,
        ("PACK_VALUE_MISSING", "TH survey", "readonly"),
    ),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_in_a_table_is_told_at_its_cell(tmp_path, mistake):
    survey, choices, (code, sheet, text) = MISTAKES[mistake]
    path = tables.markdown(tmp_path, survey or tables.SURVEY, choices)
    with pytest.raises(Problem) as caught:
        build(path)
    problems = caught.value.problems if isinstance(caught.value, PackErrors) else (caught.value,)
    told = [one for one in problems if one.code == code]
    assert told, problems
    assert told[0].details["sheet"] == sheet
    assert any(text in str(value) for value in told[0].details.values()), told[0].details
    assert told[0].details["cell"][0].isalpha()


def test_a_circle_of_subtotals_is_named(tmp_path):
    survey = changed("nam_nay_ht", calculation=tables.TOTAL.replace("/nam_nay)", "/nam_nay_ht)"))
    with pytest.raises(PackErrors) as caught:
        build(tables.markdown(tmp_path, survey))
    assert [one.code for one in caught.value.problems] == ["PACK_CYCLE"]
