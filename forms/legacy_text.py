"""Vietnamese typed for old fonts: TCVN3 (.VnTime) and VNI-Windows, told apart and turned to Unicode.

Such text is stored as Western letters and only looks Vietnamese in its font: "Céng hßa" is "Cộng hòa" in
TCVN3, "Coäng hoøa" in VNI. Sources: TCVN 5712:1993 (VN3, one byte a letter, no capitals with tones: those are
small letters in the "H" fonts such as .VnTimeH) and the VNI-Windows table (a base letter, then its mark).

Text in Windows-1258, where tones stand as combining marks behind the letter, needs no question: `composed`.

Law: `convert(encode(text, kind), kind) == text` for what the kind can write.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Final, Literal

LegacyKind = Literal["tcvn3", "vni"]
KINDS: Final[tuple[LegacyKind, ...]] = ("tcvn3", "vni")
NAMES: Final[Mapping[LegacyKind, str]] = {"tcvn3": "TCVN3", "vni": "VNI"}

_LOOKED_AT = 2000
"""Words with a letter beyond ASCII that are judged: a long list is told by its beginning."""

_CODES: Final = (
    (0xA1, "ĂÂÊÔƠƯĐăâêôơưđ"),
    (0xB5, "àảãáạ"),
    (0xBB, "ằẳẵắ"),
    (0xC6, "ặầẩẫấậè"),
    (0xCE, "ẻẽéẹềểễếệìỉ"),
    (0xDC, "ĩíịò"),
    (0xE1, "ỏõóọồổỗốộờởỡớợù"),
    (0xF1, "ủũúụừửữứựỳỷỹýỵ"),
)
_TCVN3: Final[dict[str, str]] = {
    chr(first + step): letter for first, letters in _CODES for step, letter in enumerate(letters)
}

# VNI: bare letter (a, e, o, ô for ơ, u, ö for ư, y), then the mark of its tone or of its hat and tone.
_TONED: Final = dict(zip("øùûõï", "\u0300\u0301\u0309\u0303\u0323", strict=True))
_HAT: Final = dict(zip("âàáåãä", ("", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323"), strict=True))
_BREVE: Final = dict(zip("êèéúüë", ("", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323"), strict=True))
_ALONE: Final = {"ñ": "đ", "ô": "ơ", "ö": "ư", "ì": "ì", "í": "í", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _vni_table() -> dict[str, str]:
    small = dict(_ALONE)
    for base, letter in (("a", "a"), ("e", "e"), ("o", "o"), ("u", "u"), ("y", "y"), ("ô", "ơ"), ("ö", "ư")):
        small |= {base + mark: _nfc(letter + tone) for mark, tone in _TONED.items() if base + mark != "yï"}
    small |= {base + mark: _nfc(f"{base}\u0302{tone}") for base in "aeo" for mark, tone in _HAT.items()}
    small |= {f"a{mark}": _nfc(f"ă{tone}") for mark, tone in _BREVE.items()}
    table = dict(small)
    for code, letter in small.items():
        table[code.upper()] = letter.upper()
        if len(code) == 2:  # a capital whose mark was typed with the shift key already let go
            table[code[0].upper() + code[1]] = letter.upper()
            table[code[0] + code[1].upper()] = letter
    return table


_VNI: Final = _vni_table()
_TABLES: Final[Mapping[LegacyKind, Mapping[str, str]]] = {"tcvn3": _TCVN3, "vni": _VNI}
_UNITS: Final[Mapping[LegacyKind, re.Pattern[str]]] = {
    kind: re.compile("|".join(map(re.escape, sorted(table, key=len, reverse=True))))
    for kind, table in _TABLES.items()
}
_BACK: Final[Mapping[LegacyKind, Mapping[str, str]]] = {
    "tcvn3": {letter: code for code, letter in _TCVN3.items()},
    "vni": {
        letter: code
        for code, letter in _VNI.items()
        if len(code) == 1 or code[0].islower() == code[1].islower()
    },
}


def composed(text: str) -> str:
    """Join letters and combining marks (Windows-1258, macOS) into the precomposed letters of NFC."""
    return _nfc(text)


def convert(text: str, kind: LegacyKind, *, capitals: bool = False) -> str:
    """Turn text typed for old fonts into Unicode (NFC); what the kind does not know stays as it is.

    TCVN3 has no capitals with tones: in a piece of text (a cell, a line) without one small ASCII letter
    they become capitals where a word shows two ASCII capitals ("CéNG HßA"). `capitals` says that the
    text stood in an "H" font, where every letter is a capital.
    """
    table, unit = _TABLES[kind], _UNITS[kind]
    if kind == "vni":
        plain = unit.sub(lambda found: table[found[0]], text)
    else:
        plain = "".join(_tcvn3_piece(piece) for piece in re.split(r"([\t\n\r]+)", text))
    return _nfc(plain.upper() if capitals else plain)


def _tcvn3_piece(piece: str) -> str:
    plain = "".join(_TCVN3.get(letter, letter) for letter in piece)
    shouted = re.search(r"[A-Z][^\W\d_]*[A-Z]", plain) and not re.search("[a-z]", piece)
    return plain.upper() if shouted else plain


def encode(text: str, kind: LegacyKind) -> str:
    """Write Unicode text as the old fonts did; letters the kind cannot write stay as they are.

    TCVN3 has no capital letters with tones: they stay, and only `text.lower()` is written whole.
    """
    back = _BACK[kind]
    return "".join(back.get(letter, letter) for letter in _nfc(text))


# ---- telling ---------------------------------------------------------------------------------------------

_WRITTEN_ONSETS: Final = "b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x"
_WRITTEN_RHYMES: Final = """
a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
e ec em en eng eo ep et ê êch êm ên ênh êp êt êu i ich im in inh ip it iu ia iêc iêm iên iêng iêp iêt iêu
o oc oi om on ong op ot oong ooc oa oac oach oai oam oan oang oanh oao oap oat oay oe oen oeo oet
oăc oăm oăn oăng oăt ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
u ua uc ui um un ung up ut uôc uôi uôm uôn uông uôt uê uêch uênh uy uya uych uyên uyêt uynh uyt uyu
uân uâng uât uây uơ ư ưa ưc ưi ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu y yêm yên yêt yêu
ak ăk âk ek êk ok ôk ơk uk
"""  # the last line for names of the Central Highlands
_WRITTEN_AFTER_QU: Final = """
a ac ach ai an ang anh ao at au ay ăc ăm ăn ăng ăt ân ât ây e en eo et ê ên êt ênh êch y ynh ych yt yên yêt
it ich ơ ôc
"""
_ONSETS: Final = frozenset(["", *_WRITTEN_ONSETS.split()])
_RHYMES: Final = frozenset(_WRITTEN_RHYMES.split())
_AFTER_QU: Final = frozenset(_WRITTEN_AFTER_QU.split())
_TONES: Final = "\u0300\u0301\u0303\u0309\u0323"
_STOPS: Final = ("c", "ch", "p", "t")
_FRONT: Final = "eêiy"
_SYLLABLE: Final = re.compile(r"(ngh|ng|nh|gh|gi|ch|kh|ph|qu|th|tr|[bcdđghklmnpqrstvx]?)(.+)\Z")
# A word is a run of letters and of signs that old fonts use as letters; digits and spaces part words.
_WORD: Final = re.compile(r"[A-Za-z\u00a1-\u00ff]+")
_UNICODE_ONLY: Final = re.compile("[ĂăĐđĨĩŨũƠơƯưẠ-ỹ\u0300\u0301\u0303\u0309\u0323]")
_NOT_ALONE: Final = 2  # letters of evidence that cannot be chance
# What one letter alone tells: a marked capital or a sign amid small letters ("ViÖt"), marks no other tongue
# puts behind these vowels ("Vieät").
_ODD: Final[Mapping[LegacyKind, re.Pattern[str]]] = {
    "tcvn3": re.compile("[A-Za-z][Æ-ÞµÐ¸¹¨ª«¬®][a-z]"),
    "vni": re.compile("[A-Za-z]([aeoy][äå]|[aeouy]û|[ôö][øùûõï])"),
}


def is_syllable(word: str) -> bool:
    """Whether a word is spelt as a Vietnamese syllable is, tone and all."""
    parts = unicodedata.normalize("NFD", word.lower())
    tones = [mark for mark in parts if mark in _TONES]
    bare = _nfc("".join(mark for mark in parts if mark not in _TONES))
    found = _SYLLABLE.match(bare)
    if len(tones) > 1 or not found:
        return False
    return (
        _spelt(found[1], found[2], tones)
        or (found[1] == "gi" and _spelt("g", f"i{found[2]}", tones))
        or (bare == "gi")
    )


def _spelt(onset: str, rhyme: str, tones: list[str]) -> bool:
    if onset not in _ONSETS or rhyme not in (_AFTER_QU if onset == "qu" else _RHYMES):
        return False
    front = rhyme[0] in _FRONT
    if (onset in {"k", "gh", "ngh"} and not front) or (onset in {"c", "ng"} and front):
        return False
    stopped = rhyme.endswith(_STOPS)
    return not stopped or tones in (["\u0301"], ["\u0323"])


def detect(text: str) -> LegacyKind | None:
    """Tell whether a text was typed for old fonts; None for Unicode, other tongues, codes, figures.

    Each word with a letter beyond ASCII is read as it stands and as each kind would have it. The kind is
    told only where most such words are Vietnamese syllables in it and not as they stand, and where two
    letters say so: one may be chance ("Noël"). A wrong yes would spoil good text, a wrong no is seen.
    """
    if text.isascii() or _UNICODE_ONLY.search(text):
        return None
    words = []
    for found in _WORD.finditer(text):
        if not found[0].isascii():
            words.append(found[0])
            if len(words) == _LOOKED_AT:
                break
    strange = [word for word in words if not is_syllable(word)]
    if not strange:
        return None  # Vietnamese as it stands
    scores = {kind: _evidence(kind, words, strange) for kind in KINDS}
    best = max(KINDS, key=lambda kind: scores[kind])
    return best if scores[best] and list(scores.values()).count(scores[best]) == 1 else None


def _evidence(kind: LegacyKind, words: list[str], strange: list[str]) -> int:
    """Count the letters that speak for a kind; 0 where too few words do or where it may be chance."""
    table, unit = _TABLES[kind], _UNITS[kind]
    telling = 0
    good = {word: _reads(word, table, unit) for word in set(words)}
    if 10 * sum(good[word] > 0 for word in words) < 7 * len(words):
        return 0
    if 2 * len(strange) < len(words) and not all(good[word] for word in strange):
        return 0  # Vietnamese as it stands, with words of others in it
    for word in strange:
        telling += good[word]
    firm = telling >= _NOT_ALONE and (len(set(strange)) > 1 or good[strange[0]] >= _NOT_ALONE)
    firm = firm or any(good[word] and _ODD[kind].search(word) for word in strange)
    return telling if firm else 0


def _reads(word: str, table: Mapping[str, str], unit: re.Pattern[str]) -> int:
    """Count the old letters of a word that reads as a Vietnamese syllable in a kind; 0 where it does not."""
    plain = unit.sub(lambda found: table[found[0]], word)
    if plain == word or not is_syllable(plain):
        return 0
    return len(unit.findall(word))
