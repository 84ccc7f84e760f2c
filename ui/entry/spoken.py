"""What a screen reader is told of a cell beside its name and text: its unit, and how it stands."""

from PySide6.QtWidgets import QWidget

from forms.answers import Address, State
from office.messages import sentence
from office.presented import Frozen
from office.roles import Looking
from ui.entry.live import Live
from ui.words import tr


def spoken(live: Live, address: Address) -> str:
    """The unit and the state of a cell in words, for people who do not see its marks and colours."""
    cell, field = live.cell(address), live.field(address)
    said = []
    if field.unit:
        said.append(tr("Spoken", "unit: {unit}").format(unit=live.words(field.unit)))
    if cell.locked:
        said.append(tr("Spoken", "locked: {why}").format(why=why_locked(live, address)))
    elif field.required:
        said.append(tr("Spoken", "required"))
    if cell.draft:
        said.append(tr("Spoken", "typed, not saved yet"))
    elif cell.view.value is None and not cell.locked:
        said.append(
            {
                State.NONE: tr("Spoken", "blank: none"),
                State.UNKNOWN: tr("Spoken", "blank: not known"),
            }.get(cell.view.state, tr("Spoken", "blank"))
            if cell.view.state
            else tr("Spoken", "blank")
        )
    for finding in live.findings_at(address) if cell.mark in ("error", "warning", "good") else ():
        word = {
            "error": tr("Spoken", "error: {what}"),
            "warning": tr("Spoken", "warning: {what}"),
            "good": tr("Spoken", "explained warning: {what}"),
        }[cell.mark]
        said.append(word.format(what=live.sentence(finding)))
        break
    return "; ".join(said)


def guidance_of(live: Live, address: Address) -> str:
    """What the form says on how to fill a cell: its hint and its guidance, a line each."""
    field = live.field(address)
    return "\n".join(live.words(one) for one in (field.hint, field.guidance) if one)


def describe(editor: QWidget, live: Live, address: Address) -> None:
    """Let a screen reader tell unit and state of a cell with its editor, and the hint of its question."""
    said = filter(None, (spoken(live, address), guidance_of(live, address)))
    editor.setAccessibleDescription("; ".join(said))


def why_locked(live: Live, address: Address) -> str:
    """Why nothing can be typed into a cell; "" when it can."""
    cell = live.cell(address)
    row = next((one for one in live.table(address.table).rows if one.key == address.key), None)
    if row is not None and address.field in row.blocked:
        return tr("Grid", "This row has no such cell: the table leaves it out.")
    if not cell.view.relevant:
        return tr("Grid", "Not asked here: the answers above do not call for it.")
    if cell.computed and cell.view.stated is not None:
        return both_figures(live, address)
    if cell.computed and row is not None and row.total:
        return tr("Grid", "Subtotal: added by the program from the rows below it.")
    if cell.computed:
        return tr("Grid", "Computed by the program from other cells; it cannot be typed.")
    if cell.from_register:
        return tr("Grid", "Computed from the household register of this year. F10: the households behind it.")
    lock = live.entry.lock
    if isinstance(lock, Looking):
        return sentence(lock.problem, live.place.desk.language)
    if isinstance(lock, Frozen) and lock.holds(address):
        return tr(
            "Grid", "Presented for signing on paper with code {code}. To change it: page Send, “Withdraw”."
        ).format(code=lock.figures_code)
    if cell.view.readonly:
        return tr("Grid", "Filled by the program; it cannot be typed here.")
    return ""


def both_figures(live: Live, address: Address) -> str:
    """The two figures of a computed cell: what stood on the paper and what the program computes."""
    computed = live.cell(address).text or tr("Grid", "not yet")
    return tr("Grid", "On paper: {stated}; computed: {computed}. Delete forgets the paper's figure.").format(
        stated=live.stated(address), computed=computed
    )
