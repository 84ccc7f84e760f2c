"""Both ways of placing a tone are one in choices and in searching."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.letters import fold, tone_free
from forms.pack import Choice, Field, Kind
from forms.problems import Problem
from forms.values import parse

PAIRS = [("hoà", "hòa"), ("thuỷ", "thủy"), ("hoè", "hòe"), ("quỳnh", "qùynh"), ("Thoả Thuận", "thỏa thuận")]
VILLAGE = Field("c01", "/F/c01", Kind.CHOICE, {"vi": "Thôn"}, list="village")
VILLAGES = tuple(
    Choice(code, {"vi": label}) for code, label in (("1", "Hoà Bình"), ("2", "Hóa Bình"), ("3", "Hoa Bình"))
)


@pytest.mark.parametrize("new,old", PAIRS)
def test_both_placings_are_one_and_another_tone_is_another_word(new, old):
    assert tone_free(new) == tone_free(old)
    assert fold(new) == fold(old)
    assert tone_free("hoà") != tone_free("hoá")


@pytest.mark.parametrize("typed,code", [("hòa bình", "1"), ("HOÁ BÌNH", "2"), ("hoa bình", "3")])
def test_a_choice_is_found_by_its_tone_wherever_it_is_placed(typed, code):
    assert parse(typed, VILLAGE, VILLAGES) == code


def test_without_diacritics_it_is_asked_which_one_was_meant():
    with pytest.raises(Problem, match="AMBIGUOUS_CHOICE"):
        parse("hoa binh", VILLAGE, VILLAGES)


@given(st.text(alphabet="aăâeêioôơuưyđbcnghĐ àáảãạ", max_size=20))
def test_tones_brought_together_stay_so(text):
    assert tone_free(tone_free(text)) == tone_free(text)
