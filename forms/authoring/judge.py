"""Judges a pack source as a whole: compiled strictly or as a foreign form, with all that is wrong in it.

The one way in for the command line and the window: nothing is raised, everything is told.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from forms.authoring.build import compile_source, read_source
from forms.authoring.foreign import build_foreign, cells_of
from forms.authoring.read_cells import RawSheet
from forms.authoring.sheets import Complaints, PackErrors
from forms.pack import Pack
from forms.problems import Problem


@dataclass(frozen=True, slots=True)
class Judged:
    """What a source gives: a pack, unless there are errors; warnings stop nothing."""

    pack: Pack | None
    foreign: bool  # compiled, or to be compiled, as a form made elsewhere
    errors: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()


def judge(path: Path, *, foreign: bool | None = None) -> Judged:
    """Compile the source at `path` (folder, .xlsx, .md, .xml) and tell everything that is wrong.

    `foreign`: True compiles it as any form of the ODK dialect, False as a source of ours (a form made
    elsewhere is then the one error PACK_FOREIGN), None as what it is.
    """
    if foreign:
        return _foreign(path)
    complaints = Complaints()
    raw = None
    try:
        raw = None if path.is_dir() else cells_of(path)
        pack = compile_source(read_source(path, complaints, raw), complaints)
    except PackErrors as several:
        told = (*complaints.warnings, *([complaints.unsure] if complaints.unsure else []))
        return Judged(None, foreign=False, errors=several.problems, warnings=told)
    except Problem as problem:
        if problem.code == "PACK_FOREIGN" and foreign is None:
            return _foreign(path, raw)
        told = tuple(complaints.warnings)
        return Judged(None, foreign=problem.code == "PACK_FOREIGN", errors=(problem,), warnings=told)
    return Judged(pack, foreign=False, warnings=tuple(complaints.warnings))


def _foreign(path: Path, raw: Sequence[RawSheet] | None = None) -> Judged:
    try:
        done = build_foreign(path, raw)
    except PackErrors as several:
        return Judged(None, foreign=True, errors=several.problems, warnings=several.warnings)
    except Problem as problem:
        return Judged(None, foreign=True, errors=(problem,))
    return Judged(done.pack, foreign=True, warnings=done.warnings)
