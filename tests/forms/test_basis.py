"""A basis says on what an act stands: what is blank, too long or still to come is told."""

from datetime import date

import pytest

from forms.basis import Basis, BasisKind, basis_of, demand
from forms.problems import Problem

TODAY = date(2018, 9, 20)


@pytest.mark.parametrize(
    "basis, code",
    [
        (Basis(BasisKind.DOCUMENT, TODAY, "  "), "BASIS_NUMBER"),
        (Basis(BasisKind.ORAL, TODAY, "12/BC", ""), "BASIS_WHOM"),
        (Basis(BasisKind.ORAL, TODAY, whom="A" * 201), "BASIS_LONG"),
        (Basis(BasisKind.DOCUMENT, date(2018, 9, 21), "12/BC"), "BASIS_DAY"),
    ],
)
def test_what_is_no_basis_is_told(basis: Basis, code: str) -> None:
    with pytest.raises(Problem) as told:
        demand(basis, TODAY)
    assert told.value.code == code


def test_a_basis_is_kept_and_read_again() -> None:
    oral = demand(Basis(BasisKind.ORAL, date(2018, 9, 19), whom=" Bà Y Lan, phó chủ tịch "), TODAY)
    assert oral.whom == "Bà Y Lan, phó chủ tịch"
    assert basis_of(oral.plain()) == oral


@pytest.mark.parametrize("plain", [{}, {"kind": "rumour", "day": "2018-09-19"}, {"kind": "oral", "day": "x"}])
def test_what_is_kept_wrongly_is_told(plain: dict[str, str]) -> None:
    with pytest.raises(Problem) as told:
        basis_of(plain)
    assert told.value.code == "BASIS_UNREADABLE"
