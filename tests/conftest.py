"""What every test leans on: an offscreen Qt, no key store of the system, profiles of laws, tools by name.

A test that needs a foreign program or a folder beside the repository says so with `require_tool` or
`require_shared`. It is then skipped where that is missing; with PHIEUXA_REQUIRE_TOOLS=1 (set by `.ci/run`) it
fails instead, and so does every other skip, so that none goes unseen.
"""

import os
import shutil
from collections.abc import Generator
from pathlib import Path
from typing import NoReturn

import hypothesis
import pytest

from desktop_app.collector import rarely

rarely()  # as the program starts: looking for circles took a seventh of what the tests take

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# Tests never write into the key store of the person who runs them: the program then keeps its key in a file.
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("PHIEUXA_SHARED", ROOT.parent / "shared"))
STRICT = os.environ.get("PHIEUXA_REQUIRE_TOOLS") == "1"

# deadline=None: a shared machine stalls now and then, and a stall is no broken law.
_SLOW_IS_FINE = [hypothesis.HealthCheck.too_slow, hypothesis.HealthCheck.data_too_large]
hypothesis.settings.register_profile(
    "ci",
    deadline=None,
    derandomize=True,
    max_examples=25,
    print_blob=True,
    suppress_health_check=_SLOW_IS_FINE,
)
hypothesis.settings.register_profile(
    "dev", deadline=None, max_examples=40, suppress_health_check=_SLOW_IS_FINE
)
hypothesis.settings.register_profile(
    "soak", deadline=None, max_examples=3000, print_blob=True, suppress_health_check=_SLOW_IS_FINE
)
hypothesis.settings.load_profile(os.environ.get("PHIEUXA_PROFILE", "dev"))


def require_tool(name: str) -> Path:
    """Find a foreign program (e.g. "xmlsec1") on the path, or skip the test (fail in `.ci/run`)."""
    found = shutil.which(name)
    if found is None:
        missing(f"the program {name} is not installed; .ci/run installs it")
    return Path(found)


def require_shared(path: str) -> Path:
    """Find a file or folder of ../shared (e.g. "conformance/forms"), or skip the test (fail in `.ci/run`)."""
    wanted = SHARED / path
    if not wanted.exists():
        missing(f"../shared/{path} is not beside the repository (PHIEUXA_SHARED names another place)")
    return wanted


def missing(what: str) -> NoReturn:
    """Skip the test for what is not here, or fail it in `.ci/run`."""
    if STRICT:
        pytest.fail(what, pytrace=False)
    pytest.skip(what)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Turn a skip into a failure where every tool must be there."""
    report = yield
    _no_silent_skip(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Turn a whole module's skip (importorskip) into a failure where every tool must be there."""
    report = yield
    _no_silent_skip(report)
    return report


def _no_silent_skip(report: pytest.TestReport | pytest.CollectReport) -> None:
    if STRICT and report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"skipped, but every test must run here: {reason}"
