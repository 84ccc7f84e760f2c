"""Which test is about which field, check and test vector: reads the `covers` marks of all tests.

`python -m tests.covering` writes docs/forms-and-checks.md; a test compares the page with what the marks
say now, and fails for a field, check or vector that no test is about.
"""

import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from forms.authoring import build
from forms.pack import Kind, Pack

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "forms-and-checks.md"
CHECKS = tuple(f"K{number:02d}" for number in range(1, 37))
VECTORS = tuple(f"TV{number}" for number in range(1, 14))
_MOST_TESTS_NAMED = 3


@dataclass
class Gatherer:
    """A plugin of pytest that notes every mark while tests are gathered."""

    tests: dict[str, list[str]] = field(default_factory=dict)

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Note which test each mark stands on."""
        for item in items:
            for mark in item.iter_markers("covers"):
                name = item.nodeid.partition("[")[0]
                found = self.tests.setdefault(mark.args[0], [])
                if name not in found:
                    found.append(name)


def gather() -> Mapping[str, list[str]]:
    """Gather the tests of the files where the mark stands; nothing is run."""
    gatherer = Gatherer()
    files = [
        str(file)
        for folder in ("forms", "office", "packs")
        for file in sorted((ROOT / "tests" / folder).rglob("test_*.py"))
        if "mark.covers(" in file.read_text(encoding="utf-8")
    ]
    status = pytest.main(
        ["--collect-only", "-qq", "--rootdir", str(ROOT), "-p", "no:cacheprovider", *files],
        plugins=[gatherer],
    )
    if status is not pytest.ExitCode.OK:
        raise SystemExit(f"the tests could not be gathered: {status}")
    return gatherer.tests


def fields(pack: Pack) -> dict[str, str]:
    """Every field of the pack with its label: "BM05.c01" -> "Số hộ thiếu hụt"."""
    return {
        f"{table.id}.{one.id}": one.label["vi"]
        for form in (*pack.forms, *pack.register_forms)
        for table in form.tables
        for one in table.fields
        if one.kind is not Kind.KEY and not one.hidden
    }


def page(pack: Pack, tests: Mapping[str, list[str]]) -> str:
    """The whole page."""
    lines = [
        "# Forms, fields and checks, and where each is tested",
        "",
        "Written by `python -m tests.covering` from the marks of the tests; not to be edited by hand.",
        "A field, check or test vector that no test is about fails the build.",
        "",
        "## Checks",
        "",
        "| check | tests |",
        "|---|---|",
        *(f"| {code} | {_named(tests.get(code, []))} |" for code in CHECKS),
        "",
        "## Test vectors (domain, section 14)",
        "",
        "| vector | tests |",
        "|---|---|",
        *(f"| {code} | {_named(tests.get(code, []))} |" for code in VECTORS),
        "",
    ]
    labels = fields(pack)
    for form in sorted((*pack.forms, *pack.register_forms), key=lambda one: one.id):
        own = {table.id for table in form.tables}
        lines += [f"## {form.number} {form.title['vi']}", "", "| field | label | tests |", "|---|---|---|"]
        lines += [
            f"| {place} | {label} | {_named(tests.get(place, []))} |"
            for place, label in labels.items()
            if place.rpartition(".")[0] in own
        ]
        lines.append("")
    return "\n".join(lines)


def _named(tests: list[str]) -> str:
    short = [f"`{Path(test.partition('::')[0]).stem}::{test.rpartition('::')[2]}`" for test in sorted(tests)]
    more = f" and {len(short) - _MOST_TESTS_NAMED} more" if len(short) > _MOST_TESTS_NAMED else ""
    return ", ".join(short[:_MOST_TESTS_NAMED]) + more


def uncovered(pack: Pack, tests: Mapping[str, list[str]]) -> list[str]:
    """What no test is about."""
    return [place for place in (*CHECKS, *VECTORS, *fields(pack)) if not tests.get(place)]


def main() -> int:
    """Write the page, or with --check only tell what is missing or out of date."""
    pack, tests = build(ROOT / "packs" / "kontum-2018-midterm"), gather()
    missing, wanted = uncovered(pack, tests), page(pack, tests)
    if missing:
        sys.stderr.write("no test is about: " + " ".join(missing) + "\n")
    if "--check" in sys.argv:
        stale = not PAGE.is_file() or PAGE.read_text(encoding="utf-8") != wanted
        if stale:
            sys.stderr.write("docs/forms-and-checks.md is out of date: python -m tests.covering\n")
        return 1 if missing or stale else 0
    PAGE.write_text(wanted, encoding="utf-8")
    return 1 if missing else 0


if __name__ == "__main__":
    raise SystemExit(main())
