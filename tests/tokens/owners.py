"""Whose tokens the tests have: made once a process, for every test that plugs them in."""

from functools import cache

from cryptography import x509

from exports.keys import SigningKey
from tests.exports.opc.authority import SIGNS, certify, key_usage, middle
from tests.exports.test_envelope import rsa_key
from tests.offices import NGOC_LAY
from tests.tokens.soft import plugged_in

_UNIT = (x509.SubjectAlternativeName([x509.DNSName(f"u{NGOC_LAY}.unit.phieuxa.invalid")]), False)
_BOTH_USES = (key_usage("digital_signature", "key_encipherment"), True)

CURVE: SigningKey = certify("A Chương", middle(), [SIGNS, _UNIT])
"""The chairman of a commune, with the commune's code in his certificate."""
OLD: SigningKey = certify("Y Blố", middle(), [_BOTH_USES], private_key=rsa_key(0))
"""Somebody whose certificate names no unit, as the government's do; it signs and opens."""
DEPUTY: SigningKey = certify("A Phó", middle(), [SIGNS])
SEALING: SigningKey = certify(
    "Văn thư", middle(), [(key_usage("key_encipherment"), True)], private_key=rsa_key(1)
)
"""Who only opens envelopes."""
LONELY: SigningKey = certify("A Lẻ", None, [SIGNS])
"""Somebody whose token lost its key."""


@cache
def slots() -> tuple[int, int, int]:
    """Make the chairman's token (two keys, and the authorities above), his deputy's, and the lonely one."""
    with plugged_in() as tokens:
        return (
            tokens.add("Chủ tịch", CURVE, OLD, with_ca=True),
            tokens.add("Phó chủ tịch", DEPUTY, SEALING),
            tokens.add_certificate("Chỉ có chứng thư", LONELY),
        )
