"""Photos for the report: how large and how many a campaign takes, and a photo made ready to travel.

The caps are parameters of the campaign: `photo_pixels` (longer side), `photo_kilobytes`, `photo_count` (files
of one cell). Decoding needs a picture library, which only the window has; it is handed in as `Redraw`.
Without it (the command line, submissions of other programs) a photo loses its EXIF and keeps its size.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from exports.photos import Photo, is_photo, read_photo
from forms.pack import Pack
from forms.problems import Problem

LARGEST_FILE = 2_000_000
"""Bytes of an attachment as it is kept, BM-16 c23."""
LARGEST_PHOTO = 40_000_000
"""Bytes of a photo before it is made smaller."""

Redraw = Callable[[bytes, int, int], bytes | None]
"""Draw a photo upright, at most so many pixels long, in at most so many bytes; None where it is broken."""

__all__ = ["PhotoCaps", "Redraw", "attachable", "caps", "is_photo", "made_ready", "read_file"]
_PDF = b"%PDF-"


@dataclass(frozen=True, slots=True)
class PhotoCaps:
    """What a campaign takes of photos."""

    pixels: int = 1600
    kilobytes: int = 400
    count: int = 5


def caps(pack: Pack) -> PhotoCaps:
    """Read the caps from the campaign's parameters; what it does not say as a number is the default."""
    said = pack.campaign.parameters if pack.campaign else {}
    usual = PhotoCaps()
    names = {"pixels": "photo_pixels", "kilobytes": "photo_kilobytes", "count": "photo_count"}
    numbers = {
        name: int(said[parameter]) for name, parameter in names.items() if said.get(parameter, "").isdecimal()
    }
    return PhotoCaps(
        max(numbers.get("pixels", usual.pixels), 64),
        max(numbers.get("kilobytes", usual.kilobytes), 20),
        max(numbers.get("count", usual.count), 1),
    )


def read_file(path: Path, most: int = LARGEST_PHOTO, too_large: str = "") -> bytes:
    """Read a file, never more than `most` bytes; raise FILE_MISSING, else the code `too_large`.

    Without a code: PHOTO_LARGE for a photo, ATTACHMENT_LARGE for the rest.
    """
    if not path.is_file():
        raise Problem("FILE_MISSING", file=path.name)
    try:
        with path.open("rb") as stream:
            data = stream.read(most + 1)
    except OSError as wrong:  # a stick pulled out, a file that may not be read
        raise Problem("FILE_MISSING", file=path.name) from wrong
    if len(data) > most:
        code = too_large or ("PHOTO_LARGE" if is_photo(data) else "ATTACHMENT_LARGE")
        raise Problem(code, file=path.name, limit=most // 1_000_000)
    return data


def attachable(file: str, data: bytes) -> str:
    """Give the ending of a file that may be attached; raises ATTACHMENT_KIND, ATTACHMENT_LARGE."""
    if not is_photo(data) and not data.startswith(_PDF):
        raise Problem("ATTACHMENT_KIND", file=file)
    if len(data) > LARGEST_FILE:
        raise Problem("ATTACHMENT_LARGE", file=file)
    if data.startswith(_PDF):
        return ".pdf"
    return ".png" if data.startswith(b"\x89") else ".jpg"


def made_ready(file: str, data: bytes, most: PhotoCaps, redraw: Redraw | None) -> bytes:
    """Give a photo as it will travel: within the caps, upright, without EXIF; anything else as it is.

    Raises PHOTO_BROKEN and PHOTO_HUGE. A photo that fits already keeps its bytes, but is decoded once
    to see that it can be.
    """
    if not is_photo(data):
        return data
    photo = read_photo(file, data)
    if redraw is None:
        return photo.data
    drawn = redraw(photo.data, most.pixels, most.kilobytes * 1000)
    if drawn is None:
        raise Problem("PHOTO_BROKEN", file=file)
    return photo.data if _fits(photo, most) else read_photo(file, drawn).data


def _fits(photo: Photo, most: PhotoCaps) -> bool:
    upright = photo.turned == 1 and max(photo.width, photo.height) <= most.pixels
    return upright and len(photo.data) <= most.kilobytes * 1000
