"""An office's consolidated tables made anew from the bytes of packages and its own signed log of decisions.

Whoever doubts a table needs nothing of the office's data file: the log says what was decided and in which
order, each package is verified and read again, and the tables that come out must be the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from db.acts import Acts, KeptAct
from db.packages import PackageStatus
from db.queries import LineKind, Queries, QueryLine, Side, Thread
from exports.companion import companion_name, write_companion
from forms.problems import Problem
from office.acts import Act
from office.asked_places import place_at, place_words
from office.case import judge
from office.case_verdict import settle
from office.clock import FixedClock
from office.desk import Desk, start
from office.desk_log import DeskLog
from office.packs import Shelf
from office.progress import Progress, silent

BytesOf = Callable[[str], bytes | None]
"""Gives a package, or a file beside one, by its SHA-256 (hex); None for what is not at hand."""


def counting(acts: Iterable[KeptAct]) -> dict[str, KeptAct]:
    """Say which packages count at the end of a log: digest -> the act by which each was taken in last."""
    now: dict[tuple[str, str], KeptAct] = {}
    for one in acts:
        sender = (str(one.body.get("unit", "")), one.campaign)
        if one.kind == Act.TAKEN:
            now[sender] = one
        elif one.kind == Act.TAKEN_OUT and _is(now.get(sender), one):
            del now[sender]
    return {str(one.body["digest"]): one for one in now.values()}


def redo(log: DeskLog, bytes_of: BytesOf, home: Path, shelf: Shelf, progress: Progress = silent) -> Desk:
    """Make the office anew in the empty folder `home`; give its desk, whose tables are to be compared.

    Raises LOG_PACK (the log's pack is not on the shelf), LOG_PACKAGE_MISSING (its bytes are not at hand),
    LOG_DIFFERS (a package that counted does not stand up to being judged again) and LOG_FORMAT.
    """
    shelved = next((one for one in shelf.packs if one.pack.hash == log.pack_hash), None)
    if shelved is None or log.unit not in shelved.pack.units_by_code:
        raise Problem("LOG_PACK", pack=log.pack, version=log.version)
    who = next((one.who for one in log.acts), log.signer.subject)
    clock = FixedClock(log.made)
    desk = start(home, unit=log.unit, person=who, shelf=shelf, pack=shelved.origin.data, clock=clock)
    try:
        with desk.database.writing():
            _believe(desk, log)
            for act in log.acts:
                _ask(desk, act)
        wanted = counting(log.acts)
        for number, (digest, act) in enumerate(sorted(wanted.items(), key=lambda item: item[1].id)):
            progress(number, len(wanted), digest)
            _take(desk, digest, act, bytes_of)
        with desk.database.writing():
            own = log.own_document(desk.pack)
            desk.answers.replace(desk.own_submission(), own, who=who, when=log.made)
            Acts(desk.database).bring(log.acts)
        progress(len(wanted), len(wanted), "")
    except BaseException:
        desk.close()
        raise
    desk.clock = clock
    return desk


def _is(counts: KeptAct | None, out: KeptAct) -> bool:
    return counts is not None and counts.body["digest"] == out.body["digest"]


def _believe(desk: Desk, log: DeskLog) -> None:
    """Enter whom the office recognised and which authorities it believed; a later end takes nothing out."""
    for one in log.signers:
        desk.signers.recognise(
            fingerprint=one.fingerprint,
            certificate=one.certificate,
            unit=one.unit,
            person=one.person,
            position=one.position,
            role=one.role,
            since=one.since,
            until=one.until,
            capacity=one.capacity,
            who=desk.person.name,
            how=log.digest,
            when=log.made,
        )
    for root in log.authorities:
        desk.authorities.keep(
            fingerprint=root.fingerprint,
            kind=root.kind,
            certificate=root.certificate,
            unit=root.unit,
            how=log.digest,
            who=desk.person.name,
            when=log.made,
        )


def _ask(desk: Desk, act: KeptAct) -> None:
    """Put the questions of a return, or the closing of one, where they stood: who is asked is provisional.

    The answers come with the packages. Raises LOG_FORMAT.
    """
    try:
        kept = Queries(desk.database)
        if act.kind == Act.ASKED_CLOSED:
            line = QueryLine(int(act.body["round"]), LineKind.CLOSED, act.at, act.who, "")
            kept.add(_known(desk, act.body["question"]).id, line)
        elif act.kind == Act.RETURNED:
            for one in act.body["asked"]:
                _ask_one(desk, act, one)
    except (KeyError, TypeError, ValueError, AttributeError) as wrong:
        raise Problem("LOG_FORMAT", where=f"acts/{act.id}") from wrong


def _ask_one(desk: Desk, act: KeptAct, one: Mapping[str, Any]) -> None:
    number, revision = int(act.body["number"]), int(act.body["revision"])
    text = str(one["text"])
    line = QueryLine(
        int(one["round"]), LineKind.QUESTION, act.at, act.who, text, number=number, revision=revision
    )
    kept, question, place = Queries(desk.database), str(one["id"]), str(one["place"])
    if kept.thread(Side.ASKED, question) is not None:
        kept.add(question, line)
        return
    words = place_words(desk, place_at(place))
    partner, unit = str(act.body["unit"]), str(one["unit"])
    kept.begin(Thread(question, Side.ASKED, act.campaign, partner, unit, place, words, (line,)))


def _known(desk: Desk, question: object) -> Thread:
    """Give a question that a return before it told; raise KeyError."""
    found = Queries(desk.database).thread(Side.ASKED, str(question))
    if found is None:
        raise KeyError(question)
    return found


def _take(desk: Desk, digest: str, act: KeptAct, bytes_of: BytesOf) -> None:
    """Judge a package, with the files beside it, for the moment it was taken in, and take it in."""
    data = bytes_of(digest)
    if data is None:
        raise Problem("LOG_PACKAGE_MISSING", digest=digest, unit=str(act.body["unit"]))
    desk.clock = FixedClock(act.at)
    name = f"{digest}.xlsx"
    judged = judge(desk, name, data, None)
    wanted = judged.case.report.attachments if judged.case.report is not None else ()
    beside = {one.name: found for one in wanted if (found := bytes_of(one.sha256)) is not None}
    if beside:
        with TemporaryDirectory(prefix=".beside-", dir=desk.home, ignore_cleanup_errors=True) as room:
            (Path(room) / companion_name(name)).write_bytes(write_companion(beside))
            judged = judge(desk, name, data, Path(room))
    if judged.status is not PackageStatus.TAKEN or judged.case.package.digest != digest:
        raise Problem("LOG_DIFFERS", digest=digest, unit=str(act.body["unit"]), reason=judged.problem.code)
    settle(judged)
