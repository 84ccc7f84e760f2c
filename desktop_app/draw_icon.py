"""Draws the program's sign as files, for whoever packs the program up.

python -m desktop_app.draw_icon FOLDER      writes phieuxa.ico and phieuxa.png (256 dots)
"""

import sys
from pathlib import Path

from PySide6.QtGui import QGuiApplication

from ui.program_icon import SIZES, ico, png


def draw(folder: Path) -> None:
    """Write the files; a QGuiApplication must be there."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "phieuxa.ico").write_bytes(ico())
    (folder / "phieuxa.png").write_bytes(png(max(SIZES)))


if __name__ == "__main__":
    painting = QGuiApplication(["draw_icon", "-platform", "offscreen"])
    draw(Path(sys.argv[1]))
