"""A chart as data: what is drawn on the screen and on paper, written as a picture, and read aloud."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from forms.pack import Field, Kind
from forms.values import show


@dataclass(frozen=True, slots=True)
class Series:
    """What stands beside each other in one look; a value is None where nothing is known."""

    name: str
    values: tuple[Decimal | None, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """`shape`: "columns" stand side by side in time, "bars" lie below each other with long names.

    `unit` is what the values are counted in; `note` says how much is behind them; `most` is where the scale
    ends, None where the values say so.
    """

    id: str
    shape: str
    title: str
    unit: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    decimals: int = 0
    note: str = ""
    most: Decimal | None = None
    language: str = "vi"

    @property
    def known(self) -> bool:
        """Whether there is anything to be seen."""
        return any(value is not None for one in self.series for value in one.values)

    def text(self, value: Decimal | None) -> str:
        """Write a value as the tables do, "–" where nothing is known."""
        if value is None:
            return "–"
        return show(value, Field("value", "", Kind.DECIMAL, {}, decimals=self.decimals), (), self.language)

    def said(self, series: int, category: int) -> str:
        """Tell one value in words: "cuối 2018: 17,29 % (Tỷ lệ hộ nghèo)"."""
        one = self.series[series]
        value = one.values[category]
        unit = f" {self.unit}" if value is not None and self.unit else ""
        name = f" ({one.name})" if len(self.series) > 1 else ""
        return f"{self.categories[category]}: {self.text(value)}{unit}{name}"

    def told(self) -> str:
        """Tell the whole chart in words: what a screen reader reads, and what stands for the picture."""
        values = "; ".join(
            self.said(number, place)
            for place in range(len(self.categories))
            for number in range(len(self.series))
        )
        return ". ".join(part for part in (self.title, values, self.note) if part)


def in_parts(chart: Chart, most: int) -> tuple[Chart, ...]:
    """Part lying bars so that at most `most` of them stand on one page; each part says which one it is."""
    count = len(chart.categories)
    room = max(1, most // max(1, len(chart.series)))
    parts = -(-count // room)
    if chart.shape != "bars" or parts < 2:
        return (chart,)
    size = -(-count // parts)  # parts of one length read better than a full one and a rest
    return tuple(
        replace(
            chart,
            title=f"{chart.title} ({number}/{parts})",
            categories=chart.categories[start : start + size],
            series=tuple(replace(one, values=one.values[start : start + size]) for one in chart.series),
        )
        for number, start in enumerate(range(0, count, size), 1)
    )


@dataclass(frozen=True, slots=True)
class Offer:
    """A chart there is; `years` it can be asked for, () where it shows all of them or none."""

    id: str
    title: str
    years: tuple[str, ...] = ()
