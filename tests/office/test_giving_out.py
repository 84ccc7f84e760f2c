"""Answers leave as submissions, CSV and workbooks, and what is personal stays unless it is asked for."""

import csv
import errno
import io
import zipfile
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from exports.answers_table import AnswerTable, Column, sheet_names, write_csv
from exports.answers_workbook import write_answers
from forms.answers import Address, State
from forms.pack import Kind
from forms.problems import Problem
from office.entry import Entry
from office.exchange import look, take_in
from office.giving_out import export_answers
from office.other_forms import install, new_instance
from office.packs import seal
from tests.office.test_exchange import HOUSEHOLDS, everything, value
from tests.offices import MOMENT, NGOC_LAY, TE_XANG
from tests.packs.tables import funding
from tests.pictures import JPEG


@pytest.fixture
def desk(place):
    with place.office(NGOC_LAY) as opened:
        yield opened


@pytest.fixture
def filled(desk, tmp_path):
    entry = Entry(desk)
    for _ in range(2):
        entry.add_record("BM16")
    (tmp_path / "vuon.jpg").write_bytes(JPEG)
    entry.attach(Address("BM16", ("1",), "c23"), tmp_path / "vuon.jpg")
    entry.add_record("BM17")
    entry.add_record("BM17.c16", ("1",))
    entry.put(
        [
            (Address("BM16", ("1",), "c01"), "=cmd|'/c calc'!A1", None),
            (Address("BM16", ("1",), "c02"), desk.pack.lists["model_field"][0].name, None),
            (Address("BM16", ("1",), "c12"), 5_500_000, None),
            (Address("BM16", ("2",), "c01"), 'Cà phê; "xứ lạnh"', None),
            (Address("BM16", ("2",), "c08"), None, State.UNKNOWN),
            (Address("BM17", ("1",), "c03"), "A Đăng", None),
            (Address("BM02", ("2016",), "c01"), 512, None),
            (Address("BM02", ("2016",), "c14"), 90, None),
            (Address("BM02", ("2016",), "c18"), 517, None),
        ]
    )
    return desk


def rows(data, delimiter=";"):
    assert data.startswith(b"\xef\xbb\xbf")
    text = data.decode("utf-8-sig")
    assert text.endswith("\r\n")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))


def test_a_form_as_csv_with_codes_keeps_keys_and_guards_formulas(filled, tmp_path):
    made = export_answers(filled, tmp_path / "out", kind="csv", form="BM-16", labels=False)
    assert [path.name for path in made.files] == ["BM16.csv"]
    first, second = rows(made.files[0].read_bytes())
    assert (first["KEY"], second["KEY"]) == ("1", "2")
    assert first["c01"] == "'=cmd|'/c calc'!A1"
    assert second["c01"] == 'Cà phê; "xứ lạnh"'
    assert first["c12"] == "5500000"
    assert second["STATES"] == "c08: unknown"
    assert first["UNIT"] == NGOC_LAY


def test_with_words_the_headings_choices_and_money_are_those_of_the_screen(filled, tmp_path):
    made = export_answers(filled, tmp_path / "a.csv", kind="csv", form="BM16")
    first = rows(made.files[0].read_bytes())[0]
    label = filled.pack.lists["model_field"][0].label["vi"]
    assert first["Lĩnh vực\nc02"] == label
    assert first["NSNN hỗ trợ (triệu đồng)\nc12"] == "5,5"
    english = export_answers(filled, tmp_path / "b.csv", kind="csv", form="BM16", language="en")
    assert rows(english.files[0].read_bytes(), ",")[0]["State (million dong)\nc12"] == "5.5"


def test_child_tables_name_the_row_above_them(filled, tmp_path):
    made = export_answers(filled, tmp_path / "out.zip", kind="csv", form="BM17", labels=False, personal=True)
    with zipfile.ZipFile(made.files[0]) as archive:
        assert set(archive.namelist()) == {"BM17.csv", "BM17-c15.csv", "BM17-c16.csv"}
        (child,) = rows(archive.read("BM17-c16.csv"))
        (above,) = rows(archive.read("BM17.csv"))
    assert (child["KEY"], child["PARENT_KEY"], above["KEY"]) == ("1|1", "1", "1")


def test_personal_fields_stay_unless_they_are_asked_for(filled, tmp_path):
    table = filled.pack.tables_by_id["BM17"]
    personal = {field.id for field in table.fields if field.sensitive}
    assert personal
    kept = export_answers(filled, tmp_path / "kept", kind="csv", form="BM17", labels=False)
    given = export_answers(filled, tmp_path / "given", kind="csv", form="BM17", labels=False, personal=True)
    heads = [next(iter(rows(path.read_bytes()))) for path in (kept.files[0], given.files[0])]
    assert personal.isdisjoint(heads[0])
    assert personal <= set(heads[1])
    assert (kept.left_out > 0, given.left_out) == (True, 0)
    xml = export_answers(filled, tmp_path / "xml", kind="xml", form="BM17").files[0].read_text("utf-8")
    full = export_answers(filled, tmp_path / "full", kind="xml", form="BM17", personal=True)
    for name in personal:
        assert f"<{name}" not in xml
        assert f"<{name}" in full.files[0].read_text("utf-8")


def test_computed_cells_and_the_names_of_fixed_rows_are_given_out(place, tmp_path):
    with place.filled(TE_XANG) as desk:
        made = export_answers(desk, tmp_path / "a.csv", kind="csv", form="BM02", labels=False)
        found = {row["year"]: row for row in rows(made.files[0].read_bytes())}
        assert found["2016"]["r01"] == str(value(desk, "BM02[2016].r01")).rstrip("0").replace(".", ",")
        worded = export_answers(desk, tmp_path / "b.csv", kind="csv", form="BM05")
        first = rows(worded.files[0].read_bytes())[0]
        assert first["Dòng"] == desk.pack.tables_by_id["BM05"].rows[0].label["vi"]


def test_a_statistics_sheet_shows_its_subtotals_and_hides_its_helpers(place, tmp_path):
    with place.office(TE_XANG, pack=seal(funding(), MOMENT)) as desk:
        Entry(desk).put([(Address("BM09", ("DA1.1",), "k01"), 5_000_000, None)])
        worded = export_answers(desk, tmp_path / "a.csv", kind="csv", form="BM09")
        found = rows(worded.files[0].read_bytes())
        heads = {head.rpartition("\n")[2]: head for head in found[0]}
        assert found[0]["Dòng"] == "Tổng số"
        assert found[2]["Dòng"].startswith("      Tiểu dự án 1")
        assert [row[heads["k01"]] for row in found[:3]] == ["5", "5", "5"]
        assert heads["k01"].startswith("Kế hoạch"), "two columns of one name say what stands above them"
        assert not {"la_tong", "k01_ht"} & set(heads)
        coded = export_answers(desk, tmp_path / "b.csv", kind="csv", form="BM09", labels=False)
        first = rows(coded.files[0].read_bytes())[0]
        assert (first["ma"], first["la_tong"], first["k01"], first["k01_ht"]) == ("TS", "1", "", "5000000")


def test_a_workbook_of_everything_types_texts_as_texts_and_numbers_as_numbers(filled, tmp_path):
    made = export_answers(filled, tmp_path / "tat-ca.xlsx", kind="xlsx", labels=False)
    book = load_workbook(made.files[0])
    assert book.sheetnames[0] == "Thông tin"
    assert {"BM02", "BM16", "BM17.c16"} <= set(book.sheetnames)
    sheet = book["BM16"]
    heads = {cell.value: place for place, cell in enumerate(sheet[1], 1)}
    text, money = sheet.cell(2, heads["c01"]), sheet.cell(2, heads["c12"])
    assert (text.value, text.data_type, text.number_format) == ("=cmd|'/c calc'!A1", "s", "@")
    assert (money.value, money.data_type) == (5_500_000, "n")
    assert sheet.freeze_panes == "A2"


def test_zeros_before_a_code_and_figures_too_long_for_a_cell_stay_whole():
    table = AnswerTable(
        "t",
        "T",
        (Column("a", "A"), Column("b", "B", number=True)),
        (("007", 12345678901234567), ("-5", Decimal("-5.50")), ("a" * 40_000, None)),
    )
    data = write_answers([table], title="x", about=[], about_name="About", headings=True)
    sheet = load_workbook(io.BytesIO(data))["T"]
    assert [(cell.value, cell.data_type) for cell in sheet[2]] == [("007", "s"), ("12345678901234567", "s")]
    assert [cell.value for cell in sheet[3]] == ["-5", -5.5]
    assert len(str(sheet.cell(4, 1).value)) == 32_767
    assert rows(write_csv(table, "en", headings=False), ",")[1] == {"a": "'-5", "b": "-5.5"}


def test_sheet_names_are_ones_that_every_spreadsheet_takes():
    long = "BM-17 Khen thưởng đã có trong cả giai đoạn"
    names = sheet_names(["a/b:c", long, long.upper(), "History", "'x'", "", "[]"])
    assert names == ["a b c", long[:31], f"{long.upper()[:29]} 2", "History_", "x", "-", "- 2"]
    assert all(0 < len(name) <= 31 for name in names)


def test_submissions_with_pictures_come_into_another_office(filled, place, tmp_path):
    made = export_answers(filled, tmp_path / "instances", kind="xml", personal=True)
    again = export_answers(filled, tmp_path / "again", kind="xml", personal=True)
    assert [path.name for path in made.files] == [path.name for path in again.files]
    assert any(path.suffix == ".jpg" for path in made.files)
    with place.office(TE_XANG) as other:
        incoming = look(other, tmp_path / "instances")
        assert all(one.left == () for one in incoming.submissions)
        assert take_in(other, incoming, everything(incoming)).refused == ()
        assert value(other, "BM16[1].c01") == "=cmd|'/c calc'!A1"
        assert value(other, "BM17[1].c03") == "A Đăng"
        entry = Entry(other)
        (picture,) = entry.attached(Address("BM16", ("1",), "c23"))
        assert entry.attachment(picture) == JPEG


def test_every_instance_of_another_maker_s_form_is_a_submission_and_a_row(desk, tmp_path):
    (tmp_path / "ho.md").write_text(HOUSEHOLDS, encoding="utf-8")
    form = install(desk, tmp_path / "ho.md")
    for head in ("A Brôl", "Y Blễ"):
        entry = new_instance(desk, form.id)
        table = entry.form.tables[0].id
        entry.put([(Address(table, (), "head"), head, None), (Address(table, (), "water"), "well", None)])
        entry.put([(Address(f"{table}.child", ("1",), "name"), "Y Lan", None)])
    made = export_answers(desk, tmp_path / "out", kind="csv", form=form.id, labels=False)
    main, child = (rows(path.read_bytes()) for path in made.files)
    assert [(row["head"], row["water"]) for row in main] == [("A Brôl", "well"), ("Y Blễ", "well")]
    assert [row["PARENT_KEY"] for row in child] == [row["KEY"] for row in main]
    sent = export_answers(desk, tmp_path / "xml", kind="xml", form=form.id)
    assert len(sent.files) == 2
    text = sent.files[0].read_text("utf-8")
    assert 'id="ho-ngheo.2018" version="7"' in text
    assert "<head>A Brôl</head>" in text
    assert Kind.FILES in {field.kind for field in entry.form.tables[0].fields}


@pytest.mark.parametrize(
    "kind, form, code",
    [("pdf", "", "EXPORT_KIND"), ("csv", "BM99", "EXPORT_NO_FORM"), ("xml", "BM16", "EXPORT_NOTHING")],
)
def test_what_cannot_be_given_out_is_refused(desk, tmp_path, kind, form, code):
    with pytest.raises(Problem, match=code):
        export_answers(desk, tmp_path / "out", kind=kind, form=form)
    assert not (tmp_path / "out").exists()


def test_a_place_that_takes_nothing_is_told(filled, tmp_path):
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(Problem, match="EXPORT_PLACE"):
        export_answers(filled, tmp_path / "file" / "out", kind="csv")


def test_a_medium_without_room_is_told(filled, monkeypatch, tmp_path):
    def full(*_args):
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr("exports.carriers.os.fsync", full)
    with pytest.raises(Problem, match="DISK_FULL"):
        export_answers(filled, tmp_path / "a.xlsx", kind="xlsx")
    assert list(tmp_path.glob("*.xlsx")) == []
    assert list(tmp_path.glob("*.part")) == []
