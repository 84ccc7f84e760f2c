"""Words for copies: why one was made, how far the newest one goes, what it holds."""

from datetime import timedelta

from exports.copy_file import CopyFacts
from office.clock import Clock
from office.copies import Freshness, KeptCopy, LastCopy, Why
from ui.words import tr
from ui.workplace import moment

BLANK = "–"
ALWAYS = frozenset((0, 2, 3, 4, 5, 6))
"""Of `facts_heads`: what is compared in any case; the others only where they differ."""


def why_word(why: str) -> str:
    """Why a copy was made, as a table tells it."""
    return {
        Why.CLOSING.value: tr("Copies", "at closing"),
        Why.RECEIVE.value: tr("Copies", "before receiving"),
        Why.UPDATE.value: tr("Copies", "before an update"),
        Why.RESTORE.value: tr("Copies", "before a copy was brought back"),
        Why.ASKED.value: tr("Copies", "asked for"),
        Why.MOVE.value: tr("Copies", "to move to another PC"),
    }.get(why, why)


def freshness_words(last: LastCopy, clock: Clock) -> tuple[str, str]:
    """What a badge tells of the newest copy, and its tone."""
    tone = last.freshness.value
    if last.copy is None or last.copy.facts is None:
        return tr("Copies", "no copy yet"), tone
    if last.freshness is Freshness.ALL:
        return tr("Copies", "everything is in the copy"), tone
    days = (clock.now() - last.copy.facts.made_at) // timedelta(days=1)
    if days < 1:
        return tr("Copies", "changed since the copy of today"), tone
    return tr("Copies", "changed since, days since the copy: {n}").format(n=days), tone


def copy_row(one: KeptCopy) -> tuple[str, str, str, str, str]:
    """A copy as a line: when, why, last edit, packages sent and received, where."""
    where = str(one.path.parent)
    if one.facts is None:
        return one.path.name, tr("Copies", "cannot be read"), BLANK, BLANK, where
    held = one.facts
    packages = tr("Copies", "{sent} sent, {received} received").format(sent=held.sent, received=held.received)
    return moment(held.made_at), why_word(held.why), moment(held.edited_at) or BLANK, packages, where


def facts_rows(held: CopyFacts | None) -> tuple[str, ...]:
    """What a copy holds, or what is here, in the order of `facts_heads`."""
    if held is None:
        return (BLANK,) * len(facts_heads())
    return (
        f"{held.unit_name} ({held.unit})",
        held.campaign,
        moment(held.made_at),
        moment(held.edited_at) or BLANK,
        str(held.records),
        str(held.sent),
        str(held.received),
        str(held.attachments),
        held.program,
    )


def facts_heads() -> tuple[str, ...]:
    """What is compared."""
    return (
        tr("Copies", "Unit"),
        tr("Copies", "Campaign"),
        tr("Copies", "As of"),
        tr("Copies", "Last edit"),
        tr("Copies", "Rows filled in"),
        tr("Copies", "Packages sent"),
        tr("Copies", "Packages received"),
        tr("Copies", "Attachments"),
        tr("Copies", "Program"),
    )
