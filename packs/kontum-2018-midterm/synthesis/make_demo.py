"""Make the demo's figures: one CSV a form, for all 102 communes, into the folder demo/ beside.

Run `python packs/kontum-2018-midterm/synthesis/make_demo.py [--shared ../shared/data] [--out FOLDER]`.
Reads the shared synthetic sums of 2018; writes the same bytes every time. Only typed fields are
written: computed cells are the engine's matter. Everything but the totals of 2018 is SYNTHETIC.
"""

# ruff: noqa: INP001, S311 - a script beside its data; chance, not secrets
from __future__ import annotations

import argparse
import csv
from collections.abc import Iterable, Sequence
from pathlib import Path
from random import Random

import demo_figures as figures
import demo_programme as programme
import demo_texts as texts
from demo_figures import Commune, Stock

PACK = Path(__file__).resolve().parent.parent
SEED = 2018
PROGRAMME = tuple(f"BM{number:02d}" for number in (4, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 20))
DEPRIVATION_COLUMNS = {
    "A1": "d01_yte",
    "A2": "d02_bhyt",
    "B1": "d03_gd_nguoi_lon",
    "B2": "d04_gd_tre_em",
    "C1": "d05_nha_chat_luong",
    "C2": "d06_nha_dien_tich",
    "D1": "d07_nuoc",
    "D2": "d08_ho_xi",
    "E1": "d09_vien_thong",
    "E2": "d10_tai_san_tt",
}
GROUP_COLUMNS = {"NG": "poor", "N2": "n2", "CN": "near"}
PUBLISHED_SOURCE = "UBND tỉnh Kon Tum, kết quả rà soát cuối năm 2018 (Ban Dân tộc tỉnh, 07/01/2019)"
PUBLISHED_RATES = ("4.65", "6.31", "25.11", "4.99", "35.52", "43.12", "23.00", "75.55", "39.23", "25.61")


def read(path: Path) -> list[dict[str, str]]:
    """Read a CSV with a header row."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write(path: Path, rows: Sequence[dict[str, object]]) -> None:
    """Write rows with the keys of the first as header; LF line ends."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def read_communes(shared: Path) -> list[Commune]:
    """Join units, sums of 2018, deprivations of 2018 and the mix of ethnic groups, in code order."""
    units = {row["code"]: row for row in read(PACK / "units.csv")}
    lacking = {
        row["commune_code"]: row for row in read(shared / "synthetic/deprivations_2018_by_commune.csv")
    }
    seeds = {row["code"]: row for row in read(shared / "synthetic/kontum_communes_2018.csv")}
    communes = []
    for sums in read(shared / "synthetic/households_2018_by_commune.csv"):
        code = sums["commune_code"]
        unit, lack = units[code], lacking[code]
        poor, poor_minority = int(sums["poor"]), int(sums["poor_minority"])
        near, near_minority = int(sums["near_poor"]), int(sums["near_poor_minority"])
        stock = Stock(
            int(sums["households"]),
            int(sums["minority"]),
            poor_minority,
            poor - poor_minority,
            near_minority,
            near - near_minority,
            int(lack["n2"]),
            int(sums["persons"]),
        )
        deprived = {
            (group, indicator): int(lack[f"{column}_{tail}"])
            for group, column in GROUP_COLUMNS.items()
            for indicator, tail in DEPRIVATION_COLUMNS.items()
        }
        minority = {
            (group, indicator): int(lack[f"{GROUP_COLUMNS[group]}_minority_{tail}"])
            for group in ("NG", "CN")
            for indicator, tail in DEPRIVATION_COLUMNS.items()
        }
        mix = tuple(
            (part.split(":")[0], float(part.split(":")[1]))
            for part in seeds[code]["minority_mix"].split(",")
            if ":" in part
        )
        district = units[unit["parent"]]
        communes.append(
            Commune(
                code,
                unit["name"],
                unit["short_name"],
                unit["type"],
                district["code"],
                district["name"],
                unit["area"] == "urban",
                {"2018": stock},
                deprived,
                minority,
                mix,
            )
        )
    return sorted(communes, key=lambda commune: commune.code)


def read_names(shared: Path) -> texts.Names:
    """Read the parts of names by ethnic group, sex and part."""
    names: dict[tuple[str, str, str], list[tuple[str, float]]] = {}
    for row in read(shared / "synthetic/names.csv"):
        names.setdefault((row["ethnic_code"], row["sex"], row["part"]), []).append(
            (row["text"], float(row["weight"]))
        )
    return names


def explain(commune: Commune) -> list[dict[str, object]]:
    """Give a reason for each warning that the commune's figures raise: the rows of BM18.c10."""
    found: list[tuple[str, str, str]] = []
    for row in commune.rows["BM02"]:
        year = row["year"]
        found += [
            (f"BM02.{column}", f"BM02[{year}].{column}", texts.REASONS[column].format(n=row[column]))
            for column in ("c09", "c13")
            if row[column]
        ]
        old, new = int(str(row["c01"])), int(str(row["c18"]))
        if not 9 * old <= 10 * new <= 11 * old:
            found.append(("K20", f"BM02[{year}].c18", texts.REASONS["K20"]))
    for before, year in zip(figures.YEARS, figures.FLOW_YEARS, strict=False):
        old_stock, new_stock = commune.stocks[before], commune.stocks[year]
        fall = 100 * old_stock.poor / old_stock.households - 100 * new_stock.poor / new_stock.households
        if not -5 <= fall <= 15:
            found.append(("K19", f"BM02[{year}].r04", texts.REASONS["K19"]))
    for year in figures.YEARS:
        total = sum(
            int(str(row["c01"]))
            for row in commune.rows["BM05"]
            if (row["group"], row["year"]) == ("NG", year)
        )
        if not 0.5 <= round(total / commune.stocks[year].poor, 2) <= 6:
            found.append(("K15", f"BM05[A1|NG|{year}].r02", texts.REASONS["K15"]))
    return [
        {
            "unit": commune.code,
            "row": number,
            "c01": code,
            "c02": cell,
            "x01": "moved" if code.startswith("BM02") else "checked",
            "c03": text,
        }
        for number, (code, cell, text) in enumerate(found, 1)
    ]


def published() -> list[dict[str, object]]:
    """The province's published result of the end of 2018."""
    rows: list[tuple[str, str, str]] = [
        ("households", "132163", "derived"),
        ("minority_households", "69252", "derived"),
        ("poor", "22851", "published"),
        ("poor_rate", "17.29", "published"),
        ("poor_minority", "21392", "published"),
        ("poor_minority_rate", "30.89", "published"),
        ("near_poor", "8700", "published"),
        ("near_poor_rate", "6.58", "published"),
        ("near_poor_minority", "7807", "published"),
        ("near_poor_minority_rate", "11.27", "published"),
    ]
    rows += [
        (f"deprivation_{indicator}_rate", rate, "published")
        for indicator, rate in zip(figures.INDICATORS, PUBLISHED_RATES, strict=True)
    ]
    return [
        {"figure": figure, "year": "2018", "value": value, "certainty": certainty, "source": PUBLISHED_SOURCE}
        for figure, value, certainty in rows
    ]


def people(communes: Sequence[Commune], names: texts.Names) -> list[dict[str, object]]:
    """Invent who prepares and who signs in each office; the telephone numbers do not exist."""
    chance = Random(SEED + 3)
    by_code = {commune.code: commune for commune in communes}
    rows: list[dict[str, object]] = []
    for number, unit in enumerate(read(PACK / "units.csv"), 1):
        commune = by_code.get(unit["code"])
        preparer, _, _ = texts.invent_person(names, commune, chance)
        approver, _, _ = texts.invent_person(names, commune, chance)
        deputy = chance.random() < 0.3
        boss = "Giám đốc" if unit["kind"] == "policy-bank" else "Chủ tịch"
        rows.append(
            {
                "unit": unit["code"],
                "preparer": preparer,
                "preparer_position": "Công chức Văn hóa - Xã hội" if commune else "Chuyên viên",
                "telephone": f"0260 000 {number:04d}",
                "approver": approver,
                "approver_position": f"KT. {boss}, Phó {boss}" if deputy else boss,
            }
        )
    return rows


def with_unit(communes: Iterable[Commune], form: str) -> list[dict[str, object]]:
    """Put the rows of a form of all communes one after another, the unit in front."""
    return [{"unit": commune.code, **row} for commune in communes for row in commune.rows[form]]


def main() -> None:
    """Make every file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=PACK.parents[2] / "shared" / "data")
    parser.add_argument("--out", type=Path, default=PACK / "demo")
    options = parser.parse_args()
    communes = read_communes(options.shared)
    names = read_names(options.shared)
    figures.grow_backwards(communes)
    for commune in communes:
        figures.flows(commune, Random(SEED * 100003 + int(commune.code)))
        figures.deprivations(commune)
    figures.profile(communes, Random(SEED))
    rural = [commune for commune in communes if not commune.urban]
    chance = Random(SEED + 1)
    models = [
        {"unit": commune.code, **texts.model(n, commune, chance)}
        for n, commune in enumerate(rural[3 :: len(rural) // len(texts.MODELS)][: len(texts.MODELS)])
    ]
    claimed = {model["unit"]: int(str(model["c17"])) for model in models}
    for commune in communes:
        programme.fill(commune, Random(SEED * 7 + int(commune.code)), claimed.get(commune.code, 0))
    chance = Random(SEED + 2)
    nominations: list[dict[str, object]] = []
    evidence: list[dict[str, object]] = []
    earlier: list[dict[str, object]] = []
    for n, commune in enumerate(communes[2::6][:15]):
        row, figures_shown, awards = texts.nomination(n, commune, names, chance)
        nominations.append({"unit": commune.code, **row})
        evidence += [{"unit": commune.code, **line} for line in figures_shown]
        earlier += [{"unit": commune.code, **line} for line in awards]
    chance = Random(SEED + 4)
    files = {
        **{form: with_unit(communes, form) for form in ("BM01", "BM02", "BM03", "BM05", *PROGRAMME)},
        "BM16": models,
        "BM17": nominations,
        "BM17.c15": evidence,
        "BM17.c16": earlier,
        "BM18": [{"unit": commune.code, **texts.narrative(commune, chance)} for commune in communes],
        "BM18.c10": [row for commune in communes for row in explain(commune)],
        "people": people(communes, names),
        "published": published(),
    }
    for name, rows in files.items():
        write(options.out / f"{name}.csv", rows)


if __name__ == "__main__":
    main()
