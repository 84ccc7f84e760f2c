"""Units counted by the priority area they lie in: by the pack's lists, else as they declare."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from forms.answers import Address
from forms.engine import FormSet
from forms.pack import Words
from forms.roll_up_figures import Cell, UnitFigures, add_up
from forms.unit_zones import UnitZone, said_of

_MOST_NAMED = 12


@dataclass(frozen=True)
class Zone:
    """One area in one table: `declared` is the cell in which each unit says whether it lies in it."""

    form_set: FormSet
    zone: str
    declared: Address
    year: str
    label: Words

    @cached_property
    def said(self) -> Mapping[str, UnitZone]:
        """Give what the pack says of units on the last day of the year."""
        pack = self.form_set.pack
        return said_of(pack.units_by_code, pack.unit_zones, self.zone, f"{self.year}-12-31")

    def count(self, figures: Sequence[UnitFigures], units: int) -> Cell:
        """Count the units in the area."""
        told = [inside for one in figures if (inside := self.inside(one)) is not None]
        return Cell(sum(told) if told else None, len(told), units)

    def inside(self, figures: UnitFigures) -> bool | None:
        """Say whether a unit lies in the area; None where neither the pack nor the unit says so."""
        said = self.said.get(figures.unit)
        return said.inside if said is not None else self._declares(figures)

    def _declares(self, figures: UnitFigures) -> bool | None:
        told = add_up(self.form_set, self.declared, (figures,)).value
        return None if told is None else bool(told)

    def notes(self, figures: Sequence[UnitFigures]) -> Iterator[Words]:
        """Say on what the area stands: the pack's list, how sure, silent of whom, who differs."""
        names = self.label
        if not self.said:
            yield {
                "vi": f"{names.get('vi', '')}: bộ biểu không có danh mục năm {self.year}, theo đơn vị khai",
                "en": f"{names.get('en', '')}: no list of {self.year} in the pack, as units declare",
            }
            return
        silent = [one for one in figures if one.unit not in self.said]
        other = [
            one
            for one in figures
            if one.unit in self.said and self._declares(one) not in (None, self.said[one.unit].inside)
        ]
        unsure = any(not one.verified for one in self.said.values())
        vi, en = [], []
        vi.append("theo danh mục trong bộ biểu" + (" (chưa kiểm chứng)" if unsure else ""))
        en.append("by the pack's list" + (" (not verified)" if unsure else ""))
        if silent:
            vi.append(f"{len(silent)} đơn vị chưa có trong danh mục, theo đơn vị khai")
            en.append(f"{len(silent)} units it is silent of, as they declare")
        if other:
            vi.append(f"{len(other)} đơn vị khai khác: {self._named(other)}")
            en.append(f"{len(other)} units declare otherwise: {self._named(other)}")
        yield {
            "vi": f"{names.get('vi', '')}: {'; '.join(vi)}",
            "en": f"{names.get('en', '')}: {'; '.join(en)}",
        }

    def _named(self, figures: Sequence[UnitFigures]) -> str:
        units = self.form_set.pack.units_by_code
        named = [units[one.unit].name for one in figures[:_MOST_NAMED]]
        return ", ".join(named) + (" …" if len(figures) > _MOST_NAMED else "")
