"""Workbooks changed at random, cell by cell and byte by byte: they build, or `Problem`s say why not."""

import copy
import random
import string
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forms.authoring import export_workbook
from forms.authoring.build import compile_source
from forms.authoring.foreign import compile_sheets
from forms.authoring.judge import judge
from forms.authoring.read_cells import Cell, read_cells
from forms.authoring.read_workbook import workbook_source
from forms.authoring.sheets import Complaints
from forms.engine import FormSet
from forms.problems import Problem
from office.messages import sentence
from tests.forms.authoring.bad_workbooks import small_form
from tests.forms.authoring.sources import write_pack

JUNK = (
    *("", " ", "0", "01", "-1", "1,5", "yes", "TRUE", "=1+1", "#REF!", "x" * 11_000),
    *("begin group", "end group", "begin repeat", "end repeat", "select_one", "select_one x y z"),
    *("calculate", "note", "range", "rank x", "select_one_from_file", "select_one_from_file a.csv"),
    *("count(..)", "sum(${c01})", "((", "'", "a[", ". = ''", "current()/..", "/", "//", "..", "a/b"),
    *("survey", "name", "type", "label", "label::", "::", "bind::", "body::x", "media::image"),
    *("Tên có dấu", "a b", "a.b", "a-b", "1a", "meta", "instanceID", "item", "root", "csv-external"),
    *("\x07", "_x0041_", "${", "${x}", "jr:x", "or_other", "bind::vn:x"),
)
EXAMPLES = max(150, settings().max_examples)  # thousands in a soak
TEXTS = st.sampled_from(JUNK) | st.text(string.printable, max_size=12) | st.text(max_size=5)
KINDS = st.sampled_from(["", "", "", "formula", "error", "date", "boolean"])
EDITS = st.lists(
    st.tuples(
        st.sampled_from(["cell", "cell", "cell", "drop", "swap", "move", "title", "copy"]),
        st.integers(0, 10**6),
        st.integers(0, 10**6),
        TEXTS,
        KINDS,
    ),
    min_size=1,
    max_size=6,
)


class Good:
    """A good pack of ours and a good foreign form, as cells."""

    def __init__(self, folder, ours, foreign):
        self.folder, self.ours, self.foreign = folder, ours, foreign


@pytest.fixture(scope="module")
def good(tmp_path_factory):
    """A pack of ours and a foreign form, as cells."""
    folder = tmp_path_factory.mktemp("good")
    ours = folder / "ours.xlsx"
    ours.write_bytes(export_workbook(write_pack(folder / "small")))
    foreign = small_form(folder / "foreign.xlsx", ours=False)
    return Good(folder, read_cells(ours), read_cells(foreign))


def spoil(sheets, edits):
    """Change cells, rows and titles of a workbook."""
    sheets = copy.deepcopy(sheets)
    for what, one, two, text, kind in edits:
        sheet = sheets[one % len(sheets)]
        numbers = list(sheet.rows)
        if not numbers:
            continue
        number = numbers[two % len(numbers)]
        row = sheet.rows[number]
        column = list(row)[(one + two) % len(row)]
        if what == "cell":
            row[column] = Cell(text, kind, text if kind == "formula" else "")
        elif what == "drop":
            del sheet.rows[number]
        elif what == "swap":
            other = numbers[one % len(numbers)]
            sheet.rows[number], sheet.rows[other] = sheet.rows[other], row
        elif what == "move":
            row[column + one % 7] = row.pop(column)
        elif what == "title":
            sheet.title = text
        elif what == "copy":
            sheet.rows[max(numbers) + 1 + one % 3] = dict(row)
    return sheets


def tried(compile_it):
    """Compile; what comes out is a pack that opens, or problems with sentences."""
    try:
        pack = compile_it()
        FormSet(pack)
    except Problem as problem:
        for one in getattr(problem, "problems", (problem,)):
            assert one.code.startswith("PACK_")
            assert sentence(one, "vi")
            assert sentence(one, "en")
        return problem.code
    return ""


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=EXAMPLES, deadline=None)
@given(EDITS)
def test_a_pack_with_spoilt_cells_builds_or_says_why(good, edits):
    complaints = Complaints()

    def compile_it():
        return compile_source(workbook_source("a.xlsx", spoil(good.ours, edits), complaints), complaints)

    tried(compile_it)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=EXAMPLES, deadline=None)
@given(EDITS)
def test_a_foreign_form_with_spoilt_cells_builds_or_says_why(good, edits):
    sheets = spoil(good.foreign, edits)
    tried(lambda: compile_sheets(good.folder / "a.xlsx", sheets).pack)


@pytest.mark.parametrize("ours", [True, False], ids=["ours", "foreign"])
def test_a_workbook_with_spoilt_bytes_builds_or_says_why(tmp_path, ours):
    data = small_form(tmp_path / "good.xlsx", ours=ours).read_bytes()
    chance = random.Random(20180930)
    path = tmp_path / "bad.xlsx"
    codes = set()
    for _ in range(150):
        spoilt = bytearray(data if chance.random() < 0.7 else data[: chance.randrange(len(data))])
        for _ in range(chance.randrange(1, 8)):
            if spoilt:
                spoilt[chance.randrange(len(spoilt))] = chance.randrange(256)
        path.write_bytes(bytes(spoilt))
        codes |= {one.code for one in judge(path, foreign=not ours).errors} or {""}
    assert "PACK_BROKEN" in codes


@pytest.mark.parametrize("ours", [True, False], ids=["ours", "foreign"])
def test_a_workbook_with_spoilt_xml_builds_or_says_why(tmp_path, ours):
    good = small_form(tmp_path / "good.xlsx", ours=ours)
    chance = random.Random(20180930)
    path = tmp_path / "bad.xlsx"
    with zipfile.ZipFile(good) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    read = [name for name in parts if name.startswith("xl/w") or name.endswith("styles.xml")]
    bits = [
        b"<c>",
        b"</row>",
        b'r="A1"',
        b't="s"',
        b't="d"',
        b't="b"',
        b"<v>9</v>",
        b's="99"',
        b'r="0"',
        b"<is/>",
    ]
    codes = set()
    for _ in range(150):
        spoilt = dict(parts)
        name = chance.choice(read)
        text = spoilt[name]
        at = chance.choice([place for place, letter in enumerate(text) if letter == ord("<")])
        cut = chance.choice([0, 0, 1, 8])
        spoilt[name] = text[:at] + chance.choice(bits) + text[at + cut :]
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for part, content in spoilt.items():
                archive.writestr(part, content)
        codes |= {one.code for one in judge(path, foreign=not ours).errors} or {""}
    assert "PACK_BROKEN" in codes
