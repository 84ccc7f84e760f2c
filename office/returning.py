"""A package returned with questions: one signed file down to its unit, and what the unit does with it.

    review(desk, unit) -> ReturnReview         what the next return to a unit would say
    write(desk, unit, unlock, folder) -> Returned
    ours(desk, answer), take(desk, answer)     at the unit: read strictly, put into its list of things to do

The figures of the returned package count on, marked as provisional, until the answers come. A return whose
questions are about tables with personal data is sealed where the unit's certificate is known.
Format: docs/returns.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from db.queries import KeptReturn, LineKind, Queries, QueryLine, Side, Thread, ThreadState
from exports.carriers import deliver, demand_folder, taken_back
from forms.basis import Basis, BasisKind
from forms.letters import normalise
from forms.problems import Problem
from office.acts import Act, note
from office.answer_order import taken_returns
from office.asked_places import place_at
from office.carrying_out import own_folder
from office.certified import sealing_certificate
from office.clock import VIET_NAM
from office.confidential import leaving
from office.desk import Desk
from office.downward import Answer, AnswerKind, Outgoing, issue
from office.messages import sentence
from office.queries import LONGEST, MOST_LINES, asked
from office.return_file import MOST, Asked, Closed, ReturnSaid, content_of, read
from office.roles import Doing, demand_may
from office.signing_keys import Unlock, opened, remember_key
from office.speaking import demand_speaks


@dataclass(frozen=True, slots=True)
class ReturnReview:
    """What the next return to a unit would say; `personal`: about tables with personal data."""

    unit: str
    unit_name: str
    revision: int  # of the package that would be returned
    package: str  # its digest
    questions: tuple[Thread, ...]
    closed: tuple[Thread, ...]  # closed since the last return
    personal: bool
    can_seal: bool

    @property
    def sealed(self) -> bool:
        """Whether it leaves sealed unless somebody says otherwise."""
        return self.personal and self.can_seal


@dataclass(frozen=True, slots=True)
class Returned:
    """A return as it was written."""

    path: Path
    name: str
    number: int
    digest: str
    questions: int
    sealed: bool


# --- above ---------------------------------------------------------------------------------------


def review(desk: Desk, unit: str) -> ReturnReview:
    """Say what the next return to a unit would carry; raise NOT_RECEIVED_FROM."""
    kept = desk.received.latest(unit, desk.campaign_id)
    name = desk.pack.units_by_code[unit].name
    if kept is None:
        raise Problem("NOT_RECEIVED_FROM", unit=name)
    threads = asked(desk, unit)
    questions = tuple(one for one in threads if one.state is ThreadState.DRAFT)
    closed = tuple(one for one in threads if one.state is ThreadState.CLOSED and not one.lines[-1].number)
    return ReturnReview(
        unit,
        name,
        kept.package.revision,
        kept.package.digest,
        questions,
        closed,
        any(_is_personal(desk, one.place) for one in (*questions, *closed)),
        sealing_certificate(desk, unit) is not None,
    )


def _is_personal(desk: Desk, place: str) -> bool:
    table = desk.pack.tables_by_id.get(place_at(place).table)
    return table is not None and any(field.sensitive for field in table.fields)


def write(
    desk: Desk,
    unit: str,
    *,
    unlock: Unlock,
    folder: Path,
    until: date | None = None,
    text: str = "",
    sealed: bool | None = None,
) -> Returned:
    """Sign the questions to a unit, write the file into `folder` and note it, or do nothing.

    Raises RETURN_NOTHING (no question and no closing to tell), RETURN_MANY, RETURN_DAY (wanted before
    today), QUERY_LONG, FOLDER_MISSING, SEAL_NO_CERTIFICATE, SIGNS_PREPARER, and what `opened` and `deliver`
    do.
    """
    demand_may(desk, Doing.RETURN)
    demand_folder(folder)
    found = review(desk, unit)
    if not found.questions and not found.closed:
        raise Problem("RETURN_NOTHING", unit=found.unit_name)
    if len(found.questions) + len(found.closed) > MOST:
        raise Problem("RETURN_MANY", most=MOST)
    if until is not None and until < desk.clock.today():
        raise Problem("RETURN_DAY", day=f"{until:%d/%m/%Y}")
    said = normalise(text, lines=True)
    if len(said) > LONGEST or len(said.split("\n")) > MOST_LINES:
        raise Problem("QUERY_LONG", most=LONGEST, lines=MOST_LINES)
    sealed = found.sealed if sealed is None else sealed
    before = max((one.number for one in returns(desk, unit)), default=0)
    content = content_of(_said(found, before, until, said))
    with opened(desk, unlock) as key, taken_back() as written, desk.database.writing():
        demand_speaks(desk, key)
        issued = issue(desk, key, Outgoing(AnswerKind.RETURN, content, unit))
        remember_key(desk, unlock, key)
        kept = Queries(desk.database)
        kept.went_out((one.id for one in (*found.questions, *found.closed)), number=issued.number)
        kept.keep_return(
            Side.ASKED,
            partner=unit,
            campaign=desk.campaign_id,
            number=issued.number,
            package=found.package,
            revision=found.revision,
            until=until,
            text=said,
            digest=issued.digest,
            name=issued.name,
            who=desk.person.name,
            when=desk.clock.now(),
        )
        if found.questions:
            _note(desk, found, issued.number, issued.digest)
        ((name, data),) = leaving(desk, {issued.name: issued.data}, unit, sealed=sealed).items()
        path = deliver(data, folder, name)
        written.append(path)
        if sealed:
            deliver(issued.data, own_folder(desk), issued.name)
    return Returned(path, name, issued.number, issued.digest, len(found.questions), sealed)


def _note(desk: Desk, found: ReturnReview, number: int, digest: str) -> None:
    note(
        desk,
        Act.RETURNED,
        {
            "unit": found.unit,
            "revision": found.revision,
            "digest": found.package,
            "number": number,
            "file": digest,
            "queries": len(found.questions),
            "asked": [
                {"id": one.id, "round": one.round, "unit": one.unit, "place": one.place, "text": text}
                for one, text in ((each, each.question.text) for each in found.questions)
            ],
        },
    )


def _said(found: ReturnReview, before: int, until: date | None, text: str) -> ReturnSaid:
    return ReturnSaid(
        before,
        found.package,
        found.revision,
        until,
        text,
        tuple(
            Asked(
                one.id,
                one.round,
                one.unit,
                one.place,
                one.words,
                one.question.value,
                one.question.text,
                one.question.who,
                one.question.at,
            )
            for one in found.questions
        ),
        tuple(
            Closed(one.id, one.round, one.lines[-1].text, one.lines[-1].who, one.lines[-1].at)
            for one in found.closed
        ),
    )


def returns(desk: Desk, unit: str | None = None) -> tuple[KeptReturn, ...]:
    """List the returns this office wrote, to all units or to one, first to last."""
    return Queries(desk.database).returns(Side.ASKED, partner=unit)


# --- at the unit ---------------------------------------------------------------------------------


def received_returns(desk: Desk) -> tuple[KeptReturn, ...]:
    """List the returns that came from the office above, in the order in which they were made."""
    return tuple(one.kept for one in taken_returns(desk))


def last_as_basis(desk: Desk) -> Basis | None:
    """Give the last return that came, as the basis of what is corrected for it; None where none came."""
    came = received_returns(desk)
    if not came:
        return None
    unit = desk.pack.units_by_code[came[-1].partner].name
    number = sentence("RETURN_AS_BASIS", "vi", number=came[-1].number, unit=unit)
    return Basis(BasisKind.DOCUMENT, came[-1].at.astimezone(VIET_NAM).date(), number)


def ours(desk: Desk, answer: Answer) -> ReturnSaid:
    """Read a return strictly, and that it speaks of this office.

    What was said after the return was made was said while the clock above ran ahead: it counts from then on.
    Raises RETURN_FORMAT (`where`), RETURN_OTHER (another campaign), RETURN_UNIT (a unit not in this office).
    """
    said = read(answer.content)
    if answer.campaign != desk.campaign_id:
        raise Problem("RETURN_OTHER", found=answer.campaign, campaign=desk.campaign_id)
    for one in said.queries:
        if not _is_here(desk, one.unit):
            raise Problem("RETURN_UNIT", unit=one.unit[:40])
    queries = tuple(replace(one, at=min(one.at, answer.made)) for one in said.queries)
    return replace(
        said, queries=queries, closed=tuple(replace(one, at=min(one.at, answer.made)) for one in said.closed)
    )


def _is_here(desk: Desk, unit: str) -> bool:
    """Tell whether a unit is this office or stands below it."""
    known = desk.pack.units_by_code
    here = known.get(unit)
    while here is not None and here.code != desk.unit.code:
        here = known.get(here.parent)
    return here is not None


def _closed_since(desk: Desk, answer: Answer) -> Mapping[str, QueryLine]:
    """Give the closings of returns made later than this one that were opened before it, by question."""
    return {
        done.id: _closing(done, one.kept.number)
        for one in taken_returns(desk)
        if one.made > answer.made
        for done in one.said.closed
    }


def _asked_anew(known: Thread, one: Asked) -> bool:
    return known.question.at < one.at and known.question.text != one.text


def _closing(done: Closed, number: int) -> QueryLine:
    return QueryLine(done.round, LineKind.CLOSED, done.at, done.who, done.text, number=number)


def take(desk: Desk, answer: Answer) -> int:
    """Put the questions of a return into the list of things to do, and count the new ones.

    Part of the transaction that takes the answer in; what was asked already in this round is passed over,
    unless it was asked in other words later: then an older copy was brought back above. What a return made
    later closed, opened before this one, stays closed.
    """
    said = ours(desk, answer)
    closed_since = _closed_since(desk, answer)
    kept = Queries(desk.database)
    there = {one.id: one for one in kept.threads(Side.ANSWERING)}
    new = 0
    for one in said.queries:
        line = QueryLine(
            one.round,
            LineKind.QUESTION,
            one.at,
            one.who,
            one.text,
            one.value,
            answer.number,
            said.revision,
        )
        known = there.get(one.id)
        if known is None:
            kept.begin(
                Thread(
                    one.id,
                    Side.ANSWERING,
                    desk.campaign_id,
                    answer.issuer,
                    one.unit,
                    one.place,
                    one.words,
                    (line,),
                )
            )
        elif known.round < one.round or _asked_anew(known, one):
            kept.add(one.id, line)
        else:
            continue
        since = closed_since.get(one.id)
        if since is not None and since.round >= one.round:
            kept.add(one.id, since)
        else:
            new += 1
    for done in said.closed:
        known = there.get(done.id)
        if (
            known is not None
            and known.state is not ThreadState.CLOSED
            and (known.round <= done.round or known.question.at < done.at)
        ):
            kept.add(done.id, _closing(done, answer.number))
    kept.keep_return(
        Side.ANSWERING,
        partner=answer.issuer,
        campaign=desk.campaign_id,
        number=answer.number,
        package=said.package,
        revision=said.revision,
        until=said.until,
        text=said.text,
        digest=answer.digest,
        name="",
        who=desk.person.name,
        when=desk.clock.now(),
    )
    return new
