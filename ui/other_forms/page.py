"""The page "Other forms": forms of other makers, their filled instances, and the one being filled."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from forms.problems import Problem
from office.messages import sentence
from office.other_forms import OtherEntry, find_form, new_instance, open_instance, shelved
from office.packs import ShelvedPack
from ui.entry.form_parts import languages, own_language
from ui.entry.live import Live
from ui.entry.page import EntryPage
from ui.other_forms.overview import Overview
from ui.widgets import Page, Picker, button
from ui.words import tr
from ui.workplace import Workplace

_KEPT_OPEN = 3  # compiled forms that are kept ready
_LANGUAGE = "form-language:{form}"  # a setting: the language a form is read in here


class OtherFormsPage(Page):
    """The list of forms, and the instance that is open; both are one page of the window."""

    def __init__(self, place: Workplace) -> None:
        super().__init__(tr("Other", "Other forms"), scroll=False)
        self.place = place
        self.title.hide()
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)
        self.overview = Overview(place)
        self.overview.begin.connect(self.begin)
        self.overview.open.connect(self.open)
        self.filling: EntryPage | None = None
        self.entry: OtherEntry | None = None
        self._form = ""
        self._packs: dict[tuple[str, str], ShelvedPack] = {}
        self._stack = QStackedWidget()
        self._stack.addWidget(self.overview)
        self.body.addWidget(self._stack, 1)
        for keys, act in (("Ctrl+F9", self.finish), ("Alt+Left", self.close_instance)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def refresh(self) -> None:
        if self.filling is not None:
            self.filling.refresh()
        else:
            self.overview.refresh()

    def first_focus(self) -> QWidget | None:
        if self.filling is not None:
            return self.filling.first_focus()
        return self.overview.first_focus()

    # --- one instance ------------------------------------------------------------------------

    def begin(self, form: str) -> None:
        """Begin a new instance of a form and open it."""
        try:
            pack = self._pack(form, find_form(self.place.desk, form).version)
            self._show(form, new_instance(self.place.desk, form, pack))
        except Problem as problem:
            self.overview.tell("error", self.place.sentence(problem))

    def open(self, form: str, submission: int, version: str) -> None:
        """Open an instance that was begun before."""
        try:
            self._show(form, open_instance(self.place.desk, form, submission, self._pack(form, version)))
        except Problem as problem:
            self.overview.tell("error", self.place.sentence(problem))

    def _pack(self, form: str, version: str) -> ShelvedPack:
        key = form, version
        pack = self._packs.pop(key, None) or shelved(self.place.desk, form, version)
        self._packs[key] = pack
        while len(self._packs) > _KEPT_OPEN:
            del self._packs[next(iter(self._packs))]
        return pack

    def _show(self, form: str, entry: OtherEntry) -> None:
        self._form, self.entry = form, entry
        known = languages(entry.form)
        chosen = self.place.desk.office.setting(_LANGUAGE.format(form=form)) or ""
        entry.words_language = chosen if chosen in known else own_language(known, self.place.desk.language)
        self._build(known)
        if self.filling is not None:
            self.filling.start()

    def _build(self, known: tuple[str, ...]) -> None:
        old = self.filling
        entry = self.entry
        if entry is None:
            return
        live = Live(self.place, entry)
        page = EntryPage(live)
        live.setParent(page)
        back = button(tr("Other", "← Other forms"), kind="quiet")
        back.setToolTip(tr("Other", "Back to the list (Alt+Left); everything is saved"))
        back.clicked.connect(self.close_instance)
        page.before.addWidget(back)
        if known:
            picker = Picker(tr("Other", "Language of the form"))
            picker.addItems(list(known))
            picker.setMinimumWidth(150)
            picker.setCurrentText(entry.words_language)
            picker.textActivated.connect(self._speak)
            page.after.addWidget(picker)
        finish = button(tr("Other", "Finish (Ctrl+F9)"), kind="main")
        finish.clicked.connect(self.finish)
        page.after.addWidget(finish)
        self.filling = page
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        if old is not None:
            self._stack.removeWidget(old)
            old.deleteLater()

    def _speak(self, language: str) -> None:
        """Show the form in another of its languages."""
        if self.entry is None or self.filling is None or language == self.entry.words_language:
            return
        address = self.filling.view.address if self.filling.view is not None else None
        self.filling.reassure()
        self.entry.words_language = language
        self.place.desk.office.set_setting(_LANGUAGE.format(form=self._form), language)
        self._build(languages(self.entry.form))
        if address is not None:
            self.filling.jump_to(address)

    def finish(self) -> None:
        """Note that the instance is complete and go back to the list; with errors left, show them."""
        if self.entry is None or self.filling is None:
            return
        self.filling.reassure()
        try:
            self.entry.finish()
        except Problem as problem:
            self.filling.check()
            self.filling.status.tell("error", sentence(problem, self.place.desk.language))
            return
        title = self.entry.title()
        self.close_instance()
        self.overview.tell("good", tr("Other", "Finished: {title}").format(title=title))

    def drop_untouched(self) -> None:
        """Take the open instance away if nobody has answered anything in it."""
        if self.entry is not None:
            self.entry.discard()

    def close_instance(self) -> None:
        """Go back to the list; an instance in which nobody answered anything is dropped."""
        if self.entry is None or self.filling is None:
            return
        self.filling.leave()
        self.drop_untouched()
        chosen = self.entry.submission
        page, self.filling, self.entry = self.filling, None, None
        self._stack.setCurrentWidget(self.overview)
        self._stack.removeWidget(page)
        page.deleteLater()
        self.overview.refresh()
        self.overview.stand_on(chosen)
