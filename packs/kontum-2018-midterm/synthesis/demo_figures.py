"""Synthetic figures of 102 communes for 2015-2017 and all flows, grown backwards from the end of 2018.

The end of 2018 is given (it adds up to the published result). The years before are shared out from the
province's series so that stocks, flows and deprivations close in every commune. Only
`random.Random(seed).random()` is used: the same figures on every Python.
"""

# ruff: noqa: INP001 - a script beside its data, not a package
from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from random import Random

YEARS = ("2015", "2016", "2017", "2018")
FLOW_YEARS = YEARS[1:]
INDICATORS = ("A1", "A2", "B1", "B2", "C1", "C2", "D1", "D2", "E1", "E2")
# households, poor, DTTS poor, near-poor, DTTS near-poor, DTTS households (approximate)
SERIES = {
    "2015": (120628, 31496, 29100, 7700, 6850, 62650),
    "2016": (124400, 28649, 26700, 8150, 7280, 64900),
    "2017": (128300, 25788, 24240, 8468, 7590, 67100),
}
N2_SHARE = 0.135  # the share of N2 among the poor, as at the end of 2018
WORSE = {"2015": 1.09, "2016": 1.06, "2017": 1.03, "2018": 1.0}  # deprivation rates before, against 2018
# Communes on the border and districts of Resolution 30a: from memory, unverified (docs/packs.md).
BORDER = frozenset(
    {
        "23344",
        "23350",
        "23368",
        "23383",
        "23386",
        "23389",
        "23395",
        "23398",
        "23530",
        "23536",
        "23535",
        "23537",
        "23538",
    }
)
POOR_DISTRICTS = frozenset({"613", "617"})
OTHER_FLOWS = {  # commune, year -> other decrease (c09), other increase (c13); each is explained in BM-18
    ("23452", "2016"): (3, 0),
    ("23535", "2017"): (0, 6),
    ("23413", "2018"): (2, 0),
}


@dataclass
class Stock:
    """One commune at the end of one year."""

    households: int
    minority: int
    poor_minority: int
    poor_kinh: int
    near_minority: int
    near_kinh: int
    n2: int
    persons: int

    @property
    def poor(self) -> int:
        """Poor households."""
        return self.poor_minority + self.poor_kinh

    @property
    def near(self) -> int:
        """Near-poor households."""
        return self.near_minority + self.near_kinh


@dataclass
class Commune:
    """One commune: what it is, its stocks by year, and its deprivations of 2018 by group and indicator."""

    code: str
    name: str
    short_name: str
    type: str
    district: str
    district_name: str
    urban: bool
    stocks: dict[str, Stock]
    deprived: dict[tuple[str, str], int]  # (group, indicator) -> households, end of 2018
    deprived_minority: dict[tuple[str, str], int]
    ethnic_mix: tuple[tuple[str, float], ...] = ()
    rows: dict[str, list[dict[str, object]]] = field(default_factory=dict)

    @property
    def place(self) -> str:
        """The commune's name within a sentence: "xã Đắk Na"."""
        return self.name[0].lower() + self.name[1:]

    @property
    def district_place(self) -> str:
        """The district's name within a sentence: "huyện Tu Mơ Rông"."""
        return self.district_name[0].lower() + self.district_name[1:]

    @property
    def village(self) -> str:
        """What its parts are called."""
        return "tổ dân phố" if self.urban else "thôn"


def share_out(total: int, weights: Sequence[float], caps: Sequence[int]) -> list[int]:
    """Give whole numbers that sum to `total`, near total * w / sum(w), none above its cap."""
    parts = [0] * len(weights)
    left = total
    while left > 0:
        free = [i for i, weight in enumerate(weights) if weight > 0 and parts[i] < caps[i]]
        if not free:
            break
        weight = sum(weights[i] for i in free)
        wanted = {i: left * weights[i] / weight for i in free}
        given = 0
        for i in free:
            step = min(int(wanted[i]), caps[i] - parts[i])
            parts[i] += step
            given += step
        if not given:  # less than one each: the largest fractions first
            for i in sorted(free, key=lambda i: (-wanted[i], i))[:left]:
                parts[i] += 1
                given += 1
        left -= given
    return parts


def _odds_shift(rates: Sequence[float], sizes: Sequence[int], target: int) -> list[float]:
    """Shift all rates by one factor of their odds so that they add up to about `target` households."""
    low, high = 0.05, 20.0
    for _ in range(60):
        factor = math.sqrt(low * high)
        shifted = [rate * factor / (1 - rate + rate * factor) for rate in rates]
        if sum(rate * size for rate, size in zip(shifted, sizes, strict=True)) < target:
            low = factor
        else:
            high = factor
    return [rate * size for rate, size in zip(shifted, sizes, strict=True)]


def grow_backwards(communes: Sequence[Commune]) -> None:
    """Fill the stocks of 2015-2017 from the province's series and each commune's end of 2018."""
    now = [commune.stocks["2018"] for commune in communes]
    for year, (households, poor, poor_minority, near, near_minority, minority) in SERIES.items():
        total = share_out(households, [s.households for s in now], [s.households for s in now])
        minorities = share_out(
            minority, [s.minority for s in now], [min(s.minority, t) for s, t in zip(now, total, strict=True)]
        )
        kinh = [t - m for t, m in zip(total, minorities, strict=True)]

        def rates(part: Callable[[Stock], int], whole: Callable[[Stock], int]) -> list[float]:
            return [min(0.97, max(0.002, part(s) / max(1, whole(s)))) if whole(s) else 0.0 for s in now]

        pm = _odds_shift(rates(lambda s: s.poor_minority, lambda s: s.minority), minorities, poor_minority)
        pm_counts = share_out(poor_minority, pm, [int(0.96 * m) for m in minorities])
        pk = _odds_shift(
            rates(lambda s: s.poor_kinh, lambda s: s.households - s.minority), kinh, poor - poor_minority
        )
        pk_counts = share_out(poor - poor_minority, pk, [int(0.9 * k) for k in kinh])
        nm = [s.near_minority + 0.2 for s in now]
        nm_counts = share_out(near_minority, nm, [m - p for m, p in zip(minorities, pm_counts, strict=True)])
        nk = [s.near_kinh + 0.1 for s in now]
        nk_counts = share_out(near - near_minority, nk, [k - p for k, p in zip(kinh, pk_counts, strict=True)])
        counts = [a + b for a, b in zip(pm_counts, pk_counts, strict=True)]
        n2 = share_out(
            round(N2_SHARE * poor),
            [s.n2 / s.poor * c for s, c in zip(now, counts, strict=True)],
            [c // 2 for c in counts],
        )
        for i, commune in enumerate(communes):
            commune.stocks[year] = Stock(
                total[i],
                minorities[i],
                pm_counts[i],
                pk_counts[i],
                nm_counts[i],
                nk_counts[i],
                n2[i],
                round(now[i].persons / now[i].households * total[i]),
            )


def _inflow(before: int, after: int, share: float, above: int, chance: Random) -> int:
    """Choose how many entered: enough that none of the escapes is negative, never more than are there now.

    `above`: households that were neither poor nor near-poor, of whom no more than some can have entered.
    """
    usual = min(round(share * after * (0.6 + 0.8 * chance.random())), above)
    return max(after - before, min(after, usual), 0)


def flows(commune: Commune, chance: Random) -> None:
    """Fill the rows of BM02 and BM03 so that K01-K09 hold."""
    poor_rows: list[dict[str, object]] = []
    near_rows: list[dict[str, object]] = []
    for before_year, year in zip(YEARS, FLOW_YEARS, strict=False):
        old, new = commune.stocks[before_year], commune.stocks[year]
        less, more = OTHER_FLOWS.get((commune.code, year), (0, 0))
        above = old.minority - old.poor_minority - old.near_minority
        entered_minority = _inflow(old.poor_minority - less + more, new.poor_minority, 0.075, above, chance)
        above = old.households - old.minority - old.poor_kinh - old.near_kinh
        entered_kinh = _inflow(old.poor_kinh, new.poor_kinh, 0.06, above, chance)
        entered = entered_minority + entered_kinh
        escaped_minority = old.poor_minority - new.poor_minority + entered_minority - less + more
        escaped = escaped_minority + old.poor_kinh - new.poor_kinh + entered_kinh
        from_near = min(old.near, round(entered * (0.3 + 0.2 * chance.random())))
        relapsed = min(entered - from_near, round(entered * 0.12 * chance.random() * 2))
        to_near = min(round(escaped * (0.6 + 0.15 * chance.random())), int(0.7 * new.near))
        poor_rows.append(
            {
                "year": year,
                "c01": old.households,
                "c02": old.minority,
                "c03": old.poor,
                "c04": old.poor_minority,
                "c05": to_near,
                "c06": escaped - to_near,
                "c08": escaped_minority,
                "c09": less,
                "c10": from_near,
                "c11": relapsed,
                "c12": entered - from_near - relapsed,
                "c13": more,
                "c15": new.poor_minority,
                "c16": new.poor - new.n2,
                "c17": new.n2,
                "c18": new.households,
                "c19": new.minority,
                **_poor_persons(new),
                "c22": _decision(year, chance),
            }
        )
        need = new.near - to_near - (old.near - from_near)
        arrived = max(0, need, min(new.near - to_near, round(0.08 * new.near * (0.5 + chance.random()))))
        again = min(arrived, round(0.25 * arrived * chance.random()))
        near_rows.append(
            {
                "year": year,
                "c01": old.near,
                "c02": old.near_minority,
                "c03": from_near,
                "c04": arrived - need,
                "c05": 0,
                "c06": to_near,
                "c07": again,
                "c08": arrived - again,
                "c09": 0,
                "c11": new.near_minority,
                "c12": round(new.near * 4.15),
            }
        )
    commune.rows["BM02"] = poor_rows
    commune.rows["BM03"] = near_rows


def _decision(year: str, chance: Random) -> str:
    number = 12 + int(chance.random() * 140)
    return f"{number}/QĐ-UBND, {8 + int(chance.random() * 12):02d}/12/{year}"


def _poor_persons(stock: Stock) -> dict[str, object]:
    persons = round(stock.poor * 4.25)
    return {"c20": persons, "c21": round(persons * stock.poor_minority / stock.poor)}


def deprivations(commune: Commune) -> None:
    """Fill the rows of BM05 (K12-K15) in the order year, group, indicator; the end of 2018 is given."""
    rows: list[dict[str, object]] = []
    for year in YEARS:
        stock = commune.stocks[year]
        counts = commune.deprived if year == "2018" else _earlier(commune, stock, WORSE[year])
        minority: dict[tuple[str, str], int] = {}
        for group in ("NG", "N2", "CN"):
            for indicator in INDICATORS:
                cell = (group, indicator)
                minority[cell] = _minority_part(commune, year, cell, counts, minority)
            if group == "N2":
                _fit_n2(stock, counts, minority)
            for indicator in INDICATORS:
                cell = (group, indicator)
                if (year, group) != ("2015", "N2"):
                    rows.append(
                        {
                            "indicator": indicator,
                            "group": group,
                            "year": year,
                            "c01": counts[cell],
                            "c02": minority[cell],
                        }
                    )
    commune.rows["BM05"] = rows


def _minority_part(
    commune: Commune,
    year: str,
    cell: tuple[str, str],
    counts: dict[tuple[str, str], int],
    so_far: dict[tuple[str, str], int],
) -> int:
    """DTTS households among the deprived: given for 2018, else in proportion and inside the bounds."""
    group, indicator = cell
    given = commune.deprived_minority.get(cell)
    if given is not None and year == "2018":
        return given
    stock, count = commune.stocks[year], counts[cell]
    if given is not None and commune.deprived[cell]:
        part = round(count * given / commune.deprived[cell])
    else:
        part = round(count * stock.poor_minority / stock.poor)
    if group == "N2":
        most, kinh = so_far["NG", indicator], counts["NG", indicator] - so_far["NG", indicator]
    elif group == "NG":
        most, kinh = stock.poor_minority, stock.poor_kinh
    else:
        most, kinh = stock.near_minority, stock.near_kinh
    return max(count - kinh, min(part, most, count))


def _fit_n2(stock: Stock, counts: dict[tuple[str, str], int], minority: dict[tuple[str, str], int]) -> None:
    """Move lacks between Kinh and others where no household could have them: three each, one an indicator."""
    both = [counts["N2", one] for one in INDICATORS]
    usual = stock.n2 * stock.poor_kinh // max(1, stock.poor)
    tried = []
    for kinh in sorted(range(min(stock.n2, stock.poor_kinh) + 1), key=lambda n: abs(n - usual)):
        others = stock.n2 - kinh
        if others > stock.poor_minority:
            continue
        low, high = [], []
        for one, count in zip(INDICATORS, both, strict=True):
            of_minority = minority["NG", one]
            of_kinh = counts["NG", one] - of_minority
            low.append(max(0, count - min(others, of_minority), of_kinh - (stock.poor_kinh - kinh)))
            spare = of_minority - (stock.poor_minority - others)
            high.append(min(kinh, count, of_kinh, count - max(0, spare)))
        given = [count - minority["N2", one] for one, count in zip(INDICATORS, both, strict=True)]
        least, most = 3 * kinh, sum(both) - 3 * others
        if any(a > b for a, b in zip(low, high, strict=True)) or sum(low) > most or sum(high) < least:
            continue
        parts = [min(max(n, a), b) for n, a, b in zip(given, low, high, strict=True)]
        while not least <= sum(parts) <= most:
            step = 1 if sum(parts) < least else -1
            room = [k for k in range(10) if low[k] <= parts[k] + step <= high[k]]
            parts[max(room, key=lambda k: (both[k], -k))] += step
        tried.append((sum(abs(a - b) for a, b in zip(parts, given, strict=True)), len(tried), parts))
    for one, count, part in zip(INDICATORS, both, min(tried)[2], strict=True):
        minority["N2", one] = count - part


def _earlier(commune: Commune, stock: Stock, worse: float) -> dict[tuple[str, str], int]:
    """Scale the rates of 2018 to an earlier stock, inside the bounds of K12, K13 and K14."""
    end = commune.stocks["2018"]
    n1, end_n1 = stock.poor - stock.n2, end.poor - end.n2
    n2_rates = [commune.deprived["N2", i] / end.n2 for i in INDICATORS]
    n2 = [round(rate * stock.n2) for rate in n2_rates]
    by_rate = sorted(range(10), key=lambda k: -n2_rates[k])
    while sum(n2) < 3 * stock.n2:
        n2[next(k for k in by_rate if n2[k] < stock.n2)] += 1
    counts: dict[tuple[str, str], int] = {}
    near: list[int] = []
    for k, indicator in enumerate(INDICATORS):
        n1_rate = (commune.deprived["NG", indicator] - commune.deprived["N2", indicator]) / max(1, end_n1)
        counts["N2", indicator] = n2[k]
        counts["NG", indicator] = n2[k] + min(n1, round(n1_rate * worse * n1))
        near.append(
            min(stock.near, round(commune.deprived["CN", indicator] / max(1, end.near) * worse * stock.near))
        )
    while sum(near) > 2 * stock.near:
        near[near.index(max(near))] -= 1
    counts.update({("CN", indicator): near[k] for k, indicator in enumerate(INDICATORS)})
    return counts


def profile(communes: Sequence[Commune], chance: Random) -> None:
    """Fill the rows of BM01: border and poor-district communes from memory, the rest invented."""
    villages = share_out(869, [c.stocks["2018"].households for c in communes], [40] * len(communes))
    poorest = sorted(communes, key=lambda c: -c.stocks["2018"].poor / c.stocks["2018"].households)
    programme_135 = {c.code for c in poorest[:54]}
    weights = [(0.06 if c.urban else 1.0) * (0.4 + chance.random()) for c in communes]
    areas = share_out(96896100, weights, [10**9] * len(communes))  # hundredths of a hectare
    for n, commune in enumerate(communes):
        base = 0.8 + 0.4 * chance.random()
        trained = 0.28 + 0.14 * chance.random()
        reached_new_rural = (
            2016 + int(chance.random() * 3) if not commune.urban and chance.random() < 0.2 else 9999
        )
        staff = 1 + int(chance.random() * 2)
        rows: list[dict[str, object]] = []
        for step, year in enumerate(YEARS):
            stock = commune.stocks[year]
            minority_persons = round(stock.persons * stock.minority / stock.households)
            labour = round(stock.persons * 0.56)
            difficult = commune.code in programme_135
            rows.append(
                {
                    "year": year,
                    "c01": max(3, villages[n]),
                    "c02": round(0.7 * max(3, villages[n])) if difficult else 0,
                    "c03": int(difficult),
                    "c04": int(commune.code in BORDER),
                    "c05": int(
                        commune.district in POOR_DISTRICTS or (commune.district == "618" and year == "2018")
                    ),
                    "c06": int(int(year) >= reached_new_rural and not difficult),
                    "c07": "urban" if commune.urban else "rural",
                    "c08": stock.households,
                    "c09": stock.persons,
                    "c10": stock.minority,
                    "c11": minority_persons,
                    "c12": f"{areas[n] // 100}.{areas[n] % 100:02d}",
                    "c13": round(
                        (14 + 24 * (1 - stock.poor / stock.households) ** 2) * base * (1 + 0.07 * step), 1
                    )
                    * 10**6,
                    "c14": round((430 + 130 * base + 25 * step) / 10) * 10000,
                    "c15": labour,
                    "c16": round(labour * (trained + 0.03 * step)),
                    "c17": stock.poor if year == "2015" else "",
                    "c18": stock.near if year == "2015" else "",
                    "c19": staff,
                }
            )
        for row in rows:
            row["c13"] = round(float(str(row["c13"])))
        commune.rows["BM01"] = rows
