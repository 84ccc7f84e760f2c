"""After a way: the words to read over the telephone, and what is left to do, in order."""

from PySide6.QtWidgets import QVBoxLayout

from office.people import Changed, Way
from ui.register.panel import Panel
from ui.widgets import Card, button, clear, copyable, label
from ui.words import tr
from ui.workplace import Workplace


class DonePanel(Panel):
    """Shows what was done; `left` goes back to the list."""

    def __init__(self, place: Workplace) -> None:
        super().__init__(back=False, scroll=False)
        self._place = place
        words = Card(tr("People", "Words of the new key"))
        self.words = label(role="heading", wrap=True)
        self.words.setAccessibleName(tr("People", "Words of the new key"))
        words.body.addWidget(self.words)
        self._read = label(role="muted", wrap=True)
        words.body.addWidget(self._read)
        self.body.addWidget(words)
        next_things = Card(tr("People", "What is left to do"))
        self._steps = QVBoxLayout()
        self._steps.setSpacing(8)
        next_things.body.addLayout(self._steps)
        self.body.addWidget(next_things)
        self.body.addStretch(1)
        self.finish = button(tr("People", "Done"), kind="main")
        self.finish.clicked.connect(self.left)
        self.acts.addWidget(self.finish)

    def show_change(self, done: Changed) -> None:
        """Tell what was done and what follows."""
        self.tell(tr("People", "The new key of {person} is made").format(person=done.person))
        good = tr("People", "From now on this key is offered first when you sign. No figure was touched.")
        self.notice.tell("good", good)
        self.words.setText(" · ".join(done.words))
        self._read.setText(
            tr("People", "The file vouches for this key; the words are only for who wants to compare them.")
            if done.file is not None
            else tr("People", "The office above will call you: read these words to it, one after another.")
        )
        clear(self._steps)
        for number, text in enumerate(self._left_to_do(done), 1):
            self._steps.addWidget(label(f"{number}. {text}", wrap=True))
        kept = tr("People", "Key file: {file}").format(file=done.key)
        where = copyable(kept, role="small")
        where.setWordWrap(True)
        self._steps.addWidget(where)

    def _left_to_do(self, done: Changed) -> list[str]:
        found = []
        above = self._place.desk.parent
        name = above.name if above is not None else ""
        if done.way is Way.LOST and name:
            call = tr("People", "Call {office} now and say that the old key is lost.")
            found.append(call.format(office=name))
        if done.file is not None:
            carry = tr("People", "Bring {file} to {office}: it opens the file on its page Signers.")
            found.append(carry.format(file=done.file.name, office=name))
        if name:
            found.append(tr("People", "Send the next package as always; it is signed with the new key."))
        if done.on_cover:
            cover = tr("People", "The cover now names {person} as who signs: look at it once (BM-00).")
            found.append(cover.format(person=done.person))
        if done.cover_problem is not None:
            problem = self._place.sentence(done.cover_problem)
            cover = tr("People", "The cover could not be changed ({why}): write the name into BM-00.")
            found.append(cover.format(why=problem))
        found.append(tr("People", "Copy the key file to a safe place, and lock the passphrase away."))
        return found
