"""Building packs in the window: a source is checked and compiled, compared, signed and written.

    check(source) -> Checked -> compare(desk, pack) -> sign_pack(desk, pack, ...) -> SignedPack

Nothing is written while an error stands; the file appears whole or not at all.
"""

from __future__ import annotations

import contextlib
import re
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from db.packs import installed_packs, pack_bytes
from db.versions import Versions
from exports.carriers import deliver, demand_folder
from exports.file_names import can_be_carried
from exports.keys import fingerprint_words
from exports.opc import Signer
from forms.differences import differences
from forms.engine import FormSet
from forms.pack import Pack, Severity
from forms.problems import Problem
from forms.table_wizard import WizardTable
from office.changes import Change, changes
from office.desk import Desk
from office.messages import sentence, sentences
from office.packs import (
    SUFFIX,
    THROW_AWAY,
    ShelvedPack,
    judge_source,
    open_pack,
    seal,
    table_workbook,
    template_pack,
    version_key,
)
from office.roles import Doing, demand_may
from office.signing_keys import Unlock, opened, remember_key

_VERSION = re.compile(r"[0-9]{1,9}(\.[0-9]{1,9}){0,3}")
_PLACES = ("{sheet}!{cell}", "{sheet}", "{source}")
_SOURCES = ("*.csv", "lists.md", "lists/*.csv", "forms/*.md")

Mark = tuple[tuple[str, int, int], ...]
"""Name, time of the last change (ns) and size (bytes) of every file of a source; () where it is gone."""


# --- checking --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Remark:
    """One line of the builder's list: where, what is wrong and what to do, in the person's language."""

    severity: Severity
    code: str
    file: str
    sheet: str
    cell: str
    what: str
    remedy: str


@dataclass(frozen=True)
class Checked:
    """A source as it was read: its remarks, and the compiled pack, None while an error stands."""

    source: Path
    mark: Mark
    foreign: bool
    remarks: tuple[Remark, ...]
    pack: Pack | None
    open_elsewhere: bool  # another program has the workbook open: what is not saved there is not here

    def count(self, severity: Severity) -> int:
        """Count the remarks of a severity."""
        return sum(remark.severity is severity for remark in self.remarks)


def check(source: Path, language: str, *, foreign: bool | None = None) -> Checked:
    """Read and compile a source; what is wrong with it is told in the remarks, never raised.

    `foreign`: whether it is an XLSForm or XForm of the ODK dialect that other people made; None for
    what it looks like.
    """
    mark = mark_of(source)
    errors: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
    pack: Pack | None = None
    try:
        _readable(source)
        judged = judge_source(source, foreign=foreign)
        pack, errors, warnings = judged.pack, judged.errors, judged.warnings
        foreign = judged.foreign
        if pack is not None:
            FormSet(pack)
    except Problem as problem:
        pack, errors = None, (problem,)
    remarks = (
        *(remark(problem, Severity.ERROR, language) for problem in errors),
        *(remark(problem, Severity.WARNING, language) for problem in warnings),
    )
    return Checked(source, mark, bool(foreign), remarks, pack, is_open_elsewhere(source))


def _readable(source: Path) -> None:
    """Refuse a file that another program holds, before a reader says something less helpful of it."""
    if source.is_dir():
        return
    try:
        with source.open("rb") as file:
            file.read(1)
    except FileNotFoundError as error:
        raise Problem("PACK_SOURCE_GONE", file=source.name) from error
    except PermissionError as error:
        raise Problem("PACK_BUSY", file=source.name) from error
    except OSError as error:
        raise Problem("PACK_FILE", file=source.name, reason=error.strerror or "") from error


def mark_of(source: Path) -> Mark:
    """Tell a source from what it was before, without reading it."""
    files = (
        sorted({path for pattern in _SOURCES for path in source.glob(pattern)})
        if source.is_dir()
        else [source]
    )
    found = []
    for file in files:
        with contextlib.suppress(OSError):
            seen = file.stat()
            found.append((file.name, seen.st_mtime_ns, seen.st_size))
    return tuple(found)


def is_open_elsewhere(source: Path) -> bool:
    """Tell whether Excel or LibreOffice has laid its sign beside the workbook that it holds."""
    signs = (f"~${source.name}", f".~lock.{source.name}#")
    with contextlib.suppress(OSError):
        return source.is_file() and any((source.parent / sign).exists() for sign in signs)
    return False


def remark(problem: Problem, severity: Severity, language: str) -> Remark:
    """Take a problem's sentence apart: its place has columns of its own, and so has what to do."""
    known = sentences()
    template = known.get(problem.code, known["UNKNOWN_CODE"])["en" if language == "en" else "vi"]
    details = problem.details
    for place in _PLACES if details.get("sheet") else ():  # told in columns of their own
        template = template.removeprefix(f"{place}: ").removesuffix(f" {place}")
    what, remedy = _parted(template)
    common = sentence("REMARK_MEND", language) if details.get("cell") else ""
    filled = defaultdict(str, {"code": problem.code, **details})
    place = f"{details.get('sheet', '')}!{details.get('cell', '')}: "
    return Remark(
        severity,
        problem.code,
        details.get("file", ""),
        details.get("sheet", ""),
        details.get("cell", ""),
        _upper(what.format_map(filled).strip().removeprefix(place)),
        _upper(remedy.format_map(filled).strip()) or common,
    )


def _parted(template: str) -> tuple[str, str]:
    """Part what is wrong from what to do: our sentences put it last, after "; " or as a sentence."""
    for mark in ("; ", ". "):
        what, found, remedy = template.rpartition(mark)
        if found and "{" not in remedy.partition(" ")[0]:
            return what, remedy
    return template, ""


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def write_table(table: WizardTable, target: Path, into: Path | None = None) -> Path:
    """Write a table as a workbook of its own, or that of a pack once more with the table in it.

    Raises the problems of the wizard, of the workbook and of `deliver`; then nothing was written.
    """
    return deliver(table_workbook(table, into), target.parent, target.name, read_only=False)


def write_template(target: Path) -> Path:
    """Write the workbook that officers start from; raise the problems of `deliver`."""
    target = target if target.suffix.lower() == ".xlsx" else target.with_name(f"{target.name}.xlsx")
    return deliver(template_pack(), target.parent, target.name, read_only=False)


def check_table(table: WizardTable, language: str) -> Checked:
    """Compile a table alone, as it would be built from its workbook; raise the problems of the wizard."""
    data = table_workbook(table)
    with TemporaryDirectory() as folder:
        book = Path(folder) / f"{table.form_id}.xlsx"
        book.write_bytes(data)
        return check(book, language, foreign=False)


# --- what is installed -------------------------------------------------------------------------


@dataclass(frozen=True)
class InstalledView:
    """A pack of this office. `words`: its hash to read aloud; `signer` "" for a key thrown away."""

    pack: Pack
    words: tuple[str, ...]
    signer: str
    when: datetime
    in_use: bool
    accepted_by: str  # who accepted it as a newer version, "" for the one the office began with
    other: bool  # a form of other makers, beside the campaign


def installed(desk: Desk) -> tuple[InstalledView, ...]:
    """Return the packs of this office, the one it works with first, then the newest."""
    found = []
    working = desk.shelved.origin  # as its file holds it, without rows added since
    accepted = {(line.pack, base(line.new_version)): line.who for line in Versions(desk.database).log()}
    for line in reversed(installed_packs(desk.database)):
        in_use = (line.id, line.version) == (working.pack.id, working.pack.version)
        shelved = working if in_use else _opened(desk, line.id, line.version)
        if shelved is not None:
            pack = shelved.pack
            view = InstalledView(
                pack,
                fingerprint_words(pack.hash),
                signer_name(shelved.signer),
                line.installed,
                in_use,
                accepted.get((line.id, line.version), ""),
                not pack.units,
            )
            found.append(view)
    return tuple(sorted(found, key=lambda view: (not view.in_use, view.other)))


def _opened(desk: Desk, pack: str, version: str) -> ShelvedPack | None:
    """Open an installed pack; one that an older engine wrote stays on the list of its own version only."""
    try:
        return open_pack(pack_bytes(desk.database, pack, version), desk.clock.now())
    except Problem:
        return None


def signer_name(signer: Signer) -> str:
    """Name who signed a pack, "" for a key that was made for that file and thrown away."""
    if signer.unit == "pack" and THROW_AWAY in signer.subject:
        return ""
    return signer.subject


# --- versions ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Comparison:
    """A compiled pack beside the newest of the same id that is installed here."""

    old: Pack | None
    proposed: str  # the version to write
    same: bool = False  # nothing but the version differs
    changes: tuple[Change, ...] = ()


def compare(desk: Desk, pack: Pack) -> Comparison:
    """Compare a compiled pack with the newest installed version, and propose its version."""
    lines = [line for line in installed_packs(desk.database) if line.id == pack.id]
    newest = max(lines, key=lambda line: version_key(base(line.version)), default=None)
    if newest is None:
        return Comparison(None, pack.version if is_version(pack.version) else "1.0.0")
    working = desk.shelved.origin.pack
    if (newest.id, newest.version) == (working.id, working.version):
        old: Pack | None = working
    else:
        opened = _opened(desk, newest.id, newest.version)
        old = opened.pack if opened else None
    here = base(newest.version)
    higher = is_version(pack.version) and version_key(pack.version) > version_key(here)
    same = replace(pack, version=newest.version).hash == newest.hash
    told = changes(differences(old, pack), desk.language) if old is not None else ()
    return Comparison(old, pack.version if higher else next_version(here), same, told)


def base(version: str) -> str:
    """Give a version without the supplements named after its "+"."""
    return version.partition("+")[0]


def is_version(version: str) -> bool:
    """Tell whether a version is numbers between dots, as versions that can be ordered are."""
    return _VERSION.fullmatch(version) is not None


def next_version(version: str) -> str:
    """Give the version after: 1.2.0 -> 1.2.1."""
    numbers = list(version_key(version)) or [1, 0, 0]
    numbers[-1] += 1
    return ".".join(str(number) for number in numbers)


# --- signing ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class SignedPack:
    """A pack as it was written and read back. `signer` is "" for a key thrown away."""

    path: Path
    id: str
    version: str
    hash: str
    words: tuple[str, ...]
    signer: str


def pack_name(pack: str, version: str) -> str:
    """Name the file of a pack: `kontum-2018-midterm-1.1.0.phieuxa-pack`."""
    name = f"{pack}-{version}{SUFFIX}"
    return name if can_be_carried(name) else re.sub(r"[^A-Za-z0-9._-]+", "-", name).strip("-.")


def check_version(desk: Desk, pack: Pack, version: str) -> None:
    """Raise PACK_VERSION_FORM or PACK_VERSION_LOW where a pack cannot be given out under a version."""
    if not is_version(version):
        raise Problem("PACK_VERSION_FORM", version=version)
    for line in installed_packs(desk.database):
        here = base(line.version)
        if line.id == pack.id and version_key(version) <= version_key(here):
            same = version == here and replace(pack, version=version).hash == line.hash
            if not same:
                raise Problem("PACK_VERSION_LOW", version=version, here=here)


def sign_pack(
    desk: Desk, pack: Pack, *, version: str, folder: Path, unlock: Unlock | None = None
) -> SignedPack:
    """Sign a compiled pack as `version` and write it into `folder`, whole or not at all; read it back.

    Without an `unlock` a key is made for this file and thrown away: the file can then be known by its hash
    only. Raises FOLDER_MISSING, PACK_VERSION_..., the problems of a key and those of `deliver`.
    """
    demand_may(desk, Doing.SETTINGS)
    demand_folder(folder)
    version = version.strip()
    check_version(desk, pack, version)
    whole = replace(pack, version=version)
    now = desk.clock.now()
    with opened(desk, unlock) if unlock else contextlib.nullcontext() as signing:
        data = seal(whole, now, signing)
    sealed = open_pack(data, now, name=pack_name(pack.id, version))  # what cannot be opened is not written
    path = deliver(data, folder, pack_name(pack.id, version))
    if unlock and signing:
        remember_key(desk, unlock, signing)
    return SignedPack(
        path, pack.id, version, whole.hash, fingerprint_words(whole.hash), signer_name(sealed.signer)
    )
