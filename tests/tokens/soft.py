"""Tokens in software: made, filled with keys, and plugged into this process by their environment."""

import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pkcs11
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pkcs11 import Attribute, CertificateType, ObjectClass
from pkcs11.util.ec import decode_ec_private_key
from pkcs11.util.rsa import decode_rsa_private_key

from exports.keys import SigningKey
from tests.conftest import require_tool

PIN = "Pin-123456"
SO_PIN = "87654321"
_PLACES = ("/usr/lib", "/usr/lib64", "/usr/local/lib", "/opt/homebrew/lib")


def softhsm() -> Path:
    """Find SoftHSM2's library beside its tool, or skip the test."""
    require_tool("softhsm2-util")
    found = [path for place in _PLACES for path in Path(place).glob("**/softhsm/libsofthsm2.so")]
    return found[0]


@dataclass(frozen=True)
class Tokens:
    """A folder of tokens and the two libraries that see them."""

    folder: Path
    plain: Path
    locking: Path

    @property
    def setting(self) -> Path:
        """What SoftHSM2 reads."""
        return self.folder / "softhsm2.conf"

    @property
    def control(self) -> Path:
        """Where the locking library looks what it shall do; see locking_token.c."""
        return self.folder / "control"

    def calm(self) -> None:
        """Forget wrong PINs and whatever was asked of the locking library."""
        for file in self.control.iterdir():
            file.unlink()

    def ask(self, what: str, times: int = 1) -> None:
        """Ask the locking library for "gone", "sudden" or "old", or let it have counted wrong PINs."""
        (self.control / what).write_bytes(b"x" * times)

    def counted(self, what: str) -> int:
        """Tell how many PINs ("logins") or wrong ones in a row ("wrong") were counted."""
        file = self.control / what
        return file.stat().st_size if file.exists() else 0

    def add(self, label: str, *keys: SigningKey, with_ca: bool = False) -> int:
        """Make a token with these keys and give its slot."""

        def fill(session):
            for number, key in enumerate(keys, 1):
                _put(session, key, bytes([number]))
            for above in {one for key in keys for one in key.chain} if with_ca else ():
                session.create_object(_certificate(above, b""))

        return self._make(label, fill)

    def add_certificate(self, label: str, key: SigningKey) -> int:
        """Make a token that lost its key."""
        return self._make(label, lambda session: session.create_object(_certificate(key.certificate, b"?")))

    def _make(self, label: str, fill: Callable[[pkcs11.Session], object]) -> int:
        subprocess.run(
            [require_tool("softhsm2-util"), "--init-token", "--free", "--label", label, "--so-pin", SO_PIN,
             "--pin", PIN],
            check=True, capture_output=True,
        )  # fmt: skip
        library = pkcs11.lib(str(self.plain))
        try:
            token = library.get_token(token_label=label)
            with token.open(rw=True, user_pin=PIN) as session:
                fill(session)
            return token.slot.slot_id
        finally:
            library.finalize()


@cache
def _built() -> tuple[TemporaryDirectory[str], Tokens]:
    """Compile the locking library and lay out an empty folder of tokens, once a process."""
    library, compiler = softhsm(), require_tool("gcc")  # first: a test without them leaves no folder behind
    kept = TemporaryDirectory(prefix="phieuxa-tokens-")
    made = Tokens(Path(kept.name), library, Path(kept.name) / "liblocking.so")
    (made.folder / "tokens").mkdir()
    made.control.mkdir()
    made.setting.write_text(f"directories.tokendir = {made.folder / 'tokens'}\nlog.level = ERROR\n", "utf-8")
    subprocess.run(
        [compiler, "-shared", "-fPIC", "-Wall", "-Werror", "-o", made.locking,
         Path(__file__).with_name("locking_token.c"), "-ldl"],
        check=True,
    )  # fmt: skip
    return kept, made


@contextmanager
def plugged_in() -> Iterator[Tokens]:
    """Let SoftHSM2 and the locking library see this process's tokens: they read their environment anew."""
    _, made = _built()
    told = {
        "SOFTHSM2_CONF": str(made.setting),
        "PHIEUXA_TEST_SOFTHSM": str(made.plain),
        "PHIEUXA_TEST_TOKEN": str(made.control),
    }
    made.calm()
    with pytest.MonkeyPatch.context() as patch:
        for name, value in told.items():
            patch.setenv(name, value)
        yield made
    made.calm()


def _certificate(certificate, identity: bytes) -> dict[Attribute, object]:
    return {
        Attribute.CLASS: ObjectClass.CERTIFICATE,
        Attribute.CERTIFICATE_TYPE: CertificateType.X_509,
        Attribute.TOKEN: True,
        Attribute.PRIVATE: False,
        Attribute.ID: identity,
        Attribute.SUBJECT: certificate.subject.public_bytes(),
        Attribute.VALUE: certificate.public_bytes(Encoding.DER),
    }


def _put(session, key: SigningKey, identity: bytes) -> None:
    private = key.private_key.private_bytes(Encoding.DER, PrivateFormat.TraditionalOpenSSL, NoEncryption())
    opens = isinstance(key.private_key, rsa.RSAPrivateKey)
    decoded = decode_rsa_private_key(private) if opens else decode_ec_private_key(private)
    uses = {Attribute.SIGN: True, Attribute.DECRYPT: opens, Attribute.SENSITIVE: True}
    session.create_object({**decoded, Attribute.TOKEN: True, Attribute.ID: identity, **uses})
    session.create_object(_certificate(key.certificate, identity))
