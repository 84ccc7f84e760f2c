"""The workbook officers start from: a small whole pack as an example, ready to be changed in Excel.

Its source is text (`template/`, a pack folder like those in packs/), so that it is checked like any other.
"""

from __future__ import annotations

from importlib.resources import as_file, files

from forms.authoring.write_workbook import export_workbook

FOLDER = "template"


def template_workbook() -> bytes:
    """Write the workbook: every sheet with headings, hints, drop-downs, and forms of each kind."""
    with as_file(files("forms.authoring").joinpath(FOLDER)) as folder:
        return export_workbook(folder)
