"""An office's own authority: founded once, then certificates for the units below, renewed and revoked.

    found(desk, passphrase)                    a province (or any office with units below it) founds one
    look(desk, data)                           what a request file asks for, and who signed it
    issue(desk, view, work)                    certificates for it, in a signed file to hand down
    renew(desk, ids, work)                     the same keys again, from the requests that were kept
    revoke(desk, id, ...), new_list(desk, ...) the revocation list, which goes down with every downward file

Nothing here needs a network. The authority's key lies in a file of its own under a passphrase of its own.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from db.authority import BETWEEN, ENCRYPTION, ROOT, Issued
from exports.authority import (
    Named,
    Reason,
    Revoked,
    Use,
    limited_to,
    new_authority,
    read_request,
    revocation_list,
)
from exports.authority import (
    issue as issue_certificate,
)
from exports.carriers import deliver
from exports.file_names import plain
from exports.keys import (
    SigningKey,
    certificate_facts,
    fingerprint_words,
    from_p12,
    is_self_signed,
    load_certificate,
    to_p12,
)
from forms.letters import normalise
from forms.problems import Problem
from office.authority_files import (
    CERTIFICATES_SUFFIX,
    Handed,
    read_requests,
    write_certificates,
)
from office.desk import Desk
from office.recognising import recognise
from office.register_lines import is_within
from office.roles import Doing, demand_may
from office.signer_seen import SignerSeen, seen
from office.signing_keys import MIN_PASSPHRASE, Unlock, free_name, opened
from office.speaking import demand_speaks, path_of

YEARS = 10
"""How long an authority's own certificate counts."""
CERTIFICATE_YEARS = 3
LIST_DAYS = 180
"""Days until the next revocation list is due: lists go down with kits, a few times a year."""
RENEW_BEFORE = timedelta(days=90)
_SETTING = "authority"


@dataclass(frozen=True, slots=True)
class OwnAuthority:
    """The authority of this office; `list_until`: when its revocation list is due anew."""

    certificate: bytes  # DER
    fingerprint: str
    words: tuple[str, ...]
    subject: str
    path: Path
    valid_to: datetime
    is_root: bool
    list_until: datetime | None


@dataclass(frozen=True, slots=True)
class AskedFor:
    """One request of a file; `here`: a certificate for this key was issued here and still counts."""

    use: Use
    person: str
    position: str
    data: bytes
    here: bool


@dataclass(frozen=True, slots=True)
class RequestView:
    """What a request file asks for."""

    unit: str
    unit_name: str
    asked: tuple[AskedFor, ...]
    signer: SignerSeen


@dataclass(frozen=True, slots=True)
class Work:
    """What issuing needs: the passphrase of the authority's key, the officer's own key, a place."""

    passphrase: str
    unlock: Unlock
    folder: Path


@dataclass(frozen=True, slots=True)
class IssuedView:
    """A certificate issued here; `ends_soon`: within three months."""

    id: int
    unit: str
    unit_name: str
    person: str
    position: str
    use: str
    since: datetime
    until: datetime
    ends_soon: bool
    revoked: datetime | None
    reason: str
    why: str


# --- the authority itself ------------------------------------------------------------------------


def own(desk: Desk) -> OwnAuthority | None:
    """Return the authority of this office, None where it has none."""
    kept = json.loads(desk.office.setting(_SETTING) or "null")
    if kept is None:
        return None
    facts = certificate_facts(load_certificate(bytes.fromhex(kept["certificate"])))
    lists = {one.issuer: one.until for one in desk.authorities.lists()}
    return OwnAuthority(
        facts.data,
        facts.fingerprint,
        fingerprint_words(facts.fingerprint),
        facts.subject,
        Path(kept["path"]),
        facts.valid_to,
        is_self_signed(load_certificate(facts.data)),
        lists.get(facts.fingerprint),
    )


def found(desk: Desk, passphrase: str, years: int = YEARS) -> OwnAuthority:
    """Found the office's authority: it may certify its own unit and those below it, and no others.

    Raises AUTHORITY_HERE (there is one), AUTHORITY_BELOW (no units below this office), PASSPHRASE_SHORT.
    """
    demand_may(desk, Doing.SETTINGS)
    if own(desk) is not None:
        raise Problem("AUTHORITY_HERE")
    if not desk.has_below:
        raise Problem("AUTHORITY_BELOW")
    if len(passphrase) < MIN_PASSPHRASE:
        raise Problem("PASSPHRASE_SHORT")
    now = desk.clock.now()
    named = Named(desk.unit.name[:64], "", desk.unit.name, path_of(desk.pack, desk.unit.code))
    key = new_authority(named, now - timedelta(days=1), now.replace(year=now.year + years))
    path = put_key(desk, key, passphrase, f"noi-cap-{desk.unit.code}")
    begin(desk, key, path)
    made = own(desk)
    assert made is not None  # noqa: S101 - it was just begun
    return made


def put_key(desk: Desk, key: SigningKey, passphrase: str, stem: str) -> Path:
    """Write a key into a new file of the office's folder of keys."""
    folder = desk.home / "keys"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = free_name(folder, stem)
    return deliver(to_p12(key, passphrase), folder, path.name, private=True)


def begin(desk: Desk, key: SigningKey, path: Path) -> None:
    """Take up an authority whose key is here, with its first revocation list."""
    now = desk.clock.now()
    facts = certificate_facts(key.certificate)
    kind = ROOT if is_self_signed(key.certificate) else BETWEEN
    with desk.database.writing():
        desk.authorities.keep(
            fingerprint=facts.fingerprint,
            kind=kind,
            certificate=facts.data,
            unit=desk.unit.code,
            how="own",
            who=desk.person.name,
            when=now,
        )
        kept = {"path": str(path.resolve()), "certificate": facts.data.hex()}
        desk.office.set_setting(_SETTING, json.dumps(kept))
        _put_list(desk, key)


# --- issuing -------------------------------------------------------------------------------------


def look(desk: Desk, data: bytes, name: str = "") -> RequestView:
    """Say what a request file asks for.

    Raises AUTHORITY_NONE, REQUEST_FILE, REQUEST_BROKEN, KEY_TOO_WEAK, REQUEST_NOT_BELOW (of a unit that is
    not below this office, or a request for another unit than the file's).
    """
    if own(desk) is None:
        raise Problem("AUTHORITY_NONE")
    file = read_requests(data, desk.clock.now(), name, desk.trust())
    unit = file.unit
    names = {one.named.path[0] for one, _ in file.requests}
    if not is_within(desk.pack, desk.unit.code, unit) or names != {unit.lower()}:
        raise Problem("REQUEST_NOT_BELOW", unit=unit)
    here = {(one.key, one.use) for one in desk.authorities.issued() if _counts(one, desk.clock.now())}
    return RequestView(
        unit,
        desk.pack.units_by_code[unit].name,
        tuple(
            AskedFor(one.use, one.named.person, one.named.position, raw, (one.key, one.use) in here)
            for one, raw in file.requests
        ),
        seen(file.signer, unit, desk),
    )


def issue(desk: Desk, view: RequestView, work: Work, how: str = "") -> Path:
    """Issue what a request file asks for, and write the file that takes it back to the unit.

    `how`: how a signer who is not recognised yet was confirmed; they stand in the register then. Raises
    REQUEST_SIGNER where nobody confirmed who signed the request, and what opening either key does.
    """
    demand_may(desk, Doing.SETTINGS)
    if not view.signer.recognised:
        if not how.strip():
            raise Problem("REQUEST_SIGNER", person=view.signer.person, unit=view.unit_name)
        confirm(desk, view.signer, view.unit, how)
    return _issue(desk, [(view.unit, one.person, one.position, one.data) for one in view.asked], work)


def renew(desk: Desk, ids: Iterable[int], work: Work) -> Path:
    """Issue certificates anew for the same keys, before they end; the former ones count to their last day.

    Raises NO_SUCH_CERTIFICATE for one that is unknown or revoked: a lost key is never renewed.
    """
    demand_may(desk, Doing.SETTINGS)
    wanted = set(ids)
    kept = [one for one in desk.authorities.issued() if one.id in wanted and one.revoked is None]
    if not kept or len(kept) != len(wanted):
        raise Problem("NO_SUCH_CERTIFICATE")
    return _issue(desk, [(one.unit, one.person, one.position, one.request) for one in kept], work)


def confirm(desk: Desk, signer: SignerSeen, unit: str, how: str) -> None:
    """Enter whoever signed a file of certificates into the register: a person compared the words."""
    demand_may(desk, Doing.RECEIVE)
    person, position = signer.person, signer.position
    recognise(desk, signer.certificate, unit=unit, person=person, position=position, how=how)


def _issue(desk: Desk, wanted: Sequence[tuple[str, str, str, bytes]], work: Work) -> Path:
    now = desk.clock.now()
    authority = _opened_authority(desk, work.passphrase)
    made: list[bytes] = []
    with opened(desk, work.unlock) as officer, desk.database.writing():
        demand_speaks(desk, officer)
        issuer = certificate_facts(authority.certificate).fingerprint
        for unit, person, position, data in wanted:
            use = read_request(data).use
            name = desk.pack.units_by_code[unit].name
            named = Named(person, position, name, path_of(desk.pack, unit))
            end = now.replace(year=now.year + (YEARS // 2 if use == "issuing" else CERTIFICATE_YEARS))
            certificate = issue_certificate(authority, data, named, use, now - timedelta(days=1), end)
            facts = certificate_facts(certificate)
            desk.authorities.issue(
                authority=issuer,
                serial=str(certificate.serial_number),
                fingerprint=facts.fingerprint,
                unit=unit,
                person=person,
                position=position,
                use=use,
                key=read_request(data).key,
                certificate=facts.data,
                request=data,
                valid_to=facts.valid_to,
                who=desk.person.name,
                when=now,
            )
            made.append(facts.data)
        _put_list(desk, authority)
        handed = handed_down(desk)
        handed = replace(handed, issued=tuple(dict.fromkeys([*made, *handed.issued])))
        file = write_certificates(desk.unit.code, desk.clock.today(), handed, officer, now)
        one_unit = len({unit for unit, *_ in wanted}) == 1
        name = desk.pack.units_by_code[wanted[0][0]].name if one_unit else "nhieu-don-vi"
        stem = plain(name, 40) or "don-vi"
        return deliver(file, work.folder, f"{stem}-{desk.clock.today():%Y%m%d}{CERTIFICATES_SUFFIX}")


def _opened_authority(desk: Desk, passphrase: str) -> SigningKey:
    """Open the authority's key file; raise AUTHORITY_NONE, KEY_FILE_MISSING or what `from_p12` does."""
    here = own(desk)
    if here is None:
        raise Problem("AUTHORITY_NONE")
    return open_key(desk, here.path, passphrase)


def open_key(desk: Desk, path: Path, passphrase: str) -> SigningKey:
    """Open a key file where it was, or in the office's folder of keys once that was moved."""
    place = path if path.is_file() else desk.home / "keys" / path.name
    if not place.is_file():
        raise Problem("KEY_FILE_MISSING", file=path.name)
    return from_p12(place.read_bytes(), passphrase)


def issued(desk: Desk) -> tuple[IssuedView, ...]:
    """List what was issued here, the newest first."""
    now = desk.clock.now()
    units = desk.pack.units_by_code
    return tuple(
        IssuedView(
            one.id,
            one.unit,
            units[one.unit].name if one.unit in units else one.unit,
            one.person,
            one.position,
            one.use,
            one.at,
            one.valid_to,
            one.revoked is None and one.valid_to - now < RENEW_BEFORE,
            one.revoked,
            one.reason,
            one.why,
        )
        for one in reversed(desk.authorities.issued())
    )


def _counts(one: Issued, now: datetime) -> bool:
    return one.revoked is None and now <= one.valid_to


# --- revoking ------------------------------------------------------------------------------------


def revoke(desk: Desk, id_: int, *, reason: Reason, why: str, passphrase: str) -> None:
    """Revoke a certificate from now on, and make the list that says so; raise AUTHORITY_WHY."""
    demand_may(desk, Doing.SETTINGS)
    why = normalise(why).strip()
    if not why:
        raise Problem("AUTHORITY_WHY")
    authority = _opened_authority(desk, passphrase)
    with desk.database.writing():
        desk.authorities.revoke(id_, reason=reason, why=why, who=desk.person.name, when=desk.clock.now())
        _put_list(desk, authority)


def new_list(desk: Desk, passphrase: str) -> datetime:
    """Make the revocation list anew and say until when it counts."""
    demand_may(desk, Doing.SETTINGS)
    with desk.database.writing():
        return _put_list(desk, _opened_authority(desk, passphrase))


def _put_list(desk: Desk, authority: SigningKey) -> datetime:
    now = desk.clock.now().replace(microsecond=0)
    facts = certificate_facts(authority.certificate)
    last = next((one.number for one in desk.authorities.lists() if one.issuer == facts.fingerprint), 0)
    revoked = [
        Revoked(int(one.serial), one.revoked, _REASONS[one.reason])
        for one in desk.authorities.issued()
        if one.revoked is not None and one.authority == facts.fingerprint
    ]
    until = now + timedelta(days=LIST_DAYS)
    data = revocation_list(authority, revoked, last + 1, now, until)
    desk.authorities.keep_list(
        issuer=facts.fingerprint, number=last + 1, made=now, until=until, data=data, when=now
    )
    return until


_REASONS: dict[str, Reason] = {
    "key_compromise": "key_compromise",
    "affiliation_changed": "affiliation_changed",
    "superseded": "superseded",
    "cessation_of_operation": "cessation_of_operation",
}


# --- handing down --------------------------------------------------------------------------------


def handed_down(desk: Desk) -> Handed:
    """Give what goes down with every downward file: authorities of ours, their lists, whom to encrypt to.

    Authorities are those whose limits stand in their certificates; a government's root is added in each
    office by hand. Certificates to encrypt to are this office's own and those of areas below it.
    """
    above = {
        one.fingerprint: one.certificate
        for one in desk.authorities.certificates()
        if one.kind in (ROOT, BETWEEN) and one.ended is None and limited_to(load_certificate(one.certificate))
    }
    now = desk.clock.now()
    areas = {desk.unit.code, *(one.parent for one in desk.pack.units)}
    sealing = [
        one.certificate
        for one in desk.authorities.issued()
        if one.use == "encryption" and one.unit in areas and _counts(one, now)
    ]
    kept = [one.certificate for one in desk.authorities.certificates() if one.kind == ENCRYPTION]
    return Handed(
        tuple(dict.fromkeys([*sealing, *kept])),
        tuple(above.values()),
        tuple(one.data for one in desk.authorities.lists() if one.issuer in above),
    )


def write_lists(desk: Desk, unlock: Unlock, folder: Path) -> Path:
    """Write what goes down as a file of its own, for offices that get no kit now; raise AUTHORITY_NONE."""
    demand_may(desk, Doing.SETTINGS)
    handed = handed_down(desk)
    if not handed.above:
        raise Problem("AUTHORITY_NONE")
    now = desk.clock.now()
    with opened(desk, unlock) as officer:
        demand_speaks(desk, officer)
        data = write_certificates(desk.unit.code, desk.clock.today(), handed, officer, now)
    name = f"{plain(desk.unit.name, 40) or 'co-quan'}-{desk.clock.today():%Y%m%d}{CERTIFICATES_SUFFIX}"
    return deliver(data, folder, name)
