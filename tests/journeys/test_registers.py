"""Communes import the list of their households and use the register: their figures are those they stated.

With PHIEUXA_SOAK set all 102 communes and 132,163 households, whose sums are what was published.
"""

import csv
import os
import sys
import time
from collections import Counter
from decimal import ROUND_HALF_UP, Decimal

from desktop_app.demo_data import demo_folder
from desktop_app.demo_register import different, take_register
from forms.answers import Address
from office.entry import Entry
from office.registers import behind, set_used
from tests.offices import PACK, Place, demo_data, number

ALL = "PHIEUXA_SOAK" in os.environ
SMALL = ("23449", "23347")  # the communes with the fewest households
YEAR = "2018"


def test_the_figures_of_communes_follow_from_the_lists_they_import(tmp_path, capsys):
    begun, sums = time.monotonic(), Counter[str]()
    communes = [unit for unit, data in demo_data().items() if "BM02" in data.tables]
    for unit in communes if ALL else SMALL:
        (tmp_path / unit).mkdir()
        with Place(tmp_path / unit).office(unit) as desk:
            taken = take_register(desk, demo_data()[unit], tmp_path / unit)
            assert (taken.errors, taken.warnings) == (0, 0)
            assert different(desk, demo_data()[unit]) == []
            set_used(desk, int(YEAR), on=True)
            add(sums, Entry(desk))
            poor = behind(desk, Address("BM04", ("14", YEAR), "c03"))
            assert len(poor) == number(Entry(desk).view(Address("BM04", ("14", YEAR), "c03")).value)
    if ALL:
        assert published_by(sums) == published()
        assert sums["BM02.c18"] == 132_163
        with capsys.disabled():
            sys.stdout.write(f"\n{sums['BM02.c18']} households, {time.monotonic() - begun:.0f} s\n")


def add(sums, entry):
    """Add a commune's figures that the published ones are made of, as its forms now show them."""
    for table, key, fields in (
        ("BM02", (YEAR,), ("c14", "c15", "c18", "c19")),
        ("BM03", (YEAR,), ("c10", "c11")),
    ):
        for name in fields:
            sums[f"{table}.{name}"] += number(entry.view(Address(table, key, name)).value)
    for key in entry.rows("BM05"):
        if key[1:] == ("NG", YEAR):
            sums[key[0]] += number(entry.view(Address("BM05", key, "c01")).value)


def published_by(sums):
    """Work the published figures out of sums, by plain arithmetic."""
    counts = {
        "households": "BM02.c18",
        "minority_households": "BM02.c19",
        "poor": "BM02.c14",
        "poor_minority": "BM02.c15",
        "near_poor": "BM03.c10",
        "near_poor_minority": "BM03.c11",
    }
    found = {name: Decimal(sums[place]) for name, place in counts.items()}
    whole = {"poor": "households", "near_poor": "households"}
    whole |= dict.fromkeys(("poor_minority", "near_poor_minority"), "minority_households")
    found |= {f"{name}_rate": rate(found[name], found[of]) for name, of in whole.items()}
    lacks = [name for name in sums if "." not in name]
    return found | {f"deprivation_{one}_rate": rate(Decimal(sums[one]), found["poor"]) for one in lacks}


def rate(part, whole):
    return (100 * part / whole).quantize(Decimal("0.01"), ROUND_HALF_UP)


def published():
    with (demo_folder(PACK) / "published.csv").open(encoding="utf-8", newline="") as file:
        return {row["figure"]: Decimal(row["value"]) for row in csv.DictReader(file)}
