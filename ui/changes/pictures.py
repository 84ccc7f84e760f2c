"""What asks why figures were changed, and who works here, as pictures of an office that changed nothing."""

from collections.abc import Iterator
from dataclasses import replace

from forms.answers import Address
from forms.pack import Kind
from office.changed import Changed
from office.desk import Desk
from office.one_writer import Writer
from office.sending import review
from ui.changes.card import ChangesCard
from ui.looking_band import LookingBand


def changes_shown(desk: Desk, card: ChangesCard, band: LookingBand) -> Iterator[str]:
    """What asks why figures were changed, as if three of them had been; a second program's band."""
    grids = (table for form in desk.pack.forms_for(desk.unit) for table in form.tables)
    table = next(one for one in grids if one.rows)
    typed = [field.id for field in table.fields if field.kind is not Kind.KEY and field.calculate is None]
    places = [Address(table.id, table.rows[0].key, name) for name in typed[:3]]
    changed = tuple(Changed(place, "12", "21") for place in places)
    card.show_review(replace(review(desk), changed=changed))
    yield "send-1-changes"
    card.hide()
    band.tell_writer(Writer(desk.person.name, "PC-02", desk.clock.now()).problem())
    yield "only-to-look"
    band.tell("")
