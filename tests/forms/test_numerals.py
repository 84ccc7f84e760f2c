"""Roman numerals count the blocks of a table, however many there are."""

import pytest

from forms.numerals import roman


@pytest.mark.parametrize(
    "number,said",
    [(1, "I"), (4, "IV"), (9, "IX"), (14, "XIV"), (40, "XL"), (49, "XLIX"), (90, "XC"), (102, "CII")],
)
def test_a_number_is_written_as_the_romans_did(number, said):
    assert roman(number) == said
