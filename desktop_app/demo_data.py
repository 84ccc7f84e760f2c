"""The demonstration's figures: CSV files beside the pack's sources, one a table (docs/packs.md)."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from desktop_app.paths import program_folder
from forms.answers import Key

_NOT_TABLES = frozenset({"people", "published"})
_REASON = "Số liệu trình diễn: {code} đã được xã rà soát, kiểm tra lại và xác nhận đúng thực tế."


@dataclass(frozen=True, slots=True)
class DemoData:
    """What one office of the demonstration types."""

    preparer: str
    preparer_position: str
    telephone: str
    approver: str
    approver_position: str
    tables: Mapping[str, Mapping[Key, Mapping[str, str]]] = field(default_factory=dict)

    @property
    def everything(self) -> Mapping[str, Mapping[Key, Mapping[str, str]]]:
        """Return the cover's typed cells and every table."""
        cover = {
            "c09": "official",
            "c12": self.preparer,
            "c13": self.preparer_position,
            "c14": self.telephone,
            "c15": self.approver,
            "c16": self.approver_position,
        }
        return {"BM00": {(): cover}, **self.tables}

    @staticmethod
    def reason(code: str) -> str:
        """Explain a warning of the synthetic figures."""
        return _REASON.format(code=code)


def demo_folder(pack: str) -> Path:
    """Return the folder of a pack's demonstration data."""
    return program_folder() / "packs" / pack / "demo"


def load_demo(pack: str) -> dict[str, DemoData]:
    """Read every office's data: unit code -> data."""
    folder = demo_folder(pack)
    tables: dict[str, dict[str, dict[Key, dict[str, str]]]] = {}
    for path in sorted(folder.glob("*.csv")):
        if path.stem not in _NOT_TABLES:
            _read_table(path, tables)
    people = {row["unit"]: row for row in _rows(folder / "people.csv")}
    return {
        unit: DemoData(
            row["preparer"],
            row["preparer_position"],
            row["telephone"],
            row["approver"],
            row["approver_position"],
            tables.get(unit, {}),
        )
        for unit, row in people.items()
    }


def _read_table(path: Path, tables: dict[str, dict[str, dict[Key, dict[str, str]]]]) -> None:
    for row in _rows(path):
        unit = row.pop("unit")
        axes = [name for name in row if not _is_field(name)]
        key = tuple(row.pop(name) for name in axes)
        filled = {name: text for name, text in row.items() if text != ""}
        tables.setdefault(unit, {}).setdefault(path.stem, {})[key] = filled


def _is_field(name: str) -> bool:
    return name[1:3].isdigit()  # c01, k09, r02, x01; axes are words


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
