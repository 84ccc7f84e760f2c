"""A source names the earlier field that one stands for; the compiled versions tell the difference."""

import pytest

from forms.authoring import build
from forms.differences import differences
from tests.forms.authoring.sources import change, problems, write_pack


@pytest.fixture
def folder(tmp_path):
    return write_pack(tmp_path / "small")


def test_a_field_names_the_one_it_replaces(folder):
    old = build(folder)
    change(folder / "forms/F-2.md", "instance::vn:id", "instance::vn:replaces")
    change(folder / "forms/F-2.md", "| integer | money", "| text | money")
    change(folder / "forms/F-2.md", "1000000", "")
    change(folder / "forms/F-2.md", "WAVG(F1.c01)", "TXT")
    new = build(folder)
    (heir,) = [field for field in new.tables_by_id["F2"].fields if field.id == "money"]
    assert heir.replaces == "c04"
    (told,) = [one for one in differences(old, new) if one.kind == "field-retyped"]
    assert (told.place, told.rule, told.old["vi"], told.new["vi"]) == ("F2.money", "c04", "integer", "text")


def test_another_name_under_the_same_lasting_id_is_a_rename(folder):
    old = build(folder)
    change(folder / "forms/F-2.md", "| integer | money", "| integer | funds")
    assert [one.kind for one in differences(old, build(folder))] == ["field-renamed"]


@pytest.mark.parametrize("written,code", [("c05", "PACK_REPLACES"), ("C-4", "PACK_VALUE")])
def test_only_a_field_that_is_gone_can_be_replaced(folder, written, code):
    change(folder / "forms/F-2.md", "instance::vn:id", "instance::vn:replaces")
    change(folder / "forms/F-2.md", "| c04 ", f"| {written} ")
    assert [one.code for one in problems(folder)] == [code]
