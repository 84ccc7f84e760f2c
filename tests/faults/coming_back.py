"""One random fault around copying, restoring, rebuilding and salvaging: the old or the new is always whole.

one_fault(seed, folder, made) -> what happened, for the tally of many; AssertionError names the seed.
"""

from __future__ import annotations

import multiprocessing
import random
import shutil
import signal
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from db.backup import damage
from db.database import PAGE, beside
from forms.answers import Address, Document
from forms.problems import Problem
from office.bringing_back import restore
from office.copies import KeptCopy, Why, copies_folder, copies_in, facts, make
from office.desk import DATABASE, is_started, open_desk
from office.entry import Entry
from office.rebuilding import ROOM, look, rebuild
from office.salvage import salvage
from tests.bad_disk import bad_disk
from tests.faults.work import CLOCK, DONE, REFUSED, WORKS, run
from tests.offices import NGOC_LAY, Place, later, shelf
from tests.small_disk import small_disk

KINDS = ("kill at", "kill at", "kill after", "kill after", "no sync", "full", "yank", "flip", "log")
_ACCESSES = {"copying": 60, "restoring": 110, "rebuilding": 130, "salvaging": 160}
_SECONDS = {"copying": 0.25, "restoring": 0.5, "rebuilding": 1.6, "salvaging": 0.9}
_WAIT = 120.0
_CELL = Address("BM02", ("2018",), "c02")


@dataclass(frozen=True)
class Made:
    """An office to be damaged: its folder with a copy in it, its package, and what it held when.

    `before`: in the copy and the package; `now`: with what was typed since.
    """

    home: Path
    copy: Path
    package: Path
    before: Document
    now: Document


def make_office(folder: Path) -> Made:
    """Make the office that all faults are tried on."""
    place = Place(folder)
    desk, package = place.sent(NGOC_LAY)
    with desk:
        before = desk.own_document()
        copy = make(desk, Why.ASKED).path
        later(desk, 3)
        Entry(desk).put_text(_CELL, "77")
        return Made(desk.home, copy, package, before, desk.own_document())


@dataclass(frozen=True)
class _Scene:
    """Where a fault happens: `home` as the work sees it, `truly` as it lies on the disk afterwards."""

    home: Path
    truly: Path
    source: Path
    damaged: bytes  # the data file that was there before, where it does not open


def one_fault(seed: int, folder: Path, made: Made, kinds: tuple[str, ...] = KINDS) -> str:
    """Do a work with the fault of this seed; demand that the old or the new is whole, and can go on."""
    chance = random.Random(seed)
    work, kind = chance.choice(sorted(WORKS)), chance.choice(kinds)
    told = f"seed {seed}, {work}, {kind}"
    with _scene(folder, made, work, kind, chance) as scene:
        if kind == "flip":
            _flip(scene.source if work != "salvaging" else scene.home / DATABASE, chance)
        if kind == "log":
            _spoil_log(scene.home, chance)
        damaged = (scene.home / DATABASE).read_bytes() if scene.damaged else b""
        ended = _run(work, scene, kind, chance, told)
    _demand_whole(work, kind, scene, made, damaged, told)
    return f"{work}, {kind}: {ended}"


@contextmanager
def _scene(folder: Path, made: Made, work: str, kind: str, chance: random.Random) -> Iterator[_Scene]:
    """Lay the office out on the disk that the fault needs."""
    source = folder / (made.copy.name if work != "rebuilding" else made.package.name)
    shutil.copyfile(made.copy if work != "rebuilding" else made.package, source)
    size = made.home.joinpath(DATABASE).stat().st_size
    with ExitStack() as stack:
        if kind == "full":
            room = chance.randrange(2 * size, 7 * size) // 1024
            disk = stack.enter_context(small_disk(folder / "disk", room))
            keep = folder / "kept"  # what lay on it, to be looked at with room for it
            stack.callback(lambda: shutil.copytree(disk / "home", keep / "home", dirs_exist_ok=True))
            home, truly = disk / "home", keep / "home"
        elif kind == "yank":
            limit = chance.randrange(size + 1, 6 * size)
            bad = stack.enter_context(bad_disk(folder / "disk", "yank", limit))
            home, truly = bad / "home", bad.truly / "home"
        else:
            home = truly = folder / "home"
        # What was there before is laid out below the disk that fails later: it counts no byte of it.
        lay = truly if kind == "yank" else home
        lay.mkdir(mode=0o700)
        damaged = b""
        if work == "rebuilding":
            (lay / DATABASE).write_bytes(damaged := _broken(made, chance, everything=True))
            shutil.copyfile(made.home / "office.key", lay / "office.key")
        else:
            shutil.copytree(made.home, lay, dirs_exist_ok=True)
            if work == "salvaging":
                (lay / DATABASE).write_bytes(damaged := _broken(made, chance, everything=False))
        yield _Scene(home, truly, source, damaged)


def _broken(made: Made, chance: random.Random, *, everything: bool) -> bytes:
    """Give the data file with pages broken: its list of tables, or some in the middle of what was typed."""
    data = bytearray((made.home / DATABASE).read_bytes())
    pages = len(data) // PAGE
    for page in (0,) if everything else chance.sample(range(pages // 2, pages), 2):
        data[page * PAGE + 50] ^= 1
    return bytes(data)


def _flip(path: Path, chance: random.Random) -> None:
    data = bytearray(path.read_bytes())
    data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    path.write_bytes(data)


def _spoil_log(home: Path, chance: random.Random) -> None:
    """Leave a log beside the data file that is of another file, or nothing at all."""
    log = beside(home / DATABASE)[0]
    log.write_bytes(
        chance.choice((b"", chance.randbytes(40_000), b"\x37\x7f\x06\x82" + chance.randbytes(9_000)))
    )


def _run(work: str, scene: _Scene, kind: str, chance: random.Random, told: str) -> str:
    number = chance.randrange(1, 15 if kind == "no sync" else _ACCESSES[work])
    server = multiprocessing.get_context("forkserver")
    server.set_forkserver_preload(["tests.faults.work"])
    child = server.Process(target=run, args=(work, scene.home, scene.source, kind, number))
    child.start()
    if kind == "kill after":
        child.join(chance.uniform(0.0, 1.5 * _SECONDS[work]))
        child.kill()
    child.join(_WAIT)
    assert child.exitcode in (DONE, REFUSED, -signal.SIGKILL), f"{told}: {child.exitcode}"
    return {DONE: "done", REFUSED: "refused"}.get(child.exitcode or 0, "killed")


# --- what must hold -------------------------------------------------------------------------------


def _demand_whole(work: str, kind: str, scene: _Scene, made: Made, damaged: bytes, told: str) -> None:
    home = scene.truly
    if work in ("copying", "restoring"):
        _demand_copies(home, made, told)
    if work == "copying":
        assert _document(home, told) == made.now, told
    elif work == "restoring":
        assert _document(home, told) in (made.now, made.before), told
        shutil.copyfile(made.copy, scene.source)
        restore(home, scene.source, clock=CLOCK, shelf=shelf())  # it can be done once more
        assert _document(home, told) == made.before, told
    else:
        _demand_kept(home, damaged, told)
        _demand_comes_back(work, kind, home, made, told)


def _demand_copies(home: Path, made: Made, told: str) -> None:
    """Every copy that is listed as good is whole, and the one that was there before still is."""
    found = copies_in(copies_folder(home))
    good = [one for one in found if one.facts is not None]
    assert made.copy.name in {one.path.name for one in good}, told
    for one in good:
        _demand_copy(one, told)


def _demand_copy(one: KeptCopy, told: str) -> None:
    assert facts(one.path) == one.facts, told


def _demand_kept(home: Path, damaged: bytes, told: str) -> None:
    """The damaged file is where it was, or aside; never gone."""
    kept = [home / DATABASE, *home.glob(f"replaced/*/{DATABASE}")]
    assert any(one.exists() and one.read_bytes() == damaged for one in kept), told


def _demand_comes_back(work: str, kind: str, home: Path, made: Made, told: str) -> None:
    """What is in place is the new one, whole; or the damaged one, and the way back is open still."""
    wanted = made.before if work == "rebuilding" else made.now
    with suppress(Problem):
        assert _document(home, told) == wanted, told
        return
    if work == "rebuilding":
        (office,) = look([made.package], shelf=shelf(), clock=CLOCK).offices
        rebuild(home, office, shelf=shelf(), clock=CLOCK, instead=is_started(home)).desk.close()
        assert _document(home, told) == wanted, told
        assert not (home / ROOM).exists(), told
    elif kind != "flip":  # a further page that is broken may hold the list of tables
        salvage(home, clock=CLOCK, shelf=shelf())


def _document(home: Path, told: str) -> Document:
    """Open the office as the next start does; every page of it must be good."""
    with open_desk(home, clock=CLOCK, shelf=shelf()) as desk:
        assert damage(desk.database) == (), told
        return desk.own_document()
