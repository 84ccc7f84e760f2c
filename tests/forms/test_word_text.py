"""Text out of Word: paragraphs and list marks stay, what cannot be seen goes, old fonts are left alone."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.legacy_text import convert, detect
from forms.letters import normalise
from forms.word_text import cleaned, from_html, from_rtf

WORD_HTML = """<html xmlns:o="urn:schemas"><head><style>p.MsoNormal {margin:0}</style>
<title>BC</title></head><body lang=VI>
<!--StartFragment--><h1><b>1. Đặc điểm<o:p></o:p></b></h1>
<p class=MsoNormal>Xã có 8 thôn,
1.234&nbsp;hộ &#8220;nghèo&#8221;.<br>Dòng hai.</p>
<p class=MsoListParagraph style='text-indent:-.25in;mso-list:l0 level1'><![if !supportLists]><span
style='font-family:Symbol'><span style='mso-list:Ignore'>&#183;<span style='font:7.0pt'>&nbsp;&nbsp;
</span></span></span><![endif]>Nuôi bò</p>
<p class=MsoListParagraph><span style='mso-list: Ignore'>a)<span>&nbsp; </span></span>Trồng sâm</p>
<ol><li>Một</li><li><p>Hai</p></li></ol><ul><li>Ba</li></ul>
<table><tr><td><p class=x>2016</p></td><td><p>17,29</p></td></tr></table><!--EndFragment--></body></html>"""


@pytest.mark.parametrize(
    "pasted, kept",
    [
        ("Một\r\nHai\vBa\fBốn", "Một\nHai\nBa\nBốn"),
        ("\uf0b7\tNuôi bò\r\n\uf0a7\tTrồng sâm", "• Nuôi bò\n• Trồng sâm"),
        ("·\tNuôi bò\n§\tTrồng sâm\no\tLàm vườn", "• Nuôi bò\n• Trồng sâm\n• Làm vườn"),
        ("1.\tĐiều kiện\n  a)\tVốn\n-\tGiống", "1. Điều kiện\n  a) Vốn\n- Giống"),
        ("giảm\u00ad nghèo\u200b bền\ufeff vững", "giảm nghèo bền vững"),
        ("“Không ai” bị ‘bỏ lại’ – phía sau…", "“Không ai” bị ‘bỏ lại’ – phía sau…"),
        ("hộ\u00a0nghèo 2016\u20112018", "hộ nghèo 2016-2018"),
        ("nghèo \uf0e0 thoát nghèo\uf0ff", "nghèo → thoát nghèo"),
        ("Tiê\u0301ng Viê\u0323t", "Tiếng Việt"),
        ("Một\n\n\n\n\nHai", "Một\n\nHai"),
        ("Ô 1\x07Ô 2", "Ô 1\tÔ 2"),
    ],
)
def test_each_thing_word_leaves_behind_is_mended(pasted, kept):
    assert cleaned(pasted) == kept


def test_a_soft_hyphen_of_an_old_font_stays_until_it_has_been_turned():
    old = "Nh÷ng hé nghÌo ®­îc vay vèn ­u ®·i"
    assert detect(old) == "tcvn3"
    assert cleaned(old) == old
    assert "được vay vốn ưu đãi" in convert(cleaned(old), "tcvn3")


@given(
    st.text(alphabet=st.sampled_from("aâđ1.•·-o \t\n\r\v\x07\u00ad\u200b\u00a0\u2011\uf0b7\uf0e0“”–\u0301"))
)
def test_a_cleaned_text_is_clean(text):
    once = cleaned(text)
    assert cleaned(once) == once
    assert unicodedata.is_normalized("NFC", once)
    if detect(text) is None:
        normalise(once, lines=True)  # is never refused as unprintable


def test_paragraphs_and_list_marks_of_word_s_html_stay():
    assert cleaned(from_html(WORD_HTML)) == (
        "1. Đặc điểm\nXã có 8 thôn, 1.234 hộ “nghèo”.\nDòng hai.\n• Nuôi bò\na) Trồng sâm\n"
        "1. Một\n2. Hai\n• Ba\n2016 17,29"
    )


@given(st.text(max_size=200))
def test_no_html_is_refused(html):
    from_html(html)
    from_html(f"<p>{html}</p></li></ul><li>")


def test_the_text_of_rtf_stays_with_its_paragraphs():
    rtf = (
        rb"{\rtf1\ansi\ansicpg1252\uc1{\fonttbl{\f0 Times;}}{\*\generator Word}\f0\fs28 "
        rb"X\u227? \'93ngh\u232?o\'94\par {\pntext\bullet\tab}Nu\u244?i b\u242?\line d\u242?ng hai\par}"
    )
    assert cleaned(from_rtf(rtf)) == "Xã “nghèo”\n• Nuôi bò\ndòng hai"


@given(st.binary(max_size=200))
def test_no_rtf_is_refused(data):
    from_rtf(b"{\\rtf1 " + data)
