"""The review of a pasted block: what each line would change and what is wrong with it, before it is saved."""

from forms.findings import Finding
from forms.pack import Severity
from office.messages import sentence
from office.pasting import CHANGED, FILLED, PastedCell, PastedRow, Plan
from ui.ask import Check
from ui.entry.live import Live
from ui.words import tr

MOST_TOLD = 6


def review(live: Live, plan: Plan, names: list[str]) -> frozenset[int] | None:
    """Show the block line by line and let the person choose; None when nothing is to be pasted."""
    lines = [
        Check(
            (
                f"{names[number]}",
                _count(row, FILLED),
                _count(row, CHANGED),
                remark(row),
            ),
            detail(live, row),
            ticked=number in plan.sound,
            open=row.moves,
        )
        for number, row in enumerate(plan.rows)
    ]
    heads = (
        tr("Paste", "Line"),
        tr("Paste", "Filled"),
        tr("Paste", "Changed"),
        tr("Paste", "To look at"),
    )
    return live.place.ask.tick(
        tr("Paste", "Paste: look before it is saved"),
        told(plan),
        heads,
        lines,
        tr("Paste", "Paste the ticked lines"),
    )


def told(plan: Plan) -> str:
    """The whole block in one line."""
    cells = [cell for row in plan.rows for cell in row.cells]
    parts = [
        tr("Paste", "{n} cells filled").format(n=sum(cell.kind == FILLED for cell in cells)),
        tr("Paste", "{n} changed").format(n=sum(cell.kind == CHANGED for cell in cells)),
    ]
    for count, words in (
        (sum(row.new for row in plan.rows), tr("Paste", "{n} new rows")),
        (sum(cell.fixed for cell in cells), tr("Paste", "{n} read as another way of writing")),
        (sum(len(row.refused) for row in plan.rows), tr("Paste", "{n} that are no value")),
        (sum(bool(row.copy_of) for row in plan.rows), tr("Paste", "{n} repeated")),
        (sum(len(row.breaks) for row in plan.rows), tr("Paste", "{n} rules broken")),
        (plan.passed, tr("Paste", "{n} outside the table")),
    ):
        if count:
            parts.append(words.format(n=count))
    return " · ".join(parts)


def remark(row: PastedRow) -> str:
    """What there is to look at in a line, in a few words."""
    said = []
    if row.refused:
        said.append(tr("Paste", "{n} that are no value").format(n=len(row.refused)))
    if row.copy_of:
        words = tr("Paste", "the same as row {n}") if row.copy_of > 0 else tr("Paste", "the same as line {n}")
        said.append(words.format(n=abs(row.copy_of)))
    if row.breaks:
        said.append(tr("Paste", "{n} rules broken").format(n=len(row.breaks)))
    fixed = sum(cell.fixed for cell in row.cells)
    if fixed:
        said.append(tr("Paste", "{n} read as another way of writing").format(n=fixed))
    if row.new:
        said.append(tr("Paste", "new row"))
    return " · ".join(said) or ("" if row.moves else tr("Paste", "nothing changes"))


def detail(live: Live, row: PastedRow) -> str:
    """What there is to say of a line: refused texts, broken rules, changes."""
    said = [_refusal(live, cell) for cell in row.refused]
    said += [_broken(live, finding) for finding in row.breaks]
    said += [
        f"{cell.field}: {cell.before} → {cell.after}"
        for cell in row.cells
        if cell.kind == CHANGED and cell.before != cell.after
    ]
    said += [f"{cell.field}: “{cell.text.strip()}” = {cell.after}" for cell in row.cells if cell.fixed]
    more = len(said) - MOST_TOLD
    if more > 0:
        said = [*said[:MOST_TOLD], tr("Paste", "and {n} more").format(n=more)]
    return "\n".join(said)


def _refusal(live: Live, cell: PastedCell) -> str:
    if cell.problem is None:
        return ""
    return f"{cell.field}: {sentence(cell.problem, live.place.desk.language)}"


def _broken(live: Live, finding: Finding) -> str:
    word = tr("Problems", "Error") if finding.severity is Severity.ERROR else tr("Problems", "Warning")
    return f"{word} {finding.code}: {live.words(finding.sentence)}"


def _count(row: PastedRow, kind: str) -> str:
    count = sum(cell.kind == kind for cell in row.cells)
    return str(count) if count else ""
