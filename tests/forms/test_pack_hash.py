"""What a hash means never changes: defaults are left out of it, so they are frozen (decision 8)."""

import json
from dataclasses import MISSING, fields, replace

import forms.pack
import forms.totals_tables
from forms.pack import Field, Form, Kind, Pack, Table, TableKind, dump, load
from tests.conftest import ROOT

KNOWN = {**vars(forms.totals_tables), **vars(forms.pack)}
FROZEN = json.loads((ROOT / "tests" / "forms" / "pack-defaults.json").read_text("utf-8"))
SMALL = Pack(
    "small",
    "1",
    {"vi": "Nhỏ", "en": "Small"},
    forms=(
        Form(
            "F1",
            "F-1",
            "1",
            {"vi": "Biểu", "en": "Form"},
            (
                Table(
                    "F1",
                    "F1",
                    "/F1",
                    TableKind.SINGLE,
                    {"vi": "Bảng", "en": "Table"},
                    (Field("c01", "/F1/c01", Kind.INTEGER, {"vi": "Hộ", "en": "Households"}),),
                ),
            ),
        ),
    ),
)


def default(field):
    value = field.default if field.default is not MISSING else field.default_factory()
    return list(value) if isinstance(value, tuple) else value


def test_no_default_of_the_compiled_form_has_changed():
    now = {name: {field.name: field for field in fields(KNOWN[name])} for name in FROZEN}
    for name, defaults in FROZEN.items():
        for attribute, value in defaults.items():
            assert default(now[name][attribute]) == value, f"{name}.{attribute}"


def test_the_hash_of_a_small_pack_is_what_it_always_was():
    assert SMALL.hash == "db8e4b67df2ba314e9b9073368cc6c031b2cb98580781396f77bd09f2a1bc03d"
    assert load(dump(SMALL)) == SMALL


def test_an_attribute_with_its_default_value_is_not_in_the_content():
    content = dump(SMALL)["forms"][0]["tables"][0]["fields"][0]
    assert set(content) == {"id", "path", "kind", "label"}
    replaced = replace(SMALL.forms[0].tables[0].fields[0], replaces="c00")
    assert replaced.replaces == "c00"
    assert "replaces" not in content
