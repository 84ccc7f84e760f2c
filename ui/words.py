"""The words of the screen: English in the source, Vietnamese read from `translations/phieuxa_vi.ts`.

No build step: the Linguist file is small enough to be read at start (a few milliseconds). Qt 6.9 ships no
Vietnamese translation, so the file also carries Qt's own words (OK, Cancel, the file dialog, the menus of
text boxes) in Qt's own contexts.
"""

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QFile, QIODevice, QLocale, QObject, QTranslator, QXmlStreamReader

TRANSLATIONS = Path(__file__).with_name("translations")
LANGUAGES = {"vi": "Tiếng Việt", "en": "English"}


def tr(context: str, text: str) -> str:
    """Say `text` in the language in use; the caller fills in: `tr("Home", "{n} left").format(n=3)`."""
    return QCoreApplication.translate(context, text)


def read_translations(file: Path) -> dict[tuple[str, str], str]:
    """Read a Linguist file: (context, source) -> words. Raises OSError or ValueError for a broken file."""
    device = QFile(str(file))
    if not device.open(QIODevice.OpenModeFlag.ReadOnly):
        raise OSError(device.errorString())
    found: dict[tuple[str, str], str] = {}
    context = source = ""
    reader = QXmlStreamReader(device)
    while not reader.atEnd():
        reader.readNext()
        if not reader.isStartElement():
            continue
        if reader.name() == "name":
            context = reader.readElementText()
        elif reader.name() == "source":
            source = reader.readElementText()
        elif reader.name() == "translation":
            found[context, source] = reader.readElementText()
    problem = reader.errorString() if reader.hasError() else ""
    device.close()
    if problem:
        raise ValueError(f"{file.name}: {problem}")
    return found


class Translation(QTranslator):
    """Answers Qt's requests for words from one Linguist file."""

    def __init__(self, words: dict[tuple[str, str], str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words

    def isEmpty(self) -> bool:
        return not self._words

    def translate(  # type: ignore[override]  # None is Qt's null string: "ask the next translator"
        self, context: str, sourceText: str, disambiguation: str | None = None, n: int = -1
    ) -> str | None:
        return self._words.get((context, sourceText))


class Language:
    """Which language the screen speaks; built once beside the application and handed down."""

    def __init__(self, app: QCoreApplication) -> None:
        self._app = app
        self._installed: Translation | None = None

    def silence(self) -> None:
        """Take our words away again: the screen falls back to the English of the source."""
        if self._installed is not None:
            self._app.removeTranslator(self._installed)
            self._installed.setParent(None)
            self._installed = None

    def use(self, code: str) -> None:
        """Switch to "vi" or "en". Pages that stand already must be built anew by their window."""
        self.silence()
        file = TRANSLATIONS / f"phieuxa_{code}.ts"
        if file.exists():  # English is the source and has no file
            self._installed = Translation(read_translations(file), self._app)
            self._app.installTranslator(self._installed)
        QLocale.setDefault(QLocale("vi_VN" if code == "vi" else "en_GB"))
