"""Synthetic rows of BM-04, BM-06 to BM-08, BM-12, BM-15, BM-20: groups, causes, targets, activities, review.

All invented, but closed: every figure keeps the checks K10, K16-K18, K22-K31 of its commune. Money in đồng.
"""

# ruff: noqa: INP001 - a script beside its data, not a package
from __future__ import annotations

from collections.abc import Sequence
from random import Random

from demo_figures import FLOW_YEARS, INDICATORS, YEARS, Commune, Stock, share_out
from demo_money import (
    MILLION,
    POLICIES,
    PROJECTS,
    Rows,
    credit,
    funding,
    livelihoods,
    number,
    policies,
    projects_here,
    row_of,
    works,
)

GROUPS = ("01", "14", "13", "27", "10", "52", "54", "19", "99")  # Kinh, then the groups that BM-04 names
OTHER_GROUP = "99"
VERY_SMALL = ("52", "54")
CAUSES = {
    "N02": 0.22,
    "N03": 0.17,
    "N04": 0.11,
    "N05": 0.05,
    "N07": 0.13,
    "N08": 0.06,
    "N09": 0.02,
    "N99": 0.04,
}
TARGETS_DOWN = ("MT01", "MT03", "MT04", *(f"MT{5 + n:02d}" for n in range(10)))
TYPED_TARGETS = {  # baseline, plan of the year, plan of 2020: shares in per cent, counts as they are
    "MT16": (96.0, 99.0, 100.0),
    "MT17": (0.0, 4.0, 20.0),
    "MT18": (78.0, 84.0, 92.0),
    "MT19": (48.0, 58.0, 75.0),
    "MT20": (96.0, 98.5, 99.5),
    "MT21": (70.0, 82.0, 100.0),
    "MT22": (33.0, 38.0, 48.0),
    "MT23": (6.0, 8.0, 30.0),
    "MT24": (0.0, 0.0, 1.0),
    "MT99": (0.0, 0.0, 0.0),
}
REASONS = (
    "Diện tích đất sản xuất ít, giá nông sản xuống thấp; một số hộ còn trông chờ hỗ trợ.",
    "Vốn phân bổ chậm so với mùa vụ nên hỗ trợ đến hộ trong quý IV.",
    "Hộ mới tách khẩu chưa có nhà ở, công trình vệ sinh ổn định.",
)
ACTIVITIES = ("HD01", "HD02", "HD03", "HD04", "HD05", "HD06", "HD07", "HD08", "HD09")
USED_POLICIES = ("CS01", "CS02", "CS03", "CS05", "CS06", "CS12")
REVIEWED = ("CS01", *POLICIES, *PROJECTS[:9])


def fill(commune: Commune, chance: Random, models_escaped: int) -> None:
    """Fill the rows of one commune; `models_escaped` are the households its models (BM-16) claim."""
    rows = commune.rows
    rows["BM04"] = ethnic_groups(commune)
    for row in rows["BM02"]:  # persons are those of the groups, so that one list of households gives both
        row["c21"] = _persons(commune, str(row["year"]), "c04", GROUPS[1:])
    rows["BM06"] = causes(commune)
    rows["BM07"] = target_groups(commune)
    rows["BM13"] = policies(commune, chance)
    escaped = sum(number(row["c05"]) + number(row["c06"]) for row in rows["BM02"]) - models_escaped
    rows["BM14"] = credit(commune, chance, escaped // 2)
    money = funding(commune, chance)
    rows["BM09"] = money
    rows["BM10"] = works(commune, money, chance)
    rows["BM11"] = livelihoods(commune, money, chance, escaped // 4)
    rows["BM12"] = activities(commune, chance)
    rows["BM08"] = targets(commune, chance)
    rows["BM15"] = review(commune, chance)
    rows["BM20"] = [meeting(commune, chance)]


def _end_of_year(commune: Commune, year: str) -> tuple[int, int]:
    """Persons in poor and near-poor households at the end of a year."""
    stock = commune.stocks[year]
    if year == "2015":
        return 4 * stock.poor, 4 * stock.near
    return number(row_of(commune, "BM02", year)["c20"]), number(row_of(commune, "BM03", year)["c12"])


def ethnic_groups(commune: Commune) -> Rows:
    """BM-04: the first row is Kinh; the minorities are shared out by the commune's mix."""
    rows: Rows = []
    mix = {group: weight for group, weight in commune.ethnic_mix if group in GROUPS[1:]}
    mix[OTHER_GROUP] = max(0.02, sum(w for group, w in commune.ethnic_mix if group not in GROUPS))
    weights = [mix.get(group, 0.0) for group in GROUPS[1:]]
    for year in YEARS:
        stock = commune.stocks[year]
        all_ = [stock.households - stock.minority, *share_out(stock.minority, weights, [stock.minority] * 8)]
        poor = [stock.poor_kinh, *share_out(stock.poor_minority, all_[1:], all_[1:])]
        free = [a - p for a, p in zip(all_[1:], poor[1:], strict=True)]
        near = [stock.near_kinh, *share_out(stock.near_minority, free, free)]
        poor_persons, near_persons = _end_of_year(commune, year)
        poor_p = share_out(poor_persons, poor, [poor_persons] * 9)
        near_p = share_out(near_persons, near, [near_persons] * 9)
        for n, group in enumerate(GROUPS):
            rest = all_[n] - poor[n] - near[n]
            rows.append(
                {
                    "ethnic": group,
                    "year": year,
                    "c01": all_[n],
                    "c02": max(
                        round(stock.persons * all_[n] / stock.households), poor_p[n] + near_p[n] + rest
                    ),
                    "c03": poor[n],
                    "c04": poor_p[n],
                    "c05": near[n],
                    "c06": near_p[n],
                }
            )
    return rows


def _persons(commune: Commune, year: str, column: str, groups: Sequence[str]) -> int:
    """Add up a column of BM-04 over some groups at the end of a year."""
    return sum(
        number(row[column]) for row in commune.rows["BM04"] if row["year"] == year and row["ethnic"] in groups
    )


def _part(count: int, of: int, whole: int) -> int:
    return count * of // whole if whole else 0


def causes(commune: Commune) -> Rows:
    """BM-06: several causes a household; lack of capital or of know-how is every poor household's."""
    rows: Rows = []
    for year in YEARS:
        stock = commune.stocks[year]
        capital = (3 * stock.poor + 4) // 5
        counts = {"N01": capital, "N06": stock.poor - capital + stock.poor // 10}
        counts |= {cause: round(share * stock.poor) for cause, share in CAUSES.items()}
        minority, poor = stock.poor_minority, stock.poor
        of_minority = {cause: _part(count, minority, poor) for cause, count in counts.items()}
        of_minority["N06"] = max(of_minority["N06"], stock.poor_minority - of_minority["N01"])
        rows += [
            {
                "cause": cause,
                "year": year,
                "c01": counts[cause],
                "c02": of_minority[cause],
                "c03": round(counts[cause] * stock.near / stock.poor * 0.8) if stock.poor else 0,
            }
            for cause in sorted(counts)
        ]
        for row in rows[-len(counts) :]:
            row["c03"] = min(number(row["c03"]), stock.near)
    return rows


def target_groups(commune: Commune) -> Rows:
    """BM-07: G01 and G02 agree with BM-04; the other groups overlap them freely."""
    shares = {"G03": 0.04, "G04": 0.02, "G05": 0.06, "G06": 0.17, "G07": 0.71, "G08": 0.05, "G09": 0.02}
    rows: Rows = []
    for year in YEARS:
        stock = commune.stocks[year]
        poor_persons, near_persons = _end_of_year(commune, year)
        ethnic = {"G01": GROUPS[1:], "G02": VERY_SMALL}
        groups = {
            **{
                group: (_persons(commune, year, "c03", of), _persons(commune, year, "c05", of))
                for group, of in ethnic.items()
            },
            **{group: (int(share * stock.poor), int(share * stock.near)) for group, share in shares.items()},
        }
        for group, (poor, near) in groups.items():
            persons = poor_persons * poor // stock.poor if stock.poor else 0
            row: dict[str, object] = {
                "group": group,
                "year": year,
                "c01": poor,
                "c02": _persons(commune, year, "c04", ethnic[group])
                if group in ethnic
                else max(poor, persons),
                "c03": near,
                "c04": _persons(commune, year, "c06", ethnic[group])
                if group in ethnic
                else max(near, _part(near_persons, near, stock.near)),
                "c05": min(max(poor, persons), 2 * poor) if group == "G07" else "",
            }
            rows.append(row)
    return rows


def activities(commune: Commune, chance: Random) -> Rows:
    """BM-12: a few events a year; the poor are most of those who come."""
    rows: Rows = []
    for year in FLOW_YEARS:
        stock = commune.stocks[year]
        for activity in ACTIVITIES:
            none = activity in ("HD04", "HD05", "HD07") and chance.random() < 0.6
            events = 0 if none else 1 + int(chance.random() * 4)
            people = events * (1 if activity in ("HD05", "HD07") else 18 + int(chance.random() * 20))
            poor = people // 2
            rows.append(
                {
                    "activity": activity,
                    "year": year,
                    "c01": events,
                    "c02": people,
                    "c03": poor,
                    "c04": people // 6,
                    "c05": people * stock.minority // stock.households,
                    "c06": people * 2 // 5,
                    "c07": people // 3 if activity in ("HD06", "HD07", "HD08") else 0,
                    "c08": events * 7 * MILLION,
                    "x01": "national" if events else "",
                }
            )
    return rows


def _rates(commune: Commune, year: str) -> dict[str, float]:
    """The rates of the targets that are taken from other forms."""
    stock: Stock = commune.stocks[year]
    rates = {
        "MT01": 100 * stock.poor / stock.households,
        "MT03": 100 * stock.poor_minority / stock.minority if stock.minority else 0.0,
        "MT04": 100 * stock.near / stock.households,
    }
    lacking = {
        row["indicator"]: number(row["c01"])
        for row in commune.rows["BM05"]
        if (row["group"], row["year"]) == ("NG", year)
    }
    for n, indicator in enumerate(INDICATORS):
        rates[f"MT{5 + n:02d}"] = 100 * lacking[indicator] / stock.poor if stock.poor else 0.0
    return rates


def targets(commune: Commune, chance: Random) -> Rows:
    """BM-08: plans a little under or over what came; a target that was missed has its reason."""
    rows: Rows = []
    base = _rates(commune, "2015")
    income = {row["year"]: number(row["c14"]) / MILLION for row in commune.rows["BM01"]}
    for year in FLOW_YEARS:
        now, span = _rates(commune, year), int(year) - 2015
        plans: dict[str, tuple[float, float, float]] = {
            target: (base[target], max(0.0, base[target] * (1 - 0.12 * span)), base[target] * 0.4)
            for target in TARGETS_DOWN
        }
        plans["MT02"] = (0.0, 3.0, 15.0)
        plans["MT15"] = (income["2015"], round(income["2015"] * (1 + 0.05 * span), 2), income["2015"] * 1.5)
        plans |= TYPED_TARGETS
        for target in sorted(plans):
            first, plan, last = plans[target]
            typed = ""
            if target in TYPED_TARGETS:
                whole = target in ("MT17", "MT23", "MT24", "MT99")
                result = plan * (0.9 + 0.15 * chance.random())
                typed = f"{round(result)}" if whole else f"{min(100.0, result):.2f}"
            reached = target in now and now[target] <= plan - 0.02
            reached = reached or (bool(typed) and float(typed) >= float(f"{plan:.2f}"))
            reached = reached or (target == "MT15" and income[year] >= plan)
            rows.append(
                {
                    "target": target,
                    "year": year,
                    "c02": f"{first:.2f}" if year == "2016" else "",
                    "c03": f"{plan:.2f}",
                    "c04n": typed,
                    "c06": f"{last:.2f}" if year == "2016" else "",
                    "c07": "" if reached else REASONS[int(chance.random() * len(REASONS))],
                }
            )
    return rows


def review(commune: Commune, chance: Random) -> Rows:
    """BM-15: what is carried out here is judged; the typed totals stand where no slips are used."""
    used = {*USED_POLICIES, *projects_here(commune)}
    rows: Rows = []
    for item in REVIEWED:
        if item not in used:
            rows.append({"item": item, "x01": 0} | dict.fromkeys(_REVIEW_COLUMNS, ""))
            continue
        score = 3 + int(chance.random() * 3)
        asked = max(1, min(30, commune.stocks["2018"].households // 20))
        keep = chance.random() < 0.6
        rows.append(
            {
                "item": item,
                "x01": 1,
                "c01": score,
                "c02": max(3, score - 1),
                "c03": score,
                "c04": 3,
                "c05n": asked,
                "c06n": round(asked * (0.7 + 0.3 * chance.random())),
                "c07": "Đa số hộ được hỏi nói được hưởng đúng, đủ; có hộ đã tự mở rộng sản xuất.",
                "c08": "Mức hỗ trợ thấp so với giá vật tư hiện nay." if not keep else "",
                "c09": "",
                "c10": "keep" if keep else "amend",
                "c11": "" if keep else "Nâng mức hỗ trợ và giao vốn ngay từ đầu năm để kịp mùa vụ.",
                "c12": "" if keep else "central",
            }
        )
    return rows


_REVIEW_COLUMNS = ("c01", "c02", "c03", "c04", "c05n", "c06n", "c07", "c08", "c09", "c10", "c11", "c12")


def meeting(commune: Commune, chance: Random) -> dict[str, object]:
    """BM-20: when and how the commune held its review."""
    present = 25 + int(chance.random() * 40)
    return {
        "c01": ("conference", "meeting", "merged")[int(chance.random() * 3)],
        "c02": f"2018-09-{5 + int(chance.random() * 15):02d}",
        "c03": "Chủ tịch Ủy ban nhân dân " + commune.place,
        "c04": "Trưởng Ban Chỉ đạo giảm nghèo",
        "c05": present,
        "c06": present // 5,
        "c07": "Thống nhất số liệu ba năm 2016–2018; giao từng thành viên Ban Chỉ đạo phụ trách "
        f"{commune.village}; tập trung hỗ trợ hộ thiếu hụt nhà ở, nước sinh hoạt và nhà tiêu hợp vệ sinh.",
        "c08": "",
    }
