"""What of a page who works now may not do: its buttons are locked and say why; the rest is there to be read.

The table names parts of pages by their attributes; the use cases refuse all the same (docs/people.md).
"""

from collections.abc import Iterator, Mapping
from operator import attrgetter
from typing import Final

from PySide6.QtWidgets import QWidget

from office.desk import Desk
from office.messages import sentence
from office.roles import Doing, refusal
from ui.widgets import Button

_SETTINGS: Final = (Doing.SETTINGS,)
_KEEP: Final = (Doing.KEEP,)
_TYPE: Final = (Doing.TYPE,)
_CERTIFICATES: Final = (Doing.SETTINGS, Doing.RECEIVE)

LOCKED: Final[Mapping[str, Mapping[str, tuple[Doing, ...]]]] = {
    "packs": {
        "new_version.accept_button": _SETTINGS,
        "new_version.later_button": _KEEP,
        "new_version.forget_button": _KEEP,
        "kit.choose": _KEEP,
        "kit.install": _KEEP,
        "kit.make": _SETTINGS,
        "supplement.choose": _KEEP,
        "supplement.install": _KEEP,
        "supplement.sign": _SETTINGS,
        "builder.sign_button": _SETTINGS,
    },
    "people": {
        "keys.ways": _SETTINGS,
        "register.take_button": (Doing.RECEIVE,),
        "register.end_button": (Doing.RECEIVE,),
        "register.write_button": _SETTINGS,
        "authority.ask_button": _SETTINGS,
        "authority.open_button": _CERTIFICATES,
        "authority.root_button": (Doing.RECEIVE,),
        "authority.list_button": (Doing.RECEIVE,),
        "authority.end_button": (Doing.RECEIVE,),
        "authority.issuing": _SETTINGS,
    },
    "settings": {
        "folders.choose_button": _KEEP,
        "folders.none_button": _KEEP,
        "printing": _KEEP,
        "copies.restore": _SETTINGS,
        "copies.second": _SETTINGS,
        "copies.no_second": _SETTINGS,
        "copies.print": _SETTINGS,
        "copies.save": _SETTINGS,
        "copies.new": _SETTINGS,
    },
    "other": {
        "overview.add_button": _TYPE,
        "overview.drop_button": _TYPE,
        "overview.new_button": _TYPE,
        "overview.remove_button": _TYPE,
    },
    "register": {
        "years.new_button": _TYPE,
        "book.import_button": _TYPE,
        "book.use_button": _TYPE,
        "book.keep_button": _SETTINGS,
        "book.delete_button": _SETTINGS,
    },
}
"""Page -> part of it -> one of these doings is enough. A practice office has fewer parts."""


def lock_parts(desk: Desk, name: str, page: QWidget) -> None:
    """Lock what of a page who works now may not do, and let go what they may."""
    for path, doings in LOCKED.get(name, {}).items():
        refusals = [refusal(desk, doing) for doing in doings]
        why = sentence(refusals[0], desk.language) if refusals[0] is not None and all(refusals) else ""
        for part in _parts(page, path):
            if isinstance(part, Button):
                part.lock(why)
            else:
                part.setEnabled(not why)


def _parts(page: QWidget, path: str) -> Iterator[QWidget]:
    try:
        found = attrgetter(path)(page)
    except AttributeError:  # practice keeps no copies
        return
    yield from found.values() if isinstance(found, Mapping) else (found,)
