"""The office's charts on paper: a picture each where somebody draws it, else its figures as a table."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator
from typing import Final

from exports.paper_blocks import Across, Block, Grid, Paper, Picture, paragraph
from exports.paper_profiles import Profile
from office.chart import Chart
from office.charts import known_charts
from office.clock import VIET_NAM
from office.desk import Desk

Drawing = Callable[[Chart, float, float], tuple[bytes, float]]
"""Draws a chart: width and height wanted in points -> a PNG, and the height it took."""
TITLE: Final = "Biểu đồ số liệu"
LANGUAGE: Final = "vi"
"""Papers speak Vietnamese, whatever the screen speaks."""
_WIDTH, _HEIGHT, _HIGHEST = 440.0, 230.0, 600.0  # points
_SIZE: Final = 10.0


def charts_paper(desk: Desk, profile: Profile, draw: Drawing | None = None) -> Paper:
    """Make a paper of all charts that have figures."""
    today = desk.clock.now().astimezone(VIET_NAM)
    blocks: list[Block] = [
        paragraph(desk.unit.name.upper(), bold=True),
        paragraph(TITLE.upper(), bold=True, align="center", before=6.0),
        paragraph(f"Số liệu lúc {today:%H:%M} ngày {today:%d/%m/%Y}", italic=True, align="center", after=6.0),
    ]
    blocks += chart_blocks(desk, draw)
    return Paper(TITLE, profile, tuple(blocks), f"{desk.unit.name} – {desk.campaign_id}")


def chart_blocks(
    desk: Desk, draw: Drawing | None = None, *, without: Container[str] = ()
) -> tuple[Block, ...]:
    """Give all charts that have figures but those `without`, or one sentence where none has."""
    blocks = tuple(block for one in known_charts(desk, LANGUAGE, without) for block in _one(one, draw))
    return blocks or (paragraph("Chưa có số liệu để vẽ biểu đồ.", align="center"),)


def _one(shown: Chart, draw: Drawing | None) -> Iterator[Block]:
    if draw is not None:
        data, height = draw(shown, _WIDTH, _HEIGHT)
        share = min(1.0, _HIGHEST / height)
        yield Picture(data, _WIDTH * share, height * share, shown.told())
        return
    yield paragraph(f"{shown.title} ({shown.unit})", bold=True, before=6.0, keep=True)
    rows = tuple(
        (name, *(shown.text(one.values[place]) for one in shown.series))
        for place, name in enumerate(shown.categories)
    )
    heads = ("", *(one.name for one in shown.series))
    widths = (3.0, *(1.0 for _ in shown.series))
    right: tuple[Across, ...] = ("right",)
    yield Grid(widths, heads, rows, ("left", *right * len(shown.series)), _SIZE)
    if shown.note:
        yield paragraph(shown.note, italic=True, size=_SIZE)
