"""The page that says where each form, field and check is tested is true, and leaves none out."""

import subprocess
import sys

from tests.conftest import ROOT


def test_every_field_check_and_vector_has_a_test_and_the_page_says_which():
    told = subprocess.run(
        [sys.executable, "-m", "tests.covering", "--check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert told.returncode == 0, told.stderr
