"""An answer from the office above: looked at first, then taken in, whatever it holds.

look(desk, data) -> AnswerView          who signed it, whether it is ours and new; nothing changes
take_in(desk, data, how) -> Taken       all that it says, in one transaction
found_in(desk, folders)                 those that lie where kits are looked for, and are news here
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from exports.envelope import ENDING, is_envelope
from exports.found_files import unpacked
from exports.mail import open_letter
from forms.problems import Problem
from office import receipts, returning
from office.answer_order import remarks
from office.confidential import inner_name, opener
from office.desk import Desk
from office.downward import (
    LARGEST,
    SUFFIX,
    Answer,
    AnswerKind,
    AnswerView,
    keep_taken,
    open_answer,
    seen_here,
)
from office.recognising import recognise
from office.roles import Doing, demand_may
from office.signing_keys import Unlock

_ENDINGS: Final = (SUFFIX, ENDING)
_DER: Final = b"\x30"  # the first byte of an envelope, and of no zip
_MOST_FOUND: Final = 50  # answers in one folder: those of all units may lie on one stick

Check = Callable[[Desk, Answer], object]
"""Reads an answer of its kind strictly and raises what is wrong with it."""
Take = Callable[[Desk, Answer], int]
"""Does what an answer of its kind says, within a transaction, and says of how many packages or questions."""

_CHECKS: Final[Mapping[AnswerKind, Check]] = {
    AnswerKind.RECEIPTS: receipts.ours,
    AnswerKind.RETURN: returning.ours,
}
_TAKES: Final[Mapping[AnswerKind, Take]] = {
    AnswerKind.RECEIPTS: receipts.take,
    AnswerKind.RETURN: returning.take,
}


@dataclass(frozen=True, slots=True)
class Taken:
    """An answer that was taken in; `count`: packages or questions of this office in it.

    `unknown`: numbers of packages of this unit that the office above has and this one knows nothing of;
    `odd`: what is odd about its place among the answers (`office.answer_order`).
    """

    kind: AnswerKind
    count: int
    issuer_name: str
    unknown: tuple[int, ...] = ()
    odd: tuple[Problem, ...] = ()


def look(desk: Desk, data: bytes, name: str = "") -> AnswerView:
    """Say what an answer is and who signed it; nothing changes.

    Raises what `open_answer` and `seen_here` do, and DOWN_KIND for one that this program does not know.
    """
    view = seen_here(desk, open_answer(desk, data, name))
    if view.answer.kind not in _CHECKS:
        raise Problem("DOWN_KIND", kind=view.answer.kind.value)
    _CHECKS[view.answer.kind](desk, view.answer)
    return view


def take_in(desk: Desk, data: bytes, *, how: str = "") -> Taken:
    """Take an answer in, once; the same file a second time changes nothing.

    `how`: how a signer who is not recognised yet was confirmed, by telephone or on paper. Raises what `look`
    does, DOWN_SIGNER, and what who works now may not do.
    """
    demand_may(desk, Doing.PREPARE)
    view = look(desk, data)
    answer, signer = view.answer, view.signer
    if view.here:
        return Taken(answer.kind, 0, view.issuer_name)
    if not signer.recognised and not how.strip():
        raise Problem("DOWN_SIGNER", person=signer.person, unit=view.issuer_name)
    with desk.database.writing():
        if not signer.recognised:
            recognise(
                desk,
                signer.certificate,
                unit=answer.issuer,
                person=signer.person,
                position=signer.position,
                how=how,
            )
            if not look(desk, data).signer.recognised:  # words that agree do not make up for a revocation
                raise Problem("DOWN_SIGNER", person=signer.person, unit=view.issuer_name)
        odd = remarks(desk, answer)
        count = _TAKES[answer.kind](desk, answer)
        keep_taken(desk, answer)
    unknown = receipts.not_ours(desk, answer) if answer.kind is AnswerKind.RECEIPTS else ()
    numbers = tuple(sorted({one.sequence for one in unknown}))
    return Taken(answer.kind, count, view.issuer_name, numbers, odd)


def files_in(path: Path) -> tuple[tuple[str, bytes], ...]:
    """Give the answers in a file that a person chose, by name: in a letter or an archive, or itself.

    Raises FILE_UNREADABLE, FILE_TOO_LARGE, NO_ANSWER_INSIDE, and what letters and archives are refused for.
    """
    try:
        if path.stat().st_size > LARGEST:
            raise Problem("FILE_TOO_LARGE", file=path.name)
        ending = path.suffix.lower()
        if ending == ".zip":
            found = [one for one in unpacked(path, _ENDINGS) if _is_answer(one[0])]
        elif ending == ".eml":
            found = [one for one in open_letter(path.read_bytes()).files if _is_answer(one[0])]
        else:
            return ((path.name, path.read_bytes()),)
    except OSError as broken:
        raise Problem("FILE_UNREADABLE", file=path.name, reason=broken.strerror) from broken
    if not found:
        raise Problem("NO_ANSWER_INSIDE", file=path.name)
    return tuple(found)


def _is_answer(name: str) -> bool:
    return inner_name(name).lower().endswith(SUFFIX)


def is_closed(data: bytes) -> bool:
    """Tell whether an answer came sealed: then somebody opens it with a key of the office."""
    return data[:1] == _DER and is_envelope(data)


def opened_with(desk: Desk, unlock: Unlock, data: bytes) -> bytes:
    """Open an answer that came sealed; raises ENVELOPE, and what opening the key does."""
    with opener(desk, unlock) as look_inside:
        return look_inside(data)


def found_in(desk: Desk, folders: Iterable[Path]) -> tuple[Path, ...]:
    """Find the answers at the top of some folders that are for this office and were not taken in yet."""
    news = []
    for folder in folders:
        try:
            paths = sorted(one for one in folder.glob(f"*{SUFFIX}") if one.is_file())[:_MOST_FOUND]
        except OSError:  # a stick pulled out meanwhile
            continue
        news += [path for path in paths if is_news(desk, path)]
    return tuple(news)


def is_news(desk: Desk, path: Path) -> bool:
    """Tell whether a file is an answer for this office that was not taken in yet."""
    try:
        return path.stat().st_size <= LARGEST and not look(desk, path.read_bytes(), path.name).here
    except (Problem, OSError):
        return False
