"""Synthetic rows of BM-09 to BM-11, BM-13 and BM-14: money, works, livelihoods, policies, credit; in đồng.

All invented, but closed: what BM-09 says agrees with the works, projects, policies and loans beside it.
"""

# ruff: noqa: INP001 - a script beside its data, not a package
from __future__ import annotations

from collections.abc import Mapping
from random import Random

from demo_figures import FLOW_YEARS, Commune

Rows = list[dict[str, object]]
MILLION = 1_000_000
PROJECTS = ("DA1.1", "DA1.3", "DA1.4", "DA2.1", "DA2.2", "DA2.3", "DA3", "DA4", "DA5", "CS", "TD")
POLICIES = ("CS02", "CS03", "CS04", "CS05", "CS06", "CS07", "CS08", "CS09", "CS10", "CS11", "CS12", "CS13")
POLICIES += ("CS14", "CS15", "CS16", "CS99")
LOANS = {"TD01": 0.34, "TD02": 0.12, "TD03": 0.1, "TD04": 0.06, "TD05": 0.14, "TD06": 0.05, "TD07": 0.12}
LOANS |= {"TD08": 0.02, "TD09": 0.05, "TD10": 0.0, "TD99": 0.0}
WORKS = (
    ("Đường bê tông nội {village} số {n}", "road", "1,2 km"),
    ("Kênh mương nội đồng {place}", "irrigation", "0,8 km"),
    ("Công trình nước sinh hoạt {village} số {n}", "water", "60 m³/ngày"),
    ("Nhà văn hóa {village} số {n}", "culture", "120 m²"),
    ("Sửa chữa đường đi khu sản xuất {place}", "maintenance", "2,5 km"),
    ("Điểm trường mầm non {village} số {n}", "school", "2 phòng"),
)
LIVELIHOODS = (
    ("Nuôi bò sinh sản", "livestock", "Bò giống, tập huấn kỹ thuật, hỗ trợ làm chuồng"),
    ("Trồng cà phê xứ lạnh", "crops", "Cây giống, phân bón, tập huấn"),
    ("Nuôi dê nhốt chuồng", "livestock", "Dê giống, vật liệu làm chuồng, thuốc thú y"),
    ("Trồng sâm dây dưới tán rừng", "herbs", "Giống, tập huấn, theo dõi kỹ thuật"),
    ("Cải tạo vườn tạp, trồng cây ăn quả", "crops", "Cây giống, phân bón"),
    ("Nuôi gà thả vườn", "livestock", "Gà giống, thức ăn ban đầu, vắc-xin"),
)


def number(value: object) -> int:
    """Give the whole number that stands in a cell."""
    return int(str(value))


def row_of(commune: Commune, form: str, year: str) -> Mapping[str, object]:
    """Find the row of a year in a form that is filled already."""
    return next(row for row in commune.rows[form] if row["year"] == year)


def policies(commune: Commune, chance: Random) -> Rows:
    """BM-13: cards for all the poor, electricity for the poor of the start of the year, few houses."""
    rows: Rows = []
    houses = max(0, min(9, number(row_of(commune, "BM02", "2016")["c03"]) // 12))
    for year in FLOW_YEARS:
        poor, near = row_of(commune, "BM02", year), row_of(commune, "BM03", year)
        persons, stock = number(poor["c20"]), commune.stocks[year]
        served = {
            "CS02": (
                persons,
                number(near["c12"]),
                round(0.3 * stock.persons * stock.minority / stock.households),
                0.8,
            ),
            "CS03": (round(0.24 * persons), round(0.2 * number(near["c12"])), 8, 0.6),
            "CS04": (round(0.08 * persons), round(0.02 * persons), 4, 1.1),
            "CS05": (houses // 3, 0, 0, 25.0),
            "CS06": (number(poor["c03"]), 0, 5, 0.55),
            "CS07": (round(0.01 * persons), 2, 3, 0.3),
            "CS08": (stock.poor // 30, 0, 0, 6.0),
            "CS09": (round(0.4 * persons), 0, 0, 0.1),
            "CS10": (stock.poor // 20, stock.near // 25, 2, 3.0),
            "CS11": (0, 0, 0, 0.0),
            "CS12": (stock.poor // 9, stock.near // 12, 30, 3.8),
            "CS13": (stock.poor // 5, stock.near // 6, 12, 4.2),
            "CS14": (stock.poor, stock.near // 2, 0, 0.35),
            "CS15": (stock.poor // 15, 0, 0, 0.7),
            "CS16": (stock.poor // 60, 0, 3, 1.2),
            "CS99": (0, 0, 0, 0.0),
        }
        for policy in POLICIES:
            of_poor, of_near, others, cost = served[policy]
            all_ = of_poor + of_near + others
            spent = round(all_ * cost * (0.92 + 0.08 * chance.random())) * MILLION
            rows.append(
                {
                    "policy": policy,
                    "year": year,
                    "c02": all_,
                    "c03": of_poor,
                    "c04": of_near,
                    "c05": min(all_, round(all_ * stock.minority / stock.households)),
                    "c06": 30 * 12 * all_ if policy == "CS06" else 15 * all_ if policy == "CS14" else 0,
                    "c07": "kWh" if policy == "CS06" else "kg gạo" if policy == "CS14" else "",
                    "c08": round(spent / MILLION * 1.05 + 0.5) * MILLION if spent else 0,
                    "c09": spent,
                    "c10": round(0.01 * all_),
                    "c11": "",
                    "c12": "Hồ sơ của một số hộ mới tách chưa kịp bổ sung." if policy == "CS06" else "",
                }
            )
    return rows


def credit(commune: Commune, chance: Random, most_escaped: int) -> Rows:
    """BM-14: what is outstanding follows from the year before, what was lent and what was repaid."""
    rows: Rows = []
    outstanding = {
        loan: round(share * commune.stocks["2015"].poor * 22) * MILLION for loan, share in LOANS.items()
    }
    left = max(0, most_escaped)
    for year in FLOW_YEARS:
        stock, escaped = commune.stocks[year], row_of(commune, "BM02", year)
        for loan, share in LOANS.items():
            borrowers = round(share * stock.poor * 0.3)
            lent = borrowers * round(20 + 20 * chance.random()) * MILLION
            repaid = min(outstanding[loan], round(lent * (0.4 + 0.2 * chance.random()) / MILLION) * MILLION)
            # The first row has no year before: it states what stands at its own end.
            outstanding[loan] += lent - repaid
            claimed = (
                min(left, (number(escaped["c05"]) + number(escaped["c06"])) // 5) if loan == "TD01" else 0
            )
            left -= claimed
            rows.append(
                {
                    "loan": loan,
                    "year": year,
                    "c01": borrowers,
                    "c02": min(borrowers, round(borrowers * stock.minority / stock.households)),
                    "c03": lent,
                    "c04": repaid,
                    "c05": outstanding[loan],
                    "c06": min(stock.households, outstanding[loan] // (25 * MILLION)),
                    "c07": round(outstanding[loan] * 0.004 / MILLION) * MILLION,
                    "c08": claimed,
                }
            )
    return rows


def projects_here(commune: Commune) -> frozenset[str]:
    """Which projects of the programme run in the commune, by the flags of BM-01."""
    profile = row_of(commune, "BM01", "2018")
    here = {"DA4", "DA5"}
    if number(profile["c05"]):
        here |= {"DA1.1", "DA1.3", "DA1.4"}
    if number(profile["c03"]):
        here |= {"DA2.1", "DA2.2", "DA2.3"}
    if not here & {"DA1.3", "DA2.2"}:
        here.add("DA3")
    return frozenset(here)


def funding(commune: Commune, chance: Random) -> Rows:
    """BM-09: investment for infrastructure, recurrent money for the rest; CS and TD are totals."""
    here = projects_here(commune)
    million_by_project = {"DA1.1": 1400, "DA1.3": 310, "DA1.4": 12, "DA2.1": 1000, "DA2.2": 280, "DA2.3": 45}
    million_by_project |= {"DA3": 120, "DA4": 22, "DA5": 14}
    rows: Rows = []
    for year in FLOW_YEARS:
        for project in PROJECTS:
            plan, spent = dict.fromkeys(range(1, 9), 0), dict.fromkeys(range(1, 9), 0)
            if project in here:
                base = round(million_by_project[project] * (0.85 + 0.3 * chance.random()))
                source = 1 if project in ("DA1.1", "DA2.1") else 2
                plan[source] = base * MILLION
                plan[3] = round(0.06 * base) * MILLION
                plan[4] = round(0.03 * base) * MILLION
                plan[8] = round(0.05 * base) * MILLION if source == 1 else 0
                spent = {
                    n: round(p * (0.93 + 0.07 * chance.random()) / MILLION) * MILLION for n, p in plan.items()
                }
                spent = {n: min(s, plan[n]) for n, s in spent.items()}
            elif project == "CS":
                paid = [row for row in commune.rows["BM13"] if row["year"] == year]
                spent[2] = sum(number(row["c09"]) for row in paid)
                plan[2] = sum(number(row["c08"]) for row in paid)
            elif project == "TD":
                spent[7] = sum(number(row["c03"]) for row in commune.rows["BM14"] if row["year"] == year)
                plan[7] = spent[7]
            days = round(plan[1] / MILLION / 12) if project in ("DA1.1", "DA2.1") else 0
            rows.append(
                {
                    "project": project,
                    "year": year,
                    **{f"k0{n}": amount for n, amount in plan.items()},
                    **{f"g0{n}": amount for n, amount in spent.items()},
                    "c01": days,
                    "c02": 3 * days,
                    "c03": "",
                    "x01": "national" if project in here else "",
                }
            )
    return rows


def _spent(money: Rows, project: str, year: str | None = None) -> int:
    """What BM-09 says was disbursed for a project."""
    rows = [row for row in money if row["project"] == project and year in (None, row["year"])]
    return sum(number(row[f"g0{n}"]) for row in rows for n in range(1, 9))


def works(commune: Commune, money: Rows, chance: Random) -> Rows:
    """BM-10: one work a year for each infrastructure project, within what was disbursed."""
    rows: Rows = []
    for project in ("DA1.1", "DA2.1"):
        for year in FLOW_YEARS:
            spent = _spent(money, project, year)
            if not spent:
                continue
            name, kind, size = WORKS[int(chance.random() * len(WORKS))]
            place = 1 + int(chance.random() * 6)
            central = int(spent * 0.85 / MILLION) * MILLION
            people = int(spent * 0.04 / MILLION) * MILLION
            local = int(spent * 0.08 / MILLION) * MILLION
            stock = commune.stocks["2018"]
            served = max(1, min(stock.households, 30 + int(chance.random() * 90)))
            rows.append(
                {
                    "row": len(rows) + 1,
                    "c01": len(rows) + 1,
                    "c02": name.format(village=commune.village, place=commune.place, n=place),
                    "c03": kind,
                    "c04": project,
                    "c05": f"{commune.village.capitalize()} {place}",
                    "c06": size,
                    "c07": "commune" if chance.random() < 0.6 else "district",
                    "c08": year,
                    "c09": year,
                    "x01": "national",
                    "c11": central,
                    "c12": local,
                    "c13": people,
                    "c14": 0,
                    "c15": central + local,
                    "c16": "done",
                    "c17": int(chance.random() < 0.5),
                    "c18": served,
                    "c19": served * stock.poor // stock.households,
                    "c20": "good" if chance.random() < 0.8 else "fair",
                    "c21": "",
                }
            )
    return rows


def livelihoods(commune: Commune, money: Rows, chance: Random, most_escaped: int) -> Rows:
    """BM-11: one project a year within its money; those who escaped are few and counted once."""
    rows: Rows = []
    left = max(0, most_escaped)
    for project in ("DA1.3", "DA2.2", "DA3"):
        for year in FLOW_YEARS:
            spent = _spent(money, project, year)
            if not spent:
                continue
            name, kind, inputs = LIVELIHOODS[int(chance.random() * len(LIVELIHOODS))]
            stock = commune.stocks[year]
            households = max(3, min(30, spent // (11 * MILLION)))
            poor = min(stock.poor, round(households * 0.6))
            near = min(stock.near, round(households * 0.2))
            state = int(spent * 0.95 / MILLION) * MILLION
            claimed = min(left, poor // 4)
            left -= claimed
            raised = poor + near // 2
            rows.append(
                {
                    "row": len(rows) + 1,
                    "c01": len(rows) + 1,
                    "c02": f"{name}, {commune.place}",
                    "c03": project,
                    "c04": ("production", "livelihood", "model")[int(chance.random() * 3)],
                    "c05": kind,
                    "x01": "national",
                    "c06": inputs,
                    "c07": f"{commune.village.capitalize()} 1, {commune.village} 2",
                    "c08": year,
                    "c09": households,
                    "c10": poor,
                    "c11": near,
                    "c12": households - poor - near,
                    "c13": round(households * stock.minority / stock.households),
                    "c14": households // 6,
                    "c15": state,
                    "c16": 0,
                    "c17": households * MILLION,
                    "c19": min(state, spent),
                    "c20": int(kind == "livestock"),
                    "c21": raised,
                    "c22": round(3 + 5 * chance.random()) * MILLION,
                    "c23": claimed,
                    "c24": "effective" if chance.random() < 0.8 else "little",
                    "c25": int(chance.random() < 0.9),
                    "c26": "",
                }
            )
    return rows
