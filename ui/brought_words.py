"""What a kit or register file brings of authorities, as its preview tells it."""

from office.certified import Brought
from ui.words import tr


def brought_words(found: Brought) -> list[str]:
    """What a kit or register file brings of authorities, a line each."""
    lines = [tr("Authority", "authority to be believed: {name}").format(name=name) for name in found.roots]
    if found.lists:
        lines.append(tr("Authority", "newer revocation lists: {n}").format(n=found.lists))
    return lines
