"""The tests of the workshop: packs that are checked, compared, signed and tried out."""

from pathlib import Path

from forms.pack import Pack
from office.building import check


def compiled(source: Path) -> Pack:
    """Compile what has no error."""
    pack = check(source, "vi").pack
    assert pack is not None
    return pack
