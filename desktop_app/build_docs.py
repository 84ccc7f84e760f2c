"""What `make docs` makes: the screenshots of the manual, the manual and the guides of one page as PDF.

Usage: python -m desktop_app.build_docs FOLDER. A small demonstration is photographed in each language: no
picture is older than the program; docs/manual/pictures.csv says which page of which office each shows.
"""

from __future__ import annotations

import csv
import os
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image  # it comes with python-pptx

from desktop_app.app import application
from desktop_app.cli import phieuxa
from desktop_app.demo import PACK, demonstrate
from desktop_app.manual import manual, manual_folder
from desktop_app.paths import shipped_packs
from desktop_app.photograph_screens import photograph_apart
from desktop_app.practice_data import load_practice
from office.clock import SystemClock
from office.packs import Shelf
from office.practice import FOLDER, open_practice
from ui.help.paper_manual import write_chapter, write_manual
from ui.words import LANGUAGES, Language

ONE_PAGE = "quick-"
"""Chapters of this kind are printed alone, on one page each."""
_COMMUNES = 2


def main(out: Path) -> int:
    """Make everything anew and say what there is; 1 where a picture or a one-page guide did not come out."""
    shelf = Shelf(shipped_packs(), SystemClock().now())
    missing = _pictures(out / "pictures", shelf)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # paper needs no screen
    app = application([])
    words = Language(app)
    packs = [one.pack for one in shelf.packs if one.pack.forms]
    for language in LANGUAGES:
        words.use(language)
        read = manual(language, lambda: packs, phieuxa, out / "pictures")
        file = out / f"phieuxa-{language}.pdf"
        _say(f"{file}: {write_manual(file, read)}")
        for chapter in read.chapters:
            if chapter.name.startswith(ONE_PAGE):
                file = out / f"{chapter.name}-{language}.pdf"
                pages = write_chapter(file, read, chapter.name)
                _say(f"{file}: {pages}")
                missing += [file.name] if pages != 1 else []
    words.silence()
    for name in missing:
        _say(f"!! {name}")
    return 1 if missing else 0


def wanted_pictures(folder: Path) -> tuple[Mapping[str, str], ...]:
    """Read which pictures the manual shows: file, kind of office, name of the screenshot."""
    return tuple(csv.DictReader((folder / "pictures.csv").read_text("utf-8").splitlines(), strict=True))


def _pictures(folder: Path, shelf: Shelf) -> list[str]:
    """Make the pictures of both languages; give the names of those that did not come out."""
    missing = []
    wanted = wanted_pictures(manual_folder())
    shutil.rmtree(folder, ignore_errors=True)
    with TemporaryDirectory() as made:
        homes = _offices(Path(made), shelf)
        for language in LANGUAGES:
            (folder / language).mkdir(parents=True)
            taken = Path(made) / "taken" / language
            for office in sorted({row["office"] for row in wanted}):
                told = photograph_apart(homes[office], taken / office, language, "--one-size")
                _say(f"{language} {office}: {told}")
            for row in wanted:
                source = taken / row["office"] / f"{row['shown']}-1366.png"
                if source.is_file():
                    _in_few_colours(source, folder / language / row["picture"])
                else:
                    missing.append(f"{language} {row['picture']}")
    return missing


def _in_few_colours(source: Path, target: Path) -> None:
    """Write a screenshot with the 256 colours it needs most: a third of the bytes, and nobody sees it."""
    with Image.open(source) as picture:
        picture.convert("RGB").quantize(256).save(target, "PNG", optimize=True)


def _offices(folder: Path, shelf: Shelf) -> dict[str, Path]:
    """Make the offices of a small demonstration and the practice commune: kind -> folder."""
    made = folder / "demo"
    demonstrate(made, _COMMUNES, shelf, _say)
    open_practice(made, load_practice(), shelf, SystemClock(), "vi").close()
    units = next(one.pack.units_by_code for one in shelf.packs if one.pack.id == PACK)
    homes = {units[home.name].level: home for home in sorted((made / "offices").iterdir())}
    return {**homes, "practice": made / FOLDER}


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
