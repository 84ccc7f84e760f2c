"""Questions about single figures, at both ends: asked by the office above, answered by the unit.

    ask, ask_again, close        above: a question stands in draft until a return carries it down
    to_answer, answer            below: a list of things to do; the answers go with the next package
    replies, answers_went        below: what the next package carries, and that it went
    take_replies                 above: the answers that came, with the figure as it stands now

A unit whose questions wait for an answer is *returned*: its figures count, marked as provisional.
"""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterable, Mapping

from db.queries import LineKind, Queries, QueryLine, Side, Thread, ThreadState
from db.received import UnitFigures
from forms.answers import Address
from forms.letters import normalise
from forms.problems import Problem
from forms.report_lists import REPLIES, Line
from office.acts import Act, note
from office.asked_places import field_at, figures_below, place_at, place_words, value_words
from office.clock import VIET_NAM
from office.desk import Desk
from office.roles import Doing, demand_may

LONGEST = 500
"""Characters of a question or an answer: what a list of a package has room for, with a margin."""
MOST_LINES = 8
_LIST = REPLIES.id
_WAITING = (ThreadState.ASKED,)


def text_of(text: str) -> str:
    """Bring a question or an answer into form; raise QUERY_BLANK, QUERY_LONG."""
    said = normalise(text, lines=True)
    if not said:
        raise Problem("QUERY_BLANK")
    if len(said) > LONGEST or len(said.split("\n")) > MOST_LINES:
        raise Problem("QUERY_LONG", most=LONGEST, lines=MOST_LINES)
    return said


# --- above ---------------------------------------------------------------------------------------


def ask(desk: Desk, unit: str, address: Address, text: str, *, name: str = "") -> Thread:
    """Begin a question about a cell of a unit below, or a whole row (field "").

    `name`: the id it shall have, else a new one.
    Raises QUERY_BLANK, QUERY_LONG, NOT_RECEIVED_FROM, NO_SUCH_CELL, QUERY_OPEN (one about this cell is open).
    """
    demand_may(desk, Doing.RETURN)
    said = text_of(text)
    field_at(desk, address)
    partner, figures, revision, _ = figures_below(desk, unit)
    if any(one.state is not ThreadState.CLOSED for one in about(desk, unit, address)):
        raise Problem("QUERY_OPEN", place=address)
    here = figures.get(unit)
    line = QueryLine(
        1,
        LineKind.QUESTION,
        desk.clock.now(),
        desk.person.name,
        said,
        value_words(desk, address, here),
        revision=revision,
    )
    thread = Thread(
        name or str(uuid.uuid4()),
        Side.ASKED,
        desk.campaign_id,
        partner,
        unit,
        str(address),
        place_words(desk, address, here),
        (line,),
    )
    Queries(desk.database).begin(thread)
    return thread


def ask_again(desk: Desk, thread: str, text: str) -> Thread:
    """Ask once more in a thread, or change a question that is not gone yet; raise as `ask` does."""
    demand_may(desk, Doing.RETURN)
    said, found = text_of(text), thread_of(desk, Side.ASKED, thread)
    if found.state is ThreadState.ASKED:
        raise Problem("QUERY_WAITS", place=found.words)
    draft = found.state is ThreadState.DRAFT
    address = place_at(found.place)
    _, figures, revision, _ = figures_below(desk, found.unit)
    line = QueryLine(
        found.round if draft else found.round + 1,
        LineKind.QUESTION,
        desk.clock.now(),
        desk.person.name,
        said,
        value_words(desk, address, figures.get(found.unit)),
        revision=revision,
    )
    Queries(desk.database).add(thread, line)
    return thread_of(desk, Side.ASKED, thread)


def drop(desk: Desk, thread: str) -> None:
    """Take back a question that is not gone yet; raise QUERY_SENT for one that is."""
    demand_may(desk, Doing.RETURN)
    found = thread_of(desk, Side.ASKED, thread)
    if found.state is not ThreadState.DRAFT:
        raise Problem("QUERY_SENT", place=found.words)
    kept = Queries(desk.database)
    if found.round == 1:
        kept.drop(thread)
    else:
        kept.drop_draft(thread, LineKind.QUESTION)


def close(desk: Desk, thread: str, text: str = "") -> Thread:
    """Close a thread: the answer is good, or the question needs none any more; the next return says so.

    Raises QUERY_CLOSED, QUERY_LONG.
    """
    demand_may(desk, Doing.RETURN)
    found = thread_of(desk, Side.ASKED, thread)
    if found.state is ThreadState.CLOSED:
        raise Problem("QUERY_CLOSED", place=found.words)
    kept = Queries(desk.database)
    with desk.database.writing():
        if found.state is ThreadState.DRAFT:
            drop(desk, thread)
            if found.round == 1:
                return found
        now = desk.clock.now()
        said = text_of(text) if text.strip() else ""
        kept.add(thread, QueryLine(_sent_round(found), LineKind.CLOSED, now, desk.person.name, said))
        note(desk, Act.ASKED_CLOSED, {"question": thread, "round": _sent_round(found), "unit": found.partner})
    return thread_of(desk, Side.ASKED, thread)


def _sent_round(thread: Thread) -> int:
    return thread.round - 1 if thread.state is ThreadState.DRAFT else thread.round


def asked(desk: Desk, partner: str | None = None) -> tuple[Thread, ...]:
    """List the questions this office asked, of all units or of one that sends here."""
    return Queries(desk.database).threads(Side.ASKED, campaign=desk.campaign_id, partner=partner)


def about(desk: Desk, unit: str, address: Address) -> tuple[Thread, ...]:
    """List the questions asked about one cell of a unit."""
    return tuple(one for one in asked(desk) if one.unit == unit and one.place == str(address))


def waiting_for(desk: Desk) -> Mapping[str, int]:
    """Count, by unit that sends here, the questions that wait for its answer: these units are returned."""
    return Counter(one.partner for one in asked(desk) if one.state in _WAITING)


def answered_by(desk: Desk) -> Mapping[str, int]:
    """Count, by unit that sends here, the answers that wait for this office: to close, or to ask again."""
    return Counter(one.partner for one in asked(desk) if one.state is ThreadState.ANSWERED)


def units_in_question(desk: Desk) -> frozenset[str]:
    """Name the units whose figures are asked about and not answered yet: provisional."""
    return frozenset(one.unit for one in asked(desk) if one.state in _WAITING)


def take_replies(
    desk: Desk,
    partner: str,
    lines: Iterable[Line],
    revision: int,
    figures: Mapping[str, UnitFigures],
) -> int:
    """Put the answers that a package carries into their threads, and count the new ones.

    What is of no thread of this unit, closed, or here already is passed over: every package carries all the
    answers again, because the one before it may have been lost on the way. An answer to a question that was
    asked again since, in a draft or a return that crossed it, is kept in its round and answers nothing more.
    """
    kept, new = Queries(desk.database), 0
    threads = {one.id: one for one in kept.threads(Side.ASKED, partner=partner)}
    with desk.database.writing():
        for line in lines:
            thread = threads.get(line.get("query", ""))
            if thread is None or thread.state is ThreadState.CLOSED:
                continue
            text = line.get("text", "")
            round_ = _round_answered(thread, line.get("round", ""), text)
            if not text or round_ is None:
                continue
            value = _there(desk, thread, figures.get(thread.unit))
            kept.add(
                thread.id,
                QueryLine(
                    round_,
                    LineKind.ANSWER,
                    desk.clock.now(),
                    line.get("who", ""),
                    text,
                    value,
                    revision=revision,
                ),
            )
            new += 1
    return new


def _round_answered(thread: Thread, told: str, text: str) -> int | None:
    """Say which sent question of a thread an answer is to; None for none, or where it is here already."""
    sent = {one.round for one in thread.lines if one.kind is LineKind.QUESTION and one.number}
    round_ = next((one for one in sent if str(one) == told), None)
    there = [one.text for one in thread.lines if one.kind is LineKind.ANSWER and one.round == round_]
    return None if there[-1:] == [text] else round_


# --- below ---------------------------------------------------------------------------------------


def to_answer(desk: Desk) -> tuple[Thread, ...]:
    """List what the office above asked of this one, in the order it was asked; closed ones too."""
    return Queries(desk.database).threads(Side.ANSWERING, campaign=desk.campaign_id)


def unanswered(desk: Desk) -> tuple[Thread, ...]:
    """List the questions of the office above that have no answer yet."""
    return tuple(one for one in to_answer(desk) if one.state is ThreadState.ASKED)


def answer(desk: Desk, thread: str, text: str) -> Thread:
    """Write the answer to a question; it goes with the next package, and can be changed until then.

    A blank text takes back an answer that is not gone yet. Raises QUERY_LONG, QUERY_CLOSED.
    """
    demand_may(desk, Doing.TYPE)
    found = thread_of(desk, Side.ANSWERING, thread)
    if found.state is ThreadState.CLOSED:
        raise Problem("QUERY_CLOSED", place=found.words)
    kept = Queries(desk.database)
    if not text.strip():
        kept.drop_draft(thread, LineKind.ANSWER)
    elif found.answer is None or found.answer.text != text_of(text):
        now, who = desk.clock.now(), desk.person.name
        kept.add(
            thread, QueryLine(found.round, LineKind.ANSWER, now, who, text_of(text), _now_here(desk, found))
        )
    return thread_of(desk, Side.ANSWERING, thread)


def _there(desk: Desk, thread: Thread, figures: UnitFigures | None) -> str:
    """Write what stands in the cell of a thread; "" where this version of the pack has it no more."""
    try:
        return value_words(desk, place_at(thread.place), figures)
    except Problem:
        return ""


def _now_here(desk: Desk, thread: Thread) -> str:
    """Write what stands in the cell now, where it is one of this office's own typed ones."""
    if thread.unit != desk.unit.code:
        return ""
    document = desk.own_document()
    return _there(desk, thread, UnitFigures(document.tables, document.states))


def replies(desk: Desk) -> tuple[Line, ...]:
    """Give the answers that the next package carries: all to questions that are not closed.

    They go with the report; what travels beside it has none.
    """
    return (
        ()
        if desk.pack.part_of or desk.in_place
        else tuple(
            {
                "query": one.id,
                "round": str(one.round),
                "place": one.words,
                "text": one.answer.text,
                "who": one.answer.who,
                "at": f"{one.answer.at.astimezone(VIET_NAM):%d/%m/%Y %H:%M}",
            }
            for one in to_answer(desk)
            if one.answer is not None and one.state is not ThreadState.CLOSED
        )
    )


def answers_went(desk: Desk, revision: int) -> None:
    """Note that the answers in draft went with a revision; part of the transaction that keeps the package."""
    if desk.pack.part_of:  # they go with the report
        return
    ready = [one.id for one in to_answer(desk) if one.state is ThreadState.READY]
    Queries(desk.database).answered(ready, revision=revision)


def thread_of(desk: Desk, side: Side, thread: str) -> Thread:
    """Give a thread; raise NO_SUCH_QUERY where it is not here."""
    found = Queries(desk.database).thread(side, thread)
    if found is None:
        raise Problem("NO_SUCH_QUERY")
    return found
