"""A test that needs what is not there is skipped at home and fails where everything must be there."""

import os
import shutil
import subprocess
import sys

import pytest
from lxml.etree import fromstring

from tests.conftest import ROOT

SKIPS = {
    "tool": "from tests.conftest import require_tool\ndef test_it(): require_tool('no-such-program')\n",
    "folder": "from tests.conftest import require_shared\ndef test_it(): require_shared('no/folder')\n",
    "mark": "import pytest\n@pytest.mark.skip(reason='not today')\ndef test_it(): raise RuntimeError\n",
    "module": "import pytest\npytest.importorskip('no_such_module')\ndef test_it(): raise RuntimeError\n",
}
RUNS = {
    "passes": "from tests.conftest import require_tool\ndef test_it(): assert require_tool('sh').exists()\n",
    "xfail": "import pytest\n@pytest.mark.xfail(strict=True)\ndef test_it(): raise RuntimeError\n",
}
REASONS = ("skipped,", "not installed", "not beside")


def run(folder, sources, *, strict):
    """Run a folder with a file of tests for each source; give the exit code and each file's outcome."""
    (folder / "tests").mkdir()
    shutil.copy(ROOT / "tests" / "conftest.py", folder / "tests")
    (folder / "tests" / "__init__.py").touch()
    for name, source in sources.items():
        (folder / "tests" / f"test_{name}.py").write_text(source, encoding="utf-8")
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("PHIEUXA_", "PYTEST_"))}
    environment |= {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTHONPATH": str(ROOT)}
    if strict:
        environment["PHIEUXA_REQUIRE_TOOLS"] = "1"
    command = [sys.executable, "-m", "pytest", "-q", "-c", os.devnull, "--rootdir", folder, "tests"]
    command += ["--continue-on-collection-errors", "--junitxml", folder / "told.xml"]
    code = subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False).returncode
    return code, {name: _outcome(folder / "told.xml", name) for name in sources}


def _outcome(told, name):
    """Give how the one test of a file ended ("passed", or the name pytest has for it) and what was said."""
    cases = [
        case
        for case in fromstring(told.read_bytes()).iter("testcase")
        if f"tests.test_{name}" in {case.get("classname"), case.get("name")}
    ]
    ends = [(end.tag, end.get("message", "") + (end.text or "")) for case in cases for end in case]
    assert len(cases) == 1
    return ends[0] if ends else ("passed", "")


@pytest.fixture(scope="module")
def at_home(tmp_path_factory):
    return run(tmp_path_factory.mktemp("home"), SKIPS, strict=False)


@pytest.fixture(scope="module")
def where_all_must_run(tmp_path_factory):
    return run(tmp_path_factory.mktemp("ci"), SKIPS, strict=True)


@pytest.mark.parametrize("name", SKIPS)
def test_at_home_it_is_skipped_with_a_reason(at_home, name):
    code, outcomes = at_home
    assert code in {pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED}
    ended, said = outcomes[name]
    assert ended == "skipped"
    assert said


@pytest.mark.parametrize("name", SKIPS)
def test_where_all_must_run_it_fails(where_all_must_run, name):
    code, outcomes = where_all_must_run
    assert code != pytest.ExitCode.OK
    ended, said = outcomes[name]
    assert ended in {"failure", "error"}
    assert any(reason in said for reason in REASONS), said


def test_where_all_must_run_what_runs_is_left_alone(tmp_path):
    code, outcomes = run(tmp_path, RUNS, strict=True)
    assert code == pytest.ExitCode.OK
    assert outcomes["passes"][0] == "passed"
