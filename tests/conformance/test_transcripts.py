"""Recorded sessions of other programs' tests agree with the product's own compiler and engine."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.conformance.run_transcripts import run

ROOT = Path(__file__).resolve().parents[2]
FILE = Path(os.environ.get("PHIEUXA_SHARED", ROOT.parent / "shared")) / "conformance" / "transcripts.jsonl.gz"

needed = pytest.mark.skipif(not FILE.is_file(), reason=f"the recorded sessions are not there: {FILE.name}")


@pytest.fixture(scope="module")
def outcome():
    return run(FILE)


@needed
def test_of_the_sessions_that_can_be_compared_95_of_100_pass(outcome):
    passed, failed = len(outcome["passed"]), len(outcome["failed"])
    assert passed + failed + len(outcome["known_different"]) == 551
    assert passed / (passed + failed) >= 0.95, outcome["failed"]


@needed
def test_few_sessions_are_known_to_be_different(outcome):
    letters = Counter(reason[0] for reason in outcome["known_different"].values())
    assert set(letters) <= set("abcdef")
    assert letters["f"] <= 45
    assert letters.total() <= 80


def session(tmp_path, states, form):
    steps = [
        {"sid": "1", "op": op, "args": args, "state": state, "now": "2026-11-22T12:00:00.000Z"}
        for op, args, state in states
    ]
    steps[0] |= {"form": form, "file": "", "test": "", "edit": None}
    path = tmp_path / "sessions.jsonl"
    path.write_text("\n".join(json.dumps(step) for step in steps), encoding="utf-8")
    return path


FORM = """<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"><h:head>
<h:title>One</h:title><model><instance><data id="one"><a/><b/></data></instance>
<bind nodeset="/data/a" type="int"/><bind nodeset="/data/b" type="int" calculate="/data/a * 2"/>
</model></h:head>
<h:body><input ref="/data/a"><label>A</label></input></h:body></h:html>"""


def node(ref, kind, value=None, **more):
    base = {"ref": ref, "t": kind, "rel": True, "ro": False, "req": False}
    return base | ({} if value is None else {"v": value, "bad": None}) | more


def steps(b):
    return [
        (
            "init",
            [],
            [
                node("/data", "root"),
                node("/data/a", "input", "", label="A"),
                node("/data/b", "model-value", ""),
            ],
        ),
        (
            "answer",
            ["/data/a", "3", 3],
            {
                "set": [node("/data/a", "input", "3", label="A"), node("/data/b", "model-value", b)],
                "gone": [],
                "n": 3,
            },
        ),
    ]


def test_a_session_passes_only_where_every_step_agrees(tmp_path):
    assert run(session(tmp_path, steps("6"), FORM)) == {"passed": ["1"], "failed": {}, "known_different": {}}
    told = run(session(tmp_path, steps("7"), FORM))
    assert told["passed"] == []
    assert "/data/b v: '7', ours '6'" in told["failed"]["1"]


def test_the_runner_prints_one_json_object(tmp_path):
    path = session(tmp_path, steps("6"), FORM)
    script = ROOT / "tests" / "conformance" / "run_transcripts.py"
    done = subprocess.run(
        [sys.executable, script, path, "--json"], capture_output=True, check=True, cwd=tmp_path
    )
    assert json.loads(done.stdout) == {"passed": ["1"], "failed": {}, "known_different": {}}


def test_a_session_whose_form_cannot_be_read_fails_and_the_others_run(tmp_path):
    broken = session(tmp_path, steps("6"), "<h:html>")
    told = run(broken)
    assert told["passed"] == []
    assert "PACK_XFORM" in told["failed"]["1"]
