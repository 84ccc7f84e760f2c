"""Keys on USB tokens, reached through the library (PKCS#11) that the token's maker gives with it.

The key never leaves the token. A library is opened for one piece of work and closed after it: so what was
typed is forgotten, a token put in later is seen, and another program can have it. A PIN is given to the token
once for each time it was typed, never a second time: a token locks itself after a few wrong ones.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

import pkcs11
from asn1crypto import algos, core
from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import rsa
from pkcs11 import Attribute, Mechanism, ObjectClass
from pkcs11 import exceptions as faults
from pkcs11.constants import TokenFlag

from exports.envelope import can_receive
from exports.keys import (
    CertificateFacts,
    Hash,
    KeyHolder,
    certificate_facts,
    fingerprint,
    readable_name,
)
from forms.problems import Problem

_SECONDS: Final = 30.0
# A library knows one login for the whole program: two pieces of work at once would log each other out.
_ONE_AT_A_TIME: Final = threading.Lock()

_GONE: Final = (
    faults.DeviceRemoved,
    faults.DeviceError,
    faults.SessionClosed,
    faults.SessionHandleInvalid,
    faults.SlotIDInvalid,
    faults.TokenNotPresent,
    faults.TokenNotRecognised,
    faults.UserNotLoggedIn,
)
_SEALED: Final = (
    faults.ArgumentsBad,
    faults.DataInvalid,
    faults.DataLenRange,
    faults.EncryptedDataInvalid,
    faults.EncryptedDataLenRange,
    faults.FunctionFailed,
    faults.GeneralError,
    faults.KeyTypeInconsistent,
    faults.MechanismInvalid,
)
_RSA_OF: Final = {
    "sha256": Mechanism.SHA256_RSA_PKCS,
    "sha384": Mechanism.SHA384_RSA_PKCS,
    "sha512": Mechanism.SHA512_RSA_PKCS,
}


class PinState(StrEnum):
    """What a token tells of its PIN; PKCS#11 has no count of the tries left."""

    WELL = "well"
    WRONG_BEFORE = "wrong_before"  # at least one wrong PIN since the last right one
    LAST_TRY = "last_try"
    LOCKED = "locked"
    UNSET = "unset"


@dataclass(frozen=True, slots=True)
class TokenView:
    """A token that is plugged in, as seen without its PIN."""

    library: Path
    slot: int
    label: str
    serial: str
    pin: PinState
    pin_pad: bool  # the PIN is typed on the token itself
    certificates: tuple[CertificateFacts, ...]  # those of people, not of authorities
    signing: frozenset[str]  # the fingerprints of those that may sign
    opening: frozenset[str]  # and of those that envelopes may be sealed to


def look(library: Path) -> tuple[TokenView, ...]:
    """Return the tokens that a library sees now; no PIN is asked.

    Raises ``Problem``: ``TOKEN_LIBRARY`` (file) for a file that is no such library, ``TOKEN_BUSY``,
    ``TOKEN_FAILED`` (reason).
    """
    with _opened(library) as found:
        return tuple(_view(library, token) for token in _tokens(found))


def _view(library: Path, token: Any) -> TokenView:  # noqa: ANN401 - the library's own classes
    people = [one for _, one in _certificates(token) if not _is_ca(one)]
    return TokenView(
        library,
        token.slot.slot_id,
        token.label.strip(),
        token.serial.decode("ascii", "replace").strip(),
        _pin_state(token),
        bool(token.flags & TokenFlag.PROTECTED_AUTHENTICATION_PATH),
        tuple(certificate_facts(one) for one in people),
        frozenset(fingerprint(one) for one in people if _may_sign(one)),
        frozenset(fingerprint(one) for one in people if can_receive(one)),
    )


@contextmanager
def token_keys(library: Path, slot: int, wanted: str, pin: str) -> Iterator[tuple[KeyHolder, ...]]:
    """Open the key of the certificate with the fingerprint ``wanted`` (64 hexadecimal digits).

    It comes first; after it those of the same token that envelopes may be sealed to: a token often has one
    key that signs and another that opens. The token is looked for in ``slot`` first, then in the others: it
    may stand in another socket today. With a keypad on the token ``pin`` is not used. Afterwards only
    certificates and chains can be read.

    Raises ``Problem``: ``TOKEN_LIBRARY``, ``TOKEN_BUSY``, ``TOKEN_ABSENT`` (no token at all),
    ``TOKEN_OTHER`` (label: another token is plugged in), ``TOKEN_LOCKED``, ``TOKEN_PIN`` (wrong),
    ``TOKEN_PIN_LAST`` (wrong, and one try is left), ``TOKEN_PIN_UNSET``, ``TOKEN_PIN_EXPIRED``,
    ``TOKEN_KEY`` (no key of that certificate), ``TOKEN_REMOVED``, ``TOKEN_FAILED`` (reason).
    """
    with _opened(library) as found:
        token, held, first = _with_certificate(found, slot, wanted)
        session = _login(token, pin)
        keys: list[_TokenKey] = []
        try:
            with _telling():
                mechanisms = frozenset(token.slot.get_mechanisms())
                keys.append(_key(session, *first, held, mechanisms, pin))
                for one in held:
                    if one != first and can_receive(one[1]):
                        with suppress(Problem):  # a certificate whose key is elsewhere
                            keys.append(_key(session, *one, held, mechanisms, pin))
            yield tuple(keys)
        finally:
            for key in keys:
                key.close()
            with suppress(faults.PKCS11Error):  # it may be gone by now
                session.close()


@contextmanager
def token_key(library: Path, slot: int, wanted: str, pin: str) -> Iterator[KeyHolder]:
    """Open the key of one certificate, as `token_keys` does."""
    with token_keys(library, slot, wanted, pin) as keys:
        yield keys[0]


class _TokenKey:
    """A private key on a token, while its session is open."""

    def __init__(
        self,
        certificate: x509.Certificate,
        chain: tuple[x509.Certificate, ...],
        private: Any,  # noqa: ANN401 - python-pkcs11 makes the class of a key at run time
        mechanisms: frozenset[Mechanism],
        pin: str,
    ) -> None:
        self.certificate = certificate
        self.chain = chain
        self._private: Any = private
        self._mechanisms = mechanisms
        # A key may want the PIN again for each signature (CKA_ALWAYS_AUTHENTICATE): the one typed is given.
        self._again = {"pin": pin} if _always_asks(private) else {}

    def close(self) -> None:
        """Forget key and PIN."""
        self._private, self._again = None, {}

    def sign(self, data: bytes, hashed: Hash = "sha256") -> bytes:
        """Sign as `KeyHolder` says; what the token cannot hash itself is hashed here."""
        if self._private is None:
            raise Problem("TOKEN_REMOVED")
        if not hasattr(self._private, "sign"):
            raise Problem("TOKEN_KEY")
        value = hashlib.new(hashed, data).digest()
        with _telling():
            if not isinstance(self.certificate.public_key(), rsa.RSAPublicKey):
                return bytes(self._private.sign(value, mechanism=Mechanism.ECDSA, **self._again))
            if _RSA_OF[hashed] in self._mechanisms:
                return bytes(self._private.sign(data, mechanism=_RSA_OF[hashed], **self._again))
            told = algos.DigestInfo(
                {"digest_algorithm": {"algorithm": hashed, "parameters": core.Null()}, "digest": value}
            )
            return bytes(self._private.sign(told.dump(), mechanism=Mechanism.RSA_PKCS, **self._again))

    def decrypt(self, data: bytes) -> bytes:
        """Open as `KeyHolder` says."""
        if not hasattr(self._private, "decrypt"):
            raise ValueError("no key that opens")
        try:
            with _telling(but=_SEALED):
                return bytes(self._private.decrypt(data, mechanism=Mechanism.RSA_PKCS, **self._again))
        except _SEALED:
            raise ValueError("it does not open") from None


@contextmanager
def _opened(library: Path) -> Iterator[Any]:
    """Load a library, and close it again with every session."""
    if not library.is_file():
        raise Problem("TOKEN_LIBRARY", file=library.name)
    if not _ONE_AT_A_TIME.acquire(timeout=_SECONDS):
        raise Problem("TOKEN_BUSY")
    try:
        try:
            found = pkcs11.lib(str(library))
        except (RuntimeError, OSError):  # PKCS11Error is a RuntimeError
            raise Problem("TOKEN_LIBRARY", file=library.name) from None
        try:
            yield found
        finally:
            with suppress(faults.PKCS11Error):
                found.finalize()
    finally:
        _ONE_AT_A_TIME.release()


@contextmanager
def _telling(but: tuple[type[Exception], ...] = ()) -> Iterator[None]:
    """Turn what a token answers in the middle of work into a `Problem`, `but` for what the caller knows."""
    try:
        yield
    except but:
        raise
    except _GONE:
        raise Problem("TOKEN_REMOVED") from None
    except (faults.PinLocked, faults.PinIncorrect):
        raise Problem("TOKEN_PIN") from None
    except faults.PKCS11Error as fault:
        raise Problem("TOKEN_FAILED", reason=_name(fault)) from fault


def _name(fault: Exception) -> str:
    """Name a fault for whoever helps: by its class, or by the number that the maker gave it."""
    return f"{type(fault).__name__} {fault}".strip()[:60]


def _tokens(library: Any) -> Iterator[Any]:  # noqa: ANN401 - the library's own classes
    """Give the tokens that are in and in use; one pulled out between two questions is passed over."""
    with _telling():
        slots = library.get_slots(token_present=True)
    for slot in slots:
        with suppress(*_GONE), _telling(but=_GONE):
            token = slot.get_token()
            if token.flags & TokenFlag.TOKEN_INITIALIZED:
                yield token


def _pin_state(token: Any) -> PinState:  # noqa: ANN401 - the library's own classes
    flags = token.flags
    if flags & TokenFlag.USER_PIN_LOCKED:
        return PinState.LOCKED
    if not flags & TokenFlag.USER_PIN_INITIALIZED:
        return PinState.UNSET
    if flags & TokenFlag.USER_PIN_FINAL_TRY:
        return PinState.LAST_TRY
    return PinState.WRONG_BEFORE if flags & TokenFlag.USER_PIN_COUNT_LOW else PinState.WELL


_Held = tuple[bytes, x509.Certificate]
"""A certificate with the identity that it shares with its key; many tokens give none to authorities."""


def _certificates(token: Any) -> list[_Held]:  # noqa: ANN401 - the library's own classes
    """Read the certificates, in the order of their names; what is no certificate is left out."""
    found: list[_Held] = []
    with _telling(), token.open() as session:
        for one in session.get_objects({Attribute.CLASS: ObjectClass.CERTIFICATE}):
            try:
                certificate = x509.load_der_x509_certificate(bytes(one[Attribute.VALUE]))
                identity = bytes(one[Attribute.ID])
            except (ValueError, UnsupportedAlgorithm, faults.AttributeTypeInvalid):
                continue
            found.append((identity, certificate))
    return sorted(found, key=lambda one: (readable_name(one[1].subject), fingerprint(one[1])))


def _is_ca(certificate: x509.Certificate) -> bool:
    try:
        return certificate.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    except (x509.ExtensionNotFound, ValueError):
        return False


def _may_sign(certificate: x509.Certificate) -> bool:
    """Tell whether a certificate is made for signing, as the verifier will ask (`exports.trust`)."""
    try:
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        return True
    except ValueError:
        return False
    return usage.digital_signature or usage.content_commitment


def _with_certificate(
    library: Any,  # noqa: ANN401 - the library's own classes
    slot: int,
    wanted: str,
) -> tuple[Any, list[_Held], _Held]:
    """Find the token that holds a certificate, with all that it holds."""
    label = ""
    for token in sorted(_tokens(library), key=lambda one: bool(one.slot.slot_id != slot)):
        held = _certificates(token)
        for one in held:
            if fingerprint(one[1]) == wanted:
                return token, held, one
        label = label or token.label.strip()
    if label:
        raise Problem("TOKEN_OTHER", label=label)
    raise Problem("TOKEN_ABSENT")


def _chain(certificate: x509.Certificate, others: Iterable[x509.Certificate]) -> tuple[x509.Certificate, ...]:
    by_name = {one.subject: one for one in others if _is_ca(one)}
    chain: list[x509.Certificate] = []
    last = certificate
    while (above := by_name.get(last.issuer)) is not None and above not in (*chain, certificate):
        chain.append(above)
        last = above
    return tuple(chain)


def _login(token: Any, pin: str) -> Any:  # noqa: ANN401 - the library's own classes
    """Give the PIN to the token, once; say what the token then tells of its PIN."""
    match _pin_state(token):
        case PinState.LOCKED:
            raise Problem("TOKEN_LOCKED")
        case PinState.UNSET:
            raise Problem("TOKEN_PIN_UNSET")
    pad = token.flags & TokenFlag.PROTECTED_AUTHENTICATION_PATH
    try:
        return token.open(user_pin=pkcs11.PROTECTED_AUTH if pad else pin)
    except faults.PinLocked:
        raise Problem("TOKEN_LOCKED") from None
    except faults.PinExpired:
        raise Problem("TOKEN_PIN_EXPIRED") from None
    except faults.UserPinNotInitialized:
        raise Problem("TOKEN_PIN_UNSET") from None
    except (faults.PinIncorrect, faults.PinInvalid, faults.PinLenRange):
        with _telling():
            now = _pin_state(token.slot.get_token())
        code = {PinState.LOCKED: "TOKEN_LOCKED", PinState.LAST_TRY: "TOKEN_PIN_LAST"}.get(now, "TOKEN_PIN")
        raise Problem(code) from None
    except _GONE:
        raise Problem("TOKEN_REMOVED") from None
    except faults.PKCS11Error as fault:
        raise Problem("TOKEN_FAILED", reason=_name(fault)) from fault


def _key(
    session: Any,  # noqa: ANN401 - the library's own classes
    identity: bytes,
    certificate: x509.Certificate,
    held: list[_Held],
    mechanisms: frozenset[Mechanism],
    pin: str,
) -> _TokenKey:
    chain = _chain(certificate, [one for _, one in held])
    return _TokenKey(certificate, chain, _private_key(session, identity, certificate), mechanisms, pin)


def _private_key(
    session: Any,  # noqa: ANN401 - the library's own classes
    identity: bytes,
    certificate: x509.Certificate,
) -> Any:  # noqa: ANN401
    """Find the key of a certificate: by their common identity, an RSA key else by its modulus."""
    private = {Attribute.CLASS: ObjectClass.PRIVATE_KEY}
    if identity:
        for key in session.get_objects({**private, Attribute.ID: identity}):
            return key
    public = certificate.public_key()
    if isinstance(public, rsa.RSAPublicKey):
        modulus = public.public_numbers().n
        octets = modulus.to_bytes((modulus.bit_length() + 7) // 8, "big")
        for key in session.get_objects({**private, Attribute.MODULUS: octets}):
            return key
    raise Problem("TOKEN_KEY")


def _always_asks(private: Any) -> bool:  # noqa: ANN401 - the library's own classes
    try:
        return bool(private[Attribute.ALWAYS_AUTHENTICATE])
    except faults.PKCS11Error:
        return False
