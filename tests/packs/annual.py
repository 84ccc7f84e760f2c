"""Communes of the annual review: figures made by a small generator, the same for the same unit."""

from __future__ import annotations

from random import Random

from desktop_app.demo_data import DemoData
from forms.answers import Document, Key
from forms.pack import Field, Kind, Pack
from tests.packs.offices import Tables, value_of
from tests.packs.sources import PACKS, read_csv

ANNUAL = PACKS / "vn-2026-annual-review"
PACK = "vn-2026-annual-review"
PROVINCE = "51"
PERSONS = 4
"""Persons in every household of the generator."""
OTHERS = ("19", "14", "13", "27", "10", "30", "52", "54", "99")
Figures = dict[str, dict[Key, dict[str, int]]]


def figures(unit: str) -> Figures:
    """Make the typed cells of one commune: table -> row -> cells. All checks hold."""
    chance = Random(int(unit))
    start, near_start = chance.randint(80, 200), chance.randint(60, 120)
    risen, escaped, fallen = chance.randint(5, 20), chance.randint(5, 20), chance.randint(2, 9)
    poor_flow = [start, risen, escaped, 0, fallen, chance.randint(0, 4), chance.randint(0, 9), 0]
    near_flow = [near_start, fallen, chance.randint(5, 20), 0, risen, 0, chance.randint(0, 9), 0]
    poor, near = _end(poor_flow), _end(near_flow)
    households = poor + near + chance.randint(700, 3000)
    middle = chance.randint(50, 300)
    minority = households * 6 // 10
    tables: Figures = {
        "RS01": {
            (): {
                "c01": households,
                "c02": households * PERSONS,
                "c03": poor,
                "c05": near,
                "c07": middle,
                "c09": poor * PERSONS,
                "c11": near * PERSONS,
                "c13": middle * PERSONS,
            }
        },
        "RS02": _movement(poor_flow),
        "RS03": _movement(near_flow),
        "RS04": {(str(i),): {"c01": poor * chance.randint(30, 80) // 100} for i in range(1, 13)},
        "RS06": {(str(i),): {"c01": near * chance.randint(0, 15) // 100} for i in range(1, 13)},
        "RS12": {
            (): {**_people(1, households, minority), **_people(5, households * PERSONS, minority * PERSONS)}
        },
        "RS13": {(): {}},
        "RS08": {},
        "RS09": {(code,): {} for code in ("01", *OTHERS)},
        "RS10": {
            (f"N{i}",): {
                "c01": poor * chance.randint(20, 60) // 100,
                "c03": near * chance.randint(20, 60) // 100,
            }
            for i in range(1, 9)
        },
        "RS11": {},
    }
    for form, letter, ones in (("RS12", "NG", poor), ("RS13", "CN", near)):
        _class(tables, chance, form, letter, ones)
    return tables


def _class(tables: Figures, chance: Random, form: str, letter: str, ones: int) -> None:
    """Fill what is asked of the poor, and again of the near-poor."""
    minority = ones * 6 // 10
    merit, unable = ones * 5 // 100, ones // 10
    row = tables[form][()]
    row |= _people(9, ones, minority) | _people(13, ones * PERSONS, minority * PERSONS)
    row |= {"c17": merit, "c18": unable, "c19": ones * 3 // 10}
    for measure, times in (("HO", 1), ("NK", PERSONS)):
        tables["RS08"][letter, measure] = {
            "c02": minority * times,
            "c03": unable * times,
            "c04": merit * times,
        }
    households, persons = ("c01", "c02") if letter == "NG" else ("c03", "c04")
    parts = [0] * len(OTHERS)
    for _ in range(minority):
        parts[chance.randrange(len(OTHERS))] += 1
    for code, count in zip(("01", *OTHERS), (ones - minority, *parts), strict=True):
        tables["RS09"][code,] |= {households: count, persons: count * PERSONS}
    children = ones * PERSONS * 3 // 10
    tables["RS11"][letter,] = {"c01": children} | {f"c0{i}": children * i // 20 for i in (2, 3, 4)}


def _end(flow: list[int]) -> int:
    return flow[0] - flow[1] - flow[2] - flow[3] + flow[4] + flow[5] + flow[6] + flow[7]


def _movement(flow: list[int]) -> dict[Key, dict[str, int]]:
    return {
        (measure,): {f"c0{i}": count * times for i, count in enumerate(flow, 1)}
        for measure, times in (("HO", 1), ("NK", PERSONS))
    }


def _people(first: int, everyone: int, minority: int) -> dict[str, int]:
    """Kinh, minorities, native groups: the columns after `first`, which is computed."""
    names = (f"c{first + 1:02d}", f"c{first + 2:02d}", f"c{first + 3:02d}")
    return dict(zip(names, (everyone - minority, minority, minority * 9 // 10), strict=True))


def typed(unit: str) -> DemoData:
    """Give a commune's figures as its officer types them."""
    tables = {
        name: {key: {field: str(value) for field, value in row.items()} for key, row in rows.items()}
        for name, rows in figures(unit).items()
    }
    return DemoData(
        "Nguyễn Thử", "Công chức", "0255 3822 001", "Trần Ký", "Chủ tịch", _without_computed(tables)
    )


def _without_computed(tables: dict[str, dict[Key, dict[str, str]]]) -> dict[str, dict[Key, dict[str, str]]]:
    return {name: {key: row for key, row in rows.items() if row} for name, rows in tables.items()}


def document(pack: Pack, unit: str) -> Document:
    """Give a commune's figures as a document."""
    found: Tables = {
        "BM00": {(): {"c08": "2026-10-31", "c09": "official", "c12": "Nguyễn Thử", "c15": "Trần Ký"}}
    }
    for name, rows in figures(unit).items():
        fields: dict[str, Field] = {
            field.id: field for field in pack.tables_by_id[name].fields if field.kind is not Kind.KEY
        }
        found[name] = {
            key: {id_: value_of(fields[id_], str(value)) for id_, value in row.items()}
            for key, row in rows.items()
        }
    return Document(found)


def communes() -> list[str]:
    """Name the communes of the pack's own list, by code."""
    return [row["code"] for row in read_csv(ANNUAL / "units.csv") if row["level"] == "commune"]
