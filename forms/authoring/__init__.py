"""The pack builder: from text or a workbook to a compiled pack, and back to the officers' workbook.

Needed only where packs are made; pyxform and openpyxl are imported nowhere else on this floor.
"""

from forms.authoring.build import build
from forms.authoring.sheets import PackErrors
from forms.authoring.write_workbook import export_workbook

__all__ = ["PackErrors", "build", "export_workbook"]
