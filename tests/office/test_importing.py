"""Existing lists: looked at row by row, taken in only when accepted, taken back with one undo."""

from dataclasses import replace
from datetime import date

import pytest
from openpyxl import Workbook

from forms.answers import Address
from forms.problems import Problem
from office.entry import Entry
from office.import_damage import Damage
from office.importing import Verdict, Way, begin, dry_run, look, take_in
from office.progress import Cancelled
from tests.offices import NGOC_LAY, Place


@pytest.fixture
def desk(tmp_path):
    with Place(tmp_path).office(NGOC_LAY) as desk:
        yield desk


def workbook(path, rows, merged=()):
    book = Workbook()
    sheet = book.create_sheet("Danh sách", 0)
    for row in rows:
        sheet.append(row)
    for one in merged:
        sheet.merge_cells(one)
    book.save(path)
    return path


@pytest.fixture
def works(tmp_path):
    """A list as communes keep it: a title, two rows of headings, column numbers, a line of totals."""
    return workbook(
        tmp_path / "công trình.xlsx",
        [
            ("DANH SÁCH CÔNG TRÌNH", None),
            (None,),
            (
                "TT",
                "Tên công trình",
                "Loại",
                "Chủ đầu tư",
                "Thời gian",
                None,
                "Nguồn vốn",
                None,
                "Tình trạng",
            ),
            (None, None, None, None, "Năm khởi công", "Năm hoàn thành", "NSTW", "NSĐP", None),
            (1, 2, 3, 4, 5, 6, 7, 8, 9),
            (1, "Đường thôn 1", "road", "xa lam chu dau tu", 2016, None, 1250, 100.5, "đang thi công"),
            (2, "Nước sạch  thôn 2", "giao thôg", "commune", 2017, None, "1.234", None, "đang thi công"),
            (None, "Tổng cộng", None, None, None, None, 2484, None, None),
        ],
        ("A1:D1", "E3:F3", "G3:H3", "A3:A4", "B3:B4", "C3:C4", "D3:D4", "I3:I4"),
    )


def job_for(desk, path, table, **changes):
    listed = look(desk, path)
    job = begin(desk, listed, 0, table)
    return listed, replace(job, layout=replace(job.layout, **changes)) if changes else job


def told(dry):
    return [(one.cell, one.problem.code) for one in dry.troubles if one.problem is not None]


def test_headings_over_two_rows_are_found_and_matched_without_diacritics(desk, works):
    listed, job = job_for(desk, works, "BM10")
    assert (job.headings.top, job.headings.depth, job.headings.first) == (3, 2, 6)
    assert job.headings.words[5] == "Thời gian – Năm khởi công"
    assert job.layout.columns == {
        1: "c01", 2: "c02", 3: "c03", 4: "c07", 5: "c08", 6: "c09", 7: "c11", 8: "c12", 9: "c16",
    }  # fmt: skip
    assert job.layout.key == ("c02",)
    assert len(listed.sheets) == 1


def test_a_dry_run_names_cells_and_changes_nothing(desk, works):
    dry = dry_run(desk, *job_for(desk, works, "BM10"))
    assert (dry.count(Verdict.NEW), dry.count(Verdict.REFUSED), dry.count(Verdict.PASSED)) == (1, 1, 1)
    assert told(dry) == [("C7", "IMPORT_CODE_NEAR"), ("8", "IMPORT_TOTAL_ROW")]
    assert "Giao thông" in str(dry.troubles[0].problem)
    assert Entry(desk).rows("BM10") == ()
    assert desk.office.setting("import.columns") == ""


def test_damage_is_asked_about_once_a_column_and_no_means_refused(desk, works):
    listed, job = job_for(desk, works, "BM10")
    dry = dry_run(desk, listed, job)
    asked = {(one.column, one.damage): (one.count, one.before, one.after) for one in dry.questions}
    assert asked[7, Damage.GROUPED] == (1, "1.234", "1234")
    assert asked[2, Damage.SPACES] == (1, "Nước sạch  thôn 2", "Nước sạch thôn 2")
    assert len(asked) == 2
    dry = dry_run(desk, listed, replace(job, mend={(7, Damage.GROUPED): False}))
    assert ("G7", "IMPORT_LEFT") in told(dry)


def test_taking_in_is_one_step_of_undo_and_the_columns_are_remembered(desk, works):
    listed, job = job_for(desk, works, "BM10")
    columns = {column: target for column, target in job.layout.columns.items() if target != "c01"}
    job = replace(job, layout=replace(job.layout, columns=columns))
    taken = take_in(desk, dry_run(desk, listed, job))
    assert (taken.added, taken.changed) == (1, 0)
    entry = Entry(desk)
    assert entry.view(Address("BM10", ("1",), "c11")).value == 1_250_000_000, "typed in triệu đồng"
    assert entry.view(Address("BM10", ("1",), "c12")).value == 100_500_000
    assert entry.view(Address("BM10", ("1",), "c07")).value == "commune"
    assert entry.view(Address("BM10", ("1",), "c08")).value == "2016"
    assert entry.history(Address("BM10", ("1",), "c02"))[0].how == "import công trình.xlsx"
    again = begin(desk, listed, 0, "BM10")
    assert again.layout.columns == columns, "as decided, not as proposed"
    assert dry_run(desk, listed, again).count(Verdict.SAME) == 1
    entry.undo()
    assert entry.rows("BM10") == ()
    entry.redo()
    assert entry.view(Address("BM10", ("1",), "c02")).value == "Đường thôn 1"


@pytest.fixture
def known(desk, tmp_path):
    """Two records that are here already."""
    path = workbook(tmp_path / "cũ.xlsx", [("Tên công trình", "NSTW"), ("Đường A", 10), ("Đường B", 20)])
    take_in(desk, dry_run(desk, *job_for(desk, path, "BM10")))
    rows = [("Tên công trình", "NSTW"), ("duong a", 11), ("Đường B", 20), ("Đường C", 30)]
    return workbook(tmp_path / "mới.xlsx", rows)


@pytest.mark.parametrize(
    "way, counts",
    [
        (Way.ADD, (3, 0, 0, 0)),
        (Way.UPDATE, (0, 1, 1, 1)),
        (Way.BOTH, (1, 1, 1, 0)),
        (Way.SKIP, (1, 0, 0, 2)),
    ],
)
def test_rows_are_added_changed_or_passed_by_their_key(desk, known, way, counts):
    listed, job = job_for(desk, known, "BM10", way=way)
    dry = dry_run(desk, listed, job)
    kinds = (Verdict.NEW, Verdict.CHANGED, Verdict.SAME, Verdict.PASSED)
    assert tuple(dry.count(kind) for kind in kinds) == counts
    taken = take_in(desk, dry)
    entry = Entry(desk)
    assert (taken.added, taken.changed) == counts[:2]
    assert len(entry.rows("BM10")) == 2 + counts[0]
    first = entry.view(Address("BM10", ("1",), "c11")).value
    assert first == (11_000_000 if way in (Way.UPDATE, Way.BOTH) else 10_000_000)


def test_keys_that_stand_twice_or_are_blank_are_refused_by_cell(desk, tmp_path):
    path = workbook(
        tmp_path / "a.xlsx", [("Tên công trình", "NSTW"), ("Đường A", 1), ("ĐƯỜNG A", 2), (None, 3)]
    )
    dry = dry_run(desk, *job_for(desk, path, "BM10"))
    assert told(dry) == [("A3", "IMPORT_TWICE"), ("A4", "IMPORT_KEY_BLANK")]
    assert dry.takes == 1


def test_a_table_of_fixed_rows_is_filled_by_its_axes(desk, tmp_path):
    rows = [
        ("Dân tộc", "Cuối năm", "Tổng số hộ", "Hộ nghèo"),
        ("Xơ Đăng", "31/12/2015", 300, 120),
        (1, 2015, 20, 2),
        ("Sơ đăng", "2015", 1, 1),
        ("Kinh", None, 1, 1),
    ]
    dry = dry_run(desk, *job_for(desk, workbook(tmp_path / "a.xlsx", rows), "BM04"))
    assert [(one.damage, one.before, one.after) for one in dry.questions] == [(Damage.ZEROS, "1", "01")]
    assert told(dry) == [("A4", "IMPORT_CODE_NEAR"), ("B5", "IMPORT_AXIS_BLANK")]
    take_in(desk, dry)
    entry = Entry(desk)
    assert entry.view(Address("BM04", ("14", "2015"), "c03")).value == 120
    assert entry.view(Address("BM04", ("01", "2015"), "c01")).value == 20


def test_child_records_find_the_record_above_them(desk, tmp_path):
    above = workbook(tmp_path / "a.xlsx", [("Tên",), ("Nguyễn Văn A",), ("Hội Nông dân",)])
    listed, job = job_for(desk, above, "BM17")
    first = next(one.id for one in desk.pack.tables_by_id["BM17"].fields if one.kind == "text")
    job = replace(job, layout=replace(job.layout, columns={1: first}, key=(first,), way=Way.BOTH))
    take_in(desk, dry_run(desk, listed, job))
    child = next(one for one in desk.pack.tables_by_id["BM17.c15"].fields if one.kind == "text").id
    path = workbook(tmp_path / "b.xlsx", [("Của", "Nội dung"), ("hoi nong dan", "x"), ("Ai đó", "y")])
    listed, job = job_for(desk, path, "BM17.c15")
    job = replace(job, layout=replace(job.layout, columns={1: "^", 2: child}, key=(child,), way=Way.BOTH))
    dry = dry_run(desk, listed, job)
    assert [one.cell for one in dry.troubles if one.problem is not None] == ["A3"]
    take_in(desk, dry)
    assert Entry(desk).rows("BM17.c15") == (("2", "1"),)


def test_days_and_errors_in_cells_are_told(desk, tmp_path):
    rows = [
        ("Tên công trình", "Năm khởi công", "Số hộ hưởng lợi"),
        ("Đường A", date(2016, 5, 1), date(2018, 2, 1)),
        ("Đường B", 2017, "=1/0"),
        ("Đường C", 2017, 1.234),
        ("Đường D", 17, 5),
    ]
    dry = dry_run(desk, *job_for(desk, workbook(tmp_path / "a.xlsx", rows), "BM10"))
    assert told(dry) == [
        ("C2", "IMPORT_DAY"), ("C3", "IMPORT_FLAW"), ("C4", "NOT_WHOLE"), ("B5", "NOT_A_YEAR")
    ]  # fmt: skip
    assert [one.damage for one in dry.questions] == [Damage.THOUSANDS]
    listed, job = dry.listed, dry.job
    dry = dry_run(desk, listed, replace(job, mend={(3, Damage.THOUSANDS): True}))
    assert dry.takes == 1


def test_rules_that_values_break_are_told_before_and_do_not_stop_them(desk, tmp_path):
    rows = [("Tên công trình", "Số hộ hưởng lợi", "Trong đó hộ nghèo"), ("Đường A", 5, 9)]
    dry = dry_run(desk, *job_for(desk, workbook(tmp_path / "a.xlsx", rows), "BM10"))
    broken = [one for one in dry.troubles if one.finding is not None]
    assert ("C2", "BM10.c19") in [(one.cell, one.finding.code) for one in broken if one.finding]
    assert dry.takes == 1
    assert take_in(desk, dry).errors > 0


def test_work_that_is_stopped_leaves_nothing_behind(desk, tmp_path):
    rows = [("Tên công trình", "NSTW"), *((f"Đường {n}", n) for n in range(50))]
    dry = dry_run(desk, *job_for(desk, workbook(tmp_path / "a.xlsx", rows), "BM10"))

    def stop(done, total, _what):
        if done == total:
            raise Cancelled

    with pytest.raises(Cancelled):
        take_in(desk, dry, stop)
    assert Entry(desk).rows("BM10") == ()


def test_what_is_not_mapped_or_known_is_refused(desk, works, tmp_path):
    listed, job = job_for(desk, works, "BM10")
    for changes, code in (({"columns": {}}, "IMPORT_COLUMNS_NONE"), ({"key": ()}, "IMPORT_KEY")):
        with pytest.raises(Problem, match=code):
            dry_run(desk, listed, replace(job, layout=replace(job.layout, **changes)))
    with pytest.raises(Problem, match="IMPORT_AXIS"):
        dry_run(desk, *job_for(desk, works, "BM04", columns={1: "c01"}))
    with pytest.raises(Problem, match="IMPORT_TABLE"):
        begin(desk, listed, 0, "BM99")
    with pytest.raises(Problem, match="IMPORT_SHEET"):
        begin(desk, listed, 7, "BM10")
    with pytest.raises(Problem, match="FILE_MISSING"):
        look(desk, tmp_path / "none.xlsx")
