"""One received file on its way through the questions; the first "no" is its verdict.

Is it a whole signed package; is it meant for this office, campaign, standard and pack; does its
content read strictly; is its signer recognised for its unit; is it newer than what is kept; do its
figures pass the same checks again. Whatever the verdict, the exact bytes are kept aside with it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from db.received import KeptPackage, Package, PackageStatus
from db.received import UnitFigures as KeptFigures
from exports import companion
from exports.file_names import is_safe
from exports.keys import certificate_facts, fingerprint_words, load_certificate
from exports.opc import Signer, verify
from exports.opc import Verdict as SignatureVerdict
from exports.read_workbook import Cover, read_cover, read_workbook
from exports.read_workbook_cover import COVER
from forms.answers import Address, Document
from forms.engine import OpenForms
from forms.findings import Finding
from forms.pack import Pack, Severity
from forms.problems import Problem
from forms.report import (
    FORMAT_VERSION,
    HEADER_TABLE,
    OpenError,
    PackageKind,
    Report,
    SendReason,
    ToFollow,
    plain_open_error,
    plain_to_follow,
)
from forms.roll_up import UnitFigures
from office import official
from office.clock import VIET_NAM
from office.cover import campaign
from office.desk import Desk
from office.known_packs import known_pack
from office.messages import LANGUAGES, sentence
from office.older import (
    Carried,
    about_older,
    carry,
    carry_lines,
    is_other_version,
    plain_left,
    what_to_do,
)
from office.open_errors import (
    EXPLANATIONS_ROLE,
    forms_to_send,
    not_there,
    own_errors,
    own_forms,
    tables_left_out,
    told,
    unlisted,
)
from office.packs import ShelvedPack
from office.resaved import resaved
from office.upward import figures_by_unit, typed_part

_SHOWN_FINDINGS = 5

_OF_THIS_PC = ("DB_", "DISK_")  # a full disk is no verdict on a file

TAKEN, REFUSED = "taken", "refused"


@dataclass(frozen=True, slots=True)
class Receipt:
    """The answer to one file. `reason` is a code, `sentence` its words, `details` further lines."""

    file: str
    verdict: str
    reason: str
    sentence: str
    unit: str = ""
    unit_name: str = ""
    revision: int = 0
    digest: str = ""
    signer: Signer | None = None
    words: tuple[str, ...] = ()
    details: tuple[str, ...] = ()
    version: str = ""  # of the pack it was made with, where its cover could be read
    provisional: bool = False  # taken in with errors still open or forms to follow, which `details` list

    def plain(self) -> dict[str, object]:
        """Give the receipt as the command line prints it."""
        return {
            "file": self.file,
            "verdict": self.verdict,
            "reason": self.reason,
            "unit": self.unit or None,
            "revision": self.revision or None,
            "digest": self.digest or None,
            "version": self.version or None,
            "provisional": self.provisional,
            "sentence": self.sentence,
            "details": list(self.details),
        }


class _Stop(Exception):
    """The verdict on a file, with the reason and whatever was learnt of it before."""

    def __init__(self, status: PackageStatus, problem: Problem, details: Sequence[str] = ()) -> None:
        super().__init__(problem.code)
        self.status = status
        self.problem = problem
        self.details = tuple(details)


@dataclass(slots=True)
class _Case:
    """One file on its way through the questions; filled as they are answered."""

    desk: Desk
    file: str
    data: bytes
    folder: Path | None
    package: Package
    signer: Signer | None = None
    fingerprints: tuple[str, ...] = ()  # of everybody who signed
    report: Report | None = None
    parts: Mapping[str, bytes] | None = None
    shelved: ShelvedPack | None = None  # the state of the pack that the file was made with
    version: str = ""  # of the pack, as the cover says
    carried: dict[str, Carried] = field(default_factory=dict)  # by unit, of a package of an older version

    @property
    def pack(self) -> Pack:
        """Return the pack the file was made with, the office's own until its cover is read."""
        return (self.shelved or self.desk.shelved).pack

    @property
    def older(self) -> ShelvedPack | None:
        """Return the version the file was made with, None where it is the one at work."""
        made = self.shelved
        return made if made is not None and is_other_version(made, self.desk.shelved) else None


def judge_file(desk: Desk, name: str, data: bytes, folder: Path | None) -> Receipt:
    """Judge one file's bytes and take in what may be taken in; `folder` is where its companion may lie."""
    verdict = verify(data, now=desk.clock.now(), trust=desk.trust())
    case = _Case(desk, name, data, folder, Package(direction="received", digest=verdict.digest, name=name))
    case.parts = verdict.parts
    earlier = desk.received.packages(direction="received", digest=verdict.digest)
    try:
        _already_here(earlier)
        parts = _whole(case, verdict)
        case.signer = verdict.signers[0]
        case.fingerprints = tuple(signer.fingerprint for signer in verdict.signers)
        cover = _meant_for_us(case, parts)
        case.report = _content(case, parts, cover)
        _signed_by_the_unit(case, verdict)
        _newer(case)
        return _take_in(case, earlier, _checked(case))
    except _Stop as stop:
        return _keep_verdict(case, earlier, stop)
    except Problem as problem:
        if problem.code.startswith(_OF_THIS_PC):
            raise
        return _keep_verdict(case, earlier, _Stop(PackageStatus.REFUSED, problem))
    except Exception as unforeseen:  # noqa: BLE001 - C27: one odd file must not stop the others
        odd = Problem("UNREADABLE", where=type(unforeseen).__name__)
        return _keep_verdict(case, earlier, _Stop(PackageStatus.REFUSED, odd))


def _already_here(earlier: Sequence[KeptPackage]) -> None:
    final = (PackageStatus.TAKEN, PackageStatus.SUPERSEDED)
    if any(kept.status in final for kept in earlier):
        raise _Stop(PackageStatus.ALREADY_HERE, Problem("ALREADY_HERE"))


def _whole(case: _Case, verdict: SignatureVerdict) -> Mapping[str, bytes]:
    """Return the signed parts; without them the file is refused for the verifier's own reason."""
    if verdict.parts is not None:
        return verdict.parts
    if verdict.state == "unsigned":
        found = resaved(case.desk, case.data)
        if found is not None:
            case.package = package_of(found.cover, case.package)
            raise _Stop(PackageStatus.REFUSED, Problem("RESAVED", unit=found.cover.unit), found.details)
    raise _Stop(PackageStatus.REFUSED, Problem(verdict.reason, where=verdict.detail, file=case.file))


def _meant_for_us(case: _Case, parts: Mapping[str, bytes]) -> Cover:
    desk = case.desk
    try:
        cover = read_cover(parts)
    except Problem as problem:
        raise _Stop(PackageStatus.REFUSED, problem) from problem
    if cover is None:
        raise _Stop(PackageStatus.REFUSED, Problem("NOT_OUR_PACKAGE", file=case.file))
    case.package = package_of(cover, case.package)
    case.version = cover.pack_version
    ours = campaign(desk)
    wrong: Problem | None = None
    if cover.format_version != FORMAT_VERSION:
        wrong = Problem("OTHER_FORMAT", found=cover.format_version)
    elif cover.campaign != ours.id:
        wrong = Problem("OTHER_CAMPAIGN", found=cover.campaign, campaign=ours.id)
    elif cover.standard != ours.standard:
        wrong = Problem("OTHER_STANDARD", found=cover.standard, standard=ours.standard)
    elif not _know_pack(case, cover):
        wrong = Problem("OTHER_PACK", found=f"{cover.pack} {cover.pack_version}")
    elif not desk.below(cover.unit):
        wrong = Problem("NOT_BELOW", unit=cover.unit)
    elif cover.kind != _kind_of(desk, cover.unit):
        wrong = Problem("OTHER_KIND", found=cover.kind)
    elif cover.revision < 1:
        wrong = Problem("LAYOUT", sheet=COVER, cell="c10", reason="revision")
    elif cover.recipient != desk.unit.code:
        wrong = Problem("OTHER_RECIPIENT", found=cover.recipient, unit=desk.unit.code)
    if wrong is not None:
        help_with = [what_to_do(desk, cover)] if wrong.code == "OTHER_PACK" else []
        raise _Stop(PackageStatus.REFUSED, wrong, [line for line in help_with if line])
    return cover


def _know_pack(case: _Case, cover: Cover) -> bool:
    """Find the pack the file was made with; raise SUPPLEMENT_NEEDED where only a supplement is missing."""
    case.shelved = known_pack(case.desk, cover.pack, cover.pack_version, cover.pack_hash)
    return case.shelved is not None


def _kind_of(desk: Desk, unit: str) -> PackageKind:
    """Say what a unit sends: who has units below passes on their figures, everybody else reports."""
    return PackageKind.DISTRICT if desk.pack.reporting_units(unit) else PackageKind.REPORT


def package_of(cover: Cover, package: Package) -> Package:
    """Write onto a kept package what its cover says."""
    return replace(
        package,
        kind=cover.kind,
        campaign=cover.campaign,
        unit=cover.unit,
        recipient=cover.recipient,
        package_id=cover.package_id,
        revision=cover.revision,
        sequence=cover.sequence,
        previous_digest=cover.previous_digest,
    )


def _content(case: _Case, parts: Mapping[str, bytes], cover: Cover) -> Report:
    try:
        report = read_workbook(parts, case.pack)
    except Problem as problem:
        raise _Stop(PackageStatus.REFUSED, problem) from problem
    told = case.pack.units_by_code.get(cover.unit) or case.desk.pack.units_by_code[cover.unit]
    if (report.header.level, report.header.unit_name) != (told.level, told.name):
        raise _Stop(PackageStatus.REFUSED, Problem("COVER_DIFFERS", field="BM00.c06"))
    names = [file.name for file in report.attachments]
    twice = len({name.lower() for name in names}) != len(names)
    for name in names:
        if twice or not is_safe(name):
            raise _Stop(PackageStatus.REFUSED, Problem("COMPANION_NAME", name=name))
    return report


def _signed_by_the_unit(case: _Case, verdict: SignatureVerdict) -> None:
    """Ask the register for each signer; a certificate of a trusted CA counts for the unit it names.

    The order of signatures in a file is not protected, so any one that counts for the unit will do.
    """
    unit, today = case.package.unit, case.desk.clock.today()
    others: list[str] = []
    for signer in verdict.signers:
        case.signer = signer
        units = [one.unit for one in case.desk.signers.find(signer.fingerprint, today)]
        if unit in units or (signer.trusted and not units and signer.unit == unit.lower()):
            if not signer.trusted:  # recognised, but expired, of the wrong use, or its list says revoked
                raise _Stop(PackageStatus.REFUSED, Problem(verdict.reason, where=verdict.detail))
            return
        others.extend(units or ([signer.unit] if signer.trusted and signer.unit else []))
    if others:
        raise _Stop(PackageStatus.REFUSED, Problem("SIGNER_OTHER_UNIT", found=others[0], unit=unit))
    person = _person(case.signer) if case.signer else ""
    raise _Stop(PackageStatus.WAITING_SIGNER, Problem("SIGNER_UNKNOWN", person=person))


def _person(signer: Signer) -> str:
    return certificate_facts(load_certificate(signer.certificate)).person


def _newer(case: _Case) -> None:
    said = case.package
    kept = case.desk.received.latest(said.unit, said.campaign)
    if kept is None or said.revision > kept.package.revision:
        return
    if said.revision == kept.package.revision:
        raise _Stop(PackageStatus.FORKED, Problem("FORKED", revision=said.revision))
    older = Problem("SUPERSEDED", revision=said.revision, kept=kept.package.revision)
    raise _Stop(PackageStatus.SUPERSEDED, older)


def _checked(case: _Case) -> dict[str, KeptFigures]:
    """Try the figures again with our own engine; errors refuse the package."""
    report = case.report
    assert report is not None  # noqa: S101 - the content was read before
    upward = report.header.kind is PackageKind.DISTRICT
    if upward:
        by_unit = _sourced(case.desk.pack, report)
    else:
        figures = UnitFigures(report.header.unit, report.tables, report.states)
        by_unit = {report.header.unit: figures}
    kept: dict[str, KeptFigures] = {}
    for unit, figures in by_unit.items():
        _owned_up_to(case, unit, figures, upward=upward)
        kept[unit] = _carried(case, unit, figures) or KeptFigures(figures.values, figures.states)
    _nobody_else(report, by_unit if upward else {"": None})
    return kept


def _owned_up_to(case: _Case, unit: str, figures: UnitFigures, *, upward: bool) -> None:
    """Refuse a unit's figures for an error its package does not list, and for a list that is not true."""
    report = case.report
    assert report is not None  # noqa: S101 - the content was read before
    listed = own_errors(report.open_errors, unit, upward=upward)
    follow = own_forms(report.to_follow, unit, upward=upward)
    left_out = _forms_left_out(case, unit, figures, follow)
    said = [(str(one.place), one.reason, one.text) for one in listed]
    said += [(one.form, one.reason, one.text) for one in follow]
    for place, reason, text in said:
        if reason is SendReason.OTHER and not text.strip():
            raise _Stop(PackageStatus.REFUSED, Problem("REASON_BLANK", place=place))
    today = case.desk.clock.today()
    open_forms, errors = _findings(case, unit, figures, today, computed_only=upward)
    errors = [found for found in errors if found.place.table not in left_out]
    stated = unlisted(errors, listed)
    if not upward and not stated:
        made = report.header.made_at.astimezone(VIET_NAM).date()
        odd = not_there(errors, listed, case.pack)
        if odd is not None and made != today:  # a rule about the day: true when the package was made
            odd = not_there(_findings(case, unit, figures, made, computed_only=False)[1], listed, case.pack)
        if odd is not None:
            raise _Stop(
                PackageStatus.REFUSED, Problem("OPEN_ERROR_NOT_THERE", check=odd.code, place=odd.place)
            )
        stated = _not_ours(open_forms, figures, left_out)
    if stated:
        details = [
            f"{found.code} {found.place}: {found.sentence.get(case.desk.language, '')}" for found in stated
        ]
        problem = Problem("VALUES_WRONG", place=stated[0].place, reason=stated[0].code)
        raise _Stop(PackageStatus.REFUSED, problem, details[:_SHOWN_FINDINGS])


def _forms_left_out(
    case: _Case, unit: str, figures: UnitFigures, follow: Sequence[ToFollow]
) -> frozenset[str]:
    """Name the tables of forms that follow; they are the unit's own and hold nothing yet."""
    known = {form.id for form in forms_to_send(case.pack, case.desk.pack.units_by_code[unit])}
    forms = {one.form for one in follow}
    if len(forms) != len(follow) or not forms <= known or (forms and forms == known):
        raise _Stop(PackageStatus.REFUSED, Problem("TO_FOLLOW_FORM", form=", ".join(sorted(forms))))
    left_out = tables_left_out(case.pack, follow)
    filled = left_out & ({*figures.values} | {place.table for place in figures.states})
    if filled:
        raise _Stop(PackageStatus.REFUSED, Problem("TO_FOLLOW_FILLED", table=min(filled)))
    return left_out


def _nobody_else(report: Report, units: Mapping[str, object]) -> None:
    """Refuse a list that speaks of a unit whose figures are not in the package."""
    named = {one.unit for one in report.to_follow}
    if report.header.kind is PackageKind.DISTRICT:
        named |= {one.place.key[0] for one in report.open_errors}
    strangers = named - units.keys()
    if strangers:
        raise _Stop(PackageStatus.REFUSED, Problem("NO_SOURCE", unit=min(strangers) or "?"))


def _carried(case: _Case, unit: str, figures: UnitFigures) -> KeptFigures | None:
    """Move the figures of an older version to the one at work; None where it is that one.

    They passed the rules they were made under, so what the newer ones find is told and refuses nothing.
    """
    older, desk, report = case.older, case.desk, case.report
    if older is None or report is None:
        return None
    if report.header.kind is PackageKind.DISTRICT:
        carried = carry_lines(figures, older, desk.shelved)
    else:
        carried = carry(
            figures,
            older,
            desk.shelved,
            desk.pack.units_by_code[unit],
            desk.clock.today(),
            cover=report.header.answers(),
            official=official.values(desk, unit),
        )
    case.carried[unit] = carried
    return carried.figures


def _sourced(pack: Pack, report: Report) -> dict[str, UnitFigures]:
    """Take an upward package apart; each line must be of a unit below its sender, from a package it names."""
    sender, by_unit = report.header.unit, figures_by_unit(report)
    filling = _filling(pack, sender)
    sources = {source.unit for source in report.sources}
    below = {one.code for one in pack.children(sender)}
    reached = {unit: _filling(pack, unit) | {unit} for unit in sources}
    for unit in sorted({*sources, *by_unit}):
        if unit not in (below if unit in sources else filling):
            raise _Stop(PackageStatus.REFUSED, Problem("NOT_BELOW", unit=unit))
        if not any(unit in units for units in reached.values()):
            raise _Stop(PackageStatus.REFUSED, Problem("NO_SOURCE", unit=unit))
    for source, units in reached.items():
        if not any(by_unit[unit].values or by_unit[unit].states for unit in units & by_unit.keys()):
            raise _Stop(PackageStatus.REFUSED, Problem("SOURCE_EMPTY", unit=source))
    if not sources:
        raise _Stop(PackageStatus.REFUSED, Problem("SOURCE_EMPTY", unit=sender))
    return {unit: figures for unit, figures in by_unit.items() if unit in filling}


def _filling(pack: Pack, unit: str) -> set[str]:
    """Name every unit below, at any depth, that fills a form besides its cover: areas and agencies alike."""
    content = {form.id for form in pack.forms if all(table.role != "header" for table in form.tables)}
    kinds = {(one.level, one.kind) for one in pack.assignments if one.form in content}
    found: set[str] = set()
    waiting = list(pack.children(unit))
    while waiting:
        here = waiting.pop()
        if (here.level, here.kind) in kinds:
            found.add(here.code)
        waiting.extend(pack.children(here.code))
    return found


def _findings(
    case: _Case, unit: str, figures: UnitFigures, day: date, *, computed_only: bool
) -> tuple[OpenForms, list[Finding]]:
    """Fill the forms with one unit's figures as on a day, and list the errors.

    An upward package carries no texts, so that only its computed cells and the rules of the cells that
    it has can be tried again there.
    """
    desk = case.desk
    document = typed_part(case.pack, figures)
    if not computed_only:
        assert case.report is not None  # noqa: S101 - the content was read before
        document = replace(
            document, tables={**document.tables, HEADER_TABLE: {(): case.report.header.answers()}}
        )
    form_set = (case.shelved or desk.shelved).form_set
    known = None if computed_only else official.values(desk, unit)
    open_forms = form_set.open(desk.pack.units_by_code[unit], document, day, official=known)
    errors = [found for found in open_forms.findings() if found.severity is Severity.ERROR]
    if computed_only:
        errors = [f for f in errors if f.place in document.stated or _own_rule(f, document)]
    return open_forms, errors


def _own_rule(found: Finding, document: Document) -> bool:
    place = found.place
    return found.code == f"{place.table}.{place.field}" and document.value(place) is not None


def _not_ours(open_forms: OpenForms, figures: UnitFigures, left_out: frozenset[str]) -> list[Finding]:
    """Find a cell that the forms, filled with the same answers, would not show so.

    A figure in a cell that is not asked is seen by no rule and would yet be added up; a computed cell
    left out would be missing from the totals.
    """
    asked = {table.id for form in open_forms.forms for table in form.tables}
    asked -= {HEADER_TABLE, *left_out}
    ours = {table: rows for table, rows in open_forms.values().items() if table in asked}
    for table in dict.fromkeys((*figures.values, *ours)):
        theirs, wanted = figures.values.get(table, {}), ours.get(table, {})
        for key in dict.fromkeys((*theirs, *wanted)):
            left, right = theirs.get(key, {}), wanted.get(key, {})
            for name in dict.fromkeys((*left, *right)):
                if left.get(name) != right.get(name):
                    place = Address(table, key, name)
                    words = {one: sentence("NOT_AS_COMPUTED", one, place=place) for one in LANGUAGES}
                    return [Finding("CALC", Severity.ERROR, place, words)]
    return []


def _take_in(case: _Case, earlier: Sequence[KeptPackage], figures: Mapping[str, KeptFigures]) -> Receipt:
    desk, report, signer = case.desk, case.report, case.signer
    assert report is not None  # noqa: S101 - only a whole and readable package comes here
    assert signer is not None  # noqa: S101 - as above
    when, who = desk.clock.now(), desk.person.name
    unit = report.header.unit
    files = companion.check_companion(case.folder, case.file, report.attachments)
    problem = Problem("TAKEN")
    if report.provisional:
        errors, forms = len(report.open_errors), len(report.to_follow)
        problem = Problem("TAKEN_PROVISIONAL", errors=errors, forms=forms)
    elif case.older is not None:
        problem = Problem("TAKEN_OLDER", version=case.pack.version, here=desk.pack.version)
    detail = {
        **_told(case, problem),
        "status": report.header.status.value,
        "subject": signer.subject,
        "person": _person(signer),
        "fingerprint": signer.fingerprint,
        "certificate": signer.certificate.hex(),
        "trusted": signer.trusted,
        "revocation": signer.revocation,
        "signed": signer.time.isoformat() if signer.time else "",
        "figures_code": report.figures_code(),
        "accepted_by": who,
        "digest": report.digest(),
        "version": case.pack.version,
        "left": [plain_left(one) for carried in case.carried.values() for one in carried.left],
        "open_errors": [_plain_error(one, report) for one in report.open_errors],
        "to_follow": [{**plain_to_follow(one), "unit": one.unit or unit} for one in report.to_follow],
        "explained": sum(
            len(report.tables.get(table.id, {}))
            for table in case.pack.tables_by_id.values()
            if table.role == EXPLANATIONS_ROLE
        ),
        "files": {name: desk.received.keep_content(data) for name, data in files.whole.items()},
        "missing": list(files.missing),
        "differing": list(files.differing),
    }
    with desk.database.writing():
        kept = _kept_before(case, earlier)
        number = kept.id if kept else desk.received.keep(
            case.package, case.data, status=PackageStatus.WAITING_SIGNER, who=who, when=when
        )  # fmt: skip
        desk.received.take_in(number, figures, detail=detail, who=who, when=when)
        desk.received.keep_receipt(
            number, who=who, how="taken in", detail={"digest": case.package.digest}, when=when
        )
    details = [
        *told(case.pack, report.open_errors, report.to_follow, desk.language),
        *about_older(desk, case.carried.values()),
        *_about_files(desk, replace(files, whole={})),
    ]
    return replace(_receipt(case, TAKEN, problem, details), provisional=report.provisional)


def _plain_error(one: OpenError, report: Report) -> dict[str, str]:
    """Keep an open error with its unit beside it, its cell as the unit itself names it."""
    unit = report.header.unit
    if report.header.kind is PackageKind.DISTRICT:
        unit = one.place.key[0]
        one = replace(one, place=replace(one.place, key=one.place.key[1:]))
    return {**plain_open_error(one), "unit": unit}


def _kept_before(case: _Case, earlier: Sequence[KeptPackage]) -> KeptPackage | None:
    """Give the entry of these bytes, if it says what we now know of them.

    A file whose certificate was revoked was not read; judged again it has a unit and a revision.
    """
    said = case.package
    return next((one for one in reversed(earlier) if replace(one.package, name=said.name) == said), None)


def _keep_verdict(case: _Case, earlier: Sequence[KeptPackage], stop: _Stop) -> Receipt:
    """Keep the file aside with its verdict; what is here already is not kept twice."""
    desk = case.desk
    verdict = verdict_word(stop.status)
    if stop.status is PackageStatus.ALREADY_HERE:
        case.package = earlier[-1].package
        return _receipt(case, verdict, stop.problem, _late_files(case, earlier[-1]))
    detail = _told(case, stop.problem)
    if case.signer is not None:
        detail |= {
            "subject": case.signer.subject,
            "fingerprint": case.signer.fingerprint,
            "fingerprints": list(case.fingerprints),
            "certificate": case.signer.certificate.hex(),
        }
    when, who = desk.clock.now(), desk.person.name
    kept = _kept_before(case, earlier)
    if kept:
        desk.received.judge(
            kept.id, status=stop.status, reason=stop.problem.code, detail=detail, who=who, when=when
        )
    else:
        desk.received.keep(
            case.package,
            case.data,
            status=stop.status,
            reason=stop.problem.code,
            detail=detail,
            who=who,
            when=when,
        )
    return _receipt(case, verdict, stop.problem, stop.details)


def _late_files(case: _Case, kept: KeptPackage) -> list[str]:
    """Take in the asked-for files of a package that came without them; say what is still missing."""
    asked = {*kept.detail.get("missing", ()), *kept.detail.get("differing", ())}
    if not asked or case.folder is None or case.parts is None:
        return []
    cover = read_cover(case.parts)
    if cover is not None:
        _know_pack(case, cover)
    report = read_workbook(case.parts, case.pack)
    wanted = [file for file in report.attachments if file.name in asked]
    found = companion.check_companion(case.folder, case.file, wanted)
    if found.whole:
        received = case.desk.received
        with case.desk.database.writing():
            files = {name: received.keep_content(data) for name, data in found.whole.items()}
            detail = {
                **kept.detail,
                "files": {**kept.detail["files"], **files},
                "missing": list(found.missing),
                "differing": list(found.differing),
            }
            received.judge(
                kept.id,
                status=kept.status,
                reason=kept.reason,
                detail=detail,
                who=case.desk.person.name,
                when=case.desk.clock.now(),
            )
    return _about_files(case.desk, found)


def _about_files(desk: Desk, files: companion.Checked) -> list[str]:
    codes = (
        ("COMPANION_TAKEN", files.whole),
        ("COMPANION_MISSING", files.missing),
        ("COMPANION_DIFFERS", files.differing),
    )
    return [sentence(code, desk.language, name=name) for code, names in codes for name in names]


def _told(case: _Case, problem: Problem) -> dict[str, Any]:
    return {f"sentence_{language}": sentence(problem, language) for language in LANGUAGES} | {
        "file": case.file
    }


def _receipt(case: _Case, verdict: str, problem: Problem, details: Sequence[str]) -> Receipt:
    said, signer = case.package, case.signer
    return Receipt(
        file=case.file,
        verdict=verdict,
        reason=problem.code,
        sentence=sentence(problem, case.desk.language),
        unit=said.unit,
        unit_name=unit_name(case.desk, said.unit),
        revision=said.revision,
        digest=said.digest,
        signer=signer,
        words=fingerprint_words(signer.fingerprint) if signer else (),
        details=tuple(details),
        version=case.version,
    )


def verdict_word(status: PackageStatus) -> str:
    """Say what is kept in the five words of the receipt: a fork is a refusal with its own reason."""
    return REFUSED if status is PackageStatus.FORKED else status.value


def unit_name(desk: Desk, unit: str) -> str:
    """Name a unit of the pack; "" for one it does not know."""
    known = desk.pack.units_by_code.get(unit)
    return known.name if known else ""
