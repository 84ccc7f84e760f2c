"""How the households of a demonstration commune moved in a year, by class and by side: minority or Kinh.

The commune states stocks and flows (BM-02, BM-03), and of some only how many are of a minority. `solve` finds
for each flow a number of either side such that all of them close.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

Figures = Mapping[str, Mapping[tuple[str, ...], Mapping[str, str]]]
Lot = dict[tuple[str, str], int]
"""(previous class, change) -> households."""

STILL, ESCAPED, RELAPSED, ARISING = "still", "escaped", "relapsed", "arising"
MOVED_IN, MOVED_OUT, SPLIT = "moved_in", "moved_out", "split"
POOR, NEAR, ABOVE = "N", "CN", "TR"


@dataclass(frozen=True)
class Lots:
    """The moves of one side, by where its households stand at the end; `gone` left in the year."""

    poor: Lot
    near: Lot
    above: Lot
    gone: Lot


@dataclass(frozen=True)
class Flows:
    """The moves of a commune in a year."""

    minority: Lots
    kinh: Lots


def solve(figures: Figures, year: str) -> Flows:
    """Find the moves of both sides; raise ValueError where the commune's figures do not close."""
    p = {
        name: int(text)
        for name, text in figures["BM02"][year,].items()
        if name.startswith("c") and text.isdecimal()
    }
    n = {name: int(text) for name, text in figures["BM03"][year,].items() if text.isdecimal()}
    escaped = p["c05"] + p["c06"]
    poor_end = p["c16"] + p["c17"]
    staying = p["c03"] - escaped - p["c09"]
    staying_minority = p["c04"] - p["c08"] - p["c09"]
    entered_minority = p["c15"] - staying_minority - p["c13"]
    entered_kinh = poor_end - p["c15"] - (staying - staying_minority)
    near_staying = n["c01"] - n["c03"] - n["c04"] - n["c05"]
    near_new = n["c07"] + n["c08"]
    near_end = near_staying + n["c06"] + near_new + n["c09"]
    grown = (p["c19"] - p["c02"] + p["c09"] - p["c13"], p["c18"] - p["c19"] - p["c01"] + p["c02"])
    above = (
        p["c19"] - p["c15"] - n["c11"],
        p["c18"] - p["c19"] - (poor_end - p["c15"]) - (near_end - n["c11"]),
    )
    for fell in range(max(0, p["c10"] - entered_kinh), min(p["c10"], entered_minority) + 1):
        for to_near in range(
            max(0, p["c05"] - (escaped - p["c08"]), p["c08"] - p["c06"]), min(p["c05"], p["c08"]) + 1
        ):
            low = max(0, n["c02"] - fell - n["c04"], n["c11"] - to_near - near_new)
            high = min(near_staying, n["c02"] - fell, n["c11"] - to_near)
            for stays in range(low, high + 1):
                up = n["c02"] - fell - stays
                sides = (
                    (p["c08"] - to_near) + up + max(0, grown[0]) <= above[0],
                    (p["c06"] - p["c08"] + to_near) + (n["c04"] - up) + max(0, grown[1]) <= above[1],
                )
                if all(sides):
                    new = n["c11"] - to_near - stays
                    entered = (entered_minority - fell, entered_kinh - p["c10"] + fell)
                    again = min(p["c11"], entered[0])
                    near_again = min(n["c07"], new)
                    return Flows(
                        Lots(
                            {
                                (POOR, STILL): staying_minority,
                                (NEAR, ARISING): fell,
                                (ABOVE, RELAPSED): again,
                                (ABOVE, ARISING): entered[0] - again,
                                ("", MOVED_IN): p["c13"],
                            },
                            {
                                (NEAR, STILL): stays,
                                (POOR, ESCAPED): to_near,
                                (ABOVE, RELAPSED): near_again,
                                (ABOVE, ARISING): new - near_again,
                            },
                            _above(p["c08"] - to_near, up, grown[0], above[0]),
                            {(POOR, MOVED_OUT): p["c09"], (ABOVE, MOVED_OUT): max(0, -grown[0])},
                        ),
                        Lots(
                            {
                                (POOR, STILL): staying - staying_minority,
                                (NEAR, ARISING): p["c10"] - fell,
                                (ABOVE, RELAPSED): p["c11"] - again,
                                (ABOVE, ARISING): entered[1] - p["c11"] + again,
                            },
                            {
                                (NEAR, STILL): near_staying - stays,
                                (POOR, ESCAPED): p["c05"] - to_near,
                                (ABOVE, RELAPSED): n["c07"] - near_again,
                                (ABOVE, ARISING): near_new - new - n["c07"] + near_again,
                            },
                            _above(p["c06"] - p["c08"] + to_near, n["c04"] - up, grown[1], above[1]),
                            {(ABOVE, MOVED_OUT): max(0, -grown[1])},
                        ),
                    )
    raise ValueError(f"flows of {year} do not close")


def _above(from_poor: int, from_near: int, grown: int, here: int) -> Lot:
    new = max(0, grown)
    return {
        (POOR, ESCAPED): from_poor,
        (NEAR, ESCAPED): from_near,
        ("", SPLIT): new,
        (ABOVE, ""): here - from_poor - from_near - new,
    }
