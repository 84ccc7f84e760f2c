"""Photos as they leave a phone: measured before anything decodes them, and freed of what tells of people.

A JPEG (ITU-T T.81, Annex B) is a row of segments, a PNG (ISO/IEC 15948, clause 5) a row of chunks. Only
those that make the picture are kept; EXIF with its place and camera, comments, previews, times and all that
lies behind the end of the picture go. Nothing here decodes: a small file that would unpack to gigabytes is
found by the size it states.
"""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from typing import Final

from forms.problems import Problem

MOST_DOTS: Final = 64_000_000
"""Pixels of a photo: larger ones would take a quarter of a gigabyte each to decode."""

_JPEG, _PNG = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"
_SIZES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}  # SOF0-SOF15
_ALONE = frozenset((0x01, *range(0xD0, 0xD8)))  # TEM, RST0-RST7
_SCAN, _END, _EXIF, _PROFILE, _JFIF, _ADOBE, _COMMENT = 0xDA, 0xD9, 0xE1, 0xE2, 0xE0, 0xEE, 0xFE
_KEPT_CHUNKS = frozenset(
    (b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"pHYs")
)
_ORIENTATION = 0x0112  # EXIF 2.32, table 4


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo without what is not the picture. `turned`: EXIF's orientation, 1 = upright, to 8."""

    ending: str  # ".jpg" or ".png"
    width: int  # pixels, as stored
    height: int
    turned: int
    data: bytes


def is_photo(data: bytes) -> bool:
    """Tell whether the first bytes are those of a JPEG or PNG."""
    return data.startswith((_JPEG, _PNG))


def read_photo(file: str, data: bytes) -> Photo:
    """Measure a photo called `file` and free it of what tells of people and places.

    Raises PHOTO_BROKEN (cut off, damaged, or none at all) and PHOTO_HUGE (more dots than `MOST_DOTS`).
    A turned JPEG keeps its orientation, and nothing else of EXIF.
    """
    try:
        photo = _jpeg(data) if data.startswith(_JPEG) else _png(data)
    except (struct.error, IndexError, ValueError) as wrong:
        raise Problem("PHOTO_BROKEN", file=file) from wrong
    if not photo.width or not photo.height:
        raise Problem("PHOTO_BROKEN", file=file)
    if photo.width * photo.height > MOST_DOTS:
        most = MOST_DOTS // 1_000_000
        raise Problem("PHOTO_HUGE", file=file, width=photo.width, height=photo.height, limit=most)
    return photo


def _jpeg(data: bytes) -> Photo:
    kept = [b"\xff\xd8"]
    width = height = 0
    turned, place, scanned = 1, 2, False
    while True:
        if data[place] != 0xFF:
            raise ValueError(place)
        while data[place + 1] == 0xFF:  # fill bytes
            place += 1
        mark = data[place + 1]
        if mark == _END:
            break
        if mark in _ALONE:
            place += 2
            continue
        (length,) = struct.unpack_from(">H", data, place + 2)
        end = place + 2 + length
        if length < 2 or end > len(data):
            raise ValueError(place)
        body = data[place + 4 : end]
        if mark in _SIZES:
            height, width = struct.unpack_from(">HH", body, 1)
        if mark == _EXIF and body.startswith(b"Exif\0\0"):
            turned = _orientation(body[6:])
        if mark == _SCAN:
            end, scanned = _end_of_scan(data, end), True
        if _belongs(mark, body):
            kept.append(data[place:end])
        place = end
    if not scanned:
        raise ValueError(place)
    if turned != 1:
        kept.insert(1, _turned(turned))
    return Photo(".jpg", width, height, turned, b"".join(kept) + b"\xff\xd9")


def _belongs(mark: int, body: bytes) -> bool:
    """Tell whether a segment is part of the picture: application data and comments are not, colours are."""
    if mark == _JFIF:
        return body.startswith(b"JFIF\0") and len(body) == 14  # without a preview
    if mark == _PROFILE:
        return body.startswith(b"ICC_PROFILE\0")
    if mark == _ADOBE:
        return body.startswith(b"Adobe")
    return not (0xE0 <= mark <= 0xEF or mark == _COMMENT)


def _end_of_scan(data: bytes, place: int) -> int:
    """Find the mark behind the coded dots: FF that is neither followed by 0 nor a restart."""
    while True:
        place = data.find(b"\xff", place)
        if place < 0 or place + 1 >= len(data):
            raise ValueError(place)  # cut off
        if data[place + 1] != 0 and data[place + 1] not in _ALONE:
            return place
        place += 2


def _orientation(exif: bytes) -> int:
    """Read the orientation out of EXIF (TIFF 6.0, section 2); 1 where it says none that can be."""
    order = {b"II": "<", b"MM": ">"}.get(exif[:2], "")
    if not order:
        return 1
    try:
        (start,) = struct.unpack_from(f"{order}I", exif, 4)
        (count,) = struct.unpack_from(f"{order}H", exif, start)
        for number in range(min(count, 200)):
            tag, kind, _, value = struct.unpack_from(f"{order}HHIH", exif, start + 2 + 12 * number)
            if tag == _ORIENTATION and kind == 3 and 1 <= value <= 8:
                return int(value)
    except struct.error:
        return 1
    return 1


def _turned(orientation: int) -> bytes:
    """Give an EXIF segment that holds the orientation alone."""
    body = b"Exif\0\0II*\0" + struct.pack("<IHHHIHHI", 8, 1, _ORIENTATION, 3, 1, orientation, 0, 0)
    return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body


def _png(data: bytes) -> Photo:
    if not data.startswith(_PNG):
        raise ValueError(0)
    kept, place, ended, dots = [_PNG], len(_PNG), False, False
    width = height = 0
    while not ended:
        length, name = struct.unpack_from(">I4s", data, place)
        end = place + 12 + length
        (checksum,) = struct.unpack_from(">I", data, end - 4)
        if end > len(data) or zlib.crc32(data[place + 4 : end - 4]) != checksum:
            raise ValueError(place)
        if name == b"IHDR":
            width, height = struct.unpack_from(">II", data, place + 8)
        if name in _KEPT_CHUNKS:
            kept.append(data[place:end])
        dots, ended, place = dots or name == b"IDAT", name == b"IEND", end
    if not dots:
        raise ValueError(place)
    return Photo(".png", width, height, 1, b"".join(kept))
