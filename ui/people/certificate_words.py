"""The words of certificates: what one is for, whom an authority may certify, what came of judging anew."""

from collections.abc import Sequence

from office.desk import Desk
from office.rejudging import Rejudged
from ui.words import tr


def use_word(use: str) -> str:
    """What a certificate is for."""
    return {
        "signing": tr("Authority", "signing"),
        "encryption": tr("Authority", "being sent sealed files"),
        "issuing": tr("Authority", "certifying units below"),
    }.get(use, use)


def limit_words(desk: Desk, limit: Sequence[str]) -> str:
    """Whom an authority may certify."""
    if not limit:
        return tr("Authority", "certifies anybody")
    unit = next((one for one in desk.pack.units if one.code.lower() == limit[0]), None)
    words = tr("Authority", "certifies {unit} and units below it only")
    return words.format(unit=unit.name if unit else limit[0])


def judged_again(found: Sequence[Rejudged]) -> str:
    """What changed in the packages that were here; "" where nothing did."""
    return "\n".join(f"{one.unit_name}: {one.sentence}" for one in found)
