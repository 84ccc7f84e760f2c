"""A new office, set up by what the person said at the first start: from a kit, from a part, from a pack."""

from pathlib import Path

from office.clock import Clock
from office.desk import Desk, start
from office.kit import start_from_kit
from office.packs import Shelf
from office.parts_opening import start_from_part
from ui.first_start import Begin


def begin_office(home: Path, said: Begin, shelf: Shelf, clock: Clock, language: str) -> Desk:
    """Set the office up in `home`; raises what the three ways to start do."""
    if said.kit is not None:
        return start_from_kit(
            home,
            said.kit,
            unit=said.unit,
            person=said.person,
            telephone=said.telephone,
            position=said.position,
            shelf=shelf,
            clock=clock,
            language=language,
        )
    if said.part is not None:
        return start_from_part(
            home,
            said.part,
            code=said.code,
            person=said.person,
            shelf=shelf,
            clock=clock,
            language=language,
        )
    return start(
        home,
        unit=said.unit,
        person=said.person,
        telephone=said.telephone,
        position=said.position,
        shelf=shelf.preferring(said.pack) if said.pack else shelf,
        clock=clock,
        language=language,
    )
