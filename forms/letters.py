"""Vietnamese text at the door: one normal form, a folded form for searching, and the order of names.

Sources: domain.md section 9.2 (Unicode NFC, TCVN 6909; both tone styles occur; names are sorted by the
given name, which stands last) and section 14, TV10 and TV11.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from forms.legacy_text import detect
from forms.problems import Problem

SortKey = tuple[tuple[tuple[int, ...], tuple[int, ...]], ...]
"""One pair (letters, tones) a word, the given name first."""

_ALPHABET = "0123456789aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}  # huyền hỏi ngã sắc nặng

# Typed by old keyboards and converters for Đ and đ. Eth is no Vietnamese letter: the mending loses nothing.
_ETH = str.maketrans({"\u00d0": "\u0110", "\u00f0": "\u0111"})
_SPACES = re.compile("[\t\u00a0\u2000-\u200a\u202f\u205f\u3000]")
_LINE_ENDS = re.compile("\r\n?|[\n\u000b\u000c\u0085\u2028\u2029]")
_UNSEEN = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")  # left behind by Word and web pages
_APOSTROPHES = re.compile("\\s*['\u2018\u2019\u02bc\u0060\u00b4]\\s*")
_NOT_WORD = re.compile(r"[\W_]+")

# TCVN3 and VNI text read as Unicode: a sign or foreign vowel where Vietnamese never has one. One may be
# chance (Noël, Windows®), two are old fonts.
_TCVN3 = re.compile("(?<=[A-Za-z])[¨©ª«¬®µ¶·¸¹»¼½¾]|[¨©ª«¬®µ¶·¸¹»¼½¾](?=[A-Za-z])")
_VNI = re.compile("(?<=[AEIOUYaeiouyöÖ])[äåæëïöûüøñÄÅÆËÏÖÛÜØÑ]")


def normalise(text: str, *, lines: bool = False) -> str:
    """Bring typed, pasted or read text into the one form that is stored.

    NFC, trimmed, eth mended to đ, unseen characters dropped, every kind of space one space character;
    line ends become LF where `lines` is true, else a space. Raises `Problem("CONTROL_CHARACTER")` for
    what cannot be printed and `Problem("LEGACY_LETTERS")` for TCVN3 or VNI text.
    """
    if text.isascii() and text.isprintable():
        return text.strip()
    text = unicodedata.normalize("NFC", text)
    arrived = text  # before anything is dropped: a soft hyphen is ư in TCVN3
    text = text.translate(_ETH)
    text = _UNSEEN.sub("", text)
    text = _SPACES.sub(" ", text)
    if lines:
        text = "\n".join(line.rstrip(" ") for line in _LINE_ENDS.sub("\n", text).split("\n"))
    else:
        text = re.sub(r"\s*\n\s*", " ", _LINE_ENDS.sub("\n", text))
    for position, letter in enumerate(text, start=1):
        if unicodedata.category(letter) in {"Cc", "Cf", "Cs", "Cn", "Co"} and letter != "\n":
            raise Problem(
                "CONTROL_CHARACTER", text=_shown(text), character=f"U+{ord(letter):04X}", position=position
            )
    if any(detect(one) for one in {arrived, text}):
        raise Problem("LEGACY_LETTERS", text=_shown(text))
    # Composing once more: what stood between a letter and its mark may just have been dropped.
    return unicodedata.normalize("NFC", text).strip(" \n")


def word_count(text: str) -> int:
    """Count the words of a text: what stands between spaces and holds a letter or a digit."""
    return sum(any(letter.isalnum() for letter in word) for word in text.split())


def fold(text: str) -> str:
    """Fold text for searching: lower case, no diacritics, đ as d, punctuation as one space.

    An apostrophe and the spaces around it vanish, so that "Ia H' Drai", "Ia H'Drai" and "Ia Hdrai" are
    one (domain.md section 14, TV11).
    """
    text = _APOSTROPHES.sub("", text.translate(_ETH))
    plain = unicodedata.normalize("NFKD", text.lower()).replace("đ", "d")
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return _NOT_WORD.sub(" ", plain).strip()


def tone_free(text: str) -> str:
    """Bring both ways of placing a tone together: "hoà" and "hòa" are one, "hoá" is another.

    Each word in lower case, its tone behind it; hats and đ are letters and stay.
    """
    words = []
    for word in unicodedata.normalize("NFC", text).translate(_ETH).lower().split():
        apart = unicodedata.normalize("NFD", word)
        bare = "".join(mark for mark in apart if mark not in _TONES)
        tones = "".join(sorted(mark for mark in apart if mark in _TONES))
        words.append(unicodedata.normalize("NFC", bare) + tones)
    return " ".join(words)


def sort_key(name: str) -> SortKey:
    """Give the key that sorts people: given name (the last word) first, then family and middle names.

    Letters before tones within a word, as the CLDR `vi` order has them; one-word names and "Y - Phơm"
    are names like any other.
    """
    keys = _word_keys(name)
    return (*keys[-1:], *keys[:-1])


def text_order(text: str) -> SortKey:
    """Give the key that sorts other text: word by word as it is read, "Thôn 2" before "Thôn 10"."""
    return _word_keys(text, figures=True)


def _word_keys(text: str, *, figures: bool = False) -> SortKey:
    words = unicodedata.normalize("NFC", text).translate(_ETH).lower().split()
    keys = (_figure_key(word) if figures and word.isdecimal() else _word_key(word) for word in words)
    return tuple(key for key in keys if key[0])


def _figure_key(word: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Sort a number by its size, before any word."""
    return (-1, int(word)), ()


@lru_cache(maxsize=1 << 15)  # the words of names are few
def _word_key(word: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    letters: list[int] = []
    tones: list[int] = []
    for letter in word:
        parts = unicodedata.normalize("NFD", letter)
        tone = next((_TONES[mark] for mark in parts if mark in _TONES), 0)
        base = unicodedata.normalize("NFC", "".join(mark for mark in parts if mark not in _TONES))
        place = _ALPHABET.find(base)
        if place < 0 and not base.isalnum():
            continue
        letters.append(place if place >= 0 else len(_ALPHABET) + ord(base[0]))
        tones.append(tone)
    return tuple(letters), tuple(tones)


def _shown(text: str) -> str:
    """Cut a text for a sentence and make its unprintable characters visible."""
    return "".join(letter if letter.isprintable() else "�" for letter in text[:40])
