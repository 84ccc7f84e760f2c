"""What a plain start of the window reads: on an old disk every library costs."""

import subprocess
import sys

from tests.conftest import ROOT

LATER = {
    "openpyxl",
    "docx",
    "pyxform",
    "desktop_app.demo",
    "office.importing",
    "ui.packs.page",
    "ui.sending.page",
}


def test_the_window_starts_without_what_only_some_pages_need():
    asked = "import sys, desktop_app.app; print(*sys.modules)"
    ran = subprocess.run([sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True, check=True)
    assert LATER & set(ran.stdout.split()) == set()
