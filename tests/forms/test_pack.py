"""The compiled pack as data: what its hash is over, and that a file of it is read back whole."""

from dataclasses import make_dataclass, replace
from hashlib import sha256
from typing import Any

import rfc8785
from hypothesis import example, given
from hypothesis import strategies as st

from forms.as_json import plain
from forms.pack import Field, Kind, OpenList, Pack, canonical, dump, load
from tests.exports.small_pack import PACK


def test_what_was_dumped_is_loaded_equal():
    pack = replace(PACK, open_lists=(OpenList("projects", ("district",)),))

    assert load(dump(pack)) == pack


def test_the_hash_is_over_the_canonical_content():
    assert PACK.hash == sha256(canonical(dump(PACK))).hexdigest()


def test_a_changed_word_is_another_hash():
    assert replace(PACK, title={**PACK.title, "vi": "Khác"}).hash != PACK.hash


def test_an_attribute_that_is_not_used_moves_no_hash():
    older = make_dataclass("Older", ["id", ("label", str, "")])
    newer = make_dataclass("Newer", ["id", ("label", str, ""), ("frozen_columns", int, 0)])

    assert canonical(plain(older("a", "Hộ"))) == canonical(plain(newer("a", "Hộ")))
    assert canonical(plain(newer("a", "Hộ", 1))) != canonical(plain(newer("a", "Hộ")))


def test_content_without_an_attribute_gets_its_default():
    content = dump(Pack("p", "1", {}))

    assert "forms" not in content
    assert load(content) == Pack("p", "1", {})


def test_a_field_is_dumped_with_no_more_than_it_says():
    assert plain(Field("c01", "/F/c01", Kind.INTEGER, {"vi": "Hộ"})) == {
        "id": "c01", "path": "/F/c01", "kind": "integer", "label": {"vi": "Hộ"},
    }  # fmt: skip


_PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(st.characters(codec="utf-8")),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(st.characters(codec="utf-8")), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(_PLAIN)
@example({"\U00010000": 1, "\uffff": 2})
@example({'"\\\x00\x1f\x7f\b\f\n\r\t/': "Đ\u2028"})
def test_the_fast_encoder_writes_what_the_library_of_rfc_8785_writes(content: Any):
    assert canonical(content) == rfc8785.dumps(content)
