"""openssl and gpgsm, the engine of Kleopatra, open our envelopes byte for byte; we open theirs."""

import os
import subprocess
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, pkcs12

from exports.envelope import seal, unseal
from tests.conftest import require_tool
from tests.exports.test_envelope import TEXT, der, receiver, sealed

pytestmark = pytest.mark.oracle


def _files(folder: Path) -> tuple[Path, Path]:
    key = receiver(1)
    secret, certificate = folder / "key.pem", folder / "certificate.pem"
    secret.write_bytes(key.private_key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    certificate.write_bytes(key.certificate.public_bytes(Encoding.PEM))
    return secret, certificate


def test_openssl_opens_it_byte_for_byte(tmp_path):
    secret, certificate = _files(tmp_path)
    (tmp_path / "package.p7m").write_bytes(sealed())
    subprocess.run(
        [require_tool("openssl"), "cms", "-decrypt", "-inform", "DER", "-in", "package.p7m", "-binary",
         "-recip", certificate, "-inkey", secret, "-out", "opened"],
        cwd=tmp_path, check=True, capture_output=True,
    )  # fmt: skip
    assert (tmp_path / "opened").read_bytes() == TEXT


def test_we_open_what_openssl_sealed(tmp_path):
    _, certificate = _files(tmp_path)
    (tmp_path / "text").write_bytes(TEXT)
    subprocess.run(
        [require_tool("openssl"), "cms", "-encrypt", "-aes256", "-binary", "-outform", "DER", "-in", "text",
         "-out", "sealed", certificate],
        cwd=tmp_path, check=True, capture_output=True,
    )  # fmt: skip
    assert unseal((tmp_path / "sealed").read_bytes(), receiver(1)) == TEXT


def test_gpgsm_opens_it_byte_for_byte(tmp_path):
    tool = require_tool("gpgsm")
    home = tmp_path / "g"  # short: a socket's path may have 107 bytes
    home.mkdir(mode=0o700)
    (home / "gpg-agent.conf").write_text("allow-loopback-pinentry\n", "utf-8")
    key = receiver(1)
    (tmp_path / "key.p12").write_bytes(
        pkcs12.serialize_key_and_certificates(
            b"k", key.private_key, key.certificate, None,
            PrivateFormat.PKCS12.encryption_builder()
            .key_cert_algorithm(pkcs12.PBES.PBESv1SHA1And3KeyTripleDESCBC)
            .build(b"doi"),
        )
    )  # fmt: skip
    envelopes = {"one": seal(TEXT, [der(key)]), "two": sealed()}
    surroundings = {**os.environ, "GNUPGHOME": str(home)}
    common: list[str] = [str(tool), "--batch", "--yes", "--pinentry-mode", "loopback", "--passphrase-fd", "0"]

    def ask(*what: str) -> int:
        return subprocess.run(
            [*common, *what],
            cwd=tmp_path, env=surroundings, input=b"doi\n", check=False, capture_output=True,
        ).returncode  # fmt: skip

    try:
        assert ask("--import", "key.p12") == 0
        for name, envelope in envelopes.items():
            (tmp_path / f"{name}.p7m").write_bytes(envelope)
            answer = ask("--decrypt", "--output", name, f"{name}.p7m")
            assert (tmp_path / name).read_bytes() == TEXT
            # It says 2 where a recipient before this one is unknown to it, and opens the envelope.
            assert answer == (0 if name == "one" else 2)
    finally:
        subprocess.run(["gpgconf", "--kill", "all"], env=surroundings, check=False)
