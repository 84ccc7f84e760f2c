"""What an upward package may not say of its own rows, of adjustments and of figures typed in place."""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from db.packages import PackageStatus
from exports.layout_tidy import tidy
from exports.opc import sign
from exports.write_workbook import write_workbook
from forms.answers import Address
from forms.basis import Basis, BasisKind
from forms.report import Report
from forms.report_lists import ADJUSTMENTS, IN_PLACE
from office import in_place
from office.adjustments import Wanted, adjust
from office.case import judge
from office.cover import header
from office.entry import Entry
from office.in_place import Standing, Way
from office.open_errors import ORDINARY
from office.outgoing import gathered, report_of
from office.receiving import receive
from office.signing_keys import opened
from office.upward import current_figures
from tests.few_forms import cover, few_forms, fill
from tests.offices import (
    IA_DAL,
    KON_TUM,
    NGOC_LAY,
    TE_XANG,
    TU_MO_RONG,
    Place,
    recognise_sender,
    send_to,
    unlock_of,
)

BASIS = Basis(BasisKind.ORAL, date(2018, 9, 19), whom="Chủ tịch huyện")
LAST = ("2018",)
OWN = ("DA1.1", "2018")
Change = Callable[[Report], Report]


@pytest.fixture(scope="module")
def offices():
    """A district with a signed package, one typed in place, own rows and an adjustment; its province."""
    with TemporaryDirectory(prefix="phieuxa-hostile-") as folder, ExitStack() as stack:
        place = Place(Path(folder))
        with place.office(NGOC_LAY, pack=few_forms()) as commune:
            fill(commune)
            package = send_to(commune, place.stick()).path
        district = stack.enter_context(place.office(TU_MO_RONG, pack=few_forms()))
        cover(district)
        recognise_sender(district, package, NGOC_LAY)
        receive(district, [package])
        fill(in_place.begin(district, TE_XANG, Standing(Way.PAPER, BASIS, "Y Thử"), None))
        in_place.take(district, TE_XANG, unlock_of(district))
        figures = current_figures(district)
        adjust(district, Wanted(NGOC_LAY, Address("BM02", LAST, "c05"), "-2", "Nhầm", BASIS), figures)
        entry = Entry(district)
        money = [f"{kind}0{number}" for kind in "kg" for number in range(1, 9)]
        for name in (*money, "c01", "c02"):
            entry.put_text(Address("BM09", OWN, name), "1")
        province = stack.enter_context(place.office(KON_TUM, pack=few_forms()))
        recognise_sender(province, send_to(district, place.stick("lên")).path, TU_MO_RONG)
        yield district, province


def judged(offices, change: Change):
    """Sign a changed package of the district and have the province judge it; nothing is taken in."""
    district, province = offices
    draft = gathered(district, ORDINARY)
    report = change(report_of(district, header(district, draft.document), draft))
    with opened(district, unlock_of(district)) as key:
        data = sign(write_workbook(tidy(report, district.pack), district.pack), key, report.header.made_at)
    return judge(province, "gói.xlsx", data, None)


def listed(name: str, **cells: str | None) -> Change:
    """Change some cells of the only line of a list; None takes a cell away."""

    def change(report: Report) -> Report:
        (line,) = report.lists[name]
        changed = {column: text for column, text in {**line, **cells}.items() if text is not None}
        return replace(report, lists={**report.lists, name: (changed,)})

    return change


def typed_too(unit: str) -> Change:
    """Say that a further unit's figures were typed in its place."""

    def change(report: Report) -> Report:
        (line,) = report.lists[IN_PLACE.id]
        lines = (line, {**line, "unit": unit})
        return replace(report, lists={**report.lists, IN_PLACE.id: lines})

    return change


def without(name: str) -> Change:
    return lambda report: replace(
        report, lists={one: lines for one, lines in report.lists.items() if one != name}
    )


def led(table: str, key: tuple[str, ...], field: str) -> Change:
    """Add a row under the district's own code."""

    def change(report: Report) -> Report:
        rows = {**report.tables.get(table, {}), (TU_MO_RONG, *key): {field: 7}}
        return replace(report, tables={**report.tables, table: rows})

    return change


def as_signed(report: Report) -> Report:
    """Say that the unit whose figures were typed signed them itself."""
    sources = tuple(replace(one, revision=1) if one.unit == TE_XANG else one for one in report.sources)
    return replace(report, sources=sources)


def test_the_package_as_it_is_made_is_taken(offices):
    found = judged(offices, lambda report: report)
    assert (found.status, found.problem.code) == (PackageStatus.TAKEN, "TAKEN")
    assert set(found.figures) == {NGOC_LAY, TE_XANG, TU_MO_RONG}


@pytest.mark.parametrize(
    "change, code",
    [
        (led("BM02", LAST, "c05"), "OWN_FORM"),
        (listed(ADJUSTMENTS.id, old="1"), "ADJUSTMENT_WRONG"),
        (listed(ADJUSTMENTS.id, unit=KON_TUM), "ADJUSTMENT_WRONG"),
        (listed(ADJUSTMENTS.id, reason=None), "ADJUSTMENT_WRONG"),
        (listed(ADJUSTMENTS.id, amount="0.5"), "ADJUSTMENT_WRONG"),  # of people
        (listed(ADJUSTMENTS.id, amount="1E+999999"), "ADJUSTMENT_WRONG"),
        (listed(ADJUSTMENTS.id, amount="-99999999"), "ADJUSTMENT_WRONG"),  # more than there is
        (listed(IN_PLACE.id, unit=NGOC_LAY), "IN_PLACE_LINE"),
        (without(IN_PLACE.id), "IN_PLACE_LINE"),
        (listed(IN_PLACE.id, office=KON_TUM), "IN_PLACE_LINE"),
        (typed_too(IA_DAL), "IN_PLACE_LINE"),
        (as_signed, "IN_PLACE_LINE"),
    ],
)
def test_what_does_not_fit_is_refused_by_code(offices, change, code):
    found = judged(offices, change)
    assert (found.status, found.problem.code) == (PackageStatus.REFUSED, code)
