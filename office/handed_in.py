"""What was handed in, judged one by one: how each was found, and which letters went wrong on the way."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from db.received import KeptPackage, Package, PackageStatus
from exports.companion import is_companion, stem_of
from exports.envelope import is_envelope
from exports.found_files import LARGEST, Findings, Found, Wrong, find, printable, put_beside
from forms.problems import Problem
from office.case import judge
from office.case_state import Before, Judged, Receipt
from office.case_verdict import REFUSED, looked_at, settle
from office.confidential import demand_whole, inner_name, is_sealed, opener
from office.desk import Desk
from office.messages import LANGUAGES, sentence
from office.progress import Progress
from office.readings import Reading, read_here
from office.signing_keys import Unlock

SEALED = "sealed"
"""The verdict on a file that nobody has opened yet."""

REGISTER_SUFFIX = ".phieuxa-nguoi-ky"
ANSWER_SUFFIX = ".phieuxa-tra-loi"
_DER = b"\x30"  # the first byte of an envelope, and of no zip
_NOT_HERE = ("NOT_HERE_KIT", "NOT_HERE_REGISTER", "NOT_HERE_ANSWER")
_NOT_KEPT = ("FILE_MISSING", "SEALED", *_NOT_HERE, "COMPANION_ALONE")
"""What is not there, is opened next, or belongs on another page."""

_FROM_ABOVE = (".phieuxa-kit", ".phieuxa-them", ".phieuxa-pack")  # what comes from above is installed


@dataclass(frozen=True, slots=True)
class Handed:
    """One file of those handed in, and what was judged of it.

    `judged`: what the questions gave; None for a file that was not even read, and then `closed` says why.
    Files of a package that is here already are judged with it: under its `name`, from their own `folder`.
    """

    found: Found
    judged: Judged | None
    receipt: Receipt
    closed: Problem | None = None
    name: str = ""
    folder: Path | None = None


@contextmanager
def file_by_file() -> Iterator[None]:
    """Switch Python's own collector off while file after file is judged: `let_go` does its work.

    It would go through all objects of the pack and the office again and again, a quarter of the time. The
    window's work begins with the collector off already, and leaves it so.
    """
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def let_go() -> None:
    """Give back what the last file took: a megabyte of objects that hold one another.

    Only the youngest objects are gone through, which takes milliseconds.
    """
    gc.collect(0)


@contextmanager
def handed_in(
    desk: Desk, paths: Sequence[Path], progress: Progress, unlock: Unlock | None = None
) -> Iterator[Findings]:
    """Lay open what was handed in: letters, archives, and with a key what came sealed; all goes again.

    `unlock`: the key that opens what came sealed; without it that is told and left closed.
    """
    with find(paths, desk.home, lambda folder: progress(0, 1, folder)) as found:
        if unlock is None:
            yield found
            return
        with TemporaryDirectory(prefix=".mo-", dir=desk.home, ignore_cleanup_errors=True) as room:
            _open_sealed(desk, found, unlock, Path(room))
            yield found


def judged_one_by_one(
    desk: Desk,
    found: Findings,
    progress: Progress,
    reading: Reading = read_here,
    before: Before | None = None,
) -> Iterator[Handed]:
    """Judge each file in its turn; whoever takes it in does so before asking for the next one.

    Companions that came by themselves are brought to the packages they belong to at the end. `before`:
    where files are only looked at, what would be here when the next one's turn comes.
    """
    for one in found.wrong:
        yield _closed(desk, Found(one.path or Path(one.name), one.name), one.problem)
    for number, each in enumerate(found.packages):
        progress(number, len(found.packages), each.name)
        yield _with_notes(desk, _judge(desk, each, reading, before), shortcuts=found.shortcuts)
        let_go()
    progress(len(found.packages), len(found.packages), "")
    yield from _late_companions(desk, found)


def judged_again(desk: Desk, handed: Handed, data: bytes, reading: Reading = read_here) -> Handed:
    """Judge a file once more from the bytes that were read of it; one that was not read stays as it is."""
    if handed.closed is not None:
        return handed
    judged = judge(desk, handed.name, data, handed.folder, reading=reading)
    receipt = _about_letter(desk, handed.found, data, looked_at(judged))
    return replace(handed, judged=judged, receipt=receipt)


def settle_handed(desk: Desk, handed: Handed) -> Receipt:
    """Do what was judged of a file, wholly or not at all; any file is kept aside with its verdict."""
    if handed.judged is not None:
        settle(handed.judged)
    elif handed.closed is not None and handed.closed.code not in _NOT_KEPT:
        _keep_aside(desk, handed.found, handed.closed)
    return handed.receipt


def _keep_aside(desk: Desk, one: Found, problem: Problem) -> None:
    """Keep a file that was not read as a package; of one too large only its name, size and verdict."""
    try:
        size = one.path.stat().st_size
        data = one.path.read_bytes() if size <= LARGEST else b""
    except OSError:
        return  # it cannot be read: there is nothing to keep
    digest = sha256(data).hexdigest() if size <= LARGEST else ""
    earlier = desk.received.packages(direction="received", digest=digest)
    if any((kept.reason, kept.size, kept.package.name) == (problem.code, size, one.name) for kept in earlier):
        return
    detail = {f"sentence_{language}": sentence(problem, language) for language in LANGUAGES}
    desk.received.keep(
        Package(direction="received", digest=digest, name=one.name),
        data,
        size=size,
        status=PackageStatus.REFUSED,
        reason=problem.code,
        detail=detail,
        who=desk.person.name,
        when=desk.clock.now(),
    )


def _open_sealed(desk: Desk, found: Findings, unlock: Unlock, room: Path) -> None:
    """Put what came sealed in its place: packages and companions lie open in a folder that goes again.

    What does not open, or is no whole signed package, gets one answer whatever was wrong with it.
    """
    sealed = [one for one in found.packages if _came_sealed(one)]
    found.packages = [one for one in found.packages if one not in sealed]
    with opener(desk, unlock) as look_inside:
        for one in sealed:
            name = inner_name(one.name)
            try:
                inside = look_inside(_read(one))
                if not is_companion(name):
                    demand_whole(desk, inside)
            except Problem as problem:
                found.wrong.append(Wrong(one.name, problem, one.path))
                continue
            path = put_beside(room, name, inside)
            opened = replace(one, path=path, name=path.name, stated=None)
            (found.companions if is_companion(name) else found.packages).append(opened)


def _read(one: Found) -> bytes:
    """Read a file that came sealed; raise FILE_TOO_LARGE or FILE_UNREADABLE."""
    try:
        if one.path.stat().st_size > LARGEST:
            raise Problem("FILE_TOO_LARGE", file=one.name)
        return one.path.read_bytes()
    except OSError as broken:
        raise Problem("FILE_UNREADABLE", file=one.name, reason=broken.strerror) from broken


def _came_sealed(one: Found) -> bool:
    """Tell whether a file is an envelope, by its name or by what it is: mail programs take endings away."""
    if is_sealed(one.name):
        return True
    try:
        with one.path.open("rb") as file:
            if file.read(1) != _DER or one.path.stat().st_size > LARGEST:
                return False
        return is_envelope(one.path.read_bytes())
    except OSError:
        return False  # said where it is read to be judged


def _judge(desk: Desk, one: Found, reading: Reading, before: Before | None) -> Handed:
    path, name = one.path, one.name
    ending = path.suffix.lower()
    if not path.is_file():
        return _closed(desk, one, Problem("FILE_MISSING", file=name))
    if _came_sealed(one):
        return _closed(desk, one, Problem("SEALED", file=name), verdict=SEALED)
    if ending in _FROM_ABOVE:
        return _closed(desk, one, Problem("NOT_HERE_KIT", file=name))
    if ending == REGISTER_SUFFIX:
        return _closed(desk, one, Problem("NOT_HERE_REGISTER", file=name))
    if ending == ANSWER_SUFFIX:
        return _closed(desk, one, Problem("NOT_HERE_ANSWER", file=name))
    try:
        data = _read(one)
    except Problem as problem:
        return _closed(desk, one, problem)
    judged = judge(desk, name, data, path.parent, before=before, reading=reading)
    receipt = _about_letter(desk, one, data, looked_at(judged))
    return Handed(one, judged, receipt, name=name, folder=path.parent)


def _closed(desk: Desk, one: Found, problem: Problem, verdict: str = REFUSED) -> Handed:
    """Say why a file was not even read as a package."""
    receipt = Receipt(printable(one.name), verdict, problem.code, sentence(problem, desk.language))
    return Handed(one, None, receipt, problem)


def _with_notes(desk: Desk, handed: Handed, *, shortcuts: int) -> Handed:
    """Say where a file lay, when nobody would have seen it there."""
    notes, one = [], handed.found
    if one.source:
        notes.append(sentence("FOUND_IN", desk.language, source=one.source))
    if one.hidden:
        notes.append(sentence("FOUND_HIDDEN_VIRUS" if shortcuts else "FOUND_HIDDEN", desk.language))
    details = (*handed.receipt.details, *notes)
    return replace(handed, receipt=replace(handed.receipt, details=details))


def _about_letter(desk: Desk, one: Found, data: bytes, receipt: Receipt) -> Receipt:
    """Tell a file that was altered on the way from one that was attached by mistake.

    The letter's word is no proof: it never makes a file good, nor a good one bad.
    """
    if one.stated is not None and not one.stated.fits(data) and receipt.verdict == REFUSED:
        what = sentence("MAIL_ALTERED", desk.language, file=one.name, said=one.stated.size, here=len(data))
    elif one.stated is None and one.others:
        what = sentence("MAIL_OTHER", desk.language, file=one.name, said=", ".join(one.others))
    else:
        return receipt
    return replace(receipt, details=(*receipt.details, what))


def _late_companions(desk: Desk, found: Findings) -> Iterator[Handed]:
    """Bring the files of packages that came in another letter or on another day to them."""
    beside = {(stem_of(one.name), one.path.parent) for one in found.packages}
    there = {stem for stem, _ in beside}
    alone: dict[tuple[str, Path], Found] = {}
    for one in found.companions:
        stem = stem_of(one.name)
        if (stem, one.path.parent) not in beside:
            alone.setdefault((stem, one.path.parent), one)
    if not alone:
        return
    kept = desk.received.packages(direction="received", status=PackageStatus.TAKEN)
    for (stem, folder), one in alone.items():
        package = next((each for each in reversed(kept) if stem_of(each.package.name) == stem), None)
        if package is not None and stem in there and not _asks_for_files(package):
            continue
        if package is not None:
            name = package.package.name
            judged = judge(desk, name, desk.received.data(package.id), folder)
            here = Handed(one, judged, looked_at(judged), name=name, folder=folder)
            yield _with_notes(desk, here, shortcuts=0)
        elif stem not in there:
            yield _closed(desk, one, Problem("COMPANION_ALONE", file=one.name))


def _asks_for_files(package: KeptPackage) -> bool:
    return any(package.detail.get(why) for why in ("missing", "differing", "altered"))
