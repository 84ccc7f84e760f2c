"""Words for people and keys: as what somebody signs, why a recognition ended, what each way is for."""

from datetime import date

from db.signers import ACTING, DEPUTY, LEFT, LOST, PREPARER, REPLACED, WRONG
from forms.letters import fold
from office.people import Way
from ui.words import tr
from ui.workplace import day


def capacity_word(capacity: str) -> str:
    """Say in what capacity somebody signs."""
    return {
        "": tr("People", "Head of the office"),
        DEPUTY: tr("People", "Deputy, for the head (KT.)"),
        ACTING: tr("People", "Acting head"),
        PREPARER: tr("People", "Only prepares"),
    }[capacity]


def likely_capacity(position: str) -> str:
    """Guess from the words of a position as what somebody signs; the person looks at it and may choose."""
    words = fold(position).replace(".", " ").split()
    if "kt" in words:
        return DEPUTY
    return ACTING if words[:1] in (["quyen"], ["q"]) else ""


def end_word(kind: str) -> str:
    """Say why a recognition ended."""
    return {
        "": tr("People", "ended"),
        LEFT: tr("People", "signs no more"),
        REPLACED: tr("People", "has a new key"),
        LOST: tr("People", "key lost"),
        WRONG: tr("People", "entered by mistake"),
    }[kind]


def span(since: date, until: date | None, kind: str, *, over: bool) -> str:
    """Say since when, and until when, somebody signs."""
    if over:
        return tr("People", "until {day}: {why}").format(day=day(until), why=end_word(kind))
    if until is not None:
        return tr("People", "{first} to {last}").format(first=day(since), last=day(until))
    return tr("People", "since {day}").format(day=day(since))


def way_word(way: Way) -> str:
    """Name a way as a person would say what happened."""
    return {
        Way.DEPUTY: tr("People", "A deputy signs for the head (KT.)"),
        Way.ACTING: tr("People", "An acting head signs"),
        Way.HOLDER: tr("People", "Somebody else is the head now"),
        Way.SECOND_PC: tr("People", "We sign on another PC too"),
        Way.FORGOTTEN: tr("People", "The passphrase is forgotten"),
        Way.LOST: tr("People", "The token or key file is lost"),
    }[way]


def way_hint(way: Way) -> str:
    """Say in a line what a way does."""
    return {
        Way.DEPUTY: tr("People", "The deputy gets a key of their own; the head's key goes on."),
        Way.ACTING: tr("People", "Gets a key of their own, until a day if you name one."),
        Way.HOLDER: tr("People", "The new head gets a key; the old key signs no more."),
        Way.SECOND_PC: tr("People", "This PC gets a key of its own; the other PC's key goes on."),
        Way.FORGOTTEN: tr("People", "A new key instead of the old one. Your data are not touched."),
        Way.LOST: tr("People", "The old key is blocked at once and a new one made."),
    }[way]


def way_explained(way: Way) -> str:
    """Say what will be done, and what will not, before anything is."""
    stays = tr("People", "All figures stay as they are, and packages sent before stay valid.")
    told = {
        Way.DEPUTY: tr(
            "People",
            "The deputy signs with a key and a passphrase of their own, never with the head's. The cover "
            "will name the deputy as the one who signs.",
        ),
        Way.ACTING: tr(
            "People",
            "The acting head signs with a key and a passphrase of their own. After the last day the office "
            "above takes nothing in that is signed with it.",
        ),
        Way.HOLDER: tr(
            "People",
            "Nobody uses the key of somebody else: the new head gets an own key, and the old one signs no "
            "more from today. The cover will name the new head.",
        ),
        Way.SECOND_PC: tr(
            "People",
            "Do this on the PC that is to sign too. It gets a key file of its own, so that none has to be "
            "carried about.",
        ),
        Way.FORGOTTEN: tr(
            "People",
            "Nobody can find a passphrase again, so you get a new key. The passphrase protected only the "
            "key, never your data.",
        ),
        Way.LOST: tr(
            "People",
            "Call the office above at once, so that it takes nothing in that is signed with the lost key. "
            "Then make a new key here.",
        ),
    }[way]
    return f"{told} {stays}"
