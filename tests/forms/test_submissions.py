"""Answers written as an XForm instance are read back as they were, for any form."""

from contextlib import suppress
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms.answers import Address, Document, State
from forms.authoring.build import build
from forms.authoring.foreign import build_foreign
from forms.engine import FormSet
from forms.letters import normalise
from forms.pack import Choice, Field, FixedRow, Form, Group, Kind, Pack, Table, TableKind, Unit
from forms.problems import Problem
from forms.submissions import Meta, open_submission, read_filled, read_submission, write_submission
from tests.conftest import require_shared
from tests.packs.sources import KONTUM
from tests.packs.tables import funding

NOBODY = Unit("0", "", "", "", "area", "", "")
DAY = date(2018, 9, 30)
META = Meta("uuid:00000000-0000-4000-8000-000000000001", "2018-09-30T08:00:00.000+07:00")
CODES = tuple(Choice(code, {"vi": f"Mục {code}"}) for code in ("a", "b-1", "c.2", "01"))


def fits(text):
    try:
        return text == normalise(text, lines=True)
    except Problem:
        return False


WORDS = st.one_of(
    st.sampled_from(["Nguyễn Thị Ánh", "<b>&amp;", "]]>", "-", "=1+1", "hai\ndòng", "uuid:1"]),
    st.text(min_size=1, max_size=12).filter(fits).filter(bool),
)
VALUES = {
    Kind.INTEGER: st.integers(-(10**15), 10**15),
    Kind.DECIMAL: st.decimals(-(10**9), 10**9, places=3),
    Kind.TEXT: WORDS.filter(lambda text: "\n" not in text),
    Kind.MEMO: WORDS,
    Kind.CHOICE: st.sampled_from([choice.name for choice in CODES]),
    Kind.CHOICES: st.lists(st.sampled_from([choice.name for choice in CODES]), min_size=1, unique=True).map(
        " ".join
    ),
    Kind.DATE: st.dates(date(1900, 1, 1), date(2100, 1, 1)).map(date.isoformat),
    Kind.MONTH: st.sampled_from(["2018-09", "1999-12"]),
    Kind.YEAR: st.sampled_from(["2018", "1975"]),
    Kind.DATE_OR_YEAR: st.sampled_from(["1975", "1975-04-30"]),
    Kind.FILES: st.sampled_from(["a.jpg", "vườn sâm.jpg\nb.pdf"]),
}
KINDS = st.sampled_from(sorted(VALUES))
APPEARANCE = {Kind.MONTH: "month-year", Kind.YEAR: "year"}


@st.composite
def forms(draw):
    """A form with groups, repeats in repeats and a table of fixed rows, in any order."""
    groups: list[Group] = []
    tables: list[Table] = []

    def fields(path, count, start):
        made = []
        for number in range(count):
            where = path
            if draw(st.booleans()):
                where = f"{path}/g{draw(st.integers(1, 2))}"
                if where not in {group.path for group in groups}:
                    groups.append(Group(where))
            kind = draw(KINDS)
            name = f"q{start + number}"
            made.append(
                Field(
                    name,
                    f"{where}/{name}",
                    kind,
                    {},
                    list="codes" if kind in (Kind.CHOICE, Kind.CHOICES) else None,
                    decimals=3 if kind is Kind.DECIMAL else 0,
                    appearance=draw(st.sampled_from(["", APPEARANCE.get(kind, "")])),
                )
            )
        return tuple(made)

    single = draw(st.booleans())
    if single:
        tables.append(Table("F", "F", "/F", TableKind.SINGLE, {}, fields("/F", draw(st.integers(1, 5)), 0)))
    main = "F.r" if single else "F"
    tables.append(
        Table(main, "F", "/F/r", TableKind.RECORDS, {}, fields("/F/r", draw(st.integers(0, 4)), 10))
    )
    if draw(st.booleans()):
        inner = fields("/F/r/s", draw(st.integers(1, 3)), 20)
        tables.append(Table("F.r.s", "F", "/F/r/s", TableKind.RECORDS, {}, inner, main))
    if single and draw(st.booleans()):
        axes = (Field("k", "/F/t/k", Kind.KEY, {}), Field("l", "/F/t/l", Kind.KEY, {}))
        rows = tuple(FixedRow((one, other), {}) for one in ("x", "y") for other in ("2017", "2018"))
        inner = fields("/F/t", draw(st.integers(1, 3)), 30)
        tables.append(
            Table("F.t", "F", "/F/t", TableKind.FIXED, {}, (*axes, *inner), axes=("k", "l"), rows=rows)
        )
    return Pack(
        "F", "1", {}, (Form("F", "F", "3", {}, tuple(tables), groups=tuple(groups)),), {"codes": CODES}
    )


@st.composite
def filled_forms(draw):
    pack = draw(forms())
    opened = FormSet(pack).open(NOBODY, Document(), DAY)
    for table in pack.forms[0].tables:
        if table.kind is TableKind.RECORDS:
            for above in opened.rows(table.parent) if table.parent else [()]:
                for _ in range(draw(st.integers(0, 2))):
                    opened.add_record(table.id, above)
        for key in opened.rows(table.id):
            for one in table.fields:
                if one.kind is Kind.KEY:
                    continue
                place = Address(table.id, key, one.id)
                answer = draw(st.sampled_from(["value", "value", "blank", "none", "unknown"]))
                if answer == "value":
                    opened.put(place, draw(VALUES[one.kind]))
                elif answer != "blank":
                    opened.put(place, None, State(answer))
    return pack, opened


@given(filled_forms())
@settings(max_examples=150, deadline=None)
def test_what_is_written_is_read_back_as_it_was(made):
    pack, opened = made
    (form,) = pack.forms
    text = write_submission(opened, form, META)
    assert read_submission(form, text) == opened.document()
    envelope = open_submission(text.encode())
    assert (envelope.form, envelope.version, envelope.instance) == ("F", "3", META.instance)
    assert envelope.started == META.started
    found = read_filled(form, pack.lists, envelope.element)
    assert found.document == opened.document()
    assert found.left == ()


@given(filled_forms(), st.data())
@settings(max_examples=100, deadline=None)
def test_a_mangled_submission_is_read_or_refused_and_never_breaks_the_program(made, data):
    pack, opened = made
    (form,) = pack.forms
    text = bytearray(write_submission(opened, form, META).encode())
    for _ in range(data.draw(st.integers(1, 6))):
        place = data.draw(st.integers(0, len(text) - 1))
        size = data.draw(st.integers(0, 8))
        text[place : place + size] = data.draw(
            st.binary(max_size=8) | st.sampled_from([b"<r>", b"</r>", b"1e999"])
        )
        if not text:
            break
    with suppress(Problem):
        found = read_filled(form, pack.lists, open_submission(bytes(text)).element)
        again = FormSet(pack).open(NOBODY, found.document, DAY)
        assert again.document() == found.document


def fill(opened, form, lists, chance):
    """Answer every question that is asked, by chance."""
    for table in form.tables:
        if table.kind is TableKind.RECORDS and not table.count:
            for key in opened.rows(table.parent) if table.parent else [()]:
                opened.add_record(table.id, key)
        for key in opened.rows(table.id):
            for one in table.fields:
                place = Address(table.id, key, one.id)
                view = opened.view(place)
                if view.readonly or not view.relevant or one.kind is Kind.KEY or chance.random() < 0.2:
                    continue
                choices = [choice.name for choice in opened.choices(place)]
                samples = {
                    Kind.INTEGER: chance.randint(0, 500),
                    Kind.DECIMAL: Decimal(chance.randint(0, 99)),
                    Kind.DATE: "2018-05-01",
                    Kind.MONTH: "2018-05",
                    Kind.YEAR: "2018",
                    Kind.DATE_OR_YEAR: "1975",
                    Kind.FILES: "anh.jpg",
                }
                value = samples.get(one.kind, "chữ & <số>")
                if one.kind in (Kind.CHOICE, Kind.CHOICES):
                    value = chance.choice(choices) if choices else None
                if one.type in ("time", "dateTime"):
                    value = "08:30" if one.type == "time" else "2018-05-01T08:30"
                opened.put(place, value)


def asked(opened, document):
    """Leave out what is not asked at present: no submission holds it."""
    tables = {}
    for table, rows in document.tables.items():
        shown = set(opened.rows(table))
        kept = {
            key: {f: v for f, v in row.items() if opened.view(Address(table, key, f)).relevant}
            for key, row in rows.items()
            if key in shown
        }
        single = opened.graph.by_table[table].table.kind is not TableKind.RECORDS
        kept = {key: row for key, row in kept.items() if row or not single}
        if kept:
            tables[table] = kept
    return tables


@pytest.mark.parametrize("made", [lambda: build(KONTUM), funding], ids=["shipped", "statistics sheets"])
def test_every_form_of_a_pack_of_ours_goes_out_and_comes_back(seeded, made):
    pack = made()
    communes = (unit for unit in pack.units if unit.level == "commune" and unit.kind == "area")
    unit = next(communes, NOBODY)
    opened = FormSet(pack).open(unit, Document(), DAY)
    for form in pack.forms:
        fill(opened, form, pack.lists, seeded)
    expected = asked(opened, opened.document())
    for form in pack.forms:
        text = write_submission(opened, form, META)
        found = read_filled(form, pack.lists, open_submission(text.encode()).element)
        assert found.left == ()
        ours = {table.id: expected[table.id] for table in form.tables if table.id in expected}
        assert found.document.tables == ours
        assert found.document.states == {}


@pytest.fixture
def seeded():
    import random

    return random.Random(3)


def test_every_public_form_goes_out_and_comes_back(seeded):
    tried = 0
    for path in sorted(require_shared("conformance/forms").glob("*.xlsx")):
        pack = build_foreign(path).pack
        (form,) = pack.forms
        opened = FormSet(pack).open(NOBODY, Document(), DAY)
        fill(opened, form, pack.lists, seeded)
        text = write_submission(opened, form, META)
        found = read_filled(form, {}, open_submission(text.encode()).element)
        assert found.left == (), path.name
        ids = {one.id for table in form.tables for one in table.fields if one.path.endswith("/instanceID")}
        expected = asked(opened, opened.document())
        for rows in (*expected.values(), *found.document.tables.values()):
            for row in rows.values():
                for one in ids:
                    row.pop(one, None)
        assert found.document.tables == {
            name: rows for name, rows in expected.items() if any(rows.values()) or rows
        }
        tried += 1
    assert tried > 10


def test_a_figure_for_a_blocked_cell_is_told_and_left():
    form = next(one for one in funding().forms if one.id == "BM09")
    row = next(row for row in form.tables[0].rows if row.blocked)
    field = next(one for one in form.tables[0].fields if one.id in row.blocked)
    steps = field.path.split("/")[3:]
    inner = "".join(f"<{step}>" for step in steps) + "5" + "".join(f"</{step}>" for step in reversed(steps))
    repeat = form.tables[0].path.split("/")[2]
    text = f"<BM09 id='BM09'><{repeat}><ma>{row.key[0]}</ma>{inner}</{repeat}></BM09>"
    found = read_filled(form, {}, open_submission(text.encode()).element)
    assert [(one.code, one.address) for one in found.left] == [
        ("CELL_NOT_ASKED", Address("BM09", row.key, field.id))
    ]
    assert found.document.tables == {}
