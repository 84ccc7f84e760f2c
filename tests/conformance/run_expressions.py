"""Works out the expression cases of a file with the product's own engine and says which agree.

    python tests/conformance/run_expressions.py FILE [--json]

FILE is JSON in the format of ../shared/conformance/README.md, also packed with gzip.
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
import re
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from lxml import etree

from forms.problems import Problem
from forms.xpath.bind import bind, bind_nodes
from forms.xpath.parse import Refused
from forms.xpath.values import equal, number, text, truth
from tests.conformance.known_different import known_difference
from tests.conformance.xml_world import NotPresentable, XmlWorld, xml_world

Case = Mapping[str, Any]


def read_cases(path: Path) -> list[Case]:
    """Read a file of cases."""
    data = path.read_bytes()
    if data[:2] == b"\x1f\x8b":
        data = gzip.decompress(data)
    found = json.loads(data)
    cases = found["cases"] if isinstance(found, dict) else found
    return list(cases)


def disagreement(case: Case) -> str:
    """Work one case out; say in what way the product disagrees, "" where it agrees."""
    try:
        found = _work_out(case)
    except NotPresentable as error:
        return "" if case["kind"] == "error" else f"no such context: {error}"
    except Refused as refused:
        return "" if case["kind"] == "error" else f"refused: {refused.reason} {refused.detail}"
    except etree.XMLSyntaxError as error:
        return f"the document is not XML: {error}"
    except Problem as problem:
        return "" if case["kind"] == "error" else f"stopped: {problem.code}"
    except Exception as error:  # noqa: BLE001 - a fault of ours is one failed case, not the end of the run
        return f"fault: {error!r}"
    return _compare(case, found)


def run(cases: Iterable[Case]) -> dict[str, Any]:
    """Work all cases out and sort them by outcome."""
    passed: list[str] = []
    failed: dict[str, str] = {}
    different: dict[str, str] = {}
    for case in cases:
        why = disagreement(case)
        if not why:
            passed.append(case["id"])
            continue
        rule = known_difference(case["kind"], case["expression"], case["expected"])
        if rule:
            different[case["id"]] = rule
        else:
            failed[case["id"]] = why
    return {"passed": passed, "failed": failed, "known_different": different}


def _work_out(case: Case) -> Any:
    now = None
    if case.get("now"):
        now = datetime.fromisoformat(case["now"])
        now = now.astimezone(ZoneInfo(case.get("tz") or "UTC"))
    at = xml_world(case["xml"], case["context"], case.get("root"), case.get("language"), now)
    if case["kind"] in ("nodeset", "nodeset-values"):
        return _nodes(at, case)
    value = bind(case["expression"], at.node, at.world)(at.start)
    if case["kind"] == "boolean":
        return truth(value)
    if case["kind"] == "number":
        return number(value)
    return text(value)


def _nodes(at: XmlWorld, case: Case) -> list[str]:
    """Give the paths or the values of the nodes found, in document order, each once."""
    found: dict[str, str] = {}
    for row, node in bind_nodes(case["expression"], at.node, at.world)(at.start):
        path = at.path(row, node)
        if path is not None:
            found[path] = "" if node.slot is None else text(row.v[node.slot])
    ordered = sorted(found, key=at.order.__getitem__)
    return ordered if case["kind"] == "nodeset" else [found[path] for path in ordered]


def _compare(case: Case, found: Any) -> str:
    kind, expected = case["kind"], case["expected"]
    if kind == "error":
        return f"worked out as {found!r}, should fail"
    if kind == "number":
        agrees = _same_number(case, found)
    elif kind == "string-match":
        agrees = re.search(expected, found, re.IGNORECASE if "i" in str(case.get("flags")) else 0) is not None
    elif kind == "string-length":
        agrees = len(found) == int(expected)
    elif kind == "nodeset" and case.get("unordered"):
        agrees = sorted(found) == sorted(expected)
    else:
        agrees = found == expected
    return "" if agrees else f"{found!r} instead of {expected!r}"


def _same_number(case: Case, found: float) -> bool:
    expected = float(str(case["expected"]))  # "NaN", "Infinity" and "-0" included
    factor = case.get("factor")
    if factor and math.isfinite(found) and math.isfinite(expected):
        return math.floor(found * factor + 0.5) / factor == expected
    if math.isnan(expected):
        return math.isnan(found)
    return (
        equal(found, expected)
        or math.isclose(found, expected, rel_tol=1e-15)
        or (math.isfinite(found) and abs(found - expected) <= float(case.get("tolerance") or 0))
    )


def main() -> int:
    """Run a file from the command line; the exit status says whether anything failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--json", action="store_true", help="print the outcome of every case as JSON")
    options = parser.parse_args()
    outcome = run(read_cases(options.file))
    if options.json:
        print(json.dumps(outcome, ensure_ascii=False, indent=1))  # noqa: T201
    else:
        print(summary(outcome))  # noqa: T201
        for case, why in outcome["failed"].items():
            print(f"  {case}: {why}")  # noqa: T201
    return 1 if outcome["failed"] else 0


def summary(outcome: Mapping[str, Any]) -> str:
    """Tell the counts in one line."""
    rules = Counter(str(reason).partition(":")[0] for reason in outcome["known_different"].values())
    told = ", ".join(f"{rule} {count}" for rule, count in sorted(rules.items()))
    return (
        f"{len(outcome['passed'])} passed, {len(outcome['failed'])} failed, "
        f"{len(outcome['known_different'])} known to differ ({told})"
    )


if __name__ == "__main__":
    sys.exit(main())
