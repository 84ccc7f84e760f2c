"""Lay the program out beside a Python that its makers signed.

    lay_by_hand.py PYTHON FROZEN FOLDER

For offices whose antivirus removes the frozen program. PYTHON: Windows' Python with the wheels in
Lib/site-packages; FROZEN: what PyInstaller made (its fonts and manual are taken); FOLDER: where it goes:

    python.exe, pythonw.exe, *.dll      as signed
    python311._pth                      says where libraries are, so that nothing else of the PC is imported
    lib/                                the libraries that requirements/run.in leads to
    app/                                our packages, the compiled packs, the fonts, the manual
"""

from __future__ import annotations

import importlib.metadata
import re
import shutil
import sys
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent.parent
OURS = ("forms", "db", "exports", "office", "ui", "desktop_app")
UNUSED = re.compile(
    r"/(tests?|testing|__pycache__|examples|qml|metatypes|include|typesystems|glue|scripts)/|\.(pyi|lib|pdb|jar)$"
    r"|PySide6/(Qt6?(Network|Qml|Quick|Sql|Test|DBus|OpenGL|Designer|Help|UiTools|Concurrent|Xml|Pdf|WebSockets)"
    r"|translations/|opengl32sw|[a-z]+\.exe$|resources/|plugins/(sqldrivers|tls|networkinformation|designer|generic"
    r"|qmltooling|platforminputcontexts|imageformats/q(tga|tiff|wbmp|icns|webp|gif)|platforms/q(minimal|direct2d)))"
)
ON_WINDOWS = {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt", "extra": ""}


def main(python: Path, frozen: Path, folder: Path) -> None:
    """Make the layout."""
    for file in python.iterdir():
        if file.is_file() and file.suffix in {".exe", ".dll", ".pyd", ".zip"}:
            shutil.copy2(file, folder / file.name)
    (folder / "python311._pth").write_text("python311.zip\r\n.\r\nlib\r\napp\r\n", "ascii")
    site = python / "Lib" / "site-packages"
    for name in sorted(_closure(site)):
        _copy_distribution(site, name, folder / "lib")
    for package in OURS:
        shutil.copytree(
            ROOT / package, folder / "app" / package, ignore=shutil.ignore_patterns("__pycache__")
        )
    shutil.copytree(ROOT / "packs" / "built", folder / "app" / "packs" / "built")
    for beside in (*ROOT.glob("packs/*/demo"), *ROOT.glob("packs/*/practice")):
        shutil.copytree(beside, folder / "app" / beside.relative_to(ROOT))
    shutil.copytree(frozen / "fonts", folder / "app" / "fonts")
    shutil.copytree(frozen / "docs", folder / "app" / "docs")


def _closure(site: Path) -> set[str]:
    """Name the distributions that requirements/run.in asks for, with all they ask for on Windows."""
    known = {canonicalize_name(one.name): one for one in importlib.metadata.distributions(path=[str(site)])}
    lines = (ROOT / "requirements" / "run.in").read_text("utf-8").splitlines()
    wanted = [Requirement(line.split("#")[0]) for line in lines if line.split("#")[0].strip()]
    found: set[str] = set()
    while wanted:
        asked = wanted.pop()
        name = canonicalize_name(asked.name)
        if name in found or (asked.marker and not asked.marker.evaluate(ON_WINDOWS)):
            continue
        found.add(name)
        wanted += [Requirement(line) for line in known[name].requires or ()]
    return found


def _copy_distribution(site: Path, name: str, lib: Path) -> None:
    for file in _files(site, name):
        if not UNUSED.search(f"/{file}"):
            target = lib / file
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(site / file, target)


def _files(site: Path, name: str) -> list[str]:
    (found,) = (
        one
        for one in importlib.metadata.distributions(path=[str(site)])
        if canonicalize_name(one.name) == name
    )
    files = [str(file) for file in found.files or ()]
    return [file for file in files if ".." not in file and (site / file).is_file()]


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
