"""The manual's chapters, its search and what the program writes into it by itself."""

import pytest

from forms.problems import Problem
from office.manual import as_shown, picture_names, read_manual
from office.manual_tables import escaped
from tests.manuals import read


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "vi").mkdir()
    (tmp_path / "contents.csv").write_text("chapter,vi,en\none,Phần,Part\ntwo,Phần,Part\n", "utf-8")
    (tmp_path / "vi" / "one.md").write_text(
        '# Một\n\nĐầu.\n\n<a id="back"></a>\n## Khôi phục\n\nSố liệu *trở lại*, xem [hai](two.md).\n\n'
        "![Ảnh](pictures/one.png)\n",
        "utf-8",
    )
    return tmp_path


def two(language):
    return f"# Hai {language}\n\nKhôi phục ở đây nữa.\n"


def test_a_name_stands_for_the_heading_below_it(folder):
    chapter = read_manual(folder, "vi", {"two": two}).chapter("one")
    assert chapter.title == "Một"
    assert chapter.sections[chapter.anchors["back"]].heading == "Khôi phục"
    assert "<a id" not in chapter.text


def test_a_search_needs_no_accents_and_gives_headings_first(folder):
    manual = read_manual(folder, "vi", {"two": two})
    hits = manual.find("khoi PHUC")
    assert [(hit.chapter.name, hit.section.heading) for hit in hits] == [
        ("one", "Khôi phục"),
        ("two", "Hai vi"),
    ]
    assert manual.find("số liệu trở lại")[0].excerpt == "Số liệu trở lại, xem hai."
    assert manual.find("khoi phuc xe tang") == ()
    assert manual.find(" ") == ()


def test_a_picture_that_was_not_made_is_left_out(folder):
    text = read_manual(folder, "vi", {"two": two}).chapter("one").text
    assert picture_names(text) == ("one.png",)
    assert "![" not in as_shown(text, None)
    assert "![" not in as_shown(text, folder)
    (folder / "one.png").touch()
    assert "![Ảnh](one.png)" in as_shown(text, folder)


def test_a_missing_chapter_is_named(folder):
    with pytest.raises(Problem, match="FILE_MISSING") as refused:
        read_manual(folder, "vi", {})
    assert refused.value.details["file"] == "two.md"


def test_a_code_is_found_with_its_sentence():
    hits = read("vi").find("FILE_MISSING")
    assert hits[0].chapter.name == "codes"
    assert "FILE_MISSING — " in hits[0].excerpt


def test_forms_name_columns_units_and_checks():
    text = read("vi").chapter("forms").text
    assert "## BM-02 · " in text
    assert "**BM02.c01** — Tổng số hộ dân cư đầu kỳ (hộ)" in text
    assert "- **R20** (LỖI) — " in text
    assert "Total" in read("en").chapter("forms").text


def test_texts_of_packs_are_shown_as_they_are():
    assert escaped("a*b_c <img>\n[x](y)|`") == "a\\*b\\_c \\<img\\> \\[x\\](y)\\|\\`"
