"""Reads what practice is made of: the pack's `practice` folder and figures of its demonstration."""

from __future__ import annotations

import csv
from pathlib import Path

from desktop_app.demo import PACK
from desktop_app.demo_data import demo_folder, load_demo
from forms.answers import Address
from office.practice import LessonCell, People, Practice


def load_practice(pack: str = PACK) -> Practice:
    """Read the practice of a pack (docs/practice.md)."""
    folder = demo_folder(pack).parent / "practice"
    said = {row["name"]: row["value"] for row in _rows(folder / "practice.csv")}
    lesson = tuple(
        LessonCell(row["step"], Address.parse(row["cell"]), row["start"], row["wanted"])
        for row in _rows(folder / "lesson.csv")
    )
    return Practice(
        pack=pack,
        like=said["figures_of"],
        code=said["commune.code"],
        names=(said["commune.name"], said["district.name"], said["province.name"]),
        title={"vi": said["title.vi"], "en": said["title.en"]},
        people=People(
            said["preparer"],
            said["preparer_position"],
            said["approver"],
            said["approver_position"],
            said["telephone"],
        ),
        passphrase=said["passphrase"],
        tables=load_demo(pack)[said["figures_of"]].tables,
        lesson=lesson,
    )


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
