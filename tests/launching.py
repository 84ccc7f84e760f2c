"""What the launchers must do, with programs of a few lines: in the shell here, under wine by `make windows`.

python -m tests.launching WINE FOLDER_OF_LAUNCHERS STUB.exe WORK      play every case with phieuxa.exe
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Case:
    """A launch: what `current` says before, what each version does, which ran in the end, what is said after.

    `does`: for each version the exit codes of its starts, one after another; "window" reaches the window
    (writes `current` as whole) and ends with 0.
    """

    says: str
    does: Mapping[str, Sequence[str]]
    ran: Sequence[str]
    after: str
    code: int = 0
    arguments: Sequence[str] = ()
    others_try: bool = False  # another launcher holds the lock of the first start


CASES: Mapping[str, Case] = {
    "a whole version starts": Case("1.0\n-\nwhole\n", {"1.0": ["0"]}, ["1.0"], "1.0\n-\nwhole\n"),
    "its exit code is handed on": Case("1.0\n-\nwhole\n", {"1.0": ["3"]}, ["1.0"], "1.0\n-\nwhole\n", 3),
    "a new version that reaches its window stays": Case(
        "2.0\n1.0\nnew\n", {"1.0": ["0"], "2.0": ["window"]}, ["2.0"], "2.0\n1.0\nwhole\n"
    ),
    "a new version that dies before its window gives way at once": Case(
        "2.0\n1.0\nnew\n", {"1.0": ["0"], "2.0": ["1"]}, ["2.0", "1.0"], "1.0\n2.0\nfailed\n"
    ),
    "a first start cut by the power gives way at the next one": Case(
        "2.0\n1.0\nstarted\n", {"1.0": ["0"], "2.0": ["window"]}, ["1.0"], "1.0\n2.0\nfailed\n"
    ),
    "a second launcher beside a first start changes nothing": Case(
        "2.0\n1.0\nstarted\n", {"1.0": ["0"], "2.0": ["0"]}, ["2.0"], "2.0\n1.0\nstarted\n", others_try=True
    ),
    "a command says nothing about the window": Case(
        "2.0\n1.0\nnew\n", {"1.0": ["0"], "2.0": ["1"]}, ["2.0"], "2.0\n1.0\nnew\n", 1, ["--selftest"]
    ),
    "a window on another folder of data counts": Case(
        "2.0\n1.0\nnew\n",
        {"1.0": ["0"], "2.0": ["1"]},
        ["2.0", "1.0"],
        "1.0\n2.0\nfailed\n",
        0,
        ["--home", "d"],
    ),
    "with nothing to go back to it is started again": Case(
        "2.0\n1.0\nstarted\n", {"2.0": ["window"]}, ["2.0"], "2.0\n1.0\nwhole\n"
    ),
    "a missing file: the newest version that is here": Case("", {"1.9": ["0"], "1.10": ["0"]}, ["1.10"], ""),
    "a flipped byte: the newest version that is here": Case(
        "1.1\n-\nwhome\n", {"1.9": ["0"], "1.10": ["0"]}, ["1.10"], "1.1\n-\nwhome\n"
    ),
    "a name that leads elsewhere is none": Case(
        "../x\n-\nwhole\n", {"1.0": ["0"]}, ["1.0"], "../x\n-\nwhole\n"
    ),
    "a version that was taken away: the other one": Case(
        "2.0\n1.0\nwhole\n", {"1.0": ["0"]}, ["1.0"], "2.0\n1.0\nwhole\n"
    ),
    "what is unfinished or in words is no version": Case(
        "", {"1.0": ["0"], "2.0.unfinished": ["0"], "moi": ["0"]}, ["1.0"], ""
    ),
}


def lay(root: Path, case: Case, stub: Callable[[Path], object]) -> None:
    """Lay an installed folder out as the case says; `stub` puts the program into a version's folder."""
    (root / "versions").mkdir(parents=True)
    if case.says:
        (root / "current").write_bytes(case.says.encode())
    for version, codes in case.does.items():
        folder = root / "versions" / version
        folder.mkdir()
        (folder / "does").write_text("".join(f"{code}\n" for code in codes), "ascii")
        stub(folder)


def outcome(root: Path) -> tuple[list[str], str]:
    """Tell which versions ran, one after another, and what `current` says now."""
    ran = root / "ran"
    said = root / "current"
    return (
        ran.read_text("ascii").split() if ran.exists() else [],
        said.read_bytes().decode() if said.exists() else "",
    )


def under_wine(wine: str, launchers: Path, stub: Path, work: Path) -> None:
    """Play every case with the launcher for Windows; stop at the first that goes wrong."""
    for number, (name, case) in enumerate(CASES.items()):
        if case.others_try:
            continue  # the lock of another program is held in the shell alone
        root = work / f"case-{number}"
        shutil.rmtree(root, ignore_errors=True)
        lay(root, case, lambda folder: (folder / "phieuxa.exe").write_bytes(stub.read_bytes()))
        shutil.copy(launchers / "phieuxa.exe", root)
        command = [wine, str(root / "phieuxa.exe"), *case.arguments]
        done = subprocess.run(command, check=False, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        found = (*outcome(root), done.returncode)
        if found != (list(case.ran), case.after, case.code):
            raise SystemExit(f"FAILED: {name}: {found}")
        print(f"  {name}")  # noqa: T201


if __name__ == "__main__":
    under_wine(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), Path(sys.argv[4]))
