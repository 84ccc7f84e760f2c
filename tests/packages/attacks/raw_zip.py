"""Writes zip files that no honest program writes: every field of every header may lie."""

import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

from exports.opc import read_zip


@dataclass(frozen=True)
class Item:
    """One item; fields set to None are computed honestly, ``local_...`` only lie in the local header."""

    name: bytes
    content: bytes
    method: int = 8
    flags: int = 0
    version: int = 20
    crc: int | None = None
    size: int | None = None
    packed: bytes | None = None
    extra: bytes = b""
    local_name: bytes | None = None
    local_flags: int | None = None
    local_method: int | None = None
    local_crc: int | None = None
    local_size: int | None = None
    local_extra: bytes = b""
    descriptor: bytes = b""
    before: bytes = b""
    listed: bool = True
    shift: int = 0


def deflate(content: bytes) -> bytes:
    """Pack without zlib's own header."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(content) + packer.flush()


def items_of(package: bytes) -> list[Item]:
    """Take a package apart into items that write back the same contents."""
    return [Item(name.encode(), content) for name, content in read_zip(package).items()]


def edited(package: bytes, name: str, **changes: object) -> list[Item]:
    """Take a package apart and change one of its items."""
    return [
        replace(item, **changes) if item.name == name.encode() else item  # type: ignore[arg-type]
        for item in items_of(package)
    ]


def write(
    items: Sequence[Item],
    *,
    after_items: bytes = b"",
    after_directory: bytes = b"",
    comment: bytes = b"",
    disk: int = 0,
) -> bytes:
    """Assemble the file."""
    body, directory = b"", b""
    for item in items:
        packed = item.packed
        if packed is None:
            packed = deflate(item.content) if item.method == 8 else item.content
        crc = zlib.crc32(item.content) if item.crc is None else item.crc
        size = len(item.content) if item.size is None else item.size
        body += item.before
        offset = len(body) + item.shift
        local_name = item.name if item.local_name is None else item.local_name
        body += struct.pack(
            "<4s5H3I2H",
            b"PK\3\4",
            item.version,
            item.flags if item.local_flags is None else item.local_flags,
            item.method if item.local_method is None else item.local_method,
            0,
            0x21,
            crc if item.local_crc is None else item.local_crc,
            len(packed),
            size if item.local_size is None else item.local_size,
            len(local_name),
            len(item.local_extra),
        )
        body += local_name + item.local_extra + packed + item.descriptor
        if item.listed:
            directory += struct.pack(
                "<4s6H3I5H2I",
                b"PK\1\2", 20, item.version, item.flags, item.method, 0, 0x21, crc, len(packed), size,
                len(item.name), len(item.extra), 0, 0, 0, 0, offset,
            )  # fmt: skip
            directory += item.name + item.extra
    body += after_items
    count = sum(item.listed for item in items)
    end = struct.pack(
        "<4s4H2IH", b"PK\5\6", disk, disk, count, count, len(directory), len(body), len(comment)
    )
    return body + directory + after_directory + end + comment
