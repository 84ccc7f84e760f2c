"""Rows added to a table with a hierarchy: they stand in their place and are added up with the others."""

from datetime import date
from decimal import Decimal

import pytest

from forms.answers import Address, Document
from forms.authoring import build
from forms.authoring.sheets import PackErrors
from forms.engine import FormSet
from forms.pack import Choice
from forms.problems import Problem
from forms.supplements import Item, Supplement, columns_of, demand_allowed, with_supplements
from tests.packs.tables import funding, funding_source

TODAY = date(2018, 9, 20)


@pytest.fixture(scope="module")
def pack(tmp_path_factory):
    source = funding_source(tmp_path_factory.mktemp("funding"))
    (source / "open_lists.csv").write_text("list,levels\nchi_tieu,province; district\n", "utf-8")
    return build(source)


def supplement(pack, **columns):
    first = next(one for one in pack.lists["chi_tieu"] if one.attributes.get("la_tong") == "1")
    attributes = {"cap": "1", "cha": first.name, "don_vi": "người", **columns}
    choice = Choice("617.x", {"vi": "Mục thêm", "en": "More"}, {k: v for k, v in attributes.items() if v})
    return first, Supplement(
        pack.id, pack.version, "617", 1, "", "2018-09-20", (Item("chi_tieu", choice, 1),)
    )


def rows_of(pack):
    return next(table.rows for table in pack.tables_by_id.values() if table.rows_from)


def test_only_an_open_list_says_where_its_rows_come_from(pack):
    assert not any(table.rows_from for table in funding().tables_by_id.values())
    assert [table.rows_from.list for table in pack.tables_by_id.values() if table.rows_from] == ["chi_tieu"]
    assert pack.open_lists[0].levels == ("province", "district")
    assert set(columns_of(pack, "chi_tieu")) >= {"cap", "cha", "don_vi"}


def test_an_added_row_stands_below_the_row_it_names(pack):
    first, added = supplement(pack)
    demand_allowed(pack, added)
    keys = [row.key[0] for row in rows_of(with_supplements(pack, [added]))]
    before = [row.key[0] for row in rows_of(pack)]
    assert [key for key in keys if key != "617.x"] == before
    following = next(place for place, row in enumerate(rows_of(pack)) if place and row.level == 0)
    assert keys.index("617.x") == following
    assert keys[0] == first.name


def test_an_added_row_has_level_and_blocked_cells_as_a_built_one(pack):
    _, added = supplement(pack, khoa_cot="nam_truoc")
    row = next(row for row in rows_of(with_supplements(pack, [added])) if row.key == ("617.x",))
    assert (row.level, row.total) == (1, False)
    assert row.blocked == ("nam_truoc",)


def test_an_added_row_is_added_up_in_its_subtotal(pack):
    first, added = supplement(pack)
    grown = with_supplements(pack, [added])
    table = next(table for table in grown.tables_by_id.values() if table.rows_from)
    forms = FormSet(grown).open(next(u for u in grown.units if u.level == "commune"), Document(), TODAY)
    forms.put(Address(table.id, ("617.x",), "nam_nay"), Decimal(7))
    total = next(one.total for one in table.fields if one.id == "nam_nay")
    values = forms.values()[table.id]
    assert values["617.x",]["nam_nay"] == 7
    assert values[first.name,][total] in (7, None)  # what the others hold is not known yet
    for row in table.rows:
        if not row.total and row.key != ("617.x",):
            forms.put(Address(table.id, row.key, "nam_nay"), Decimal(0))
    assert forms.values()[table.id][first.name,][total] == 7


def test_a_row_that_the_pack_has_or_a_unit_it_does_not_know_is_refused(pack):
    _, added = supplement(pack)
    with pytest.raises(Problem) as twice:
        demand_allowed(with_supplements(pack, [added]), added)
    assert twice.value.code == "SUPPLEMENT_THERE"
    for code, other in (
        ("SUPPLEMENT_ISSUER", Supplement(pack.id, "1", "99", 1, "", "2018-09-20", added.items)),
        ("SUPPLEMENT_OTHER_PACK", Supplement("other", "1", "617", 1, "", "2018-09-20", added.items)),
        ("SUPPLEMENT_LIST", Supplement(pack.id, "1", "23404", 1, "", "2018-09-20", added.items)),
    ):
        with pytest.raises(Problem) as refused:
            demand_allowed(pack, other)
        assert refused.value.code == code


def test_a_list_that_is_not_there_and_a_level_that_is_none_are_told_with_their_cells(tmp_path):
    source = funding_source(tmp_path)
    (source / "open_lists.csv").write_text("list,levels\nchi_tiu,district\nchi_tieu,huyen\n", "utf-8")
    with pytest.raises(PackErrors) as wrong:
        build(source)
    assert [(p.code, p.details["cell"]) for p in wrong.value.problems] == [
        ("PACK_REFERENCE", "B3"),
        ("PACK_REFERENCE", "A2"),
    ]
