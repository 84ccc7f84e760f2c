"""What was handed in, judged one by one: how each was found, and which letters went wrong on the way."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from db.received import KeptPackage, PackageStatus
from exports.companion import is_companion, stem_of
from exports.envelope import is_envelope
from exports.found_files import LARGEST, Findings, Found, printable, put_beside
from forms.problems import Problem
from office.case import judge_file
from office.case_state import Receipt
from office.case_verdict import REFUSED
from office.confidential import demand_whole, inner_name, is_sealed, opener
from office.desk import Desk
from office.messages import sentence
from office.progress import Progress
from office.signing_keys import Unlock

SEALED = "sealed"
"""The verdict on a file that nobody has opened yet."""

REGISTER_SUFFIX = ".phieuxa-nguoi-ky"
_DER = b"\x30"  # the first byte of an envelope, and of no zip
_FROM_ABOVE = (".phieuxa-kit", ".phieuxa-them", ".phieuxa-pack")  # what comes from above is installed


def judge_found(
    desk: Desk, found: Findings, progress: Progress, unlock: Unlock | None = None
) -> tuple[Receipt, ...]:
    """Judge the packages, then bring companions that came by themselves to the packages they belong to.

    `unlock`: the key that opens those that came sealed; without it they are told and left closed.
    """
    if unlock is not None:
        with TemporaryDirectory(prefix=".mo-", dir=desk.home, ignore_cleanup_errors=True) as room:
            _open_sealed(desk, found, unlock, Path(room))
            return judge_found(desk, found, progress)
    receipts = [_refusal(desk, name, problem) for name, problem in found.wrong]
    for number, one in enumerate(found.packages):
        progress(number, len(found.packages), one.name)
        receipts.append(_with_notes(desk, one, _judge(desk, one), shortcuts=found.shortcuts))
    progress(len(found.packages), len(found.packages), "")
    return (*receipts, *_late_companions(desk, found))


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
                found.wrong.append((one.name, problem))
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


def _judge(desk: Desk, one: Found) -> Receipt:
    path = one.path
    if path.is_file() and _came_sealed(one):
        closed = Problem("SEALED", file=one.name)
        return Receipt(one.name, SEALED, closed.code, sentence(closed, desk.language))
    if not path.is_file():
        return _refusal(desk, one.name, Problem("FILE_MISSING", file=one.name))
    if path.stat().st_size > LARGEST:
        return _refusal(desk, one.name, Problem("FILE_TOO_LARGE", file=one.name))
    if path.suffix.lower() in _FROM_ABOVE:
        return _refusal(desk, one.name, Problem("NOT_HERE_KIT", file=one.name))
    if path.suffix.lower() == REGISTER_SUFFIX:
        return _refusal(desk, one.name, Problem("NOT_HERE_REGISTER", file=one.name))
    try:
        data = path.read_bytes()
    except OSError as broken:
        return _refusal(desk, one.name, Problem("FILE_UNREADABLE", file=one.name, reason=broken.strerror))
    return _about_letter(desk, one, data, judge_file(desk, one.name, data, path.parent))


def _refusal(desk: Desk, name: str, problem: Problem) -> Receipt:
    return Receipt(printable(name), REFUSED, problem.code, sentence(problem, desk.language))


def _with_notes(desk: Desk, one: Found, receipt: Receipt, *, shortcuts: int) -> Receipt:
    """Say where a file lay, when nobody would have seen it there."""
    notes = []
    if one.source:
        notes.append(sentence("FOUND_IN", desk.language, source=one.source))
    if one.hidden:
        notes.append(sentence("FOUND_HIDDEN_VIRUS" if shortcuts else "FOUND_HIDDEN", desk.language))
    return replace(receipt, details=(*receipt.details, *notes))


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


def _late_companions(desk: Desk, found: Findings) -> list[Receipt]:
    """Take in the files of packages that came in another letter or on another day."""
    beside = {(stem_of(one.name), one.path.parent) for one in found.packages}
    there = {stem for stem, _ in beside}
    alone: dict[tuple[str, Path], Found] = {}
    for one in found.companions:
        stem = stem_of(one.name)
        if (stem, one.path.parent) not in beside:
            alone.setdefault((stem, one.path.parent), one)
    if not alone:
        return []
    kept = desk.received.packages(direction="received", status=PackageStatus.TAKEN)
    receipts = []
    for (stem, folder), one in alone.items():
        package = next((each for each in reversed(kept) if stem_of(each.package.name) == stem), None)
        if package is not None and stem in there and not _asks_for_files(package):
            continue
        if package is not None:
            receipt = judge_file(desk, package.package.name, desk.received.data(package.id), folder)
            receipts.append(_with_notes(desk, one, receipt, shortcuts=0))
        elif stem not in there:
            receipts.append(_refusal(desk, one.name, Problem("COMPANION_ALONE", file=one.name)))
    return receipts


def _asks_for_files(package: KeptPackage) -> bool:
    return any(package.detail.get(why) for why in ("missing", "differing", "altered"))
