"""Changes a signed package at random and asks the verifier: ``python -m tests.packages.fuzzing COUNT SEED``.

Bytes of the file, fields of the zip headers, bytes of parts and nodes of XML are changed, one to three
at a time; of the last kind some are sealed anew by a stranger. Prints one JSON object: how many of each
kind, the answers, the slowest answer in seconds of this process, its peak of memory in megabytes, and
whatever must not happen: an exception, an unknown state, or changed data that are taken for the officer's.
"""

import json
import random
import struct
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Final

from lxml import etree

from exports.keys import SigningKey
from exports.opc import FOREIGN, WORKBOOK, read_zip, sign, verify, write_zip
from tests.exports.opc.authority import officer, token
from tests.exports.opc.samples import NOW, SIGNATURE, SIGNED_AT, key_of, signed, signed_parts, workbook
from tests.packages.attacks.forging import with_certificate_of
from tests.packages.attacks.times_and_keys import signature_value, stamped, store

Mutate = Callable[[random.Random, bytes], bytes]

STATES: Final = {"unsigned", "partial", "invalid", "valid-untrusted", "valid-revocation-unknown", "valid"}
_EDGES: Final = (0, 1, 8, 20, 45, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFE, 0xFFFFFFFF)
# Offset and size in bytes of the fields of each record (PKWARE APPNOTE 4.3).
_LOCAL: Final = ((0, 4), (4, 2), (6, 2), (8, 2), (10, 4), (14, 4), (18, 4), (22, 4), (26, 2), (28, 2))
_CENTRAL: Final = (
    (0, 4), (4, 2), (6, 2), (8, 2), (10, 2), (12, 4), (16, 4), (20, 4), (24, 4), (28, 2), (30, 2), (32, 2),
    (34, 2), (36, 2), (38, 4), (42, 4),
)  # fmt: skip
_END: Final = ((0, 4), (4, 2), (6, 2), (8, 2), (10, 2), (12, 4), (16, 4), (20, 2))


def change_bytes(chance: random.Random, data: bytes) -> bytes:
    """Flip, cut, insert, overwrite, repeat or move some bytes."""
    start, length = chance.randrange(len(data)), chance.choice([1, 1, 2, 4, chance.randrange(1, 200)])
    other = chance.randrange(len(data))
    flipped = bytes([data[start] ^ chance.randrange(1, 256)])
    return chance.choice([
        data[:start] + flipped + data[start + 1 :],
        data[:start] + data[start + length :],
        data[:start] + data[other : other + length] + data[start:],
        data[:start] + chance.randbytes(length) + data[start + length :],
        data[:start] + data[start : start + length] * 20 + data[start:],
        data[:start],
    ])  # fmt: skip


def _records(data: bytes) -> Iterator[tuple[int, tuple[tuple[int, int], ...]]]:
    """Give where each header of the zip stands, and its fields."""
    for magic, fields in ((b"PK\3\4", _LOCAL), (b"PK\1\2", _CENTRAL), (b"PK\5\6", _END)):
        position = data.find(magic)
        while position >= 0:
            yield position, fields
            position = data.find(magic, position + 1)


def change_zip_field(chance: random.Random, data: bytes) -> bytes:
    """Put another number into one field of one header."""
    position, fields = chance.choice([*_records(data)])
    offset, size = chance.choice(fields)
    kind = {2: "<H", 4: "<I"}[size]
    place = position + offset
    if place + size > len(data):
        return data[:place]
    [old] = struct.unpack_from(kind, data, place)
    number = chance.choice(
        [*_EDGES, old + 1, old - 1, old ^ (1 << chance.randrange(16)), chance.getrandbits(32)]
    )
    return data[:place] + struct.pack(kind, number % (1 << 8 * size)) + data[place + size :]


def change_part(chance: random.Random, data: bytes) -> bytes:
    """Change bytes of one part; the container is written anew, so that its checksums hide nothing."""
    items = read_zip(data)
    name = chance.choice([name for name in items if items[name]])
    return write_zip({**items, name: change_bytes(chance, items[name])})


def change_parts(chance: random.Random, data: bytes) -> bytes:
    """Drop, double, exchange or rename whole parts."""
    items = dict(read_zip(data))
    one, other = chance.sample([*items], 2)
    match chance.randrange(4):
        case 0:
            del items[one]
        case 1:
            items[one], items[other] = items[other], items[one]
        case 2:
            items[one.replace(".", "1.", 1)] = items[one]
        case _:
            items[chance.choice(["xl/a.xml", "_xmlsignatures/a.xml", one.upper() + "x"])] = items.pop(one)
    return write_zip(items)


def change_nodes(chance: random.Random, data: bytes) -> bytes:
    """Change one to three nodes of one XML part, of those that steer the package most often."""
    items = read_zip(data)
    names = [name for name in items if name.endswith((".xml", ".rels"))]
    steering = [SIGNATURE] * 3 + [name for name in names if "rels" in name or name.startswith("[")]
    name = chance.choice(steering if chance.random() < 0.8 else names)
    return write_zip({**items, name: _with_changed_nodes(chance, items[name])})


def _with_changed_nodes(chance: random.Random, part: bytes) -> bytes:
    root = etree.fromstring(part)
    for _ in range(chance.randrange(1, 4)):
        nodes = [*root.iter()]
        node, other = chance.choice(nodes), chance.choice(nodes)
        parent = node.getparent()
        match chance.randrange(10):
            case 0 if parent is not None:
                parent.remove(node)
            case 1 if parent is not None:
                parent.append(_copy(node))
            case 2 if parent is not None and node not in other.iterancestors() and node is not other:
                other.append(node)
            case 3 if parent is not None:
                parent.insert(chance.randrange(len(parent) + 1), node)
            case 4:
                node.tag = other.tag
            case 5:
                node.text = chance.choice([other.text, "", "x", "9999", (node.text or "")[:-1]])
            case 6 if node.attrib:
                node.set(chance.choice([*node.attrib]), _value(chance, other))
            case 7:
                node.set(chance.choice(["Id", "ID", "URI", "Type", "Algorithm", "x"]), _value(chance, other))
            case 8 if node.attrib:
                del node.attrib[chance.choice([*node.attrib])]
            case _:
                node.append(etree.SubElement(node, chance.choice([str(other.tag), "x", "{urn:x}y"])))
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _copy(node: etree._Element) -> etree._Element:
    return etree.fromstring(etree.tostring(node, with_tail=False))


def _value(chance: random.Random, other: etree._Element) -> str:
    return chance.choice(
        [*map(str, other.attrib.values()), "idPackageObject", "#idPackageObject", "", "External"]
    )


@cache
def _stranger() -> SigningKey:
    return key_of("Kẻ giả")


def change_nodes_and_seal(chance: random.Random, data: bytes) -> bytes:
    """Change nodes of the signature, and let a stranger seal the result with digests that fit."""
    items = read_zip(data)
    changed = _with_changed_nodes(chance, items[SIGNATURE]).decode().partition("\n")[2]
    try:
        sealed = with_certificate_of(_stranger(), changed)
    except (AssertionError, IndexError, AttributeError, ValueError, etree.XMLSyntaxError):
        return write_zip({**items, SIGNATURE: changed.encode()})  # too broken to be sealed
    return write_zip({**items, SIGNATURE: sealed.encode()})


KINDS: Final[Mapping[str, tuple[Mutate, int]]] = {
    "bytes": (change_bytes, 30),
    "zip fields": (change_zip_field, 20),
    "bytes of a part": (change_part, 20),
    "parts": (change_parts, 5),
    "XML nodes": (change_nodes, 20),
    "XML nodes, sealed": (change_nodes_and_seal, 5),
}


def _bases() -> tuple[bytes, ...]:
    """Packages to change: signed by one, by two, and with a chain and a timestamp."""
    chain = sign(workbook(), officer(), SIGNED_AT)
    return (
        signed(),
        sign(signed(), key_of("Trần Thị B"), SIGNED_AT),
        stamped(chain, token(signature_value(chain), SIGNED_AT)),
    )


def run(count: int, seed: int) -> dict[str, object]:
    """Ask about ``count`` changed packages."""
    chance, trust = random.Random(seed), store()
    bases = [(signed_parts(verify(one, now=NOW, trust=trust)), one) for one in _bases()]
    assert all(verify(one, now=NOW, trust=trust).state == "valid" for _, one in bases)
    kinds, answers, wrong, slowest = Counter[str](), Counter[str](), [], 0.0
    names, weights = [*KINDS], [weight for _, weight in KINDS.values()]
    for number in range(count):
        [kind] = chance.choices(names, weights)
        good, data = chance.choice(bases)
        changed = KINDS[kind][0](chance, data)
        started = time.process_time()
        verdict = verify(changed, now=NOW, trust=trust, profile=WORKBOOK if number % 2 else FOREIGN)
        slowest = max(slowest, time.process_time() - started)
        kinds[kind] += 1
        answers[f"{verdict.state} {verdict.reason}"] += 1
        altered = verdict.parts is not None and verdict.parts != good
        theirs = all(signer.trusted for signer in verdict.signers)
        if verdict.state not in STATES or verdict.reason == "UNREADABLE" or (altered and theirs):
            wrong.append({"seed": seed, "number": number, "kind": kind, "answer": str(verdict)[:300]})
    return {"kinds": kinds, "answers": answers, "slowest": slowest, "peak": _peak(), "wrong": wrong}


def _peak() -> float:
    """Give the most memory this program had, in megabytes.

    `ru_maxrss` would count that of the process it was started from, too.
    """
    status = Path("/proc/self/status").read_text("ascii").splitlines()
    [line] = [line for line in status if line.startswith("VmHWM:")]
    return int(line.split()[1]) / 1024


if __name__ == "__main__":
    sys.stdout.write(json.dumps(run(int(sys.argv[1]), int(sys.argv[2])), ensure_ascii=False) + "\n")
