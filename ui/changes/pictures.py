"""What asks why figures were changed, and who works here, as pictures of an office that changed nothing."""

from collections.abc import Iterator
from dataclasses import replace

from forms.answers import Address
from forms.report import HEADER_TABLE
from office.changed import Changed
from office.desk import Desk
from office.one_writer import Writer
from office.sending import review
from ui.changes.card import ChangesCard
from ui.looking_band import LookingBand


def changes_shown(desk: Desk, card: ChangesCard, band: LookingBand) -> Iterator[str]:
    """What asks why figures were changed, as if three of them had been; a second program's band."""
    table = next(one for one in desk.own_document().tables.items() if one[0] != HEADER_TABLE)
    (key, row), *_ = table[1].items()
    places = [Address(table[0], key, name) for name in row][:3]
    changed = tuple(Changed(place, "12", "21") for place in places)
    card.show_review(replace(review(desk), changed=changed))
    yield "send-1-changes"
    card.hide()
    band.tell_writer(Writer(desk.person.name, "PC-02", desk.clock.now()).problem())
    yield "only-to-look"
    band.tell("")
