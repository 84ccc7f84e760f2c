"""The peer of the start: a window with nothing in it, frozen by the same PyInstaller."""

import sys

from PySide6.QtWidgets import QApplication, QWidget

if __name__ == "__main__":
    app = QApplication(sys.argv[:1])
    window = QWidget()
    window.resize(1220, 740)
    window.show()
    sys.exit(app.exec())
