"""Writes the hostile and the harmless packages as files: ``python -m tests.packages.attacks FOLDER``.

Beside them ``expected.csv`` says what a strict verifier answers, on the day in its first line.
"""

import csv
import sys
from pathlib import Path

from tests.exports.opc.samples import NOW
from tests.packages.attacks import all_attacks, envelopes
from tests.packages.attacks.harmless import VARIANTS


def main(folder: Path) -> None:
    """Write every file, and what it must be answered."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "expected.csv").open("w", encoding="utf-8", newline="") as table:
        lines = csv.writer(table)
        lines.writerow(["file", "state", "reason", f"{NOW:%Y-%m-%d}"])
        for name, (make, state, reason) in all_attacks().items():
            (folder / f"attack_{name}.xlsx").write_bytes(make())
            lines.writerow([f"attack_{name}.xlsx", state, reason, ""])
        for name, (make, state, reason) in envelopes.ATTACKS.items():
            (folder / f"attack_{name}.p7m").write_bytes(make())
            lines.writerow([f"attack_{name}.p7m", state, reason, ""])
        for name, variant in VARIANTS.items():
            (folder / f"good_{name}.xlsx").write_bytes(variant.make())
            lines.writerow([f"good_{name}.xlsx", "valid", "VALID", ""])


main(Path(sys.argv[1]))
