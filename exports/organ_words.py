"""How papers name who writes: the office above, the office itself, place and date (NĐ 30/2020/NĐ-CP)."""

from datetime import date
from typing import Final

from forms.pack import Unit

COUNTRY: Final = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO: Final = "Độc lập - Tự do - Hạnh phúc"
COMMITTEE: Final = "ỦY BAN NHÂN DÂN"
BLANK_NUMBER: Final = ".........."
BLANK_DATE: Final = "ngày ..... tháng ..... năm ........"
AREA: Final = "area"


def above_of(parent: Unit | None) -> str:
    """Name the office above in one line of capitals; "" at the top."""
    return f"UBND {parent.name.upper()}" if parent else ""


def organ_of(unit: Unit | None, name: str) -> str:
    """Name an office in capitals: the committee of an area in two lines, an agency by its name."""
    committee = f"{COMMITTEE}\n" if unit is None or unit.kind == AREA else ""
    return committee + name.upper()


def place_of(unit: Unit | None, name: str) -> str:
    """Name the place of a letter: an area's short name."""
    return unit.short_name if unit and unit.short_name else name


def dated(day: date | None) -> str:
    """Write a date in words: days below 10 and the months 1 and 2 get a leading 0; None is to fill in."""
    return f"ngày {day.day:02} tháng {_month(day.month)} năm {day.year}" if day else BLANK_DATE


def _month(month: int) -> str:
    return f"{month:02}" if month <= 2 else str(month)
