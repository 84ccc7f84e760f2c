"""On what an act stands, as it is read on paper and in lists."""

from __future__ import annotations

from forms.basis import Basis, BasisKind
from office.messages import sentence


def basis_said(basis: Basis, language: str) -> str:
    """Say a basis: a document with its number and day, or whose oral instruction it was."""
    day = f"{basis.day:%d/%m/%Y}"
    if basis.kind is BasisKind.DOCUMENT:
        return sentence("BASIS_SAID_DOCUMENT", language, number=basis.number, day=day)
    return sentence("BASIS_SAID_ORAL", language, whom=basis.whom, day=day)
