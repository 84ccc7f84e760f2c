"""The checks of consolidated figures C01 to C10 (domain.md section 13), over what an office holds.

Every rule looks at a `Held` and gives one `Consolidated`: whether it holds, of which units it does not, and
what each place is about. `office.consolidation_checks` reads a `Held` from the office.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from forms.answers import Address, Value
from forms.consolidation import Consolidated, Tone
from forms.engine import FormSet
from forms.pack import Pack, Roll, Unit, Words
from forms.roll_up import TotalsColumn, TotalsView, UnitFigures, add_up
from forms.roll_up_figures import as_number

_DIGEST = 64  # hexadecimal digits of a SHA-256


@dataclass(frozen=True, slots=True)
class Source:
    """A package from below that a package was added up from, as its list of sources names it."""

    unit: str
    package: str
    revision: int
    digest: str


@dataclass(frozen=True, slots=True)
class HeldPackage:
    """A package whose figures count now. `digest`: as noted when it came; `now`: of the bytes that are kept.

    `valid`: its signature holds, looked at when it came, or anew. `signer_units`: the units that its signer
    signs for. `sent_for`: the unit above that typed it in the place of its unit, "" for one of its own.
    """

    unit: str
    revision: int
    digest: str
    now: str
    valid: bool
    signer_units: tuple[str, ...]
    campaign: str
    standard: str
    version: str
    units: tuple[str, ...]  # whose figures it brought that count now
    adds_up: bool = False  # a package of an office that adds up others
    sources: tuple[Source, ...] = ()
    sent_for: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure of an official decision that ours is not: the place in words, theirs, ours."""

    unit: str
    place: Words
    theirs: Decimal
    ours: Decimal | None


@dataclass(frozen=True)
class Held:
    """What an office holds and its tables show."""

    form_set: FormSet
    unit: str
    version: str  # of the pack at work
    packages: tuple[HeldPackage, ...]
    revisions: Mapping[str, int]  # the highest revision that was ever accepted and not taken out, by unit
    units: Collection[str]  # below, whose figures count
    figures_in: Callable[[str], Mapping[str, UnitFigures]]  # theirs in a table, with all it is made of
    views: Sequence[TotalsView] = ()
    doubtful: tuple[tuple[str, str, Words], ...] = ()  # unit, other unit, the pair in words
    decision: tuple[Difference, ...] | None = None  # None: none is loaded

    @property
    def pack(self) -> Pack:
        """Return the pack at work."""
        return self.form_set.pack


def packages_whole(held: Held) -> Consolidated:
    """C01: digest and signature of each package, and that its signer is the unit's."""
    wrong: dict[str, Words] = {}
    for one in held.packages:
        signs_for = one.sent_for or one.unit
        name = _name(held, one.unit)
        if one.digest != one.now:
            wrong[one.unit] = _both(
                name, "tệp đang giữ khác tệp đã nhận", "the kept file is not the one that came"
            )
        elif not one.valid:
            wrong[one.unit] = _both(name, "chữ ký không hợp lệ", "the signature does not hold")
        elif signs_for not in one.signer_units:
            wrong[one.unit] = _both(name, "người ký là của đơn vị khác", "signed for another unit")
    titles = _both("", "Gói nguyên vẹn, chữ ký đúng đơn vị", "Packages whole, signed for their unit")
    return _ended(
        "C01", titles, wrong.keys(), wrong.values(), Tone.ERROR, len(held.packages), "gói", "packages"
    )


def counted_once(held: Held) -> Consolidated:
    """C02: no unit twice, and of each the highest accepted revision."""
    times = Counter(unit for one in held.packages for unit in one.units)
    wrong = {
        unit: _both(_name(held, unit), f"được tính {count} lần", f"counted {count} times")
        for unit, count in times.items()
        if count > 1
    }
    for one in held.packages:
        last = held.revisions.get(one.unit, one.revision)
        if one.revision < last and not one.sent_for:
            wrong[one.unit] = _both(
                _name(held, one.unit),
                f"đang tính lần gửi {one.revision}, đã nhận lần {last}",
                f"revision {one.revision} counts, revision {last} was accepted",
            )
    titles = _both("", "Mỗi đơn vị tính một lần, lần gửi mới nhất", "Each unit once, by its latest revision")
    return _ended("C02", titles, wrong.keys(), wrong.values(), Tone.ERROR, len(times), "đơn vị", "units")


def all_here(held: Held) -> Consolidated:
    """C03: every unit of the level is in the tables or listed as missing; nobody else is in them."""
    expected = {one.code for one in held.pack.reporting_units(held.unit)}
    missing = sorted(expected - {*held.units})
    strangers = sorted(
        code for code in held.units if code not in expected and not _is_below(held.pack, code, held.unit)
    )
    titles = _both("", "Đủ đơn vị, đơn vị thiếu được nêu tên", "All units here, those missing are named")
    if strangers:
        places = [
            _both(_name(held, one), "không thuộc địa bàn này", "not below this office") for one in strangers
        ]
        return _ended("C03", titles, strangers, places, Tone.ERROR, len(held.units), "đơn vị", "units")
    places = [_both(_name(held, one), "chưa có số liệu", "no figures yet") for one in missing]
    return _ended("C03", titles, missing, places, Tone.WARNING, len(expected), "đơn vị", "units")


def one_basis(held: Held) -> Consolidated:
    """C04: the same campaign, poverty standard and major version of the forms."""
    campaign = held.pack.campaign
    wanted = (campaign.id if campaign else "", campaign.standard if campaign else "", _major(held.version))
    words = (
        ("kỳ báo cáo", "campaign"),
        ("chuẩn nghèo", "standard"),
        ("phiên bản bộ biểu", "version of the forms"),
    )
    wrong: dict[str, Words] = {}
    for one in held.packages:
        told = (one.campaign, one.standard, _major(one.version))
        odd = [place for place in range(len(wanted)) if told[place] != wanted[place]]
        if odd:
            shown = (one.campaign, one.standard, one.version)
            vi = ", ".join(f"{words[n][0]} {shown[n] or '?'}" for n in odd)
            en = ", ".join(f"{words[n][1]} {shown[n] or '?'}" for n in odd)
            wrong[one.unit] = _both(_name(held, one.unit), vi, en)
    titles = _both("", "Cùng kỳ báo cáo, chuẩn nghèo, bộ biểu", "One campaign, standard and set of forms")
    return _ended(
        "C04", titles, wrong.keys(), wrong.values(), Tone.ERROR, len(held.packages), "gói", "packages"
    )


def sums_agree(held: Held) -> Consolidated:
    """C05: the lines of units, own rows and adjustments make the total in every column that adds up."""
    places: list[Words] = []
    looked = 0
    for view in held.views:
        if _overlap(view):
            continue
        for place, column in enumerate(view.columns):
            whole = view.total[place].value
            if not _adds_up(column) or whole is None:
                continue
            looked += 1
            parts = [
                as_number(v)
                for row in view.whole_rows
                if not row.total and (v := row.cells[place].value) is not None
            ]
            if sum(parts, Decimal(0)) != as_number(whole):
                places.append(_at(view, column, f"{sum(parts)} ≠ {whole}"))
    titles = _both("", "Tổng các dòng bằng tổng cộng", "The lines add up to the total")
    return _ended("C05", titles, (), places, Tone.ERROR, looked, "cột", "columns")


def rates_agree(held: Held) -> Consolidated:
    """C06: rates worked out again are those that units state and those that are printed."""
    places: list[Words] = []
    units: dict[str, None] = {}
    looked = 0
    for view in held.views:
        for place, column in enumerate(view.columns):
            if not _is_rate(column) or column.address is None or not column.address.key:
                continue
            address = column.address
            looked += 1
            for unit, figures in held.figures_in(address.table).items():
                stated = figures.values.get(address.table, {}).get(address.key, {}).get(address.field)
                again = add_up(held.form_set, address, (figures,)).value if stated is not None else None
                if again is not None and as_number(again) != as_number(stated or 0):
                    units[unit] = None
                    places.append(_at(view, column, f"{_name(held, unit)}: {stated} ≠ {again}"))
            again = _again(held, view, address)
            if again is not None and again != view.total[place].value:
                places.append(_at(view, column, f"{view.total[place].value} ≠ {again}"))
    titles = _both("", "Tỷ lệ tính lại bằng tỷ lệ đã ghi", "Rates worked out again are those printed")
    return _ended("C06", titles, units, places, Tone.ERROR, looked, "cột", "columns")


def rightly_below(held: Held) -> Consolidated:
    """C07: each unit belongs to the sender, or to this office, on the day of the data."""
    campaign = held.pack.campaign
    day = campaign.data_date if campaign else ""
    wrong: dict[str, Words] = {}
    senders = {unit: one.unit for one in held.packages for unit in one.units}
    for code in held.units:
        unit = held.pack.units_by_code.get(code)
        sender = senders.get(code, code)
        if unit is None or not _is_below(held.pack, code, held.unit):
            wrong[code] = _both(_name(held, code), "không thuộc địa bàn này", "not below this office")
        elif sender != code and not _is_below(held.pack, code, sender):
            vi, en = f"không thuộc {_name(held, sender)}", f"not below {_name(held, sender)}"
            wrong[code] = _both(_name(held, code), vi, en)
        elif day and not _in_force(unit, day):
            wrong[code] = _both(_name(held, code), f"không có hiệu lực ngày {day}", f"not in force on {day}")
    titles = _both(
        "",
        "Đơn vị đúng cấp trên tại ngày chốt số liệu",
        "Units below the right office on the day of the data",
    )
    return _ended("C07", titles, wrong.keys(), wrong.values(), Tone.ERROR, len(held.units), "đơn vị", "units")


def decision_agrees(held: Held) -> Consolidated:
    """C08: figures of a loaded official decision; what differs by more than one household is told."""
    titles = _both(
        "", "Khớp quyết định, số liệu chính thức đã nạp", "Agrees with the official decision loaded"
    )
    if held.decision is None:
        said = _both(
            "",
            "Chưa nạp quyết định, số liệu chính thức để so sánh",
            "No official decision is loaded to compare",
        )
        return Consolidated("C08", titles, Tone.OPEN, said)
    wrong = [one for one in held.decision if disagrees(one)]
    places = [_differs(_name(held, one.unit), one) for one in wrong]
    units = dict.fromkeys(one.unit for one in wrong)
    return _ended("C08", titles, units, places, Tone.WARNING, len(held.decision), "số", "figures")


def nobody_twice(held: Held) -> Consolidated:
    """C09: nominees of two units with the same name and year of birth."""
    titles = _both("", "Không ai được hai đơn vị cùng đề nghị", "Nobody is nominated by two units")
    units = dict.fromkeys(unit for one, other, _ in held.doubtful for unit in (one, other))
    places = [words for _, _, words in held.doubtful]
    return _ended("C09", titles, units, places, Tone.WARNING, len(held.doubtful), "cặp", "pairs")


def sources_named(held: Held) -> Consolidated:
    """C10: a package that adds up others names unit, package, revision and digest of each it used."""
    wrong: dict[str, Words] = {}
    adding = [one for one in held.packages if one.adds_up]
    for one in adding:
        named = {source.unit for source in one.sources if source.package and len(source.digest) == _DIGEST}
        bare = [source.unit for source in one.sources if source.unit not in named]
        reached = {
            unit for unit in one.units
            if unit == one.unit or any(unit == name or _is_below(held.pack, unit, name) for name in named)
        }  # fmt: skip
        lost = [*bare, *(unit for unit in one.units if unit not in reached and unit not in bare)]
        if lost:
            names = ", ".join(_name(held, unit) for unit in lost)
            wrong[one.unit] = _both(
                _name(held, one.unit),
                f"không nêu đủ gói của {names}",
                f"does not name the package of {names}",
            )
    titles = _both("", "Gói cấp dưới nêu đủ gói các xã đã dùng", "Packages name every package they used")
    return _ended("C10", titles, wrong.keys(), wrong.values(), Tone.ERROR, len(adding), "gói", "packages")


RULES: tuple[Callable[[Held], Consolidated], ...] = (
    packages_whole,
    counted_once,
    all_here,
    one_basis,
    sums_agree,
    rates_agree,
    rightly_below,
    decision_agrees,
    nobody_twice,
    sources_named,
)
"""C01 to C10 in their order."""


def _ended(
    code: str,
    title: Words,
    units: Iterable[str],
    places: Iterable[Words],
    tone: Tone,
    looked: int,
    vi: str,
    en: str,
) -> Consolidated:
    found = tuple(places)
    if not found:
        said = {"vi": f"Đạt: đã xem {looked} {vi}", "en": f"Holds: {looked} {en} looked at"}
        return Consolidated(code, title, Tone.GOOD, said)
    said = {"vi": f"{len(found)} chỗ cần xem", "en": f"{len(found)} places to look at"}
    return Consolidated(code, title, tone, said, tuple(units), found)


def _both(name: str, vi: str, en: str) -> Words:
    front = f"{name}: " if name else ""
    return {"vi": f"{front}{vi}", "en": f"{front}{en}"}


def disagrees(one: Difference) -> bool:
    """Tell whether a published figure differs by more than is let pass, or we have none."""
    return one.ours is None or abs(one.theirs - one.ours) > _near(one)


def _near(one: Difference) -> Decimal:
    """Give by how much a published figure may differ: one household, in a rate its last decimal."""
    whole = all(value == value.to_integral_value() for value in (one.theirs, one.ours or Decimal(0)))
    return Decimal(1) if whole else Decimal("0.01")


def _differs(name: str, one: Difference) -> Words:
    ours = "–" if one.ours is None else one.ours
    return {language: f"{name}, {text}: {one.theirs} ≠ {ours}" for language, text in one.place.items()}


def _overlap(view: TotalsView) -> bool:
    """Tell whether lines stand for the same rows: classes that a unit may fall into twice."""
    places = [place for row in view.whole_rows if not row.total for place in row.places]
    return not view.by_units and len(places) != len({*places})


def _at(view: TotalsView, column: TotalsColumn, told: str) -> Words:
    year = f" {view.year}" if view.year else ""
    return {
        language: f"{view.table}{year} {column.code} {text}: {told}"
        for language, text in column.label.items()
    }


def _name(held: Held, unit: str) -> str:
    known = held.pack.units_by_code.get(unit)
    return known.name if known else unit


def _major(version: str) -> str:
    return version.partition(".")[0]


def _adds_up(column: TotalsColumn) -> bool:
    return column.field is not None and column.field.rollup is Roll.SUM


def _is_rate(column: TotalsColumn) -> bool:
    return (
        column.field is not None and column.field.rollup is Roll.CALC and column.field.calculate is not None
    )


def _again(held: Held, view: TotalsView, address: Address) -> Value | None:
    """Work a printed rate out from the printed sums, where those are whole and stand in the same table."""
    known: dict[Address, Value] = {}
    for column, cell in zip(view.columns, view.total, strict=True):
        if column.address is not None and cell.value is not None and cell.whole and _adds_up(column):
            known[column.address] = cell.value
    operands = held.form_set.operands(address)
    if not operands or not all(one in known for one in operands):
        return None
    return held.form_set.evaluate(address, known)


def _is_below(pack: Pack, code: str, above: str) -> bool:
    at = pack.units_by_code.get(code)
    while at is not None and at.code != above:
        at = pack.units_by_code.get(at.parent)
    return at is not None and code != above


def _in_force(unit: Unit, day: str) -> bool:
    return (not unit.valid_from or unit.valid_from <= day) and (not unit.valid_to or day <= unit.valid_to)
