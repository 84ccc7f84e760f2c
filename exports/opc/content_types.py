"""Reads and writes ``[Content_Types].xml``: what each part of the package is (ECMA-376-2, 7.2.3)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final
from xml.sax.saxutils import quoteattr

from exports.opc import reasons
from exports.opc.reasons import Rejected
from exports.opc.strict_xml import attributes, children, parse, qualified
from exports.opc.zipped import CONTENT_TYPES_ITEM, is_part_name

NAMESPACE: Final = "http://schemas.openxmlformats.org/package/2006/content-types"
RELATIONSHIPS: Final = "application/vnd.openxmlformats-package.relationships+xml"

_MEDIA_TYPE: Final = re.compile(r"[A-Za-z0-9!#$&^_.+-]+/[A-Za-z0-9!#$&^_.+-]+")
_EXTENSION: Final = re.compile(r"[A-Za-z0-9_+-]+")


@dataclass(frozen=True, slots=True)
class ContentTypes:
    """Media types by file extension (lower case) and by part name (with leading slash)."""

    defaults: Mapping[str, str]
    overrides: Mapping[str, str]

    def of(self, part: str) -> str | None:
        """Give the media type of a part, or None for a part without one."""
        if part in self.overrides:
            return self.overrides[part]
        _, dot, extension = part.rpartition("/")[2].rpartition(".")
        return self.defaults.get(extension.lower()) if dot else None

    def with_default(self, extension: str, media_type: str) -> "ContentTypes":
        """Answer a copy in which parts of the extension have the media type."""
        return replace(self, defaults={**self.defaults, extension: media_type})

    def with_override(self, part: str, media_type: str) -> "ContentTypes":
        """Answer a copy in which the one part has the media type."""
        return replace(self, overrides={**self.overrides, part: media_type})

    def only(self, parts: Mapping[str, bytes]) -> "ContentTypes":
        """Answer a copy that names none but the given parts (names with leading slash)."""
        kept = {part: media_type for part, media_type in self.overrides.items() if part in parts}
        return replace(self, overrides=kept)

    def to_xml(self) -> bytes:
        """Write the part, sorted, so that equal contents give equal bytes."""
        lines = [
            f"<Default Extension={quoteattr(name)} ContentType={quoteattr(media_type)}/>"
            for name, media_type in sorted(self.defaults.items())
        ] + [
            f"<Override PartName={quoteattr(name)} ContentType={quoteattr(media_type)}/>"
            for name, media_type in sorted(self.overrides.items())
        ]
        head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        return f'{head}<Types xmlns="{NAMESPACE}">{"".join(lines)}</Types>'.encode()


def parse_content_types(data: bytes) -> ContentTypes:
    """Read the part; refuse doubles, parameters and anything unknown (C5, C7)."""
    root = parse(data, CONTENT_TYPES_ITEM, [NAMESPACE])
    if root.tag != qualified(NAMESPACE, "Types") or root.attrib:
        raise Rejected(reasons.CONTENT_TYPES, "Types")
    defaults: dict[str, str] = {}
    overrides: dict[str, str] = {}
    seen: set[str] = set()
    for child in children(root, reasons.CONTENT_TYPES):
        children_of = children(child, reasons.CONTENT_TYPES)
        is_default = child.tag == qualified(NAMESPACE, "Default")
        if children_of or not (is_default or child.tag == qualified(NAMESPACE, "Override")):
            raise Rejected(reasons.CONTENT_TYPES, str(child.tag))
        key = "Extension" if is_default else "PartName"
        found = attributes(child, reasons.CONTENT_TYPES, required=[key, "ContentType"])
        name, media_type = found[key], found["ContentType"]
        named_well = bool(_EXTENSION.fullmatch(name)) if is_default else is_part_name(name)
        folded = f"{key} {name.lower()}"
        if not named_well or not _MEDIA_TYPE.fullmatch(media_type) or folded in seen:
            raise Rejected(reasons.CONTENT_TYPES, name)
        seen.add(folded)
        if is_default:
            defaults[name.lower()] = media_type
        else:
            overrides[name] = media_type
    return ContentTypes(MappingProxyType(defaults), MappingProxyType(overrides))
