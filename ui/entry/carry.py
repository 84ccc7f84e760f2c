"""New from the period before: two lists to tick, which records and what of them, then all in one step."""

from forms.answers import Key
from forms.findings import Change
from forms.pack import Table
from office.carrying import FieldBefore, can_carry, carry, fields_before, records_before
from ui.ask import Check
from ui.entry.live import Live
from ui.words import tr


def begin_from_before(live: Live, table: Table) -> Key | None:
    """Ask which records and fields, add them, and give the first new one; None where nothing was added."""
    entry, earlier, ask = live.entry, live.earlier, live.place.ask
    if not can_carry(earlier, table):
        live.told.emit("warning", tr("Carry", "No records of an earlier period are kept here."))
        return None
    offered = records_before(entry, earlier, table)
    period = earlier.period.name if earlier.period is not None else ""
    title = tr("Carry", "New from the period before ({key})").format(key=period)
    here = tr("Carry", "already here")
    lines = [Check((one.name, here if one.here else ""), ticked=not one.here) for one in offered]
    ticked = ask.tick(
        title,
        tr("Carry", "Which records to begin again? Those that are here already are not ticked."),
        (tr("Carry", "Record"), tr("Carry", "Now")),
        lines,
        tr("Carry", "Next"),
    )
    if not ticked:
        return None
    known = fields_before(entry, earlier, table)
    chosen = ask.tick(
        title,
        tr("Carry", "What to take along? Names and choices are ticked; figures are better typed anew."),
        (tr("Carry", "Field"), tr("Carry", "Of")),
        [Check((_name(live, one), _of(live, one)), ticked=one.proposed) for one in known],
        tr("Carry", "Begin {n} records").format(n=len(ticked)),
    )
    if chosen is None:
        return None
    keys = {offered[number].key for number in ticked}
    made: list[Key] = []

    def step() -> Change:
        new, change = carry(entry, earlier, table, keys, [known[number] for number in sorted(chosen)])
        made.extend(new)
        return change

    if not live.act(step):
        return None
    live.told.emit("good", tr("Carry", "{n} records begun. Ctrl+Z takes them back.").format(n=len(made)))
    return made[0]


def _name(live: Live, one: FieldBefore) -> str:
    return f"{one.field.id} · {live.words(one.field.label)}"


def _of(live: Live, one: FieldBefore) -> str:
    return live.words(live.table(one.table).label)
