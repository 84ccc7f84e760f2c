"""What was chosen, in the consolidated lists of models and nominees: class, decisions of the levels, reason.

A list says where it wants them by columns of these codes; their words are the pack's (`columns.csv`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from forms.answers import Key
from forms.roll_up import Cell, TotalsRow, TotalsView
from office.awards import Awards, table_for
from office.blocks import Gathered
from office.choices import PAPERS, Candidate, Choosing, Decision, grade_words, look
from office.desk import Desk
from office.messages import sentence

GRADE, DECISION, REASON = "chosen_grade", "chosen", "chosen_reason"
COLUMNS: Final = frozenset((GRADE, DECISION, REASON))


def with_choices(desk: Desk, view: TotalsView, found: Gathered) -> TotalsView:
    """Fill the columns of what was chosen; any other table is given back as it is."""
    places = {column.code: place for place, column in enumerate(view.columns) if column.code in COLUMNS}
    source = next((table.source for table in desk.pack.totals if table.id == view.table), "")
    paper = next((one for one in PAPERS if (table := table_for(desk, one)) and table.id == source), "")
    if not places or not paper or not desk.has_below:
        return view
    seen = look(desk, paper, Awards(desk, found))
    known = {one.key: _words(desk, seen, one) for one in seen.candidates}
    return replace(
        view,
        rows=tuple(_filled(row, places, known) for row in view.rows),
        whole_rows=tuple(_filled(row, places, known) for row in view.whole_rows),
    )


def _filled(row: TotalsRow, places: Mapping[str, int], known: Mapping[Key, Mapping[str, str]]) -> TotalsRow:
    said = known.get((row.unit, *row.key))
    if said is None:
        return row
    cells = list(row.cells)
    for code, place in places.items():
        text = said[code] or None
        cells[place] = Cell(text, int(text is not None), 1)
    return replace(row, cells=tuple(cells))


def _words(desk: Desk, seen: Choosing, one: Candidate) -> Mapping[str, str]:
    told = list(_levels(desk, one))
    return {
        GRADE: grade_words(seen, one.grade, desk.language)
        or "; ".join(b.grade for b in one.below if b.grade),
        DECISION: "; ".join(f"{level}: {said}" for level, said, _ in told if said),
        REASON: "; ".join(f"{level}: {why}" for level, _, why in told if why),
    }


def _levels(desk: Desk, one: Candidate) -> Iterator[tuple[str, str, str]]:
    """Give what each level said of a record, the lowest first: level, decision, reason."""
    labels = {level.code: level.label for level in desk.pack.levels}
    for said in one.below:
        unit = desk.pack.units_by_code.get(said.office)
        label = labels.get(unit.level, {}) if unit else {}
        yield label.get(desk.language) or label.get("vi", ""), said.decision, said.reason
    own = desk.level.label.get(desk.language) or desk.level.label.get("vi", "")
    decision = one.judged.decision
    yield own, "" if decision is Decision.OPEN else decision_words(decision, desk.language), one.judged.reason


def decision_words(decision: Decision, language: str) -> str:
    """Say a decision in words."""
    return sentence(f"CHOSEN_{decision.name}", language)
