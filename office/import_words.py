"""What an import says to people and to scripts: one wording for the window and the command line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from exports.lists import place_name
from exports.lists.cells import ListSheet
from office.desk import Desk
from office.import_columns import Headings, targets
from office.import_damage import Damage, Question
from office.import_rows import Trouble, Verdict
from office.importing import DryRun, Taken
from office.messages import sentence


def trouble_words(trouble: Trouble, language: str) -> str:
    """Say what is wrong with a cell and what to do."""
    if trouble.problem is not None:
        return sentence(trouble.problem, language)
    if trouble.finding is None:
        return ""
    words = trouble.finding.sentence
    text = words.get(language) or words.get("vi") or ""
    return sentence("IMPORT_RULE", language, rule=trouble.finding.code, text=text)


def question_words(question: Question, language: str) -> str:
    """Say what is wrong with a column, with an example."""
    return sentence(
        f"IMPORT_ASK_{question.damage.name}",
        language,
        count=question.count,
        cell=place_name(question.row, question.column),
        before=question.before,
        after=question.after,
    )


def verdict_word(verdict: Verdict, language: str) -> str:
    """Name a verdict."""
    return sentence(f"IMPORT_{verdict.name}", language)


def counts_words(dry: DryRun, language: str) -> str:
    """Say how many rows are new, changed, the same, left out, refused."""
    return sentence(
        "SAY_IMPORT_COUNTS", language, **{verdict.value: dry.count(verdict) for verdict in Verdict}
    )


def taken_words(taken: Taken, language: str) -> str:
    """Say what was taken in."""
    return sentence(
        "SAY_IMPORT_TAKEN",
        language,
        added=taken.added,
        changed=taken.changed,
        cells=taken.cells,
        errors=taken.errors,
        warnings=taken.warnings,
    )


def column_name(column: int) -> str:
    """Name a column by its letters."""
    return place_name(1, column)[:-1]


def target_label(desk: Desk, table: str, target: str) -> str:
    """Name what a column was mapped to."""
    found = desk.pack.tables_by_id[table]
    one = next((one for one in targets(found) if one.id == target), None)
    return target if one is None else f"{one.label} ({one.id.lstrip('#')})"


def plain_dry_run(dry: DryRun, language: str) -> dict[str, Any]:
    """Give a dry run for a script."""
    job, sheet = dry.job, dry.listed.sheets[dry.job.sheet]
    return {
        "file": dry.listed.path.name,
        "sheet": sheet.name,
        "encoding": sheet.encoding,
        "headings": {"row": job.headings.top, "rows": job.headings.depth},
        "table": job.layout.table,
        "way": job.layout.way.value,
        "key": list(job.layout.key),
        "columns": {column_name(column): target for column, target in sorted(job.layout.columns.items())},
        "unused": _unused(job.headings, job.layout.columns),
        "questions": [
            {
                "column": column_name(one.column),
                "damage": one.damage.value,
                "count": one.count,
                "cell": place_name(one.row, one.column),
                "before": one.before,
                "after": one.after,
                "mend": answer(dry, one.column, one.damage, proposed=one.proposed),
            }
            for one in dry.questions
        ],
        "counts": {verdict.value: dry.count(verdict) for verdict in Verdict},
        "troubles": [
            {
                "row": one.row,
                "cell": one.cell,
                "heading": one.heading,
                "code": one.problem.code if one.problem else one.finding.code if one.finding else "",
                "refused": one.problem is not None,
                "sentence": trouble_words(one, language),
            }
            for one in dry.troubles
        ],
    }


def answer(dry: DryRun, column: int, damage: Damage, *, proposed: bool) -> bool:
    """Tell whether damage is to be mended."""
    return dry.job.mend.get((column, damage), proposed)


def _unused(found: Headings, columns: Mapping[int, str]) -> dict[str, str]:
    return {column_name(column): word for column, word in found.words.items() if column not in columns}


def sheet_label(sheet: ListSheet) -> str:
    """Name a sheet in a list to choose from."""
    letters = f" · {sheet.encoding}" if sheet.encoding else ""
    return f"{sheet.name} ({len(sheet.rows)}){letters}"
