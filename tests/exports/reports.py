"""Generated reports over the small pack: odd and long text, zeros, blanks, extreme numbers."""

from datetime import UTC, date, datetime
from decimal import Decimal

from hypothesis import strategies as st

from forms.answers import Address, State
from forms.pack import Kind, TableKind
from forms.report import Attachment, PackageKind, Report, Source, Status, normal_text
from forms.report_lists import KNOWN
from tests.exports.small_pack import COMMUNE, DISTRICT, OTHER_COMMUNE, PACK, header

_SPECIAL = [
    *("=1+1", "+84", "-3", "@SUM(A1)", "#N/A", "_x000D_", "_x005F_x0041_", " hai đầu ", "–", "1.234"),
    *("(xem phần văn bản dài)", "[a]", "nhãn [b]; khác [c]", "K7MP\nthường", "\n", "'", '<a & "b">'),
    *("TRUE", "texts", "#", "BM05", "BM05[A1|NG|2018].c04", "x" * 1500),
]
_SENTENCE = "Xã có 9 thôn, 612 hộ; ằẳẵặ ễệ ọộợ ữựỳỹỵ Đđ Ỷ. "


words = st.text(
    st.characters(exclude_categories=("Cc", "Cf", "Cs", "Cn", "Co"))
    | st.sampled_from("ạảấầẩẫậắằẳẵặđĐơƯễộ_x \n"),
    min_size=1,
    max_size=40,
).map(normal_text)
long_texts = st.builds(
    lambda times, ends: "\n".join(_SENTENCE * n + end for n, end in zip(times, ends, strict=False)),
    st.lists(st.integers(0, 45), min_size=1, max_size=14),
    st.lists(words, min_size=14, max_size=14),
).filter(bool)
texts = st.sampled_from(_SPECIAL) | words | long_texts
whole = st.integers(-(10**18), 10**18) | st.sampled_from((0, 999_999_999_999_999, 10**15, -(10**15), 10**30))
parts = st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(10**9), max_value=10**9)
parts |= st.sampled_from(
    [
        Decimal(d)
        for d in ("0", "-0", "0.1", "9.99999999999999", "1E-7", "1E+20", "0.000001", "123456789.123456789")
    ]
)
FIRST_MOMENT, LAST_MOMENT = datetime.fromisoformat("2016-01-01"), datetime.fromisoformat("2040-01-01")
dates = st.dates(date(1900, 1, 1), date(2100, 12, 31)).map(date.isoformat)
VALUES = {
    Kind.INTEGER: whole,
    Kind.DECIMAL: parts,
    Kind.TEXT: texts,
    Kind.MEMO: texts,
    Kind.FILES: texts,
    Kind.CHOICE: st.sampled_from(("1", "0", "production", "other", "gone")),
    Kind.CHOICES: st.sampled_from(("credit", "production credit", "other gone")),
    Kind.DATE: dates,
    Kind.MONTH: dates.map(lambda day: day[:7]),
    Kind.YEAR: dates.map(lambda day: day[:4]),
    Kind.DATE_OR_YEAR: dates | dates.map(lambda day: day[:4]),
}


@st.composite
def reports(draw):
    """A commune's report, tidy as the writer would make it."""
    tables: dict = {}
    states = {}
    for form in PACK.forms[1:]:
        for table in form.tables:
            rows = {}
            for key in draw(_keys(table, tables)):
                values = {}
                for field in table.fields:
                    if field.kind is Kind.KEY:
                        continue
                    answer = draw(st.none() | st.sampled_from(State) | VALUES[field.kind])
                    if isinstance(answer, State):
                        states[Address(table.id, key, field.id)] = answer
                    elif answer is not None:
                        values[field.id] = answer
                if values or table.kind is TableKind.RECORDS:
                    rows[key] = values
            if rows:
                tables[table.id] = rows
    attachments = draw(
        st.lists(st.builds(Attachment, words, st.integers(0, 10**9), st.just("ab" * 32), words), max_size=3)
    )
    header = draw(headers(draw(st.sampled_from((PackageKind.REPORT, PackageKind.IN_PLACE)))))
    return Report(header, tables, states, (), tuple(attachments), lists=draw(lists("changes", "replies")))


@st.composite
def district_reports(draw):
    """A district's package: one line a commune in every table, and its sources."""
    tables, states = {}, {}
    for table in (PACK.tables_by_id["BM02"], PACK.tables_by_id["BM05"], PACK.tables_by_id["BM16"]):
        rows = {}
        for unit in (COMMUNE, OTHER_COMMUNE):
            own = [row.key for row in table.rows[:3]] or [("1",), ("12",)]
            for key in draw(st.lists(st.sampled_from(own), unique=True)):
                carried = [
                    f for f in table.fields if f.rollup.value in {"SUM", "LIST"} and f.kind is not Kind.KEY
                ]
                values = {f.id: v for f in carried if (v := draw(st.none() | VALUES[f.kind])) is not None}
                blank = [f.id for f in carried if f.id not in values]
                if blank and draw(st.booleans()):
                    states[Address(table.id, (unit, *key), blank[0])] = State.UNKNOWN
                if values or table.kind is TableKind.RECORDS:
                    rows[unit, *key] = values
        if rows:
            tables[table.id] = rows
    source = st.builds(
        Source,
        unit=st.sampled_from((COMMUNE, OTHER_COMMUNE)),
        unit_name=words,
        package_id=st.uuids().map(str),
        revision=st.integers(1, 99),
        digest=st.just("cd" * 32),
        status=st.sampled_from(Status),
    )
    sources = draw(st.lists(source, max_size=2, unique_by=lambda source: source.unit))
    beside = draw(lists("adjustments", "choices"))
    return Report(draw(headers(PackageKind.DISTRICT)), tables, states, tuple(sources), lists=beside)


def lists(*names):
    """What may be listed beside the figures: some columns of some lines, each text short enough."""
    lines = {
        name: st.lists(
            st.dictionaries(st.sampled_from([one.id for one in KNOWN[name].columns]), words, min_size=1),
            max_size=3,
        )
        for name in names
    }
    return st.fixed_dictionaries(lines).map(
        lambda found: {name: tuple(lines) for name, lines in found.items() if lines}
    )


def headers(kind):
    name = words.map(lambda text: text.replace("\n", " "))
    return st.builds(
        lambda changes: header(kind, **changes),
        st.fixed_dictionaries(
            {
                "preparer": name,
                "approver": name,
                "unit_name": name,
                "revision": st.integers(1, 999),
                "sequence": st.integers(1, 10**6),
                "status": st.sampled_from(Status),
                "recipient": st.just(DISTRICT),
                "made_at": st.datetimes(FIRST_MOMENT, LAST_MOMENT, timezones=st.just(UTC)).map(
                    lambda moment: moment.replace(microsecond=0)
                ),
            },
            optional={
                "report_number": name,
                "telephone": name,
                "date_signed": st.dates(date(2016, 1, 1), date(2040, 1, 1)),
                "replaces": st.uuids().map(str),
                "previous_digest": st.just("ef" * 32),
            },
        ),
    )


def _keys(table, tables):
    if table.kind is TableKind.SINGLE:
        return st.just([()])
    if table.kind is TableKind.FIXED:
        return st.lists(st.sampled_from([row.key for row in table.rows]), unique=True, max_size=4)
    parents = list(tables.get(table.parent, {})) if table.parent else [()]
    own = st.lists(st.integers(1, 12).map(str), unique=True, max_size=3)
    return own.map(lambda numbers: [(*parent, number) for parent in parents or [] for number in numbers])
