"""Sending knowingly: errors the approver leaves open, each with a reason, and forms that follow later.

Errors never stop saving; they stop an ordinary send. What is said here travels in the package, is tried
again by the receiver's own engine and makes the unit's figures provisional above.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from exports.layout_values import read_value, write_value
from forms.answers import Address, Document
from forms.engine import OpenForms
from forms.findings import Finding
from forms.letters import normalise
from forms.pack import Form, Pack, Severity, Unit
from forms.problems import Problem
from forms.report import OpenError, SendReason, ToFollow
from office.desk import Desk
from office.messages import sentence
from office.nil import Nil, read_plain
from office.nil import checked as checked_nil
from office.nil import plain as plain_nil

EXPLANATIONS_ROLE = "explanations"
MOST_TEXT = 300  # characters of what is said beside a reason
_LARGEST = 10_000_000  # bytes of a file of reasons
_PAPER = "vi"  # the language of packages

Spot = tuple[str, str]
"""An error as people name it: its code and its cell."""


@dataclass(frozen=True, slots=True)
class Excuse:
    """Why an error, or every error of this code in this cell, is sent all the same."""

    code: str
    place: str
    reason: SendReason
    text: str = ""


@dataclass(frozen=True, slots=True)
class Knowing:
    """All that the approver says before sending knowingly; empty for an ordinary send."""

    errors: tuple[Excuse, ...] = ()
    to_follow: tuple[ToFollow, ...] = ()
    confirmed: bool = False  # that a register may travel: asked before one does (office/routed.py)
    nil: Nil | None = None  # that there is nothing to report: then no form travels

    def __bool__(self) -> bool:
        """Whether any error or form is left open, or nothing is reported at all."""
        return bool(self.errors or self.to_follow or self.nil)


ORDINARY = Knowing()


def spot(finding: Finding) -> Spot:
    """Name an error."""
    return finding.code, str(finding.place)


def forms_to_send(pack: Pack, unit: Unit) -> tuple[Form, ...]:
    """Give the forms of a unit that could be sent later: all but the cover."""
    return tuple(
        form for form in pack.forms_for(unit) if all(table.role != "header" for table in form.tables)
    )


def tables_left_out(pack: Pack, to_follow: Iterable[ToFollow]) -> frozenset[str]:
    """Name the tables whose cells stay blank; explanations of other forms' warnings still travel."""
    forms = {one.form for one in to_follow}
    return frozenset(
        table.id
        for form in pack.forms
        if form.id in forms
        for table in form.tables
        if table.role != EXPLANATIONS_ROLE
    )


def without(document: Document, tables: frozenset[str]) -> Document:
    """Give the answers without those of some tables: blank and not known."""
    if not tables:
        return document
    return Document(
        {name: rows for name, rows in document.tables.items() if name not in tables},
        {place: state for place, state in document.states.items() if place.table not in tables},
        {place: value for place, value in document.stated.items() if place.table not in tables},
    )


def checked(desk: Desk, knowing: Knowing) -> Knowing:
    """Bring what was said into form; raise a Problem for what nobody above could accept.

    What `office.nil.checked` raises; OPEN_ERRORS_ABOVE (an office that passes figures on leaves nothing
    open itself), REASON_BLANK (no text beside "other"), REASON_LONG, TO_FOLLOW_FORM (not a form of this
    unit), TO_FOLLOW_TWICE, TO_FOLLOW_ALL (nothing would be sent), TO_FOLLOW_PAST (promised before today).
    """
    known = {form.id: form for form in forms_to_send(desk.pack, desk.unit)}
    if knowing.nil is not None:
        return Knowing(nil=checked_nil(desk, knowing.nil))
    if knowing and desk.has_below:
        raise Problem("OPEN_ERRORS_ABOVE")
    follow: list[ToFollow] = []
    for one in knowing.to_follow:
        if one.form not in known or one.unit:
            raise Problem("TO_FOLLOW_FORM", form=one.form)
        if any(one.form == earlier.form for earlier in follow):
            raise Problem("TO_FOLLOW_TWICE", form=one.form)
        if one.promised < desk.clock.today():
            raise Problem("TO_FOLLOW_PAST", form=known[one.form].number, day=f"{one.promised:%d/%m/%Y}")
        text = _text(one.reason, one.text, known[one.form].number)
        follow.append(ToFollow(one.form, one.reason, one.promised, text))
    if follow and len(follow) == len(known):
        raise Problem("TO_FOLLOW_ALL")
    errors = tuple(
        Excuse(one.code, one.place, one.reason, _text(one.reason, one.text, one.place))
        for one in knowing.errors
    )
    return Knowing(errors, tuple(follow), knowing.confirmed)


def _text(reason: SendReason, text: str, place: str) -> str:
    said = normalise(text)
    if reason is SendReason.OTHER and not said:
        raise Problem("REASON_BLANK", place=place)
    if len(said) > MOST_TEXT:
        raise Problem("REASON_LONG", place=place, limit=MOST_TEXT)
    return said


def errors_in(findings: Iterable[Finding], left_out: frozenset[str] = frozenset()) -> tuple[Finding, ...]:
    """Give the errors that stop an ordinary send; cells of a form to follow are none."""
    return tuple(
        found for found in findings if found.severity is Severity.ERROR and found.place.table not in left_out
    )


def matched(errors: Sequence[Finding], knowing: Knowing) -> tuple[tuple[OpenError, ...], tuple[Finding, ...]]:
    """Give each error its reason; and the errors that have none.

    Raises OPEN_ERROR_NOT_THERE for a reason without an error: the list would say more than is wrong.
    """
    said = {(one.code, one.place): one for one in knowing.errors}
    spots = {spot(found) for found in errors}
    for code, place in said:
        if (code, place) not in spots:
            raise Problem("OPEN_ERROR_NOT_THERE", check=code, place=place)
    listed, bare = [], []
    for found in errors:
        excuse = said.get(spot(found))
        if excuse is None:
            bare.append(found)
        else:
            words = found.sentence.get(_PAPER) or next(iter(found.sentence.values()), "")
            listed.append(OpenError(found.code, found.place, words, excuse.reason, excuse.text))
    return tuple(listed), tuple(bare)


def unreadable(pack: Pack, open_forms: OpenForms, errors: Iterable[Finding]) -> Address | None:
    """Find a cell whose value no workbook could hold and give back: that always blocks."""
    for found in errors:
        place = found.place
        field = next((f for f in pack.tables_by_id[place.table].fields if f.id == place.field), None)
        value = open_forms.view(place).value
        if field is None or value is None:
            continue
        try:
            if read_value(write_value(value, field, pack.lists), field) != value:
                return place
        except ValueError:
            return place
    return None


def read_file(path: Path) -> Knowing:
    """Read reasons from a JSON file (docs/package-format.md); raise OPEN_ERRORS_FILE naming the entry."""
    if not path.is_file():
        raise Problem("FILE_MISSING", file=path)
    if path.stat().st_size > _LARGEST:
        raise Problem("FILE_TOO_LARGE", file=path.name)
    return read_said(path.read_bytes(), path.name)


def read_said(data: bytes, file: str) -> Knowing:
    """Read what `written` writes, or a person; raise OPEN_ERRORS_FILE naming the entry."""
    try:
        told = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise Problem("OPEN_ERRORS_FILE", file=file, where="JSON") from None
    if not isinstance(told, dict) or told.keys() - {"open_errors", "to_follow", "nil"}:
        raise Problem("OPEN_ERRORS_FILE", file=file, where="open_errors, to_follow")
    if "nil" in told:
        return Knowing(nil=read_plain(told["nil"]))
    return Knowing(
        tuple(
            _excuse(one, f"open_errors[{n}]", file) for n, one in enumerate(_list(told, "open_errors", file))
        ),
        tuple(_follow(one, f"to_follow[{n}]", file) for n, one in enumerate(_list(told, "to_follow", file))),
    )


def written(knowing: Knowing) -> str:
    """Write what the approver said as `read_said` reads it."""
    if knowing.nil is not None:
        return json.dumps({"nil": plain_nil(knowing.nil)}, ensure_ascii=False)
    plain = {
        "open_errors": [
            {"code": one.code, "place": one.place, "reason": one.reason.value, "text": one.text}
            for one in knowing.errors
        ],
        "to_follow": [
            {
                "form": one.form,
                "reason": one.reason.value,
                "promised": one.promised.isoformat(),
                "text": one.text,
            }
            for one in knowing.to_follow
        ],
    }
    return json.dumps(plain, ensure_ascii=False)


def _list(told: Mapping[str, Any], name: str, file: str) -> Sequence[Any]:
    found = told.get(name, [])
    if not isinstance(found, list):
        raise Problem("OPEN_ERRORS_FILE", file=file, where=name)
    return found


def _texts(told: object, needed: tuple[str, ...], where: str, file: str) -> dict[str, str]:
    """Take an object of texts; `text` may be left out, nothing else may stand there."""
    names = (*needed, "text")
    if not isinstance(told, dict) or told.keys() - {*names}:
        raise Problem("OPEN_ERRORS_FILE", file=file, where=where)
    texts: dict[str, str] = {}
    for name in names:
        text = told.get(name, "")
        if not isinstance(text, str) or (name != "text" and not text.strip()):
            raise Problem("OPEN_ERRORS_FILE", file=file, where=f"{where}.{name}")
        texts[name] = text
    return texts


def _reason(text: str, where: str, file: str) -> SendReason:
    try:
        return SendReason(text)
    except ValueError:
        raise Problem("OPEN_ERRORS_FILE", file=file, where=f"{where}.reason") from None


def _excuse(told: object, where: str, file: str) -> Excuse:
    texts = _texts(told, ("code", "place", "reason"), where, file)
    return Excuse(texts["code"], texts["place"], _reason(texts["reason"], where, file), texts["text"])


def _follow(told: object, where: str, file: str) -> ToFollow:
    texts = _texts(told, ("form", "reason", "promised"), where, file)
    try:
        day = date.fromisoformat(texts["promised"])
    except ValueError:
        raise Problem("OPEN_ERRORS_FILE", file=file, where=f"{where}.promised") from None
    form = texts["form"].replace("-", "")
    return ToFollow(form, _reason(texts["reason"], where, file), day, texts["text"])


# --- above: tried again -------------------------------------------------------------------------


def own_errors(listed: Iterable[OpenError], unit: str, *, upward: bool) -> tuple[OpenError, ...]:
    """Give the open errors of one unit with their cells as that unit names them."""
    if not upward:
        return tuple(listed)
    return tuple(
        OpenError(
            one.code,
            Address(one.place.table, one.place.key[1:], one.place.field),
            one.sentence,
            one.reason,
            one.text,
        )
        for one in listed
        if one.place.key[:1] == (unit,)
    )


def own_forms(listed: Iterable[ToFollow], unit: str, *, upward: bool) -> tuple[ToFollow, ...]:
    """Give the forms that one unit sends later."""
    return tuple(one for one in listed if one.unit == (unit if upward else ""))


def unlisted(errors: Iterable[Finding], listed: Iterable[OpenError]) -> list[Finding]:
    """Give the errors that nobody owned up to: each listed error stands for one that was found."""
    left = Counter((one.code, str(one.place)) for one in listed)
    bare = []
    for found in errors:
        if left[spot(found)]:
            left[spot(found)] -= 1
        else:
            bare.append(found)
    return bare


def not_there(errors: Iterable[Finding], listed: Iterable[OpenError], pack: Pack) -> OpenError | None:
    """Find a listed error that is none.

    A figure stated for a computed cell stays at home, so that the error that it differs cannot be found
    again: such a line is taken at its word.
    """
    left = Counter(spot(found) for found in errors)
    for one in listed:
        here = (one.code, str(one.place))
        if left[here]:
            left[here] -= 1
            continue
        table = pack.tables_by_id.get(one.place.table)
        field = next((f for f in table.fields if f.id == one.place.field), None) if table else None
        if field is None or field.calculate is None or one.code != (field.check or "CALC"):
            return one
    return None


def told(
    pack: Pack, open_errors: Iterable[OpenError], to_follow: Iterable[ToFollow], language: str
) -> list[str]:
    """List what is open, for a receipt: one line an error, one line a form."""
    lines = []
    for one in open_errors:
        why = reason_said(one.reason, one.text, language)
        lines.append(
            sentence("STILL_OPEN", language, check=one.code, place=one.place, words=one.sentence, reason=why)
        )
    numbers = {form.id: form.number for form in pack.forms}
    for form in to_follow:
        number = numbers.get(form.form, form.form)
        name = f"{form.unit} {number}" if form.unit else number
        why = reason_said(form.reason, form.text, language)
        lines.append(
            sentence("FORM_FOLLOWS", language, form=name, day=f"{form.promised:%d/%m/%Y}", reason=why)
        )
    return lines


def reason_said(reason: SendReason, text: str, language: str) -> str:
    """Say a reason in words, with what was added to it."""
    words = sentence(f"REASON_{reason.name}", language)
    return f"{words}: {text.rstrip('.')}" if text else words
