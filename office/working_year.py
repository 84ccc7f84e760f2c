"""The year the office works on: tables of several years open with it."""

from office.desk import Desk
from office.roles import Doing, demand_may

_SETTING = "working_year"


def working_year(desk: Desk) -> str:
    """Return the chosen year; "" where none was chosen or the campaign no longer asks for it."""
    year = desk.office.setting(_SETTING)
    return year if year in years_to_choose(desk) else ""


def years_to_choose(desk: Desk) -> tuple[str, ...]:
    """Return the years the campaign asks for, oldest first; () without a campaign."""
    return desk.pack.campaign.years if desk.pack.campaign else ()


def choose_working_year(desk: Desk, year: str) -> None:
    """Choose the year; "" chooses none: each table opens as it did before."""
    demand_may(desk, Doing.KEEP)
    desk.office.set_setting(_SETTING, year)
