"""Every page of an office of each level and of practice: both sizes, 100 and 150 %, both languages.

And once with the largest letters and the strong colours.

Usage: python -m desktop_app.photograph_screens FOLDER. Each scale and language is a process of its own: Qt
scales a whole application.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from desktop_app.demo import PACK, demonstrate
from desktop_app.paths import shipped_packs
from desktop_app.practice_data import load_practice
from office.clock import SystemClock
from office.packs import Shelf
from office.practice import FOLDER, open_practice
from ui.look import SIZES, Look, variables
from ui.words import LANGUAGES

SCALES = ("1", "1.5")
_COMMUNES = 2
_SECONDS = 600


def main(out: Path) -> int:
    """Make the offices of a small demonstration, photograph them, and say how many pictures there are."""
    clock = SystemClock()
    shelf = Shelf(shipped_packs(), clock.now())
    with TemporaryDirectory() as folder:
        made = Path(folder) / "demo"
        demonstrate(made, _COMMUNES, shelf, _say)
        open_practice(made, load_practice(), shelf, clock, "vi").close()
        units = next(one.pack.units_by_code for one in shelf.packs if one.pack.id == PACK)
        homes = {units[home.name].level: home for home in sorted((made / "offices").iterdir())}
        homes["practice"] = made / FOLDER
        for scale in SCALES:
            for language in LANGUAGES:
                for name, home in homes.items():
                    into = out / f"{language}-{round(float(scale) * 100)}" / name
                    _say(f"{into}: {photograph_apart(home, into, language, look={'QT_SCALE_FACTOR': scale})}")
        largest = Look(SIZES[-1], strong=True)
        for name, home in homes.items():
            into = out / "vi-largest-text-high-contrast" / name
            _say(f"{into}: {photograph_apart(home, into, 'vi', look=variables(largest))}")
    return 0


def photograph_apart(
    home: Path, into: Path, language: str, *more: str, look: Mapping[str, str] | None = None
) -> str:
    """Photograph an office in a process of its own and give what that says.

    What one leaves behind never shows in the next. `more`: options of `phieuxa photograph`; `look`: variables
    of the environment that Qt reads at its start.
    """
    command = [sys.executable, "-m", "desktop_app", "--home", str(home), "photograph", str(into)]
    done = subprocess.run(  # noqa: S603 - our own program with arguments we made
        [*command, "--language", language, *more],
        env={"QT_QPA_PLATFORM": "offscreen", **os.environ, **(look or {})},
        capture_output=True,
        text=True,
        timeout=_SECONDS,
        check=False,
    )
    return done.stdout.strip() or done.stderr.strip()[-500:]


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
