"""Signed containers of canonical JSON: supplements and campaign kits, in the shape of a pack file.

One main part holds the content, further parts stand beside it, and relationships lead from the main part to
each of them; every byte is signed (`exports.opc`). Whoever opens one gets the signed bytes and nothing else.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from xml.sax.saxutils import quoteattr

from exports.keys import KeyHolder
from exports.opc import Profile, Signer, sign, verify, write_zip
from exports.trust import REVOKED, TrustStore
from forms.letters import normalise
from forms.pack import canonical
from forms.problems import Problem

LONGEST_TEXT = 300  # characters of a line of text in a container
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_RELATIONSHIPS_TYPE = "application/vnd.openxmlformats-package.relationships+xml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'


@dataclass(frozen=True, slots=True)
class Sealed:
    """An opened container: its content, the bytes beside it by part name, its signer, its digest (hex)."""

    content: Any
    beside: Mapping[str, bytes]
    signer: Signer
    digest: str


def seal(
    content: object,
    beside: Mapping[str, tuple[str, bytes]],
    profile: Profile,
    key: KeyHolder,
    when: datetime,
) -> bytes:
    """Write and sign a container; `beside`: part name (no leading slash) -> (media type, bytes)."""
    main = (profile.main_part or "").lstrip("/")
    (main_type,) = profile.main_types
    (root_type,) = profile.root_types
    folder, _, file = main.rpartition("/")
    parts = {main: (main_type, canonical(content)), **beside}
    overrides = "".join(
        f"<Override PartName={quoteattr('/' + name)} ContentType={quoteattr(kind)}/>"
        for name, (kind, _) in parts.items()
    )
    types = (
        f'{_HEAD}<Types xmlns="{_TYPES}">'
        f'<Default Extension="rels" ContentType="{_RELATIONSHIPS_TYPE}"/>{overrides}</Types>'
    )
    items = {
        "[Content_Types].xml": types.encode(),
        "_rels/.rels": _arrows([(root_type, main)]),
        **{name: data for name, (_, data) in parts.items()},
    }
    if beside:
        near = [(f"{root_type}:part", name.removeprefix(f"{folder}/")) for name in beside]
        items[f"{folder}/_rels/{file}.rels"] = _arrows(near)
    return sign(write_zip(items), key, when, profile=profile)


def _arrows(targets: list[tuple[str, str]]) -> bytes:
    lines = "".join(
        f'<Relationship Id="rId{number}" Type={quoteattr(kind)} Target={quoteattr(target)}/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'{_HEAD}<Relationships xmlns="{_RELATIONSHIPS}">{lines}</Relationships>'.encode()


def unseal(
    data: bytes,
    profile: Profile,
    now: datetime,
    *,
    code: str,
    name: str = "",
    trust: TrustStore | None = None,
) -> Sealed:
    """Open a container strictly; raise the Problem `code` (file, reason) when it is not whole, or REVOKED."""
    verdict = verify(data, now=now, trust=trust, profile=profile)
    if verdict.reason == REVOKED:
        raise Problem(REVOKED, where=verdict.detail, file=name)
    if verdict.parts is None or len(verdict.signers) != 1:
        raise Problem(code, file=name, reason=verdict.reason if verdict.parts is None else "signatures")
    main = (profile.main_part or "").lstrip("/")
    parts = {part.lstrip("/"): content for part, content in verdict.parts.items()}
    try:
        content = json.loads(parts[main])
        exact = canonical(content) == parts[main]
    except (ValueError, TypeError, RecursionError) as misfit:
        raise Problem(code, file=name, reason=type(misfit).__name__) from misfit
    if not exact:
        raise Problem(code, file=name, reason="canonical")
    beside = {
        part: content
        for part, content in parts.items()
        if part not in (main, "[Content_Types].xml") and not part.endswith(".rels")
    }
    return Sealed(content, beside, verdict.signers[0], verdict.digest)


def is_text(text: object) -> bool:
    """Tell whether a text is one that a person can read: NFC, trimmed, of one line, not too long."""
    return (
        isinstance(text, str)
        and len(text) <= LONGEST_TEXT
        and all(letter.isprintable() for letter in text)
        and text == normalise(text).strip()
    )
