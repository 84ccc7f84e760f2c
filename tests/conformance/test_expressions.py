"""The expression cases other people wrote, worked out by our own parser, functions and binder."""

import json
from collections import Counter

import pytest

from tests.conformance.known_different import RULES, known_difference
from tests.conformance.run_expressions import main, read_cases, run, summary
from tests.conftest import require_shared

pytestmark = pytest.mark.conformance


@pytest.fixture(scope="module")
def outcome():
    return run(read_cases(require_shared("conformance/expressions.json.gz")))


def test_almost_every_case_agrees(outcome, capsys):
    passed, failed = len(outcome["passed"]), len(outcome["failed"])
    with capsys.disabled():
        print(f"\nexpressions: {summary(outcome)}")  # noqa: T201 - `make conformance` shows the counts
    assert passed / (passed + failed) >= 0.98, outcome["failed"]


def test_what_is_known_to_differ_stays_within_its_limits(outcome):
    letters = Counter(reason[0] for reason in outcome["known_different"].values())
    assert letters["a"] + letters["b"] <= 160
    assert letters["c"] + letters["d"] + letters["e"] <= 540
    assert set(letters) <= {letter for letter, _, _ in RULES}


def test_no_case_is_lost(outcome):
    cases = read_cases(require_shared("conformance/expressions.json.gz"))
    told = [*outcome["passed"], *outcome["failed"], *outcome["known_different"]]
    assert sorted(told) == sorted(case["id"] for case in cases)


CASES: list[dict[str, object]] = [
    {"id": "1", "kind": "number", "expression": "count(/d/r[x > 1])", "expected": 2},
    {"id": "2", "kind": "string", "expression": "/d/r[position() = 2]/x", "expected": "2"},
    {"id": "3", "kind": "nodeset", "expression": "/d/r/x", "expected": ["/*[1]/*[1]/*[1]"]},
    {"id": "4", "kind": "error", "expression": "nowhere()", "expected": "throws"},
    {"id": "5", "kind": "boolean", "expression": "sin(1) > 0", "expected": True},
    {"id": "6", "kind": "boolean", "expression": "1 = 2", "expected": True},
]


def test_a_file_is_sorted_into_passed_failed_and_known_different(tmp_path, capsys, monkeypatch):
    xml = "<d><r><x>1</x></r><r><x>2</x></r><r><x>3</x></r></d>"
    shared = {"xml": xml, "context": "/", "now": "2026-11-22T12:44:33.000Z", "tz": "UTC"}
    file = tmp_path / "cases.json"
    file.write_text(json.dumps({"cases": [case | shared for case in CASES]}))
    monkeypatch.setattr("sys.argv", ["run_expressions.py", str(file), "--json"])
    assert main() == 1
    found = json.loads(capsys.readouterr().out)
    assert found["passed"] == ["1", "2", "4"]
    assert set(found["failed"]) == {"3", "6"}
    assert found["known_different"] == {"5": "e: a function of priority P2"}


@pytest.mark.parametrize(
    "kind,expression,expected,letter",
    [
        ("number", "number('1970-01-01')", 0.29, "a"),
        ("number", "number('1970-01-01')", 5, ""),
        ("number", "/d/r[2]/x", 2, "b"),
        ("number", "area(/d)", 2, "c"),
        ("nodeset", "a | b", [], "d"),
        ("string", "concat('a | b', '//', 'sin(1)')", "x", ""),
        ("number", "pi()", 3.14, "e"),
        ("number", "1 + 1", 3, ""),
    ],
)
def test_a_difference_is_known_by_expression_and_expected_value_alone(kind, expression, expected, letter):
    assert known_difference(kind, expression, expected)[:1] == letter
