"""The rules of the house that no other tool checks: the tree, the lists, the papers."""

import re
import subprocess
import tomllib

import pytest

from tests.conftest import ROOT

PACKAGES = ("forms", "db", "exports", "office", "ui", "desktop_app")
# Folders of the machine this was written on; "instance('list')/root/item" is an expression and no such place.
MACHINE_PATH = re.compile(r"(?<![\w)])/(work|root|farm)/(?!item\b)")


def tracked(pattern="*"):
    """Every file that git knows and the work tree holds, matching a glob."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--", pattern], cwd=ROOT, capture_output=True, check=True
    )
    paths = [ROOT / name for name in listed.stdout.decode().split("\0") if name]
    return [path for path in paths if path.is_file()]


def project():
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def test_no_tracked_file_names_a_place_of_one_machine():
    found = []
    for path in tracked():
        text = path.read_bytes().decode("utf-8", errors="ignore")
        found += [f"{path.relative_to(ROOT)}: {place.group()}" for place in MACHINE_PATH.finditer(text)]
    assert found == []


def test_no_python_file_is_longer_than_600_lines():
    lengths = {
        str(p.relative_to(ROOT)): len(p.read_text(encoding="utf-8").splitlines()) for p in tracked("*.py")
    }
    assert lengths
    assert {name: lines for name, lines in lengths.items() if lines > 600} == {}


def test_nothing_is_left_for_later_in_the_code():
    marks = re.compile(r"\b(TODO|FIXME|XXX|HACK|raise NotImplementedError)\b")
    own = ROOT / "tests" / "house"
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in tracked("*.py")
        if own not in path.parents
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if marks.search(line)
    ]
    assert found == []


def test_what_the_targets_make_is_not_committed():
    made = [p for p in tracked() if p.relative_to(ROOT).parts[0] in {"build", "demo", "dist", ".venv"}]
    made += [p for p in tracked() if p.suffix in {".p12", ".pfx", ".db", ".phieuxa-pack", ".pyc"}]
    allowed = ROOT / "tests"
    assert [str(p) for p in made if allowed not in p.parents] == []


def test_the_licence_is_apache_2_0_whole():
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "Apache License" in text
    assert "Version 2.0, January 2004" in text
    assert text.rstrip().endswith("limitations under the License.")


@pytest.mark.parametrize("name", ["run", "test", "build"])
def test_a_list_of_requirements_names_hashes_and_no_address(name):
    text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    assert not re.search(r"https?:|file:|--(extra-)?index-url|--find-links|-f |@ ", text)
    pins = re.findall(
        r"^([A-Za-z0-9._-]+)==(\S+).*?\\\n((?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)", text, re.MULTILINE
    )
    names = re.findall(r"^[A-Za-z0-9]", text, re.MULTILINE)
    assert len(pins) == len(names) > 10


@pytest.mark.parametrize("name", ["run", "test", "build"])
def test_what_is_asked_for_is_what_is_locked(name):
    locked = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8").lower().replace("_", "-")
    for line in (ROOT / "requirements" / f"{name}.in").read_text(encoding="utf-8").splitlines():
        asked = line.split("#")[0].strip().lower().replace("_", "-")
        if asked and not asked.startswith("-r"):
            assert f"\n{asked} " in locked, asked


def test_run_and_test_and_build_agree_on_every_version():
    versions: dict[str, set[str]] = {}
    for name in ("run", "test", "build"):
        text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
        for package, version in re.findall(r"^([A-Za-z0-9._-]+)==(\S+)(?= \\$)", text, re.MULTILINE):
            versions.setdefault(package, set()).add(version)
    assert {package: found for package, found in versions.items() if len(found) > 1} == {}


def test_the_project_file_asks_for_what_the_run_list_pins():
    asked = {line.split(" ")[0] for line in project()["project"]["dependencies"]}
    pinned = {
        line.split("#")[0].strip()
        for line in (ROOT / "requirements" / "run.in").read_text(encoding="utf-8").splitlines()
        if line.split("#")[0].strip()
    }
    assert asked == pinned


def test_every_ruff_exception_has_its_reason_beside_it():
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    rules = re.findall(r'^    "[A-Z]+[0-9]*",(.*)$', text, re.MULTILINE)
    assert len(rules) > 20
    assert all(re.match(r"\s+# \S", reason) for reason in rules)


def test_numbered_decisions_follow_each_other_and_are_titled():
    papers = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    numbers = [int(paper.name[:4]) for paper in papers]
    assert numbers == list(range(1, len(papers) + 1))
    for number, paper in zip(numbers, papers, strict=True):
        assert paper.read_text(encoding="utf-8").startswith(f"# {number}. "), paper.name


def test_every_package_of_ours_says_what_it_is_for():
    for package in PACKAGES:
        assert (ROOT / package / "__init__.py").read_text(encoding="utf-8").startswith('"""'), package
