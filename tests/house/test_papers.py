"""What the README promises exists, and what exists is in the README."""

import re

from tests.conftest import ROOT


def readme():
    return (ROOT / "README.md").read_text(encoding="utf-8")


def targets():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    return set(re.findall(r"^([a-z-]+):.*##", makefile, re.MULTILINE))


def test_every_target_of_the_makefile_stands_in_the_readme_in_both_languages():
    vietnamese, english = readme().split("# Phiếu Xã (English)")
    assert targets()
    for part in (vietnamese, english):
        assert {target for target in targets() if f"make {target}" not in part} == set()


def test_the_readme_promises_no_target_that_is_not_there():
    promised = set(re.findall(r"\bmake ([a-z-]+)\b`", readme()))
    assert promised
    assert promised <= targets()


def test_every_phony_target_is_declared_and_explained():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    declared = {
        name for line in re.findall(r"^\.PHONY: (.*)$", makefile, re.MULTILINE) for name in line.split()
    }
    assert declared == targets()


def test_every_link_of_the_papers_leads_to_a_file():
    papers = [ROOT / "README.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").rglob("*.md")]
    if (ROOT / "ARCHITECTURE.md").exists():
        papers.append(ROOT / "ARCHITECTURE.md")
    manual = ROOT / "docs" / "manual"  # some of its chapters are written by the program: see test_manual.py
    for paper in (one for one in papers if manual not in one.parents):
        for link in re.findall(r"\]\(([^)#\s]+)[^)]*\)", paper.read_text(encoding="utf-8")):
            if "://" not in link:
                assert (paper.parent / link).exists(), f"{paper.name}: {link}"
