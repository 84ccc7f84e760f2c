"""What a dry run and its taking in say to people, and to scripts: one wording for window and command line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from forms.answers import State, Value
from forms.pack import Form, Table, TableKind
from forms.problems import Problem
from forms.submissions import Left
from forms.values import show
from office.exchange import Brought, Difference, Picture, Seen, Target
from office.messages import sentence

_STATE_MARKS = {State.NONE: "–", State.UNKNOWN: "?"}


def verdict(seen: Seen, language: str) -> str:
    """Say what may be done with a submission, in two or three words."""
    return sentence(f"INCOMING_{seen.verdict.name}", language)


def form_name(target: Target | None, language: str) -> str:
    """Name a form as lists do: its number and title."""
    if target is None:
        return ""
    form = target.form
    title = form.title.get(language) or form.title.get("vi") or form.id
    return title if form.number in (form.id, title) and not target.own else f"{form.number} · {title}"


def holds(seen: Seen, language: str) -> str:
    """Say what a submission would bring: records, cells, differences."""
    if seen.target is None:
        return ""
    if not seen.target.own:
        return sentence("INCOMING_VALUES", language, count=seen.values)
    parts = [
        sentence(code, language, count=count)
        for code, count in (
            ("INCOMING_RECORDS", seen.records),
            ("INCOMING_BLANKS", seen.blanks),
            ("INCOMING_SAME", seen.same),
            ("INCOMING_DIFFERENCES", len(seen.differences)),
        )
        if count
    ]
    return ", ".join(parts) or sentence("INCOMING_VALUES", language, count=seen.values)


def remarks(seen: Seen, language: str) -> Iterator[str]:
    """Say everything about a submission that a person should know before taking it."""
    if seen.problem is not None:
        yield sentence(seen.problem, language)
    target = seen.target
    if target is not None and target.by_shape:
        yield sentence("INCOMING_BY_SHAPE", language, form=form_name(target, language)[:60])
    elif target is not None and not target.same_version:
        version = target.form.version or "?"
        yield sentence("INCOMING_OTHER_VERSION", language, theirs=seen.version or "?", ours=version)
    if seen.replaces:
        yield sentence("INCOMING_REPLACES", language, instance=seen.replaces[:60])
    for left in seen.left:
        yield left_words(seen, left, language)
    for picture in seen.pictures:
        if picture.problem is not None:
            yield picture_words(picture, language)
    if seen.unused:
        shown = ", ".join(seen.unused[:3]) + (" …" if len(seen.unused) > 3 else "")
        yield sentence("INCOMING_UNUSED", language, count=len(seen.unused), names=shown)


def contrasts(seen: Seen, rival: Seen, language: str) -> Iterator[str]:
    """Say in which answers two contents of one instance differ."""
    if seen.target is None:
        return
    for table in seen.target.form.tables:
        mine, theirs = (one.document.tables.get(table.id, {}) for one in (seen, rival))
        for key in dict.fromkeys((*mine, *theirs)):
            for field in table.fields:
                one, other = (rows.get(key, {}).get(field.id) for rows in (mine, theirs))
                if one != other:
                    label = field.label.get(language) or field.label.get("vi") or field.id
                    shown = [str(value)[:40] if value is not None else "" for value in (one, other)]
                    yield sentence(
                        "INCOMING_RIVAL",
                        language,
                        field=" ".join(label.split())[:50],
                        this=shown[0],
                        that=shown[1],
                        file=rival.file.rpartition("/")[2],
                    )


def left_words(seen: Seen, left: Left, language: str) -> str:
    """Say which answer is not taken and why."""
    why = sentence(left.code, language, **dict(left.details))
    name = _question(seen, left, language) or left.path.strip("/").partition("/")[2]
    return sentence("INCOMING_LEFT", language, field=name, text=left.text, why=why)


def picture_words(picture: Picture, language: str) -> str:
    """Say why an attachment is not taken."""
    return sentence(picture.problem, language) if picture.problem else picture.name


def difference_words(seen: Seen, difference: Difference, language: str) -> tuple[str, str, str]:
    """Give a difference for a table: the cell in words, mine, theirs."""
    address = difference.address
    mine = _STATE_MARKS.get(difference.my_state) if difference.my_state else None
    return (
        _cell(seen, difference, language),
        mine or _shown(seen, difference, difference.mine, language),
        _shown(seen, difference, difference.theirs, language) or str(address),
    )


def brought_words(brought: Brought, language: str) -> str:
    """Say what became of a submission."""
    if brought.problem is not None:
        return sentence(brought.problem, language)
    code = "BROUGHT_KEPT" if brought.kept else "BROUGHT"
    return sentence(
        code,
        language,
        answers=brought.answers,
        records=brought.records,
        pictures=brought.pictures,
        kept=len(brought.kept),
    )


def plain_seen(seen: Seen, language: str) -> dict[str, Any]:
    """Give a submission of the dry run for a script."""
    return {
        "number": seen.number,
        "file": seen.file,
        "verdict": seen.verdict.value,
        "code": seen.problem.code if seen.problem else "",
        "form": seen.target.form.id if seen.target else "",
        "version": seen.version,
        "instance": seen.instance,
        "values": seen.values,
        "records": seen.records,
        "blanks": seen.blanks,
        "same": seen.same,
        "differences": [
            {
                "place": str(one.address),
                "mine": str(one.my_state.value if one.my_state else one.mine),
                "theirs": str(one.theirs),
            }
            for one in seen.differences
        ],
        "left": [
            {
                "path": one.path,
                "place": str(one.address) if one.address else "",
                "text": one.text,
                "code": one.code,
            }
            for one in seen.left
        ],
        "attachments": [
            {"name": one.name, "place": str(one.address), "code": one.problem.code if one.problem else ""}
            for one in seen.pictures
        ],
        "unused": list(seen.unused),
        "remarks": list(remarks(seen, language)),
    }


def plain_brought(brought: Brought) -> dict[str, Any]:
    """Give a taken submission for a script."""
    problem: Problem | None = brought.problem
    return {
        "number": brought.number,
        "file": brought.file,
        "instance": brought.instance,
        "answers": brought.answers,
        "records": brought.records,
        "attachments": brought.pictures,
        "kept": [str(one) for one in brought.kept],
        "code": problem.code if problem else "",
    }


def _question(seen: Seen, left: Left, language: str) -> str:
    if left.address is None or seen.target is None:
        return ""
    table = _table(seen.target.form, left.address.table)
    field = next((one for one in table.fields if one.id == left.address.field), None) if table else None
    if field is None:
        return ""
    label = field.label.get(language) or field.label.get("vi") or ""
    row = f" [{'|'.join(left.address.key)}]" if left.address.key else ""
    return f"{' '.join(label.split())[:50] or field.id}{row}"


def _cell(seen: Seen, difference: Difference, language: str) -> str:
    address = difference.address
    table = _table(seen.target.form, address.table) if seen.target else None
    if table is None:
        return str(address)
    field = next(one for one in table.fields if one.id == address.field)
    label = " ".join((field.label.get(language) or field.label.get("vi") or field.id).split())
    row = ""
    if table.kind is TableKind.FIXED:
        found = next((one for one in table.rows if one.key == address.key[-len(table.axes) :]), None)
        row = (found.label.get(language) or found.label.get("vi") or "") if found else ""
    return f"{row} · {label}" if row else label


def _shown(seen: Seen, difference: Difference, value: Value | None, language: str) -> str:
    if value is None or seen.target is None:
        return ""
    table = _table(seen.target.form, difference.address.table)
    field = next((one for one in table.fields if one.id == difference.address.field), None) if table else None
    if field is None:
        return str(value)
    return show(value, field, seen.target.pack.pack.lists.get(field.list or "", ()), language)


def _table(form: Form, table: str) -> Table | None:
    return next((one for one in form.tables if one.id == table), None)
