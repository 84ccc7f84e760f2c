"""Every page, dialog, command, key, form and message code stands in the manual, in both languages."""

import ast
import re
from functools import cache

import pytest

from desktop_app.build_docs import wanted_pictures
from desktop_app.cli import phieuxa
from desktop_app.cli_words import commands
from office.manual import chapter_names, picture_names, topics
from office.messages import sentences
from tests.conftest import ROOT
from tests.manuals import read
from tests.offices import shelf

FOLDER = ROOT / "docs" / "manual"
LANGUAGES = ("vi", "en")
WINDOW = sorted((ROOT / "ui").rglob("*.py"))
PARTS = {"Page", "SectionPage", "SendParts", "Sheet"}
"""Classes that pages and dialogs are made of, themselves never shown alone."""
ASKING = {"FillSheet", "TableSheet", "TickSheet", "LongSheet", "ManualWindow"}
"""Small questions of many pages: F1 opens the page they stand above; the manual itself needs no help."""


def bases(name, classes):
    """Every class above one, by name."""
    for base in classes.get(name, ()):
        yield base
        yield from bases(base, classes)


@cache
def classes():
    """Every class of the window: name -> the names of what it is made of, and the modules it stands in."""
    above: dict[str, list[str]] = {}
    modules: dict[str, list[str]] = {}
    for file in WINDOW:
        module = ".".join(file.relative_to(ROOT).with_suffix("").parts)
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.ClassDef):
                above[node.name] = [base.id for base in node.bases if isinstance(base, ast.Name)]
                modules.setdefault(node.name, []).append(f"{module}.{node.name}")
    return above, modules


def test_f1_knows_every_page_and_dialog():
    above, _ = classes()
    shown = {name for name in above if {"Page", "QDialog"} & set(bases(name, above))} - PARTS - ASKING
    assert len(shown) > 15
    assert sorted(shown - topics(FOLDER).keys()) == []


def test_f1_knows_every_section_and_nothing_that_is_gone():
    _, modules = classes()
    sections = {name for name in modules if name.endswith("Section")} - {"Section", "KeysSection"}
    sections |= {one for one in modules["Section"] if one.endswith(".section.Section")}  # of the settings
    known = topics(FOLDER).keys()
    assert sorted(sections - known) == []
    assert sorted(known - modules.keys() - {one for names in modules.values() for one in names}) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_topic_and_link_leads_somewhere(language):
    manual = read(language)
    known = {one.name: one for one in manual.chapters}
    links = set(topics(FOLDER).values())
    for chapter in manual.chapters:
        for name, anchor in re.findall(r"\]\((?:([a-z-]+)\.md)?(?:#([a-z-]+))?\)", chapter.text):
            links.add(f"{name or chapter.name}#{anchor}" if anchor else name)
    for link in links:
        name, _, anchor = link.partition("#")
        assert name in known, link
        assert not anchor or anchor in known[name].anchors, link


def test_both_languages_have_the_same_chapters_headings_and_pictures():
    for name in chapter_names(FOLDER):
        vietnamese, english = (read(language).chapter(name) for language in LANGUAGES)
        assert vietnamese.anchors == english.anchors, name
        assert len(vietnamese.sections) == len(english.sections), name
        pictures = [re.findall(r"\]\((pictures/.*?)\)", one.text) for one in (vietnamese, english)]
        assert pictures[0] == pictures[1], name


def test_the_build_makes_every_picture_that_is_asked_for_and_no_other():
    wanted = [row["picture"] for row in wanted_pictures(FOLDER)]
    asked = {name for chapter in read("vi").chapters for name in picture_names(chapter.text)}
    assert sorted(wanted) == sorted(asked)


def test_no_chapter_lies_outside_the_contents():
    written = {file.stem for language in LANGUAGES for file in (FOLDER / language).glob("*.md")}
    assert written <= set(chapter_names(FOLDER))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_code_is_in_the_manual(language):
    text = read(language).chapter("codes").text
    told = [code for code in sentences() if not code.startswith("HELP")]
    assert len(told) > 1000
    assert [code for code in told if f"**{code.replace('_', chr(92) + '_')}** — " not in text] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_command_is_in_the_manual_with_what_it_is_for(language):
    text = read(language).chapter("commands").text
    for words, code, command in commands(phieuxa):
        if words:
            assert re.search(rf"^## phieuxa {words}( |$)", text, re.MULTILINE), words
            assert sentences()[code][language][:20].replace("*", "") in text.replace("\\", "")
            for option in command.params:
                assert all(name in text for name in option.opts if name.startswith("--")), (words, option)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_form_is_in_the_manual(language):
    text = read(language).chapter("forms").text
    for one in shelf().packs:
        for form in (*one.pack.forms, *one.pack.register_forms):
            assert f"## {form.number} · " in text, form.id
