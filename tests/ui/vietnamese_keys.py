"""How a Vietnamese word comes about in a box: TELEX and VNI, through Unikey and through an input method."""

import unicodedata

from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication

from tests.ui.keyboard import SHIFT, Key, press, send_letter, target

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_HATS = {"ă": "8", "â": "6", "ê": "6", "ô": "6", "ơ": "7", "ư": "7", "đ": "9"}
_BARE = {"ă": "a", "â": "a", "ê": "e", "ô": "o", "ơ": "o", "ư": "u", "đ": "d"}


def toneless(word: str) -> str:
    """Give a word without its tone, hats kept."""
    apart = unicodedata.normalize("NFD", word)
    return unicodedata.normalize("NFC", "".join(letter for letter in apart if letter not in _TONES))


def _bare(letter: str) -> str:
    small = _BARE.get(letter.lower(), letter.lower())
    return small.upper() if letter.isupper() else small


def telex(word: str) -> list[str]:
    """What stands in the box after each key: a hat as soon as its key is struck, the tone at the end."""
    states, so_far = [], ""
    for letter in toneless(word):
        states.append(so_far + _bare(letter))
        so_far += letter
        states.append(so_far)
    return [*states, word]


def vni(word: str) -> list[str]:
    """What stands in the box after each key: all bare letters, then digits for hats, then the tone."""
    plain = toneless(word)
    shown = [_bare(letter) for letter in plain]
    states = ["".join(shown[:end]) for end in range(1, len(shown) + 1)]
    for digit in "6789":
        for place, letter in enumerate(plain):
            if _HATS.get(letter.lower()) == digit:
                shown[place] = letter
        states.append("".join(shown))
    return [*states, word]


def _pieces(text: str) -> list[str]:
    """Part a text into words and the spaces behind them."""
    return [piece for word in text.split(" ") for piece in (word, " ")][:-1]


def by_unikey(text: str, way=telex, *, marking: bool = False) -> None:
    """Bring a text as Unikey does: backspaces for what changes, the letters anew.

    `marking`: with Shift+Left and typing over, as it does in programs that complete what is typed.
    """
    for piece in _pieces(text):
        shown = ""
        for state in way(piece) if piece != " " else [" "]:
            same = next(
                (n for n, (a, b) in enumerate(zip(shown, state, strict=False)) if a != b),
                min(len(shown), len(state)),
            )
            gone = len(shown) - same
            if gone and marking and state[same:]:
                press(*[Key.Key_Left] * gone, modifiers=SHIFT)
            else:
                press(*[Key.Key_Backspace] * gone)
            for letter in state[same:]:
                send_letter(letter)
            shown = state


def by_input_method(text: str, way=telex) -> None:
    """Bring a text as ibus does: the word is composed in the box, its last state is committed."""
    for piece in _pieces(text):
        for state in way(piece) if piece != " " else ():
            QApplication.sendEvent(target(), QInputMethodEvent(state, []))
        done = QInputMethodEvent("", [])
        done.setCommitString(piece)
        QApplication.sendEvent(target(), done)


WAYS = {
    "Unikey, TELEX": lambda text: by_unikey(text, telex),
    "Unikey, VNI": lambda text: by_unikey(text, vni),
    "Unikey marking, VNI": lambda text: by_unikey(text, vni, marking=True),
    "input method, TELEX": lambda text: by_input_method(text, telex),
    "input method, VNI": lambda text: by_input_method(text, vni),
}
"""Every way a Vietnamese text comes into a box."""
