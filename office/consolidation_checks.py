"""Looks at everything consolidated here: packages, tables, nominees, an official decision (C01 to C10).

check(desk) -> tuple[Consolidated, …]    for the screen and the workbook, in the order of their codes
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping

from db.received import AcceptedPackage, PackageStatus
from exports.keys import certificate_unit, load_certificate
from exports.opc import verify
from forms.consolidation import Consolidated
from forms.problems import Problem
from forms.report import PackageKind
from forms.roll_up import ROLLED_UP, TotalsView
from forms.roll_up import totals as roll_up
from forms.roll_up_reads import made_of
from forms.totals_tables import TotalsTable
from office.adding_up import tables, years
from office.blocks import Gathered, gathered
from office.consolidation_rules import RULES, Held, HeldPackage, Source
from office.decision import compared
from office.desk import Desk
from office.duplicates import doubtful

_ACCEPTED = (PackageStatus.TAKEN, PackageStatus.SUPERSEDED)


def check(desk: Desk, *, anew: bool = False) -> tuple[Consolidated, ...]:
    """Try C01 to C10. `anew`: signatures are verified once more from the kept bytes, which takes its time."""
    held = hold(desk, anew=anew)
    return tuple(rule(held) for rule in RULES)


def hold(desk: Desk, *, anew: bool = False) -> Held:
    """Read what the checks look at."""
    found = gathered(desk)
    accepted = desk.received.accepted(desk.campaign_id)
    return Held(
        desk.form_set,
        desk.unit.code,
        desk.pack.version,
        tuple(_package(desk, one, anew=anew) for one in accepted),
        _revisions(desk),
        found.units,
        lambda table: found.figures(made_of(desk.form_set, [table])),
        tuple(_views(desk, found)),
        tuple(
            (one.one.unit, one.other.unit, _pair(one.one.name, one.one.unit_name, one.other.unit_name))
            for one in doubtful(desk, found)
        ),
        compared(desk, found),
    )


def _package(desk: Desk, one: AcceptedPackage, *, anew: bool) -> HeldPackage:
    said, detail = one.kept.package, one.kept.detail
    data = _bytes(desk, one.kept.id)
    valid = data is not None and (not anew or verify(data, now=desk.clock.now()).parts is not None)
    kind = PackageKind(said.kind)
    return HeldPackage(
        said.unit,
        said.revision,
        said.digest,
        hashlib.sha256(data).hexdigest() if data is not None else "",
        valid,
        _signs_for(desk, detail),
        said.campaign,
        str(detail.get("standard", "")),
        str(detail.get("version", "")),
        one.units,
        kind is PackageKind.DISTRICT,
        tuple(
            Source(str(s["unit"]), str(s["package"]), int(s["revision"]), str(s["digest"]))
            for s in detail.get("sources", ())
        ),
        desk.unit.code if kind is PackageKind.IN_PLACE else "",
    )


def _bytes(desk: Desk, package: int) -> bytes | None:
    try:
        return desk.received.data(package)
    except Problem:
        return None


def _signs_for(desk: Desk, detail: Mapping[str, object]) -> tuple[str, ...]:
    """Name the units that the signer signs for: in the register of signers here, else by the certificate."""
    fingerprint = str(detail.get("fingerprint", ""))
    found = dict.fromkeys(one.unit for one in desk.signers.list() if one.fingerprint == fingerprint)
    certificate = bytes.fromhex(str(detail.get("certificate", "")))
    named = certificate_unit(load_certificate(certificate)) if certificate and not found else None
    if named is not None:
        found[next((code for code in desk.pack.units_by_code if code.lower() == named), named)] = None
    return tuple(found)


def _revisions(desk: Desk) -> dict[str, int]:
    last: dict[str, int] = {}
    for one in desk.received.packages(direction="received", campaign=desk.campaign_id):
        if one.status in _ACCEPTED and one.package.kind != PackageKind.IN_PLACE:
            last[one.package.unit] = max(one.package.revision, last.get(one.package.unit, 0))
    return last


def _views(desk: Desk, found: Gathered) -> Iterator[TotalsView]:
    """Put every table together that adds up, of every year where it has several."""
    for table in tables(desk):
        if table.kind in ROLLED_UP and table.kind != "list":
            figures = found.behind(table)
            for year in _asked(desk, table):
                yield roll_up(desk.form_set, desk.unit.code, table, figures, year, found.beside)


def _asked(desk: Desk, table: TotalsTable) -> tuple[str | None, ...]:
    known = years(desk, table.id)
    return known if table.kind == "sum" and known else (None,)


def _pair(name: str, one: str, other: str) -> dict[str, str]:
    return dict.fromkeys(("vi", "en"), f"{name}: {one}, {other}")
