"""A question of the office above about a unit below: asked on, and what came back ready to be answered with.

    asked_below(desk, thread) -> Thread | None     the question to the unit that goes with one from above
    ask_below(desk, thread) -> Thread              ask the unit the same; it goes with the next return
    ready_words(desk, thread) -> str               an answer for the office above, of what the unit answered

The two threads belong together by their ids: that of the one below is made of the id of the one above, so
that nothing has to be kept beside them. Words are only proposed: who works here reads and changes them before
they go anywhere.
"""

from __future__ import annotations

import uuid

from db.queries import Side, Thread, ThreadState
from forms.problems import Problem
from office.asked_places import place_at
from office.desk import Desk
from office.messages import sentence
from office.queries import LONGEST, MOST_LINES, ask, ask_again, asked, thread_of
from office.roles import Doing, demand_may

_PAPER = "vi"  # what travels between offices is Vietnamese, whatever the screen speaks


def can_ask_below(desk: Desk, thread: Thread) -> bool:
    """Tell whether a question from above is about a unit below this office, and still open."""
    return thread.unit != desk.unit.code and thread.state is not ThreadState.CLOSED and desk.has_below


def asked_below(desk: Desk, thread: Thread) -> Thread | None:
    """Give the question to the unit that goes with one from above.

    It is the one that was asked on; else what this office has asked about the same cell by itself, unless
    that is closed. None where nobody asked the unit.
    """
    every = asked(desk)
    name = _id_below(thread.id)
    own = (one for one in every if _same_cell(one, thread) and one.state is not ThreadState.CLOSED)
    return next((one for one in every if one.id == name), None) or next(own, None)


def ask_below(desk: Desk, thread: str) -> Thread:
    """Ask the unit what the office above asks, as a draft that the next return carries.

    Asked again above, it is asked again below. Raises NO_SUCH_QUERY, QUERY_CLOSED, QUERY_NOT_BELOW (about
    this office's own figures), QUERY_WAITS (the unit was asked and has not answered), and what `ask` does.
    """
    demand_may(desk, Doing.RETURN)
    above = thread_of(desk, Side.ANSWERING, thread)
    if above.state is ThreadState.CLOSED:
        raise Problem("QUERY_CLOSED", place=above.words)
    if not can_ask_below(desk, above):
        raise Problem("QUERY_NOT_BELOW", place=above.words)
    office = desk.pack.units_by_code[above.partner].name
    text = _fitted(sentence("QUERY_ASKED_ON", _PAPER, office=office, text=above.question.text))
    known = asked_below(desk, above)
    if known is not None and known.state is ThreadState.DRAFT:
        return known  # its words may have been changed here
    if known is not None:
        return ask_again(desk, known.id, text)
    return ask(desk, above.unit, place_at(above.place), text, name=_id_below(above.id))


def ready_words(desk: Desk, thread: Thread) -> str:
    """Say what the unit answered, as an answer for the office above; "" as long as there is none."""
    below = asked_below(desk, thread)
    given = below.answer if below is not None else None
    if below is None or given is None or not given.revision or given.at < thread.question.at:
        return ""  # of an earlier round it is no answer to this question
    before, now = below.question.value, given.value
    moved = "QUERY_ANSWERED_MOVED" if now != before else "QUERY_ANSWERED_STANDS"
    unit = desk.pack.units_by_code[below.unit].name
    figures = sentence(moved, _PAPER, before=before or "…", now=now or "…", revision=given.revision)
    return _fitted(sentence("QUERY_ANSWERED_BELOW", _PAPER, unit=unit, text=given.text, figures=figures))


def _id_below(thread: str) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"phieuxa:below:{thread}"))


def _same_cell(one: Thread, other: Thread) -> bool:
    return (one.unit, one.place) == (other.unit, other.place)


def _fitted(text: str) -> str:
    """Cut words to what a question or an answer has room for."""
    lines = text.split("\n")
    text = "\n".join([*lines[: MOST_LINES - 1], " ".join(lines[MOST_LINES - 1 :])]).strip()
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 2].rstrip()} …"
