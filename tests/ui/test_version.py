"""The version the program tells is the one it is built as."""

import tomllib

from tests.conftest import ROOT
from ui.version import VERSION


def test_the_version_is_the_projects():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["version"] == VERSION
