"""A test that needs what is not there is skipped at home and fails where everything must be there."""

import os
import shutil
import subprocess
import sys

import pytest

from tests.conftest import ROOT

NEEDS_A_TOOL = "from tests.conftest import require_tool\ndef test_it(): require_tool('no-such-program')\n"
NEEDS_A_FOLDER = "from tests.conftest import require_shared\ndef test_it(): require_shared('no/folder')\n"
SKIPS_BY_MARK = "import pytest\n@pytest.mark.skip(reason='not today')\ndef test_it(): raise RuntimeError\n"
SKIPS_ITS_MODULE = "import pytest\npytest.importorskip('no_such_module')\ndef test_it(): raise RuntimeError\n"
EXPECTED_TO_FAIL = "import pytest\n@pytest.mark.xfail(strict=True)\ndef test_it(): raise RuntimeError\n"
PASSES = "from tests.conftest import require_tool\ndef test_it(): assert require_tool('sh').exists()\n"


def run(folder, source, *, strict):
    (folder / "tests").mkdir()
    shutil.copy(ROOT / "tests" / "conftest.py", folder / "tests")
    (folder / "tests" / "__init__.py").touch()
    (folder / "tests" / "test_one.py").write_text(source, encoding="utf-8")
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("PHIEUXA_", "PYTEST_"))}
    environment["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    if strict:
        environment["PHIEUXA_REQUIRE_TOOLS"] = "1"
    command = [sys.executable, "-m", "pytest", "-q", "-c", os.devnull, "--rootdir", folder, "tests"]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


SKIPS = [NEEDS_A_TOOL, NEEDS_A_FOLDER, SKIPS_BY_MARK, SKIPS_ITS_MODULE]
NAMES = ["tool", "folder", "mark", "module"]


@pytest.mark.parametrize("source", SKIPS, ids=NAMES)
def test_at_home_it_is_skipped_with_a_reason(tmp_path, source):
    said = run(tmp_path, source, strict=False)
    assert "1 skipped" in said.stdout
    assert "1 failed" not in said.stdout


@pytest.mark.parametrize("source", SKIPS, ids=NAMES)
def test_where_all_must_run_it_fails(tmp_path, source):
    said = run(tmp_path, source, strict=True)
    assert said.returncode != 0
    assert "1 failed" in said.stdout or "1 error" in said.stdout
    assert "skipped," in said.stdout or "not installed" in said.stdout or "not beside" in said.stdout


@pytest.mark.parametrize("source", [PASSES, EXPECTED_TO_FAIL], ids=["passes", "xfail"])
def test_where_all_must_run_what_runs_is_left_alone(tmp_path, source):
    assert run(tmp_path, source, strict=True).returncode == 0
