"""Finding records and cells of every form: by their text without accents, kept up to date entry by entry."""

import pytest

from forms.answers import Address
from office.entry import Entry
from office.finding import Index
from tests.offices import NGOC_LAY, Place

PHOTO = Address("BM16", ("1",), "c01")


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    with Place(tmp_path_factory.mktemp("finding")).office(NGOC_LAY) as desk:
        yield desk


@pytest.fixture
def entry(desk):
    entry = prepared(Entry(desk))
    yield entry
    while entry.undo() is not None:
        pass


def prepared(entry):
    for name, village in (("Nuôi bò ở Đăk Dơn", "Thôn Hoà Bình"), ("Trồng sâm", "Thôn 2")):
        key, _ = entry.add_record("BM16")
        entry.put_text(Address("BM16", key, "c01"), name)
        entry.put_text(Address("BM16", key, "c03"), village)
    return entry


@pytest.fixture
def index(entry):
    return Index(entry, lambda words: words["vi"])


def found(index, text, first=()):
    index.work(60)
    return [str(hit.address) for hit in index.search(text, first).hits]


@pytest.mark.parametrize("typed", ["dak don", "Đăk Dơn", "hoa binh", "hòa bình", "HOÀ", "don thon"])
def test_a_record_is_found_by_any_of_its_words_without_accents(index, typed):
    assert found(index, typed, ["BM16"])[0].startswith("BM16[1].")


def test_the_cell_in_which_the_words_stand_is_the_one_to_go_to(index):
    assert found(index, "hoa binh", ["BM16"])[0] == "BM16[1].c03"


def test_a_hit_names_the_record_and_what_stands_there(index):
    index.work(60)
    hit = index.search("thon 2", ["BM16"]).hits[0]
    assert hit.text.startswith("2 · Trồng sâm · ")
    assert hit.text.endswith(" · Thôn 2")


def test_a_figure_is_found_with_and_without_its_points(index, entry):
    entry.put_text(Address("BM02", ("2018",), "c01"), "22851")
    assert found(index, "22.851") == found(index, "22851") == ["BM02[2018].c01"]


def test_cells_of_a_list_are_found_by_their_words_too(index):
    assert "BM02[2018].c01" in found(index, "tong so ho", ["BM02"])


def test_what_was_typed_meanwhile_is_found_and_what_went_is_not(index, entry):
    assert found(index, "bo vang") == []
    change = entry.put_text(PHOTO, "Bò vàng")
    index.moved(change.cells, ())
    assert found(index, "bo vang") == ["BM16[1].c01"]
    change = entry.remove_record("BM16", ("1",))
    index.moved(change.cells, {rows.table for rows in change.rows})
    assert found(index, "bo vang") == []
    assert found(index, "trong sam") == ["BM16[2].c01"]


def test_a_record_that_was_blank_is_found_once_something_stands_in_it(index, entry):
    key, change = entry.add_record("BM16")
    index.moved(change.cells, ["BM16"])
    assert found(index, "ca tam") == []
    change = entry.put_text(Address("BM16", key, "c01"), "Cá tầm")
    index.moved(change.cells, ())
    assert found(index, "ca tam") == ["BM16[3].c01"]


def test_a_search_before_all_is_read_says_so_and_finds_the_form_it_is_asked_for(index):
    index.read(["BM16"])
    known = index.search("sam", ["BM16"])
    assert [str(hit.address) for hit in known.hits][:1] == ["BM16[2].c01"]
    index.work(60)
    assert index.search("sam").complete


def test_the_next_one_is_found_from_any_place_and_after_the_last_the_first(index):
    index.work(60)
    seen, here = [], Address("BM15", (), "c01")
    for _ in range(3):
        here = index.after("thon", here, ["BM16"]).address
        seen.append(here)
    assert [(one.table, one.key) for one in seen[:2]] != []
    assert index.after("khong co o dau", here) is None
    last = Address("BM16", ("2",), "c03")
    assert index.after("thon hoa binh", last, ["BM16"]).address == Address("BM16", ("1",), "c03")


def test_only_the_first_hits_are_named_but_all_are_counted(index, entry):
    entry.add_filled("BM16", [((), [("c01", "Măng tre", None)])] * 80, (), "pasted")
    index.moved((), ["BM16"])
    index.work(60)
    known = index.search("mang tre")
    assert (len(known.hits), known.count) == (60, 80)


@pytest.mark.parametrize(
    "texts", [("t", "th", "thon", "thon 2", "thon", "sam"), ("bo", "bo thon", "thon", "o b", "o")]
)
def test_what_is_typed_key_by_key_finds_what_it_finds_at_once(index, entry, texts):
    index.work(60)
    for text in texts:
        fresh = Index(entry, lambda words: words["vi"])
        fresh.work(60)
        assert index.search(text).hits == fresh.search(text).hits


def test_a_word_is_found_where_words_begin_and_inside_them_only_where_none_begins_so(index, entry):
    assert found(index, "rong sam", ["BM16"]) == ["BM16[2].c01"]  # inside "trong": no word begins so
    change = entry.put_text(Address("BM16", ("1",), "c01"), "Rong sâm")
    index.moved(change.cells, ())
    assert found(index, "rong sam", ["BM16"]) == ["BM16[1].c01"]
