"""What came from above is kept by its number, and only goes up."""

import pytest

from db.kits import KeptFigure, Kits
from forms.answers import Address
from forms.problems import Problem
from tests.db.conftest import WHEN


def keep(kits, issuer="617", number=1, digest="a"):
    kits.keep_supplement(
        pack="p", issuer=issuer, number=number, base="1.0.0", data=b"file", digest=digest, signer="A Ký",
        who="Y Hoa", when=WHEN,
    )  # fmt: skip


def test_supplements_are_kept_by_issuer_and_number(database):
    kits = Kits(database)
    keep(kits, "617", 1, "a")
    keep(kits, "617", 3, "c")
    keep(kits, "62", 1, "d")
    assert [(one.issuer, one.number) for one in kits.supplements("p")] == [("62", 1), ("617", 1), ("617", 3)]
    assert kits.supplements("other") == ()
    assert kits.supplement_bytes("c") == b"file"
    for number in (2, 3):
        with pytest.raises(Problem, match="SUPPLEMENT_OLDER"):
            keep(kits, "617", number, "e")
    with pytest.raises(Problem, match="SUPPLEMENT_UNKNOWN"):
        kits.supplement_bytes("e")


def test_a_kit_takes_the_place_of_the_former_one(database):
    kits = Kits(database)
    assert kits.kit("2018") is None
    with pytest.raises(Problem, match="KIT_UNKNOWN"):
        kits.kit_bytes("2018")

    def kept(number, data):
        kits.keep_kit(
            campaign="2018", issuer="62", number=number, data=data, digest=f"d{number}",
            detail={"title": {"vi": "Bộ"}}, who="Y Hoa", when=WHEN,
        )  # fmt: skip

    kept(1, b"one")
    kept(2, b"two")
    with pytest.raises(Problem, match="KIT_OLDER"):
        kept(2, b"again")
    here = kits.kit("2018")
    assert here is not None
    assert (here.number, here.detail["title"]["vi"], here.who) == (2, "Bộ", "Y Hoa")
    assert kits.kit_bytes("2018") == b"two"
    assert database.row("SELECT bytes FROM kit WHERE number = 1")[0] is None  # no stick's worth is kept twice


def test_official_figures_are_replaced_as_a_whole(database):
    kits = Kits(database)
    one = KeptFigure("23404", Address("BM02", ("2016",), "c01"), "400", "QĐ 12")
    two = KeptFigure("23404", Address("BM05", ("A1", "NG", "2018"), "c01"), "7", "QĐ 13")
    kits.put_figures("2018", [one, two])
    assert kits.figures("2018", "23404") == (one, two)
    assert kits.figures("2018", "23407") == ()
    assert kits.figures("2019", "23404") == ()
    kits.put_figures("2018", [two])
    assert kits.figures("2018", "23404") == (two,)
