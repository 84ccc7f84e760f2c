"""The section "kit": what the campaign's kit brought, whom to call, what to read; a newer one to install."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import QTemporaryDir, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from forms.problems import Problem
from office.kit import (
    InstalledKit,
    KitView,
    confirm_signer,
    contacts_above,
    copy_guidance,
    install,
    installed,
    preview,
)
from office.kit_file import SUFFIX, Contact, Kit, open_kit
from ui.brought_words import brought_words
from ui.facts import facts
from ui.packs.files import opened
from ui.packs.kit_make import KitMake
from ui.signer_words import SignerWords
from ui.widgets import Card, Notice, ReadTable, button, clear, column_in, label
from ui.words import tr
from ui.workplace import Workplace, day, moment


class KitSection(QWidget):
    """The installed kit, and the one that was chosen or found, with what it would change."""

    desk_changed = Signal(str)  # the pack may be another now: the window is built anew and tells this
    pack_wanted = Signal(object)  # Path: the newer pack of a kit, to be looked at first

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self._place = place
        self._view: KitView | None = None
        self._copies: QTemporaryDir | None = None
        self._waiting: Kit | None = None  # a kit whose newer pack has to be accepted first
        self._contacts: tuple[Contact, ...] = ()
        self._guidance: tuple[tuple[str, str, int], ...] = ()
        outer = column_in(self)
        self.notice = Notice()
        self.newer = button(tr("Kit", "Look at the newer pack"))
        self.newer.clicked.connect(self._show_pack)
        self.newer.hide()
        self.notice.buttons.addWidget(self.newer)
        outer.addWidget(self.notice)
        self._new = self._new_card()
        outer.addWidget(self._new)
        outer.addWidget(self._here_card())
        self._people = self._people_card()
        outer.addWidget(self._people)
        self._papers = self._papers_card()
        outer.addWidget(self._papers)
        self.make = KitMake(place)
        if not place.desk.has_below:
            self.make.hide()
        self.make.made.connect(self.desk_changed)
        outer.addWidget(self.make)
        outer.addStretch(1)

    # --- building the screen -----------------------------------------------------------------

    def _here_card(self) -> Card:
        card = Card(tr("Kit", "Kit of the campaign"))
        explain = tr(
            "Kit",
            "One signed file from above: units, signers, added rows, guidance, telephones and official "
            "figures of earlier years.",
        )
        card.body.addWidget(label(explain, role="muted", wrap=True))
        found = tr(
            "Kit",
            "A kit that lies beside the program or on a stick is found by itself when the program starts.",
        )
        card.body.addWidget(label(found, role="muted", wrap=True))
        self._facts = QVBoxLayout()
        card.body.addLayout(self._facts)
        row = QHBoxLayout()
        self.choose = button(tr("Kit", "Install a kit from a file …"), kind="main")
        self.choose.clicked.connect(self._pick)
        row.addWidget(self.choose)
        row.addStretch(1)
        card.body.addLayout(row)
        return card

    def _new_card(self) -> Card:
        card = Card()
        self._new_title = label(role="heading", wrap=True)
        card.body.addWidget(self._new_title)
        self._changes = label(wrap=True)
        card.body.addWidget(self._changes)
        self.signer = SignerWords()
        self.signer.changed.connect(self._wake)
        self.signer.entered.connect(self._install)
        card.body.addWidget(self.signer)
        row = QHBoxLayout()
        self.install = button("", kind="main")
        self.install.clicked.connect(self._install)
        self.leave = button(tr("Kit", "Not now"))
        self.leave.clicked.connect(self.put_away)
        row.addWidget(self.install)
        row.addWidget(self.leave)
        row.addStretch(1)
        card.body.addLayout(row)
        card.hide()
        return card

    def _people_card(self) -> Card:
        card = Card(tr("Kit", "Whom to call"))
        heads = (
            tr("Kit", "Unit"),
            tr("Kit", "Name"),
            tr("Kit", "Telephone"),
            tr("Kit", "Position"),
        )
        self.people = ReadTable(heads, (210, 200, 140), tr("Kit", "Whom to call"))
        card.body.addWidget(self.people)
        return card

    def _papers_card(self) -> Card:
        card = Card(tr("Kit", "Guidance"))
        heads = (tr("Kit", "Title"), tr("Kit", "File"), tr("Kit", "Size"))
        self.papers = ReadTable(heads, (420, 280), tr("Kit", "Guidance"))
        self.papers.cellActivated.connect(lambda *_: self.read())
        card.body.addWidget(self.papers)
        row = QHBoxLayout()
        made = button(tr("Kit", "Open"))
        made.clicked.connect(self.read)
        row.addWidget(made)
        row.addStretch(1)
        card.body.addLayout(row)
        return card

    # --- what is here --------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read anew what is installed."""
        desk = self._place.desk
        here = installed(desk)
        clear(self._facts)
        self._facts.addLayout(self._facts_of(here)) if here else self._facts.addWidget(
            label(tr("Kit", "No kit is installed here yet."), wrap=True)
        )
        near = contacts_above(desk, here) if here else ()
        rest = tuple(one for one in (here.contacts if here else ()) if one not in near)
        self._contacts = (*near, *rest)
        units = desk.pack.units_by_code
        self.people.fill(
            [
                (
                    units[one.unit].name if one.unit in units else one.unit,
                    one.person,
                    one.telephone,
                    one.position,
                )
                for one in self._contacts
            ]
        )
        self.people.fit(1, 6)
        self._people.setVisible(bool(self._contacts))
        self._guidance = here.guidance if here else ()
        self.papers.fill([(title, name, _size(size)) for name, title, size in self._guidance], right=(2,))
        self.papers.fit(1, 6)
        self._papers.setVisible(bool(self._guidance))
        if desk.has_below:
            self.make.refresh()

    def _facts_of(self, here: InstalledKit) -> QGridLayout:
        rows = (
            (tr("Kit", "Title"), self._place.words(here.title)),
            (tr("Kit", "Number and date"), f"{here.number} · {day(date.fromisoformat(here.day))}"),
            (tr("Kit", "Issued by"), here.issuer_name),
            (tr("Kit", "Signed by"), here.signer),
            (tr("Kit", "Words of the signature"), " · ".join(here.words)),
            (tr("Kit", "Installed"), f"{moment(here.installed)} · {here.who}"),
        )
        return facts(rows)

    def read(self) -> None:
        """Open the chosen guidance in the program that this computer has for it."""
        row = self.papers.currentRow()
        if not 0 <= row < len(self._guidance):
            return
        name = self._guidance[row][0]
        try:
            path = copy_guidance(self._place.desk, name, self._copy_folder())
        except Problem as problem:
            self.notice.tell("error", self._place.sentence(problem))
            return
        if not self._place.ask.show_file(path):
            words = tr("Kit", "No program of this computer opens {name}.")
            self.notice.tell("warning", words.format(name=name))

    def _copy_folder(self) -> Path:
        """Give a folder for copies, which goes away with the window."""
        if self._copies is None:
            self._copies = QTemporaryDir()
        return Path(self._copies.path())

    # --- a new one -------------------------------------------------------------------------------

    def _pick(self) -> None:
        kinds = f"{tr('Kit', 'Campaign kit')} (*{SUFFIX})"
        files = self._place.ask.open_files(tr("Kit", "Choose a campaign kit"), kinds)
        if files:
            self.look_at(files[0])

    def look_at(self, path: Path) -> None:
        """Open a kit's file and say what it would change; nothing is installed."""
        self.put_away()
        now = self._place.desk.clock.now()
        kit = opened(path, lambda data: open_kit(data, now, path.name), self._tell)
        if kit is not None:
            self.offer(kit)

    def _tell(self, problem: Problem) -> None:
        self.notice.tell("error", self._place.sentence(problem))

    def offer(self, kit: Kit) -> None:
        """Show what an opened kit would change."""
        self.put_away()
        try:
            view = preview(self._place.desk, kit)
        except Problem as problem:
            self.notice.tell("error", self._place.sentence(problem))
            if problem.code == "KIT_NEW_PACK":
                self._waiting = kit
                self.newer.show()
                self.newer.setFocus()
            return
        if view.here:
            self.notice.tell("note", tr("Kit", "This kit is installed here already."))
            return
        self._view = view
        title = tr("Kit", "{title}: number {number} of {day}, issued by {unit}").format(
            title=self._place.words(kit.plan.title),
            number=kit.plan.number,
            day=day(date.fromisoformat(kit.plan.day)),
            unit=kit.issuer_name,
        )
        self._new_title.setText(title)
        self._changes.setText("\n".join(f"• {line}" for line in self._lines(view)))
        self.signer.show_signer(view.signer, kit.issuer_name)
        self.install.setText(
            tr("Kit", "Install this kit")
            if view.signer.recognised
            else tr("Kit", "The words agree: recognise and install")
        )
        self._new.show()
        self._wake()
        (self.install if self.signer.recognised else self.signer.how).setFocus()

    def _lines(self, view: KitView) -> list[str]:
        plan = view.kit.plan
        lines = [
            tr("Kit", "{n} contacts, {m} guidance files").format(n=len(plan.contacts), m=len(plan.guidance))
        ]
        if view.replaces:
            lines.append(tr("Kit", "replaces kit number {n}").format(n=view.replaces))
        if view.new_signers or view.ended_signers:
            words = tr("Kit", "signers: {n} more, {m} ended")
            lines.append(words.format(n=view.new_signers, m=view.ended_signers))
        if view.new_supplements:
            lines.append(tr("Kit", "supplements to the lists: {n}").format(n=view.new_supplements))
        lines += brought_words(view.brought)
        if plan.figures:
            words = tr(
                "Kit", "official figures of your unit: {n}; they fill blank cells, nothing typed changes"
            )
            lines.append(words.format(n=view.own_figures))
        stays = tr("Kit", "{signer} is recognised for another unit and stays so")
        return [*lines, *(stays.format(signer=one) for one in view.conflicts)]

    def _wake(self) -> None:
        self.install.setEnabled(self.signer.ready)

    def _show_pack(self) -> None:
        """Hand the kit's pack to where a newer version is looked at and accepted."""
        if self._waiting is None:
            return
        pack = self._waiting.pack
        path = self._copy_folder() / f"{pack.pack.id}-{pack.pack.version}.phieuxa-pack"
        path.write_bytes(pack.data)
        self.pack_wanted.emit(path)

    def put_away(self) -> None:
        """Leave the new kit for another time."""
        self._view = self._waiting = None
        self.newer.hide()
        self._new.hide()
        self.notice.clear()

    def _install(self) -> None:
        view, desk = self._view, self._place.desk
        if view is None or not self.signer.ready:
            return
        try:
            if not view.signer.recognised:
                confirm_signer(desk, view.kit, how=self.signer.how.text().strip())
            install(desk, view.kit)
        except Problem as problem:
            self.notice.tell("error", self._place.sentence(problem))
            return
        self.put_away()
        words = tr("Kit", "Kit number {n} is installed.")
        self.desk_changed.emit(words.format(n=view.kit.plan.number))


def _size(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB".replace(".", ",") if size >= 100_000 else f"{max(1, size // 1000)} kB"
