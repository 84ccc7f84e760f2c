"""The packs' folders and plain readers of their CSV files."""

import csv
from pathlib import Path

PACKS = Path(__file__).resolve().parents[2] / "packs"
KONTUM = PACKS / "kontum-2018-midterm"
DEMO = KONTUM / "demo"


def read_csv(path: Path) -> list[dict[str, str]]:
    """Read a CSV with a header row, text as it stands."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
