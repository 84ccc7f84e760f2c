"""What an office believes of authorities, put together from its data file for judging signatures."""

from __future__ import annotations

from datetime import date

from db.authority import BETWEEN, ROOT, Authorities
from exports.trust import TrustStore
from exports.trust_files import with_kept
from office.clock import VIET_NAM


def with_authorities(
    store: TrustStore, kept: Authorities, registered: frozenset[str], on: date
) -> TrustStore:
    """Add roots, authorities between, and revocation lists; say for whom the office answers itself.

    A root that was ended counts for what was received up to that day. `registered`: fingerprints that
    this office entered into the register by its own word.
    """
    good = [
        one for one in kept.certificates() if one.ended is None or on <= one.ended.astimezone(VIET_NAM).date()
    ]
    return with_kept(
        store,
        roots=[one.certificate for one in good if one.kind == ROOT],
        between=[one.certificate for one in good if one.kind == BETWEEN],
        lists=[one.data for one in kept.lists()],
        own=registered | {one.fingerprint for one in kept.issued() if one.revoked is None},
    )
