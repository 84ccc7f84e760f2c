"""What an office gets from an authority: asked for, taken in, and the roots it believes.

ask(desk, unlock, ...)          a signed file with requests for the office's keys
look(desk, data)                what a certificate file would change here; nothing changes yet
take(desk, view, ...)           certificates beside their keys, authorities and lists kept
root_in / add_root / end_root   a government's root, compared by its words with the published ones
take_handed(desk, ...)          what a kit brings of authorities, as far as its issuer may vouch
sealing_certificate(desk, unit) to whom a package for a unit can be encrypted
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from db.authority import BETWEEN, ENCRYPTION, ROOT, Asked
from exports.authority import (
    Named,
    Use,
    key_of,
    limited_to,
    list_is_by,
    may_issue,
    new_request_key,
    read_list,
    request,
    use_of,
    with_certificate,
)
from exports.carriers import deliver
from exports.file_names import plain
from exports.keys import (
    KeyHolder,
    certificate_facts,
    fingerprint_words,
    is_self_signed,
    load_certificate,
)
from exports.trust import judge
from exports.unit_names import fits_path, unit_path
from forms.letters import normalise
from forms.problems import Problem
from office.authority import begin, confirm, open_key, put_key
from office.authority_files import REQUEST_SUFFIX, Handed, read_certificates, write_requests
from office.desk import Desk
from office.register_lines import is_within
from office.rejudging import Rejudged, rejudge
from office.roles import Doing, demand_may
from office.signer_seen import SignerSeen, seen
from office.signing_keys import MIN_PASSPHRASE, FileKey, Unlock, opened, remember_key
from office.speaking import path_of

_STEMS: dict[Use, str] = {"signing": "khoa", "encryption": "ma-hoa", "issuing": "noi-cap"}


@dataclass(frozen=True, slots=True)
class Root:
    """A root that is not believed here yet. `limit`: the unit below which alone it may issue, () for any."""

    certificate: bytes
    name: str  # the common name
    subject: str
    fingerprint: str
    words: tuple[str, ...]
    limit: tuple[str, ...]
    valid_to: datetime
    vouched: bool  # whoever signed the file may vouch for it


@dataclass(frozen=True, slots=True)
class Mine:
    """A certificate for a key of this office."""

    use: Use
    subject: str
    until: datetime
    data: bytes
    key: Path


@dataclass(frozen=True, slots=True)
class CertificatesView:
    """What a certificate file would change here."""

    issuer: str
    issuer_name: str
    signer: SignerSeen
    mine: tuple[Mine, ...]
    roots: tuple[Root, ...]
    lists: int  # revocation lists newer than those here
    handed: Handed


@dataclass(frozen=True, slots=True)
class Brought:
    """What a kit or register file brings of authorities: names of roots to be believed, newer lists."""

    roots: tuple[str, ...] = ()
    lists: int = 0


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of a certificate file: new key files, the one to sign with first; packages judged anew."""

    keys: tuple[Path, ...]
    rejudged: tuple[Rejudged, ...]


@dataclass(frozen=True, slots=True)
class TrustedView:
    """An authority that this office knows, with the day of its newest revocation list."""

    fingerprint: str
    words: tuple[str, ...]
    name: str  # the common name
    subject: str
    kind: str
    limit: tuple[str, ...]
    valid_to: datetime
    how: str
    who: str
    at: datetime
    ended: datetime | None
    list_made: datetime | None
    list_until: datetime | None


# --- asking --------------------------------------------------------------------------------------


def ask(desk: Desk, unlock: Unlock, folder: Path, *, sealing: bool = True, issuing: bool = False) -> Path:
    """Write a signed file that asks for certificates: for the signing key, and for new keys beside it.

    `sealing`: an RSA key that others encrypt to; `issuing`: a key to issue with, for an office with units
    below it. New keys lie in files of their own under the passphrase of the signing key. Raises ASK_TOKEN
    for a key on a token, AUTHORITY_BELOW, PASSPHRASE_SHORT, or what `opened` does.
    """
    demand_may(desk, Doing.SETTINGS)
    if not isinstance(unlock, FileKey):
        raise Problem("ASK_TOKEN")
    if issuing and not desk.has_below:
        raise Problem("AUTHORITY_BELOW")
    if len(unlock.passphrase) < MIN_PASSPHRASE:
        raise Problem("PASSPHRASE_SHORT")
    now = desk.clock.now()
    chosen: dict[Use, bool] = {"encryption": sealing, "issuing": issuing}
    uses = [use for use, wanted in chosen.items() if wanted]
    with opened(desk, unlock) as key, desk.database.writing():
        facts = certificate_facts(key.certificate)
        path = path_of(desk.pack, desk.unit.code)
        named = Named(facts.person, facts.position, desk.unit.name, path)
        requests = [_asked(desk, key, named, "signing", unlock.path, now)]
        for use in uses:
            fresh = new_request_key(named, use, now - timedelta(days=1), now.replace(year=now.year + 1))
            kept = put_key(desk, fresh, unlock.passphrase, f"{_STEMS[use]}-{desk.unit.code}")
            requests.append(_asked(desk, fresh, named, use, kept, now))
        data = write_requests(desk.unit.code, tuple(requests), key, now)
        name = f"{plain(desk.unit.name, 40) or 'don-vi'}-{desk.clock.today():%Y%m%d}{REQUEST_SUFFIX}"
        return deliver(data, folder, name)


def _asked(desk: Desk, key: KeyHolder, named: Named, use: Use, path: Path, now: datetime) -> bytes:
    data = request(key, named, use)
    digest = key_of(key.certificate)
    desk.authorities.ask(key=digest, use=use, path=str(path.resolve()), who=desk.person.name, when=now)
    return data


def asked(desk: Desk) -> tuple[Asked, ...]:
    """List the keys that certificates were asked for, first to last."""
    return desk.authorities.asked()


# --- taking in -----------------------------------------------------------------------------------


def look(desk: Desk, data: bytes, name: str = "") -> CertificatesView:
    """Say what a certificate file would change here.

    One from an office below brings its lists and vouches for nothing. Raises CERTIFICATE_FILE, and
    CERTIFICATES_NOT_OURS where its issuer stands neither above this office nor below it.
    """
    file = read_certificates(data, desk.clock.now(), name, desk.trust())
    unit = desk.pack.units_by_code.get(file.issuer)
    above = unit is not None and is_within(desk.pack, file.issuer, desk.unit.code)
    if unit is None or not (above or is_within(desk.pack, desk.unit.code, file.issuer)):
        raise Problem("CERTIFICATES_NOT_OURS", unit=file.issuer)
    signer = seen(file.signer, file.issuer, desk)
    return CertificatesView(
        file.issuer,
        unit.name,
        signer,
        _mine(desk, file.handed),
        _new_roots(desk, file.handed, file.issuer, vouching=above and signer.recognised),
        sum(1 for _ in _new_lists(desk, file.handed)),
        file.handed,
    )


def take(
    desk: Desk, view: CertificatesView, *, passphrase: str = "", confirmed: Iterable[str] = (), how: str = ""
) -> Taken:
    """Take in a certificate file: all of it or nothing.

    `confirmed`: fingerprints of roots whose words a person compared, `how`: how, also for a signer who is
    not recognised yet. Raises ROOT_UNKNOWN (a root nobody confirmed), HOW_MISSING, CERTIFICATES_SIGNER, or
    what opening the key files does.
    """
    demand_may(desk, Doing.SETTINGS, Doing.RECEIVE)  # one's own certificates, and whom to believe
    sure, how, now = frozenset(confirmed), normalise(how).strip(), desk.clock.now()
    open_roots = [one for one in view.roots if not one.vouched and one.fingerprint not in sure]
    if open_roots:
        raise Problem("ROOT_UNKNOWN", subject=open_roots[0].subject)
    if sure and not how:
        raise Problem("HOW_MISSING")
    if not view.signer.recognised and not how:
        raise Problem("CERTIFICATES_SIGNER", person=view.signer.person, unit=view.issuer_name)
    made: list[Path] = []
    with desk.database.writing():
        if not view.signer.recognised:
            confirm(desk, view.signer, view.issuer, how)
        for root in view.roots:
            _keep(desk, root.certificate, ROOT, how=how if root.fingerprint in sure else view.issuer_name)
        _take_rest(desk, view.handed, view.issuer_name)
        for mine in sorted(view.mine, key=lambda one: one.use != "signing"):
            made.append(_beside_its_key(desk, mine, view.handed, passphrase))
            desk.authorities.answered(key_of(load_certificate(mine.data)), now)
    return Taken(tuple(made), rejudge(desk))


def brought(desk: Desk, handed: Handed, issuer: str) -> Brought:
    """Say what `take_handed` would change; nothing changes yet."""
    above = is_within(desk.pack, issuer, desk.unit.code)
    roots = [one.name for one in _new_roots(desk, handed, issuer, vouching=above) if one.vouched]
    return Brought(tuple(roots), sum(1 for _ in _new_lists(desk, handed)))


def take_handed(desk: Desk, handed: Handed, issuer: str, issuer_name: str) -> None:
    """Take in what a kit or register file brings: lists of known authorities, and roots from above.

    Its issuer vouches for roots of its own area, unless it stands below this office. Who calls this
    judges anew afterwards (`office.rejudging`).
    """
    above = is_within(desk.pack, issuer, desk.unit.code)
    with desk.database.writing():
        for root in _new_roots(desk, handed, issuer, vouching=above):
            if root.vouched:
                _keep(desk, root.certificate, ROOT, how=issuer_name)
        _take_rest(desk, handed, issuer_name)


def _take_rest(desk: Desk, handed: Handed, how: str) -> None:
    """Keep authorities between (believed in nothing by themselves), lists, and whom to encrypt to."""
    here = {one.fingerprint for one in desk.authorities.certificates()}
    for data in handed.above:
        certificate = load_certificate(data)
        if not is_self_signed(certificate) and certificate_facts(certificate).fingerprint not in here:
            _keep(desk, data, BETWEEN, how=how)
    for issuer, data in _new_lists(desk, handed):
        facts = read_list(data)
        desk.authorities.keep_list(
            issuer=issuer,
            number=facts.number,
            made=facts.made,
            until=facts.until,
            data=data,
            when=desk.clock.now(),
        )
    for data in handed.issued:
        if use_of(load_certificate(data)) == "encryption" and _is_good(desk, data):
            _keep(desk, data, ENCRYPTION, how=how)


def _new_roots(desk: Desk, handed: Handed, issuer: str, *, vouching: bool) -> tuple[Root, ...]:
    """Find roots that are not believed here; an issuer vouches for those limited to its own area."""
    known = {one.fingerprint for one in desk.authorities.certificates() if one.kind == ROOT}
    area = path_of(desk.pack, issuer)
    found: list[Root] = []
    for data in handed.above:
        certificate = load_certificate(data)
        facts = certificate_facts(certificate)
        if not is_self_signed(certificate) or facts.fingerprint in known:
            continue
        limit = limited_to(certificate)
        within = len(limit) >= len(area) and fits_path(limit[-len(area) :], area)
        found.append(_root(data, vouched=vouching and within))
    return tuple(found)


def _root(data: bytes, *, vouched: bool = False) -> Root:
    certificate = load_certificate(data)
    facts = certificate_facts(certificate)
    words = fingerprint_words(facts.fingerprint)
    limit = limited_to(certificate)
    return Root(
        facts.data, facts.person, facts.subject, facts.fingerprint, words, limit, facts.valid_to, vouched
    )


def _new_lists(desk: Desk, handed: Handed) -> Iterable[tuple[str, bytes]]:
    """Find lists newer than those here that a known authority signed, or one that comes along."""
    here = {one.issuer: (one.made, one.number) for one in desk.authorities.lists()}
    kept = [one.certificate for one in desk.authorities.certificates() if one.kind in (ROOT, BETWEEN)]
    by = [load_certificate(one) for one in dict.fromkeys([*kept, *handed.above])]
    for data in handed.lists:
        facts = read_list(data)
        issuer = next((one for one in by if list_is_by(data, one)), None)
        if issuer is None or facts.made > desk.clock.now():
            continue
        fingerprint = certificate_facts(issuer).fingerprint
        if fingerprint not in here or here[fingerprint] < (facts.made, facts.number):
            yield fingerprint, data


def _mine(desk: Desk, handed: Handed) -> tuple[Mine, ...]:
    paths = {one.key: Path(one.path) for one in desk.authorities.asked()}
    found: list[Mine] = []
    for data in handed.issued:
        certificate = load_certificate(data)
        key, use = key_of(certificate), use_of(certificate)
        if key in paths and use is not None:
            facts = certificate_facts(certificate)
            found.append(Mine(use, facts.subject, facts.valid_to, facts.data, paths[key]))
    return tuple(found)


def _beside_its_key(desk: Desk, mine: Mine, handed: Handed, passphrase: str) -> Path:
    """Put a certificate into a new file beside its key; the former file stays as it is."""
    certificate = load_certificate(mine.data)
    if not fits_path(unit_path(certificate), path_of(desk.pack, desk.unit.code)):
        raise Problem("KEY_OTHER_UNIT", found=certificate_facts(certificate).unit or "", unit=desk.unit.code)
    key = open_key(desk, mine.key, passphrase)
    chain = [load_certificate(one) for one in handed.above]
    whole = with_certificate(key, certificate, chain)
    path = put_key(desk, whole, passphrase, f"{_STEMS[mine.use]}-{desk.unit.code}")
    if mine.use == "signing":
        remember_key(desk, FileKey(path, passphrase), whole)
    elif mine.use == "issuing":
        begin(desk, whole, path)
    return path


def _keep(desk: Desk, data: bytes, kind: str, *, how: str) -> None:
    certificate = load_certificate(data)
    named = unit_path(certificate)
    unit = next((one.code for one in desk.pack.units if named and one.code.lower() == named[0]), "")
    desk.authorities.keep(
        fingerprint=certificate_facts(certificate).fingerprint,
        kind=kind,
        certificate=data,
        unit=unit if fits_path(named, path_of(desk.pack, unit)) else "",
        how=how,
        who=desk.person.name,
        when=desk.clock.now(),
    )


# --- roots ---------------------------------------------------------------------------------------


def root_in(path: Path) -> Root:
    """Read a root's certificate from a file, to be compared before it is added.

    Raises FILE_MISSING, CERTIFICATE_BROKEN, or ROOT_NONE for a certificate that is no root.
    """
    if not path.is_file():
        raise Problem("FILE_MISSING", file=path.name)
    try:
        certificate = load_certificate(path.read_bytes())
    except Problem as broken:
        raise Problem("CERTIFICATE_BROKEN", file=path.name) from broken
    if not may_issue(certificate) or not is_self_signed(certificate):
        raise Problem("ROOT_NONE", file=path.name)
    return _root(certificate_facts(certificate).data)


def add_root(desk: Desk, root: Root, *, how: str) -> tuple[Rejudged, ...]:
    """Believe a root from now on; `how`: with what a person compared its words. Raises HOW_MISSING."""
    demand_may(desk, Doing.RECEIVE)
    how = normalise(how).strip()
    if not how:
        raise Problem("HOW_MISSING")
    _keep(desk, root.certificate, ROOT, how=how)
    return rejudge(desk)


def end_root(desk: Desk, fingerprint: str, *, why: str) -> None:
    """Believe a root no longer, from tomorrow; raise AUTHORITY_WHY or NO_SUCH_ROOT."""
    demand_may(desk, Doing.RECEIVE)
    why = normalise(why).strip()
    if not why:
        raise Problem("AUTHORITY_WHY")
    desk.authorities.end(fingerprint, who=desk.person.name, why=why, when=desk.clock.now())


def add_list(desk: Desk, data: bytes, name: str = "") -> tuple[Rejudged, ...]:
    """Take in a revocation list as a government publishes it (DER or PEM).

    Raises LIST_BROKEN, or LIST_STRANGE where no authority known here signed it, or it is older than the
    one that is here.
    """
    demand_may(desk, Doing.RECEIVE)
    facts = read_list(data)
    handed = Handed(lists=(facts.data,))
    found = next(iter(_new_lists(desk, handed)), None)
    if found is None:
        raise Problem("LIST_STRANGE", file=name, issuer=facts.issuer)
    _take_rest(desk, handed, name)
    return rejudge(desk)


def trusted(desk: Desk) -> tuple[TrustedView, ...]:
    """List the authorities known here, ended ones too, first to last."""
    lists = {one.issuer: one for one in desk.authorities.lists()}
    found: list[TrustedView] = []
    for one in desk.authorities.certificates():
        if one.kind == ENCRYPTION:
            continue
        root = _root(one.certificate)
        newest = lists.get(one.fingerprint)
        found.append(
            TrustedView(
                root.fingerprint,
                root.words,
                root.name,
                root.subject,
                one.kind,
                root.limit,
                root.valid_to,
                one.how,
                one.who,
                one.at,
                one.ended,
                newest.made if newest else None,
                newest.until if newest else None,
            )
        )
    return tuple(found)


# --- encrypting ----------------------------------------------------------------------------------


def sealing_keys(desk: Desk) -> tuple[Path, ...]:
    """Give the key files that open what others encrypted to this office, the newest first."""
    found = (desk.home / "keys").glob(f"{_STEMS['encryption']}-*.p12")
    return tuple(sorted(found, key=lambda path: (len(path.name), path.name), reverse=True))


def sealing_certificate(desk: Desk, unit: str) -> bytes | None:
    """Give the certificate (DER) to encrypt to a unit: the newest that is good now, None where none is."""
    kept = [one.certificate for one in desk.authorities.certificates() if one.kind == ENCRYPTION]
    made = [one.certificate for one in desk.authorities.issued() if one.use == "encryption"]
    good = [
        data
        for data in dict.fromkeys([*kept, *made])
        if fits_path(unit_path(load_certificate(data)), path_of(desk.pack, unit)) and _is_good(desk, data)
    ]
    return max(good, key=lambda data: certificate_facts(load_certificate(data)).valid_to, default=None)


def _is_good(desk: Desk, data: bytes) -> bool:
    return judge(load_certificate(data), (), desk.trust(), desk.clock.now(), "encryption").trusted
