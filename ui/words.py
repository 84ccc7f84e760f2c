"""The words of the screen: English in the source, Vietnamese read from `translations/phieuxa_vi.ts`.

No build step: the Linguist file is small enough to be read at start (a few milliseconds). Qt 6.9 ships no
Vietnamese translation, so the file also carries Qt's own words (OK, Cancel, the file dialog, the menus of
text boxes) in Qt's own contexts.
"""

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from xml.etree import ElementTree as ET

from PySide6.QtCore import QCoreApplication, QLocale, QObject, QTranslator

TRANSLATIONS = Path(__file__).with_name("translations")
LANGUAGES = {"vi": "Tiếng Việt", "en": "English"}


def tr(context: str, text: str) -> str:
    """Say `text` in the language in use; the caller fills in: `tr("Home", "{n} left").format(n=3)`."""
    return QCoreApplication.translate(context, text)


def words_of(code: str) -> Callable[[str, str], str]:
    """Give a `tr` that speaks a language whatever the screen speaks: for pages in both languages."""
    file = TRANSLATIONS / f"phieuxa_{code}.ts"
    known = read_translations(file) if file.exists() else {}
    return lambda context, text: known.get((context, text), text)


@cache  # the program builds its window anew now and then
def read_translations(file: Path) -> Mapping[tuple[str, str], str]:
    """Read a Linguist file: (context, source) -> words. Raises OSError or ValueError for a broken file."""
    found: dict[tuple[str, str], str] = {}
    try:
        for context in ET.parse(file).iterfind("context"):  # noqa: S314 - a file of the program
            name = context.findtext("name", "")
            for message in context.iterfind("message"):
                found[name, message.findtext("source", "")] = message.findtext("translation", "")
    except ET.ParseError as error:
        raise ValueError(f"{file.name}: {error}") from error
    return MappingProxyType(found)


class Translation(QTranslator):
    """Answers Qt's requests for words from one Linguist file."""

    def __init__(self, words: Mapping[tuple[str, str], str], parent: QObject | None = None) -> None:
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
