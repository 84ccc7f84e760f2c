"""Real pictures of any size, made without a picture library, and the wrapping phones put around them."""

import base64
import struct
import zlib

JPEG = base64.b64decode(
    "/9j/4AAQSkZJRgABAQEAZABkAAD/2wBDABsSFBcUERsXFhceHBsgKEIrKCUlKFE6PTBCYFVlZF9VXVtqeJmBanGQc1td"
    "hbWGkJ6jq62rZ4C8ybqmx5moq6T/wAALCAAQABABAREA/8QAHwAAAQUBAQEBAQEAAAAAAAAAAAECAwQFBgcICQoL/8QA"
    "tRAAAgEDAwIEAwUFBAQAAAF9AQIDAAQRBRIhMUEGE1FhByJxFDKBkaEII0KxwRVS0fAkM2JyggkKFhcYGRolJicoKSo0"
    "NTY3ODk6Q0RFRkdISUpTVFVWV1hZWmNkZWZnaGlqc3R1dnd4eXqDhIWGh4iJipKTlJWWl5iZmqKjpKWmp6ipqrKztLW2"
    "t7i5usLDxMXGx8jJytLT1NXW19jZ2uHi4+Tl5ufo6erx8vP09fb3+Pn6/9oACAEBAAA/ACiiiv/Z"
)
"""The smallest real photo: 16 x 16, grey."""


def png(width: int, height: int, *, grey: int = 128) -> bytes:
    """A grey PNG of any size: a row of equal lines packs to almost nothing."""
    lines = (b"\0" + bytes([grey]) * width) * min(height, 4000)
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(lines, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(name, body) for name, body in chunks)


def chunk(name: bytes, body: bytes) -> bytes:
    """One chunk of a PNG with its checksum."""
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def with_exif(jpeg: bytes, orientation: int, secret: bytes) -> bytes:
    """A JPEG as a phone writes it: orientation, and a note that stands for place and owner."""
    text = secret + b"\0"
    entries = struct.pack("<HHIHH", 0x0112, 3, 1, orientation, 0)
    entries += struct.pack("<HHII", 0x010E, 2, len(text), 38)
    tiff = b"II*\0" + struct.pack("<IH", 8, 2) + entries + struct.pack("<I", 0) + text
    body = b"Exif\0\0" + tiff
    comment = b"\xff\xfe" + struct.pack(">H", len(secret) + 2) + secret
    return b"\xff\xd8\xff\xe1" + struct.pack(">H", len(body) + 2) + body + comment + jpeg[2:] + secret
