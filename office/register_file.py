"""The register of signers as a signed file: sent down by who vouches for units below, and up by each unit.

Whoever signs it must be recognised for its issuer; what it would change is shown first, line by line.
Format: docs/register-of-signers.md.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from db.register_files import RegisterFiles
from exports.carriers import deliver, demand_folder
from exports.file_names import plain
from exports.keys import KeyHolder, certificate_facts, load_certificate
from exports.opc import REGISTER, Signer
from forms.problems import Problem
from office.authority import handed_down
from office.authority_files import sorted_papers
from office.case_state import Receipt
from office.certified import Brought, brought, take_handed
from office.desk import Desk
from office.handed_in import REGISTER_SUFFIX
from office.messages import sentence
from office.recognising import judge_waiting, recognise
from office.register_lines import Proposal, RegisterLine, compare, is_within, read_line, take
from office.rejudging import rejudge
from office.roles import Doing, demand_may
from office.sealed import seal, unseal
from office.signer_seen import SignerSeen, seen
from office.signing_keys import Unlock, opened, remember_key
from office.speaking import demand_speaks

SUFFIX = REGISTER_SUFFIX
FORMAT = 1
LARGEST = 5_000_000  # bytes of a file
MOST_LINES = 20_000
MOST_PAPERS = 200
_MOST_FOUND = 20  # register files in one folder
_FIELDS = frozenset(("format", "issuer", "made", "signers", "papers"))
_AHEAD = timedelta(days=2)  # a PC's clock may be a little wrong


@dataclass(frozen=True, slots=True)
class RegisterFile:
    """A register file as it holds it: whole, readable, and of units that our pack knows.

    `papers`: certificates of authorities and revocation lists (DER) that travel with it.
    """

    issuer: str
    made: datetime
    lines: tuple[RegisterLine, ...]
    papers: tuple[bytes, ...]
    signer: Signer
    digest: str
    data: bytes

    @property
    def number(self) -> int:
        """Return the order of an issuer's files: seconds since 1970."""
        return int(self.made.timestamp())


@dataclass(frozen=True, slots=True)
class RegisterView:
    """What taking a register file in would change here."""

    file: RegisterFile
    issuer_name: str
    signer: SignerSeen
    proposals: tuple[Proposal, ...]
    here: bool  # this very file was taken in
    brought: Brought = field(default_factory=Brought)

    @property
    def changes(self) -> bool:
        """Tell whether taking it in would change anything."""
        return bool(self.proposals or self.brought.roots or self.brought.lists)


def build(
    issuer: str, lines: Sequence[RegisterLine], key: KeyHolder, when: datetime, papers: Sequence[bytes] = ()
) -> bytes:
    """Write and sign a register file."""
    content = {
        "format": FORMAT,
        "issuer": issuer,
        "made": when.astimezone(UTC).isoformat(timespec="seconds"),
        "signers": [line.plain() for line in lines],
        "papers": [paper.hex() for paper in papers],
    }
    return seal(content, {}, REGISTER, key, when)


def open_register(desk: Desk, data: bytes, name: str = "") -> RegisterFile:
    """Open a register file strictly.

    Raises REGISTER_NOT_WHOLE (unsigned, changed, too large), REGISTER_FORMAT, REGISTER_UNIT,
    REGISTER_SIGNER_ABOVE, REGISTER_SIGNER_BROKEN.
    """
    if len(data) > LARGEST:
        raise Problem("REGISTER_NOT_WHOLE", file=name, reason="size")
    sealed = unseal(
        data, REGISTER, desk.clock.now(), code="REGISTER_NOT_WHOLE", name=name, trust=desk.trust()
    )
    try:
        issuer, made, lines, papers = _read(desk, sealed.content)
    except Problem as wrong:
        raise Problem(wrong.code.replace("KIT_", "REGISTER_"), **wrong.details) from wrong
    except (TypeError, ValueError, AttributeError, KeyError, RecursionError, OverflowError) as wrong:
        raise Problem("REGISTER_FORMAT", where=type(wrong).__name__) from wrong
    return RegisterFile(issuer, made, lines, papers, sealed.signer, sealed.digest, data)


def _read(
    desk: Desk,
    content: Any,  # noqa: ANN401 - JSON from a file
) -> tuple[str, datetime, tuple[RegisterLine, ...], tuple[bytes, ...]]:
    good = isinstance(content, dict) and set(content) == _FIELDS and content["format"] == FORMAT
    if not good or content["format"] is True or len(content["signers"]) > MOST_LINES:
        raise Problem("REGISTER_FORMAT", where="fields")
    issuer = content["issuer"]
    if issuer not in desk.pack.units_by_code:
        raise Problem("REGISTER_UNIT", unit=str(issuer)[:40])
    made = datetime.fromisoformat(content["made"])
    if made.utcoffset() != timedelta(0) or made.microsecond:
        raise Problem("REGISTER_FORMAT", where="made")
    if len(content["papers"]) > MOST_PAPERS:
        raise Problem("REGISTER_FORMAT", where="papers")
    lines = tuple(read_line(desk.pack, issuer, one) for one in content["signers"])
    papers = sorted_papers([bytes.fromhex(paper) for paper in content["papers"]]).papers
    return issuer, made, lines, papers


# --- taking in -----------------------------------------------------------------------------------


def look(desk: Desk, data: bytes, name: str = "") -> RegisterView:
    """Say what a register file would change here; nothing changes.

    Raises what `open_register` does, REGISTER_NOT_OURS (of a unit neither above nor below), REGISTER_OLDER,
    REGISTER_CLOCK (made on a day to come).
    """
    file = open_register(desk, data, name)
    ours = desk.unit.code
    if not (is_within(desk.pack, file.issuer, ours) or is_within(desk.pack, ours, file.issuer)):
        raise Problem("REGISTER_NOT_OURS", unit=file.issuer)
    kept = RegisterFiles(desk.database).newest(file.issuer)
    here = kept is not None and kept.digest == file.digest
    if kept is not None and not here and kept.number >= file.number:
        raise Problem("REGISTER_OLDER", made=f"{file.made:%d/%m/%Y %H:%M}")
    if file.made > desk.clock.now() + _AHEAD:
        raise Problem("REGISTER_CLOCK", made=f"{file.made:%d/%m/%Y}")
    signer = seen(file.signer, file.issuer, desk)
    issuer_name = desk.pack.units_by_code[file.issuer].name
    papers = brought(desk, sorted_papers(file.papers), file.issuer)
    return RegisterView(file, issuer_name, signer, compare(desk, file.lines), here, papers)


def news_among(desk: Desk, paths: Iterable[Path]) -> tuple[tuple[Path, RegisterView], ...]:
    """Find register files that came along with what was handed in and would change something here.

    Looked for beside files and at the top of folders; a file that is none of ours is passed over.
    """
    folders = dict.fromkeys(path if path.is_dir() else path.parent for path in paths)
    found = []
    for folder in folders:
        for path in sorted(folder.glob(f"*{SUFFIX}"))[:_MOST_FOUND]:
            try:
                view = look(desk, path.read_bytes(), path.name)
            except (Problem, OSError):
                continue
            if view.changes and not view.here:
                found.append((path, view))
    return tuple(found)


def take_in(
    desk: Desk, data: bytes, *, chosen: Collection[int] | None = None, how: str = ""
) -> tuple[Receipt, ...]:
    """Take in the chosen lines of a register file (their places in `proposals`), all where None.

    `how`: how a signer who is not recognised yet was confirmed, by telephone or on paper. Raises what `look`
    does, REGISTER_SIGNER and ROLE_MAY_NOT. Gives the receipts of packages that waited for somebody it brings.
    """
    demand_may(desk, Doing.RECEIVE)
    view = look(desk, data)
    unknown = Problem("REGISTER_SIGNER", person=view.signer.person, unit=view.issuer_name)
    if not view.signer.recognised and not how.strip():
        raise unknown
    now = desk.clock.now()
    said = sentence("REGISTER_HOW", desk.language, unit=view.issuer_name, day=f"{view.file.made:%d/%m/%Y}")
    wanted = [one for place, one in enumerate(view.proposals) if chosen is None or place in chosen]
    with desk.database.writing():
        receipts: tuple[Receipt, ...] = ()
        if not view.signer.recognised:
            line = next((one.line for one in wanted if one.fingerprint == view.signer.fingerprint), None)
            receipts = recognise(
                desk,
                view.signer.certificate,
                unit=view.file.issuer,
                person=line.person if line else view.signer.person,
                position=line.position if line else view.signer.position,
                capacity=line.capacity if line else "",
                until=line.until if line else None,
                how=how,
            )
            if not look(desk, data).signer.recognised:  # words that agree do not make up for a revocation
                raise unknown
            wanted = [one for one in wanted if one.fingerprint != view.signer.fingerprint]
        role = f"register:{view.file.issuer}"
        take(desk, wanted, role=role, who=view.issuer_name, how=said, when=now)
        take_handed(desk, sorted_papers(view.file.papers), view.file.issuer, view.issuer_name)
        _keep(desk, view.file)
    if view.file.papers:
        rejudge(desk)
    fresh = {one.fingerprint for one in wanted}
    return (*receipts, *judge_waiting(desk, fresh))


def _keep(desk: Desk, file: RegisterFile) -> None:
    RegisterFiles(desk.database).keep(
        issuer=file.issuer,
        number=file.number,
        digest=file.digest,
        data=file.data,
        signer=certificate_facts(load_certificate(file.signer.certificate)).person,
        who=desk.person.name,
        when=desk.clock.now(),
    )


# --- writing -------------------------------------------------------------------------------------


def lines_of(desk: Desk) -> tuple[RegisterLine, ...]:
    """Give the lines this office answers for: its own and those of the units below, ended ones too."""
    return tuple(
        RegisterLine(
            one.unit,
            one.person,
            one.position,
            one.certificate,
            one.capacity,
            one.since,
            one.until,
            one.end_kind,
        )
        for one in desk.signers.list()
        if is_within(desk.pack, desk.unit.code, one.unit) and (one.until is None or one.until >= one.since)
    )


def write(desk: Desk, *, unlock: Unlock, folder: Path) -> Path:
    """Sign the register this office answers for and write its file into a folder, for above or below.

    Who signs it stands in it. Raises FOLDER_MISSING, SIGNS_PREPARER and what `opened` does.
    """
    demand_may(desk, Doing.SETTINGS)
    demand_folder(folder)
    with opened(desk, unlock) as key:
        demand_speaks(desk, key)
        remember_key(desk, unlock, key)  # who signs it stands in it
        data = signed_register(desk, key)
    return deliver(data, folder, file_name(desk.unit.code))


def beside_package(desk: Desk, key: KeyHolder) -> bytes | None:
    """Give the register to be written beside a package; None where the office above knows all of it.

    One key that says everything of itself is confirmed with the first package; a file a key already vouched
    for goes along unchanged.
    """
    lines = lines_of(desk)
    kept = RegisterFiles(desk.database).newest(desk.unit.code)
    if kept is None:
        plain = all(line.unit == desk.unit.code and not (line.capacity or line.end) for line in lines)
        return None if plain and len(lines) <= 1 else signed_register(desk, key)
    data = RegisterFiles(desk.database).data(kept.digest)
    known = open_register(desk, data)
    if (known.lines, known.papers) != (lines, handed_down(desk).papers):
        return signed_register(desk, key)
    sent = desk.received.packages(direction="sent", unit=desk.unit.code)
    return None if any(one.received_at > kept.at for one in sent) else data


def signed_register(desk: Desk, key: KeyHolder) -> bytes:
    """Sign the register this office answers for, with what goes down of authorities; keep its bytes."""
    facts = certificate_facts(key.certificate)
    lines = lines_of(desk)
    if all(line.certificate != facts.data for line in lines):
        lines = (*lines, RegisterLine(desk.unit.code, facts.person, facts.position, facts.data))
    now = desk.clock.now()
    data = build(desk.unit.code, lines, key, now, handed_down(desk).papers)
    _keep(desk, open_register(desk, data))
    return data


def file_name(issuer: str) -> str:
    """Name a register file: `so-nguoi-ky-617.phieuxa-nguoi-ky`."""
    return f"so-nguoi-ky-{plain(issuer, 30)}{SUFFIX}"
