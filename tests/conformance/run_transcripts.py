"""Replays the recorded form sessions of a file with the product's own compiler and engine.

    python tests/conformance/run_transcripts.py FILE [--json]

FILE holds one step a line in the format of ../shared/conformance/README.md, also packed with gzip.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from forms.problems import Problem
from tests.conformance.known_different_sessions import known_different
from tests.conformance.sessions import Disagrees, replay

Steps = Sequence[Mapping[str, Any]]


def sessions(path: Path) -> Iterator[tuple[str, Steps]]:
    """Read a file of sessions, one step a line, plain or gzipped."""
    found: dict[str, list[Mapping[str, Any]]] = {}
    content = path.read_bytes()
    for line in (gzip.decompress(content) if content[:2] == b"\x1f\x8b" else content).splitlines():
        if line.strip():
            step = json.loads(line)
            found.setdefault(step["sid"], []).append(step)
    yield from found.items()


def run(path: Path) -> dict[str, Any]:
    """Replay every session of a file."""
    passed: list[str] = []
    failed: dict[str, str] = {}
    different: dict[str, str] = {}
    for name, steps in sessions(path):
        try:
            replay(steps)
        except Disagrees as disagreement:
            reason = known_different(steps, disagreement)
            if reason:
                different[name] = reason
            else:
                failed[name] = str(disagreement)
        except Problem as problem:
            failed[name] = str(problem)
        except Exception as error:  # noqa: BLE001 - one session that breaks the engine must not hide the others
            failed[name] = f"{type(error).__name__}: {error}"
        else:
            passed.append(name)
    return {"passed": passed, "failed": failed, "known_different": different}


def summary(result: Mapping[str, Any]) -> str:
    """Say in one line what came out, with the reasons counted."""
    passed, failed = len(result["passed"]), len(result["failed"])
    share = 100 * passed / (passed + failed) if passed + failed else 100.0
    reasons = Counter(reason for reason in result["known_different"].values())
    told = "".join(f"\n  {count} {reason}" for reason, count in sorted(reasons.items()))
    return f"{passed} passed, {failed} failed ({share:.1f} %); known to be different: {reasons.total()}{told}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Print what came out."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    given = parser.parse_args(arguments)
    result = run(given.file)
    if given.json:
        print(json.dumps(result, ensure_ascii=False, indent=1))  # noqa: T201
        return 0
    for name, why in result["failed"].items():
        print(f"failed {name}: {why}")  # noqa: T201
    for name, why in result["known_different"].items():
        print(f"known different {name}: {why}")  # noqa: T201
    print(summary(result))  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main())
