"""Hostile containers: signed packages whose zip can be read in more than one way (C1-C4).

Each function makes one file; ``ATTACKS`` gives each with the reason it must be refused for.
"""

import struct
import zlib
from collections.abc import Callable
from dataclasses import replace

from tests.exports.opc.samples import SHEET, signed
from tests.packages.attacks import raw_zip
from tests.packages.attacks.forging import Attacks
from tests.packages.attacks.raw_zip import Item, edited, items_of, write

ATTACKS = Attacks()


def _with(*more: Item) -> bytes:
    return write([*items_of(signed()), *more])


def _named(name: bytes) -> Callable[[], bytes]:
    return lambda: _with(Item(name, b"<x/>"))


# C1


@ATTACKS.on_file("NOT_ZIP")
def bytes_before_the_zip():
    return b"#!/bin/sh\n" + signed()


@ATTACKS.on_file("NOT_ZIP")
def nothing_at_all():
    return b""


@ATTACKS.on_file("NOT_ZIP")
def plain_text():
    return "Báo cáo hộ nghèo".encode()


@ATTACKS.on_file("OLE_FILE")
def xls_renamed():
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)


@ATTACKS.on_file("ZIP_TRAILING")
def bytes_after_the_zip():
    return signed() + b"\0"


@ATTACKS.on_file("ZIP_TRAILING")
def archive_comment():
    return write(items_of(signed()), comment=b"signed by the ministry")


@ATTACKS.on_file("TRUNCATED")
def cut_short():
    return signed()[: len(signed()) // 2]


@ATTACKS.on_file("TRUNCATED")
def comment_announced_and_missing():
    return signed()[:-2] + b"\x05\0"


@ATTACKS.on_file("ZIP_LAYOUT")
def gap_between_items():
    items = items_of(signed())
    return write([items[0], replace(items[1], before=b"hidden"), *items[2:]])


@ATTACKS.on_file("ZIP_LAYOUT")
def bytes_before_the_directory():
    return write(items_of(signed()), after_items=b"hidden")


@ATTACKS.on_file("ZIP_LAYOUT")
def bytes_after_the_directory():
    return write(items_of(signed()), after_directory=b"hidden")


@ATTACKS.on_file("ZIP_LAYOUT")
def item_that_the_directory_hides():
    return write([*items_of(signed()), Item(b"xl/hidden.xml", b"<x/>", listed=False)])


@ATTACKS.on_file("ZIP_LAYOUT")
def directory_that_points_elsewhere():
    return write(edited(signed(), SHEET, shift=-1))


@ATTACKS.on_file("ZIP_LAYOUT")
def item_beyond_the_end():
    items = items_of(signed())
    return write([*items[:-1], replace(items[-1], shift=10**6)])


@ATTACKS.on_file("ZIP_LAYOUT")
def item_that_runs_into_the_directory():
    """Alone in the file, so that the next item's place cannot give it away."""
    whole = bytearray(write([Item(b"a.xml", b"<x/>", method=0)]))
    directory = whole.index(b"PK\1\2")
    for place in (18, 22, directory + 20, directory + 24):
        whole[place : place + 4] = struct.pack("<I", 40)
    return bytes(whole)


@ATTACKS.on_file("ZIP_LAYOUT")
def local_header_that_is_none():
    whole = bytearray(signed())
    second = whole.index(b"PK\3\4", 4)
    whole[second] = 0
    return bytes(whole)


@ATTACKS.on_file("ZIP_LAYOUT")
def directory_cut_short():
    end = bytearray(signed()[-22:])
    end[8:12] = struct.pack("<2H", 99, 99)
    return signed()[:-22] + bytes(end)


@ATTACKS.on_file("ZIP_METHOD")
def extra_field_without_a_size():
    return write(edited(signed(), SHEET, extra=b"\x99"))


@ATTACKS.on_file("ZIP_LAYOUT")
def two_disks():
    return write(items_of(signed()), disk=1)


@ATTACKS.on_file("ZIP_LAYOUT")
def zip64_records():
    locator = struct.pack("<4sIQI", b"PK\x06\x07", 0, 0, 1)
    return write(items_of(signed()), after_directory=locator)


@ATTACKS.on_file("ZIP_LAYOUT")
def more_entries_than_announced():
    end = bytearray(signed()[-22:])
    end[8:12] = struct.pack("<2H", 3, 3)
    return signed()[:-22] + bytes(end)


# C2

for _label, _name in {
    "climbing_name": b"xl/../evil.xml",
    "absolute_name": b"/xl/evil.xml",
    "backslash_name": b"xl\\evil.xml",
    "folder_item": b"xl/worksheets/",
    "empty_name": b"",
    "double_slash_name": b"xl//evil.xml",
    "name_ending_in_a_dot": b"xl/evil.xml.",
    "dot_segment_name": b"xl/./evil.xml",
    "interleaved_piece": b"xl/evil.xml/[0].piece",
    "trash_item": b"[trash]/0000.dat",
    "needless_escape": b"xl/%77orkbook2.xml",
    "escaped_slash": b"xl%2Fevil.xml",
    "nul_in_name": b"xl/evil.xml\0.png",
    "vietnamese_name": "xl/trang tính.xml".encode(),
    "endless_name": b"a/" * 30_000 + b"a",
    "colon_drive": b"C:\\evil.xml",
    "second_of_the_same_name": SHEET.encode(),
    "same_name_in_capitals": SHEET.upper().encode(),
    "second_content_types": b"[content_types].xml",
    "item_below_an_item": SHEET.encode() + b"/more.xml",
}.items():
    ATTACKS[_label] = (_named(_name), "invalid", "ZIP_NAME")


# C3


@ATTACKS.on_file("ZIP_HEADER")
def other_local_name():
    return write(edited(signed(), SHEET, local_name=b"xl/worksheets/sheet9.xml"))


@ATTACKS.on_file("ZIP_HEADER")
def other_local_flags():
    return write(edited(signed(), SHEET, local_flags=2))


@ATTACKS.on_file("ZIP_HEADER")
def other_local_method():
    return write(edited(signed(), SHEET, local_method=0))


@ATTACKS.on_file("ZIP_HEADER")
def other_local_crc():
    return write(edited(signed(), SHEET, local_crc=1))


@ATTACKS.on_file("ZIP_HEADER")
def other_local_size():
    return write(edited(signed(), SHEET, local_size=1))


@ATTACKS.on_file("ZIP_HEADER")
def lying_descriptor():
    lie = struct.pack("<4s3I", b"PK\7\x08", 1, 2, 3)
    return write(edited(signed(), SHEET, flags=8, descriptor=lie))


@ATTACKS.on_file("ZIP_METHOD")
def encrypted_item():
    return write(edited(signed(), SHEET, flags=1))


@ATTACKS.on_file("ZIP_METHOD")
def unknown_compression():
    return write(edited(signed(), SHEET, method=12))


@ATTACKS.on_file("ZIP_METHOD")
def version_of_zip64():
    return write(edited(signed(), SHEET, version=45))


@ATTACKS.on_file("ZIP_METHOD")
def second_name_in_an_extra_field():
    name = b"xl/worksheets/sheet9.xml"
    extra = struct.pack("<2HBI", 0x7075, 5 + len(name), 1, zlib.crc32(SHEET.encode())) + name
    return write(edited(signed(), SHEET, extra=extra))


@ATTACKS.on_file("ZIP_METHOD")
def zip64_extra_in_the_local_header():
    return write(edited(signed(), SHEET, local_extra=struct.pack("<2H2Q", 1, 16, 1, 1)))


@ATTACKS.on_file("ZIP_METHOD")
def extra_field_cut_short():
    return write(edited(signed(), SHEET, extra=b"\x99\x99\xff\xff"))


@ATTACKS.on_file("ZIP_DATA")
def wrong_crc_in_both_headers():
    return write(edited(signed(), SHEET, crc=1))


@ATTACKS.on_file("ZIP_DATA")
def wrong_size_in_both_headers():
    return write(edited(signed(), SHEET, size=10))


@ATTACKS.on_file("ZIP_DATA")
def bytes_after_the_packed_stream():
    [item] = [item for item in items_of(signed()) if item.name == SHEET.encode()]
    return write(edited(signed(), SHEET, packed=raw_zip.deflate(item.content) + b"more"))


@ATTACKS.on_file("ZIP_DATA")
def packed_stream_that_is_none():
    return write(edited(signed(), SHEET, packed=b"\xff\xff\xff"))


# C4


@ATTACKS.on_file("ZIP_LIMIT")
def bomb():
    return _with(Item(b"xl/bomb.xml", bytes(60_000_000)))


@ATTACKS.on_file("ZIP_LIMIT")
def promise_of_four_gigabytes():
    return _with(Item(b"xl/bomb.xml", b"x", size=0xFFFF_FFFE))


@ATTACKS.on_file("ZIP_LIMIT")
def too_many_items():
    return _with(*(Item(b"xl/%d.xml" % number, b"", method=0) for number in range(2001)))
