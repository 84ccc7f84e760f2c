"""Reads and writes the zip container of a package, accepting exactly one way to read it.

Two zip readers may see two different files in the same bytes; a signature is worth nothing then.
So this reader takes only containers in which every byte has one meaning: records from the first
byte to the last, local and central headers in agreement, plain names (``docs/signature.md``,
C1-C4; PKWARE APPNOTE 4.3). The standard library's ``zipfile`` is lenient and is not used to read.
"""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from exports.opc import reasons
from exports.opc.reasons import Rejected

CONTENT_TYPES_ITEM: Final = "[Content_Types].xml"

_LOCAL: Final = struct.Struct("<4s5H3I2H")
_CENTRAL: Final = struct.Struct("<4s6H3I5H2I")
_END: Final = struct.Struct("<4s4H2IH")
_DESCRIPTOR: Final = struct.Struct("<4s3I")
_EXTRA: Final = struct.Struct("<2H")

_STORED: Final = 0
_DEFLATED: Final = 8
_HAS_DESCRIPTOR: Final = 0x0008
_HARMLESS_FLAGS: Final = 0x0002 | 0x0004 | _HAS_DESCRIPTOR | 0x0800
_NEWEST_VERSION: Final = 20  # 2.0: deflate; 4.5 would be zip64
# zip64, strong encryption, AES, and the two extras that give an item a second name or comment
_FORBIDDEN_EXTRAS: Final = frozenset({0x0001, 0x0017, 0x9901, 0x7075, 0x6375})
_LONGEST_COMMENT: Final = 0xFFFF
_LONGEST_NAME: Final = 255  # bytes; longer ones would only cost time
_OLE_MAGIC: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_STREAM: Final = "EncryptedPackage".encode("utf-16-le")

# ECMA-376-2, 6.2.2.2: pchar of RFC 3986 without the characters that need no escape when escaped
_SEGMENT: Final = re.compile(r"(?:[A-Za-z0-9\-._~!$&'()*+,;=:@]|%[0-9A-Fa-f]{2})+")
_NEEDLESS_ESCAPE: Final = re.compile(
    r"%(?:2[DE]|3[0-9]|4[1-9A-F]|5[0-9AF]|6[1-9A-F]|7[0-9AE]|2F|5C|00)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a package may ask of this computer; sizes in bytes."""

    file: int = 100_000_000
    entries: int = 2_000
    entry: int = 100_000_000
    total: int = 250_000_000
    ratio: int = 200
    ratio_from: int = 1_000_000


@dataclass(frozen=True, slots=True)
class End:
    """The end record: where it stands, and where it says the directory is; sizes in bytes."""

    position: int
    disks: tuple[int, int]
    counts: tuple[int, int]
    size: int
    start: int
    comment: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One item as the central directory gives it; ``offset`` and sizes in bytes."""

    name: str
    raw_name: bytes
    version: int
    flags: int
    method: int
    crc: int
    packed: int
    size: int
    offset: int
    extras: bytes


@dataclass(frozen=True, slots=True)
class Local:
    """The same item as its local header gives it, and where its data and the whole of it end."""

    raw_name: bytes
    version: int
    flags: int
    method: int
    sums: tuple[int, int, int]
    extras: bytes
    data: bytes
    descriptor: bytes
    stop: int


@dataclass(frozen=True, slots=True)
class Unpacked:
    """What came out of an item; ``exact`` tells whether the packed stream ended where it should."""

    content: bytes
    exact: bool


def read_zip(data: bytes, limits: Limits | None = None) -> dict[str, bytes]:
    """Give the items of the zip in the order of its directory: item name -> bytes.

    Raises ``Rejected`` with ``NOT_ZIP``, ``OLE_FILE``, ``TRUNCATED`` or a ``ZIP_...`` reason.
    """
    limits = limits or Limits()
    if len(data) > limits.file:
        raise Rejected(reasons.ZIP_LIMIT, f"{len(data)} bytes")
    end = _find_end(data)
    check_end(data, end)
    entries = list(_read_directory(data, end))
    check_names(entries)
    check_limits(entries, limits)
    items = [(entry, _read_local(data, entry)) for entry in entries]
    check_layout(items, end)
    contents: dict[str, bytes] = {}
    for entry, local in items:
        unpacked = _unpack(entry, local.data)
        check_item(entry, local, unpacked)
        contents[entry.name] = unpacked.content
    return contents


def _find_end(data: bytes) -> End:
    """Find the end record."""
    if data.startswith(_OLE_MAGIC):
        raise Rejected(reasons.OLE_FILE, "encrypted" if _ENCRYPTED_STREAM in data else "")
    position = data.rfind(b"PK\x05\x06", max(len(data) - _LONGEST_COMMENT - _END.size, 0))
    if position < 0 or position + _END.size > len(data):
        raise Rejected(reasons.TRUNCATED if data.startswith(b"PK\x03\x04") else reasons.NOT_ZIP)
    _, disk, first_disk, here, count, size, start, comment = _END.unpack_from(data, position)
    return End(position, (disk, first_disk), (here, count), size, start, comment)


def check_end(data: bytes, end: End) -> None:
    """Demand a zip from the first byte to the last, on one disk, without comment (C1)."""
    if not data.startswith(b"PK\x03\x04"):
        raise Rejected(reasons.NOT_ZIP)
    if end.position + _END.size != len(data):
        raise Rejected(reasons.ZIP_TRAILING)
    if end.comment:
        raise Rejected(reasons.TRUNCATED, "end record")
    if any(end.disks) or end.counts[0] != end.counts[1] or end.start + end.size != end.position:
        raise Rejected(reasons.ZIP_LAYOUT, "end record")


def _read_directory(data: bytes, end: End) -> Iterator[Entry]:
    """Walk the central directory; it must end where the end record begins."""
    position = end.start
    for _ in range(end.counts[1]):
        if position + _CENTRAL.size > end.position:
            raise Rejected(reasons.ZIP_LAYOUT, "directory")
        fields = _CENTRAL.unpack_from(data, position)
        magic, _made_by, version, flags, method, _time, _date, crc, packed, size = fields[:10]
        name_size, extra_size, comment_size, disk, _internal, _external, offset = fields[10:]
        if magic != b"PK\x01\x02" or comment_size or disk:
            raise Rejected(reasons.ZIP_LAYOUT, "directory")
        position += _CENTRAL.size
        raw_name = data[position : position + name_size]
        extras = data[position + name_size : position + name_size + extra_size]
        position += name_size + extra_size
        if position > end.position:
            raise Rejected(reasons.ZIP_LAYOUT, "directory")
        name = raw_name.decode("latin-1")
        yield Entry(name, raw_name, version, flags, method, crc, packed, size, offset, extras)
    if position != end.position:
        raise Rejected(reasons.ZIP_LAYOUT, "directory")


def check_names(entries: Sequence[Entry]) -> None:
    """Demand plain part names, none of which some reader may take for another's (C2)."""
    seen: set[str] = set()
    for entry in entries:
        if len(entry.raw_name) > _LONGEST_NAME:
            raise Rejected(reasons.ZIP_NAME, f"{len(entry.raw_name)} bytes")
        if entry.name != CONTENT_TYPES_ITEM and not is_part_name("/" + entry.name):
            raise Rejected(reasons.ZIP_NAME, ascii(entry.raw_name))
        folded = entry.name.lower()
        if folded in seen:
            raise Rejected(reasons.ZIP_NAME, entry.name)
        seen.add(folded)
    for entry in entries:
        parts = entry.name.lower().split("/")
        if any("/".join(parts[:depth]) in seen for depth in range(1, len(parts))):
            raise Rejected(reasons.ZIP_NAME, entry.name)  # a folder named as an item


def check_limits(entries: Sequence[Entry], limits: Limits) -> None:
    """Refuse a bomb before a byte of it is unpacked (C4)."""
    if len(entries) > limits.entries:
        raise Rejected(reasons.ZIP_LIMIT, f"{len(entries)} entries")
    for entry in entries:
        swollen = entry.size > limits.ratio_from and entry.size > limits.ratio * entry.packed
        if entry.size > limits.entry or swollen:
            raise Rejected(reasons.ZIP_LIMIT, entry.name)
    if sum(entry.size for entry in entries) > limits.total:
        raise Rejected(reasons.ZIP_LIMIT, "all entries")


def _read_local(data: bytes, entry: Entry) -> Local:
    """Read the local header, the data and the descriptor of an item where the directory says."""
    if entry.offset + _LOCAL.size > len(data):
        raise Rejected(reasons.ZIP_LAYOUT, entry.name)
    fields = _LOCAL.unpack_from(data, entry.offset)
    magic, version, flags, method, _time, _date, crc, packed, size, name_size, extra_size = fields
    if magic != b"PK\x03\x04":
        raise Rejected(reasons.ZIP_LAYOUT, entry.name)
    name_at = entry.offset + _LOCAL.size
    extras_at = name_at + name_size
    start = extras_at + extra_size
    stop = start + entry.packed
    after = stop + (_DESCRIPTOR.size if entry.flags & _HAS_DESCRIPTOR else 0)
    return Local(
        raw_name=data[name_at:extras_at],
        version=version,
        flags=flags,
        method=method,
        sums=(crc, packed, size),
        extras=data[extras_at:start],
        data=data[start:stop],
        descriptor=data[stop:after],
        stop=after,
    )


def check_layout(items: Sequence[tuple[Entry, Local]], end: End) -> None:
    """Demand that the items fill the file from byte 0 to the directory, one after another (C1)."""
    position = 0
    for entry, local in sorted(items, key=lambda item: item[0].offset):
        if entry.offset != position or local.stop > end.start:
            raise Rejected(reasons.ZIP_LAYOUT, entry.name)
        position = local.stop
    if position != end.start:
        raise Rejected(reasons.ZIP_LAYOUT, "hidden bytes")


def check_item(entry: Entry, local: Local, unpacked: Unpacked) -> None:
    """Demand that both headers, the descriptor and the data tell the same of an item (C3)."""
    promised = (entry.crc, entry.packed, entry.size)
    described = entry.flags & _HAS_DESCRIPTOR
    # With a descriptor the sums follow the data; writers leave zeros in the local header.
    later = described and local.sums == (0, 0, 0)
    same = (local.raw_name, local.flags, local.method) == (entry.raw_name, entry.flags, entry.method)
    descriptor = _DESCRIPTOR.pack(b"PK\x07\x08", *promised) if described else b""
    if not same or (local.sums != promised and not later):
        raise Rejected(reasons.ZIP_HEADER, entry.name)
    if entry.flags & ~_HARMLESS_FLAGS or max(local.version, entry.version) > _NEWEST_VERSION:
        raise Rejected(reasons.ZIP_METHOD, entry.name)
    if local.descriptor != descriptor:
        raise Rejected(reasons.ZIP_HEADER, entry.name)
    _check_extras(entry.extras)
    _check_extras(local.extras)
    content = unpacked.content
    if not unpacked.exact or len(content) != entry.size or zlib.crc32(content) != entry.crc:
        raise Rejected(reasons.ZIP_DATA, entry.name)


def _check_extras(extras: bytes) -> None:
    """Refuse extra fields that change how the item is read, and extras that are cut short."""
    position = 0
    while position < len(extras):
        if position + _EXTRA.size > len(extras):
            raise Rejected(reasons.ZIP_METHOD, "extra field")
        identifier, size = _EXTRA.unpack_from(extras, position)
        position += _EXTRA.size + size
        if identifier in _FORBIDDEN_EXTRAS or position > len(extras):
            raise Rejected(reasons.ZIP_METHOD, f"extra field {identifier:#06x}")


def is_part_name(name: str) -> bool:
    """Tell whether ``name`` is a part name with leading slash (ECMA-376-2, 6.2.2)."""
    segments = name.split("/")
    return (
        len(segments) > 1
        and segments[0] == ""
        and not _NEEDLESS_ESCAPE.search(name)
        and all(
            _SEGMENT.fullmatch(segment) is not None and not segment.endswith(".") for segment in segments[1:]
        )
    )


def _unpack(entry: Entry, packed: bytes) -> Unpacked:
    """Inflate one item, never further than its promised size."""
    if entry.method == _STORED:
        return Unpacked(packed[: entry.size + 1], exact=True)
    if entry.method != _DEFLATED:
        raise Rejected(reasons.ZIP_METHOD, entry.name)
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        content = inflater.decompress(packed, entry.size + 1)
    except zlib.error:
        raise Rejected(reasons.ZIP_DATA, entry.name) from None
    left_over = inflater.unused_data or inflater.unconsumed_tail
    return Unpacked(content, exact=inflater.eof and not left_over)


def write_zip(parts: Mapping[str, bytes]) -> bytes:
    """Write items (item name -> bytes) as a zip whose bytes depend on nothing else.

    ``[Content_Types].xml`` comes first, the others by name; dated 1980-01-01, deflated, without
    extra fields, folders or comment.
    """
    buffer = io.BytesIO()
    names = sorted(parts, key=lambda name: (name != CONTENT_TYPES_ITEM, name))
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            item = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            item.compress_type = zipfile.ZIP_DEFLATED
            item.create_system = 0  # else the bytes would tell which system wrote them
            archive.writestr(item, parts[name])
    return buffer.getvalue()
