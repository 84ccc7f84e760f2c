"""xmlsec1, a foreign verifier, agrees: our good files are good, a changed one is not.

Its command line checks the manifest as well, and its count of references is demanded to be whole;
the relationships transform is its own.
"""

import html
import re
import subprocess
from pathlib import Path

import pytest

from exports.opc import PACK, read_zip, sign, verify, write_zip
from tests.conftest import require_tool
from tests.exports.opc.samples import BOOK_RELS, NOW, SHEET, SIGNED_AT, key_of, signed
from tests.exports.opc.test_signing import pack
from tests.oracles.flavours import GOOD, demand, flavours

pytestmark = pytest.mark.oracle


def _ask(folder: Path, items: dict[str, bytes], signature: str, certificate: bytes) -> str:
    """What xmlsec1 says about one signature part, with every manifest address mapped to its part."""
    tool = require_tool("xmlsec1")
    (folder / "signature.xml").write_bytes(items[signature])
    (folder / "signer.der").write_bytes(certificate)
    [manifest] = re.findall(r"<Manifest>(.*)</Manifest>", items[signature].decode())
    mapped = []
    for number, escaped in enumerate(re.findall(r'<Reference URI="([^"]*)"', manifest)):
        address = html.unescape(escaped)
        part = folder / f"part{number}"
        part.write_bytes(items[address.partition("?")[0][1:]])
        mapped += [f"--url-map:{address}", str(part)]
    answer = subprocess.run(
        [
            str(tool), "--verify", "--enabled-key-data", "key-name",
            "--pubkey-cert-der", str(folder / "signer.der"), *mapped, str(folder / "signature.xml"),
        ],
        capture_output=True,
        text=True,
        check=False,
    )  # fmt: skip
    # Versions differ in which of the two streams they answer on.
    return f"{answer.returncode} {answer.stdout}{answer.stderr}"


def _is_whole(answer: str, parts: int) -> bool:
    return (
        answer.startswith("0 OK")
        and "SignedInfo References (ok/all): 3/3" in answer
        and f"Manifests References (ok/all): {parts}/{parts}" in answer
    )


@pytest.mark.parametrize("name", GOOD)
def test_xmlsec1_finds_every_reference_of_every_signature_right(tmp_path, name):
    demand(name)
    package = flavours()[name]
    signers = verify(package, now=NOW).signers
    assert len(signers) == GOOD[name]
    for number, signer in enumerate(signers, start=1):
        answer = _ask(tmp_path, read_zip(package), f"_xmlsignatures/sig{number}.xml", signer.certificate)
        assert _is_whole(answer, 7), answer


def test_xmlsec1_finds_a_form_pack_right(tmp_path):
    package = sign(pack(), key_of(), SIGNED_AT, profile=PACK)
    [signer] = verify(package, now=NOW, profile=PACK).signers
    answer = _ask(tmp_path, read_zip(package), "_xmlsignatures/sig1.xml", signer.certificate)
    assert _is_whole(answer, 2), answer


@pytest.mark.parametrize("algorithm", ["P-256", "RSA-2048"])
@pytest.mark.parametrize(
    "name,old,new",
    [(SHEET, b"1234", b"1235"), (BOOK_RELS, b"sheet1.xml", b"sheet9.xml")],
    ids=["sheet", "relationship"],
)
def test_xmlsec1_counts_a_changed_part_as_wrong(tmp_path, algorithm, name, old, new):
    items = read_zip(signed(algorithm))
    assert old in items[name]
    items[name] = items[name].replace(old, new)
    answer = _ask(
        tmp_path, items, "_xmlsignatures/sig1.xml", verify(signed(algorithm), now=NOW).signers[0].certificate
    )
    assert "Manifests References (ok/all): 6/7" in answer, answer
    assert not _is_whole(answer, 7)
    assert verify(write_zip(items), now=NOW).state == "invalid"


def test_xmlsec1_refuses_a_changed_manifest(tmp_path):
    items = read_zip(signed())
    text = items["_xmlsignatures/sig1.xml"]
    items["_xmlsignatures/sig1.xml"] = text.replace(b"sheet1.xml", b"sheet2.xml", 1)
    answer = _ask(
        tmp_path, items, "_xmlsignatures/sig1.xml", verify(signed(), now=NOW).signers[0].certificate
    )
    assert not answer.startswith("0 ")
