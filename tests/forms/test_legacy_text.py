"""Text of old fonts: told from good text, and turned into it without a wrong letter."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.legacy_text import KINDS, composed, convert, detect, encode, is_syllable

_BASES = "aăâeêioôơuưy"
_TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
SMALL = "".join(unicodedata.normalize("NFC", base + tone) for base in _BASES for tone in _TONES) + "đ"
LETTERS = SMALL + SMALL.upper()
ANTHEM = (
    "Đoàn quân Việt Nam đi, chung lòng cứu quốc, bước chân dồn vang trên đường gập ghềnh xa. Cờ in máu chiến"
    " thắng mang hồn nước, súng ngoài xa chen khúc quân hành ca."
)

OFFICIAL = [
    ("tcvn3", "Céng hßa x· héi chñ nghÜa ViÖt Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
    ("tcvn3", "§éc lËp - Tù do - H¹nh phóc", "Độc lập - Tự do - Hạnh phúc"),
    ("tcvn3", "NguyÔn V¨n §­êng", "Nguyễn Văn Đường"),
    (
        "tcvn3",
        "Uû ban nh©n d©n x· Ngäc L©y, huyÖn Tu M¬ R«ng",
        "Uỷ ban nhân dân xã Ngọc Lây, huyện Tu Mơ Rông",
    ),
    ("tcvn3", "hé nghÌo", "hộ nghèo"),
    ("tcvn3", "Sè hé nghÌo\tSè hé tho¸t nghÌo", "Số hộ nghèo\tSố hộ thoát nghèo"),
    ("tcvn3", "ViÖt Nam", "Việt Nam"),
    ("tcvn3", "CéNG HßA X· HéI CHñ NGHÜA", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA"),
    ("tcvn3", "§¨k T« Kan", "Đăk Tô Kan"),
    ("vni", "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
    ("vni", "Ñoäc laäp - Töï do - Haïnh phuùc", "Độc lập - Tự do - Hạnh phúc"),
    ("vni", "NGUYEÃN VAÊN ÑÖÔØNG", "NGUYỄN VĂN ĐƯỜNG"),
    ("vni", "Nguyeãn Thò Myõ", "Nguyễn Thị Mỹ"),
    ("vni", "hoä ngheøo", "hộ nghèo"),
    ("vni", "Vieät Nam", "Việt Nam"),
]

GOOD = [
    "Cộng hòa xã hội chủ nghĩa Việt Nam",
    "Xã Mô Rai",
    "Hoà Bình, Tân Lâm, Quý Hòa",  # letters that are Western ones too
    "thôn Tê Pên, xã Kon Plông",
    "Bé Hà thôi",
    "QÐ-UBND 45/2018",
    "café crème à la carte, déjà vu",
    "Citroën Noël naïve",
    "Ô tô Citroën, bé Noël, xã Hà Lan: thôn Plông, Brâu, Rôl",
    "pad thaï",
    "Größe für schön Müller, Köln",
    "L'été dernier, la société a créé un réseau: thé, dé, né, là-bas, août, île, maïs, haï",
    "A ação não é só para o irmão; você já está à mão, três, mês, lã, fé, pé, nós",
    "è più città perché così là giù né sé tè caffè",
    "Minä näen häntä, hyvää päivää, yö, työ, tämä, sää",
    "señor niño mañana",
    "på gården, blåbær, øl",
    "25 °C ± 3 m² §4 µm ½",
    "Windows® Office™ ©2018 «an»",
    "cho¹",
    "BM02.c01",
    "1.234.567,5",
    "nguyen van an",
    "",
    "Viê\u0323t Nam",
    ANTHEM,
    unicodedata.normalize("NFD", ANTHEM),
]


@pytest.mark.parametrize("kind,old,plain", OFFICIAL)
def test_sentences_of_old_fonts_are_told_and_turned(kind, old, plain):
    assert detect(old) == kind
    assert convert(old, kind) == plain


@pytest.mark.parametrize("text", GOOD)
def test_good_text_other_tongues_and_codes_are_left_alone(text):
    assert detect(text) is None


@pytest.mark.parametrize("letter", LETTERS)
def test_vni_writes_every_vietnamese_letter(letter):
    assert encode(letter, "vni") != letter or letter.isascii() or letter in "ìíÌÍ"
    assert convert(encode(letter, "vni"), "vni") == letter


@pytest.mark.parametrize("letter", SMALL + "ĂÂÊÔƠƯĐ")
def test_tcvn3_writes_every_small_letter_and_the_capitals_without_tones(letter):
    code = encode(letter, "tcvn3")
    assert len(code.encode("latin-1")) == 1
    assert convert(code, "tcvn3") == letter


@given(st.text(alphabet=LETTERS + "bcdghklmnpqrstvxz 0123456789,.-", max_size=60))
def test_what_is_written_in_an_old_font_reads_back(text):
    if not any(toned in text for toned in SMALL[1:].upper()):
        assert convert(encode(text, "tcvn3"), "tcvn3") == text
    assert convert(encode(text.lower(), "tcvn3"), "tcvn3", capitals=True) == text.lower().upper()


@given(st.lists(st.sampled_from(ANTHEM.replace(",", "").replace(".", "").split()), max_size=12))
def test_words_written_in_vni_read_back(words):
    text = " ".join(words)
    assert convert(encode(text, "vni"), "vni") == text
    assert convert(encode(text.upper(), "vni"), "vni") == text.upper()


@given(st.sampled_from(KINDS), st.integers(0, 20), st.integers(6, 20))
def test_any_stretch_of_words_in_an_old_font_is_told(kind, first, length):
    words = ANTHEM.lower().split()[first : first + length]
    assert detect(encode(" ".join(words), kind)) == kind


@given(st.lists(st.sampled_from([*ANTHEM.split(), "Mô", "Hà", "xã", "12", "Kon"]), max_size=12))
def test_no_stretch_of_good_words_is_taken_for_an_old_font(words):
    assert detect(" ".join(words)) is None


@given(st.text(max_size=40))
def test_any_text_can_be_looked_at_and_converting_what_is_not_told_never_happens(text):
    kind = detect(text)
    assert kind is None or convert(text, kind) != text


def test_a_mark_typed_with_the_shift_key_let_go_belongs_to_the_capital():
    assert convert("Ñaêk Toâ, Aùnh, YÙ", "vni") == "Đăk Tô, Ánh, Ý"


def test_a_word_in_capitals_stays_in_capitals_only_where_the_whole_piece_does():
    assert convert("Y Hß\tCéNG HßA", "tcvn3") == "Y Hò\tCỘNG HÒA"
    assert convert("céng hßa", "tcvn3", capitals=True) == "CỘNG HÒA"


def test_windows_1258_is_composed():
    assert composed(b"Vi\xea\xf2t Nam, \xd0\xf4\xf2c l\xe2\xf2p".decode("cp1258")) == "Việt Nam, Độc lập"


@pytest.mark.parametrize(
    "word", [word.strip(",.") for word in ANTHEM.split()] + ["gì", "giếng", "quý", "hoà", "hòa"]
)
def test_words_of_the_anthem_are_syllables(word):
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["Noël", "café", "kắ", "cế", "nghá", "hàá", "bàc", "w", "été"])
def test_what_is_not_spelt_so_is_no_syllable(word):
    assert not is_syllable(word)
