"""Laws: no flipped byte is ever accepted with changed parts; no mutation raises or takes long.

``PHIEUXA_FUZZ=n`` tries n of each instead of 300.
"""

import os
import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports.opc import FOREIGN, read_zip, verify, write_zip
from tests.exports.opc.samples import NOW, signed, signed_parts
from tests.packages.attacks.raw_zip import Item, write

TRIES = int(os.environ.get("PHIEUXA_FUZZ", "300"))
STATES = {"unsigned", "partial", "invalid", "valid-untrusted"}


def _judge(data: bytes, good: dict[str, bytes]) -> None:
    for profile in (None, FOREIGN):
        started = time.perf_counter()
        verdict = verify(data, now=NOW) if profile is None else verify(data, now=NOW, profile=profile)
        assert time.perf_counter() - started < 2
        assert verdict.state in STATES
        assert verdict.parts is None or verdict.parts == good


def _good() -> dict[str, bytes]:
    return signed_parts(verify(signed(), now=NOW))


@pytest.mark.fuzz
@pytest.mark.parametrize("seed", range(3))
def test_no_flipped_byte_is_accepted_with_changed_parts(seed):
    chance, good, data = random.Random(seed), _good(), signed()
    for _ in range(max(TRIES // 3, 1)):
        changed = bytearray(data)
        changed[chance.randrange(len(data))] ^= chance.randrange(1, 256)
        _judge(bytes(changed), good)


@pytest.mark.fuzz
def test_no_flipped_byte_of_a_part_is_accepted_with_changed_parts():
    """The container is written anew, so that its checksums hide nothing."""
    chance, good, items = random.Random(4), _good(), read_zip(signed())
    refused = 0
    for _ in range(TRIES):
        name = chance.choice([name for name in items if items[name]])
        content = bytearray(items[name])
        content[chance.randrange(len(content))] ^= chance.randrange(1, 256)
        changed = write_zip({**items, name: bytes(content)})
        _judge(changed, good)
        refused += verify(changed, now=NOW).parts is None
    assert refused > TRIES * 0.8


def _mutated(chance: random.Random, data: bytes) -> bytes:
    start, length = chance.randrange(len(data)), chance.randrange(1, 200)
    other = chance.randrange(len(data))
    return chance.choice(
        [
            data[:start] + data[start + length :],
            data[:start] + data[other : other + length] + data[start:],
            data[:start] + chance.randbytes(length) + data[start + length :],
            data[:start] + data[start : start + length] * 20 + data[start:],
        ]
    )


@pytest.mark.fuzz
def test_random_mutations_of_the_file_never_raise_and_never_take_long():
    chance, good = random.Random(5), _good()
    for _ in range(TRIES):
        _judge(_mutated(chance, signed()), good)


@pytest.mark.fuzz
def test_random_mutations_of_the_signature_never_raise_and_never_take_long():
    chance, good, items = random.Random(6), _good(), read_zip(signed())
    steering = [name for name in items if name.endswith((".rels", "sig1.xml")) or name.startswith("[")]
    for _ in range(TRIES):
        name = chance.choice(steering)
        _judge(write_zip({**items, name: _mutated(chance, items[name])}), good)


@given(st.one_of(st.binary(max_size=200), st.binary(max_size=200).map(lambda tail: b"PK\3\4" + tail)))
def test_any_bytes_at_all_are_answered(data):
    verdict = verify(data, now=NOW)
    assert (verdict.state, verdict.parts) == ("invalid", None)


NAMES = st.from_regex(r"[a-z]{1,8}/[a-z0-9]{1,8}\.[a-z]{3}", fullmatch=True)


@given(st.dictionaries(NAMES, st.binary(max_size=500), min_size=1, max_size=8))
def test_what_is_packed_unpacks(items):
    assert read_zip(write_zip(items)) == items


def test_items_that_are_only_stored_are_read():
    data = write([Item(name.encode(), content, method=0) for name, content in read_zip(signed()).items()])
    assert verify(data, now=NOW).parts == _good()


def test_a_data_descriptor_that_tells_the_truth_is_read():
    """Java and LibreOffice write sizes after the data; both headers and descriptor must agree."""
    import struct
    import zlib

    from tests.packages.attacks.raw_zip import deflate

    def streamed(name: str, content: bytes) -> Item:
        packed = deflate(content)
        sums = struct.pack("<4s3I", b"PK\7\x08", zlib.crc32(content), len(packed), len(content))
        return Item(name.encode(), content, flags=8, descriptor=sums)

    data = write([streamed(name, content) for name, content in read_zip(signed()).items()])
    assert verify(data, now=NOW).parts == _good()
