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
from collections.abc import Iterator, Mapping
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
class _Entry:
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


def read_zip(data: bytes, limits: Limits | None = None) -> dict[str, bytes]:
    """Give the items of the zip in the order of its directory: item name -> bytes.

    Raises ``Rejected`` with ``NOT_ZIP``, ``OLE_FILE``, ``TRUNCATED`` or a ``ZIP_...`` reason.
    """
    limits = limits or Limits()
    if len(data) > limits.file:
        raise Rejected(reasons.ZIP_LIMIT, f"{len(data)} bytes")
    directory, count = _find_directory(data)
    if count > limits.entries:
        raise Rejected(reasons.ZIP_LIMIT, f"{count} entries")
    entries = list(_read_directory(data, directory, count))
    _check_names(entries)
    _check_sizes(entries, limits)
    return _read_items(data, entries, directory)


def _find_directory(data: bytes) -> tuple[int, int]:
    """Find where the central directory starts and how many entries it has (C1)."""
    if data.startswith(_OLE_MAGIC):
        raise Rejected(reasons.OLE_FILE, "encrypted" if _ENCRYPTED_STREAM in data else "")
    if not data.startswith(b"PK\x03\x04"):
        raise Rejected(reasons.NOT_ZIP)
    end = len(data) - _END.size
    if end < 0 or data[end : end + 4] != b"PK\x05\x06":
        tail = data[-(_LONGEST_COMMENT + _END.size) :]
        raise Rejected(reasons.ZIP_TRAILING if b"PK\x05\x06" in tail else reasons.TRUNCATED)
    _, disk, first_disk, here, count, size, start, comment = _END.unpack_from(data, end)
    if comment:
        raise Rejected(reasons.TRUNCATED, "end record")
    if disk or first_disk or here != count or start + size != end:
        raise Rejected(reasons.ZIP_LAYOUT, "end record")
    return start, count


def _read_directory(data: bytes, start: int, count: int) -> Iterator[_Entry]:
    """Walk the central directory; it must end where the end record begins (C1, C3)."""
    position, end = start, len(data) - _END.size
    for _ in range(count):
        if position + _CENTRAL.size > end:
            raise Rejected(reasons.ZIP_LAYOUT, "directory")
        fields = _CENTRAL.unpack_from(data, position)
        magic, _made_by, version, flags, method, _time, _date, crc, packed, size = fields[:10]
        name_size, extra_size, comment_size, disk, _internal, _external, offset = fields[10:]
        if magic != b"PK\x01\x02" or comment_size or disk:
            raise Rejected(reasons.ZIP_LAYOUT, "directory")
        position += _CENTRAL.size
        raw_name = data[position : position + name_size]
        _check_extras(data[position + name_size : position + name_size + extra_size])
        position += name_size + extra_size
        if position > end:
            raise Rejected(reasons.ZIP_LAYOUT, "directory")
        yield _Entry(_decode_name(raw_name), raw_name, version, flags, method, crc, packed, size, offset)
    if position != end:
        raise Rejected(reasons.ZIP_LAYOUT, "directory")


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


def _decode_name(raw: bytes) -> str:
    """Read an item name: ASCII in the grammar of part names, or the content types item (C2)."""
    if len(raw) > _LONGEST_NAME:
        raise Rejected(reasons.ZIP_NAME, f"{len(raw)} bytes")
    try:
        name = raw.decode("ascii")
    except UnicodeDecodeError:
        raise Rejected(reasons.ZIP_NAME, ascii(raw)) from None
    if name != CONTENT_TYPES_ITEM and not is_part_name("/" + name):
        raise Rejected(reasons.ZIP_NAME, ascii(raw))
    return name


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


def _check_names(entries: list[_Entry]) -> None:
    """Refuse names that some reader may take for the same item, and folders named as items."""
    seen: set[str] = set()
    for entry in entries:
        folded = entry.name.lower()
        if folded in seen:
            raise Rejected(reasons.ZIP_NAME, entry.name)
        seen.add(folded)
    for entry in entries:
        parts = entry.name.lower().split("/")
        if any("/".join(parts[:depth]) in seen for depth in range(1, len(parts))):
            raise Rejected(reasons.ZIP_NAME, entry.name)


def _check_sizes(entries: list[_Entry], limits: Limits) -> None:
    """Refuse a bomb before a byte of it is unpacked (C4)."""
    for entry in entries:
        swollen = entry.size > limits.ratio_from and entry.size > limits.ratio * entry.packed
        if entry.size > limits.entry or swollen:
            raise Rejected(reasons.ZIP_LIMIT, entry.name)
    if sum(entry.size for entry in entries) > limits.total:
        raise Rejected(reasons.ZIP_LIMIT, "all entries")


def _read_items(data: bytes, entries: list[_Entry], directory: int) -> dict[str, bytes]:
    """Read every item; together they fill the file from byte 0 to the directory (C1, C3)."""
    contents: dict[str, bytes] = {}
    position = 0
    for entry in sorted(entries, key=lambda entry: entry.offset):
        if entry.offset != position:
            raise Rejected(reasons.ZIP_LAYOUT, entry.name)
        start = _check_local_header(data, entry)
        stop = start + entry.packed
        position = _check_descriptor(data, entry, stop)
        if position > directory:
            raise Rejected(reasons.ZIP_LAYOUT, entry.name)
        contents[entry.name] = _unpack(entry, data[start:stop])
    if position != directory:
        raise Rejected(reasons.ZIP_LAYOUT, "hidden bytes")
    return {entry.name: contents[entry.name] for entry in entries}


def _check_local_header(data: bytes, entry: _Entry) -> int:
    """Compare the local header with the central one; answer where the item's data start."""
    if entry.offset + _LOCAL.size > len(data):
        raise Rejected(reasons.ZIP_LAYOUT, entry.name)
    fields = _LOCAL.unpack_from(data, entry.offset)
    magic, version, flags, method, _time, _date, *sums, name_size, extra_size = fields
    if magic != b"PK\x03\x04":
        raise Rejected(reasons.ZIP_LAYOUT, entry.name)
    name_at = entry.offset + _LOCAL.size
    extras_at = name_at + name_size
    promised = (entry.crc, entry.packed, entry.size)
    # With a descriptor the sums follow the data; writers leave zeros in the local header.
    later = flags & _HAS_DESCRIPTOR and tuple(sums) == (0, 0, 0)
    if (
        data[name_at:extras_at] != entry.raw_name
        or (flags, method) != (entry.flags, entry.method)
        or (tuple(sums) != promised and not later)
    ):
        raise Rejected(reasons.ZIP_HEADER, entry.name)
    if (
        flags & ~_HARMLESS_FLAGS
        or method not in {_STORED, _DEFLATED}
        or max(version, entry.version) > _NEWEST_VERSION
    ):
        raise Rejected(reasons.ZIP_METHOD, entry.name)
    _check_extras(data[extras_at : extras_at + extra_size])
    return int(extras_at + extra_size)


def _check_descriptor(data: bytes, entry: _Entry, stop: int) -> int:
    """Skip the data descriptor where the flags announce one; answer where the item ends."""
    if not entry.flags & _HAS_DESCRIPTOR:
        return stop
    if stop + _DESCRIPTOR.size > len(data) or _DESCRIPTOR.unpack_from(data, stop) != (
        b"PK\x07\x08",
        entry.crc,
        entry.packed,
        entry.size,
    ):
        raise Rejected(reasons.ZIP_HEADER, entry.name)
    return stop + _DESCRIPTOR.size


def _unpack(entry: _Entry, packed: bytes) -> bytes:
    """Inflate one item, never further than its promised size, and check size and CRC."""
    if entry.method == _STORED:
        content = packed
    else:
        inflater = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            content = inflater.decompress(packed, entry.size + 1)
        except zlib.error:
            raise Rejected(reasons.ZIP_DATA, entry.name) from None
        if not inflater.eof or inflater.unused_data or inflater.unconsumed_tail:
            raise Rejected(reasons.ZIP_DATA, entry.name)
    if len(content) != entry.size or zlib.crc32(content) != entry.crc:
        raise Rejected(reasons.ZIP_DATA, entry.name)
    return content


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
