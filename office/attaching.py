"""Attachments of the open answers: taken in, captioned, put in order and taken out, each a step of undo."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from pathlib import Path

from db.journal import Captioned, Files
from exports.file_names import attachment_name
from forms.answers import Address
from forms.findings import Change
from forms.letters import normalise
from forms.problems import Problem
from office.entry_reading import Reading
from office.photos import Redraw, attachable, caps, made_ready, read_file
from office.undo import Answer, Steps

LONGEST_CAPTION = 200


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """A file of a cell of attachments: `name` as it will travel, `size` in bytes."""

    name: str
    caption: str
    size: int


class Attaching(Reading):
    """What `office.entry.Entry` does with attachments."""

    redraw: Redraw | None = None  # draws photos smaller; the window has one
    _steps: Steps

    @abstractmethod
    def put(self, answers: Iterable[Answer], how: str = "typed") -> Change:
        """Save several answers as one step of undo."""

    @abstractmethod
    def _step(self, how: str) -> AbstractContextManager[None]:
        """Save everything inside as one step of undo, or nothing of it."""

    def attach(self, address: Address, path: Path, caption: str = "") -> Change:
        """Keep a photo, scan or PDF for a cell of attachments; it travels in the companion file.

        A photo is freed of EXIF, stood upright and drawn within the campaign's caps first (`office.photos`).
        Raises FILE_MISSING, ATTACHMENT_KIND (not JPEG, PNG or PDF by its first bytes), ATTACHMENT_LARGE
        (over 2 MB), ATTACHMENT_MANY (too many in one cell), PHOTO_BROKEN, PHOTO_HUGE, PHOTO_LARGE.
        """
        return self.attach_data(address, path.name, read_file(path), caption)

    def attach_data(
        self, address: Address, file: str, data: bytes, caption: str = "", how: str = "attached"
    ) -> Change:
        """Keep the bytes of a file called `file` for a cell of attachments; raises as `attach` does."""
        names = self.attached(address)
        most = caps(self.desk.pack)
        limit = most.count if self._blanks_told else 1  # a question of an XForm takes one file
        if len(names) >= limit:
            raise Problem("ATTACHMENT_MANY", file=file, limit=limit)
        if self._blanks_told:  # what another maker's form asks for is given as it is
            data = made_ready(file, data, most, self.redraw)
        ending = attachable(file, data)
        caption = _caption(caption)
        name = attachment_name(
            str(address), file.rpartition(".")[0] or file, ending, self.desk.attachments.names()
        )
        with self._step("attached"):
            self.desk.attachments.keep(
                name, data, place=str(address), caption=caption, when=self.desk.clock.now()
            )
            self._steps.gather(files=Files(kept=(name,)))
            return self.put([(address, "\n".join([*names, name]), None)], how=how)

    def detach(self, address: Address, name: str) -> Change:
        """Take an attachment out of its cell."""
        rest = [one for one in self.attached(address) if one != name]
        with self._step("detached"):
            self.desk.attachments.drop(name)
            self._steps.gather(files=Files(dropped=(name,)))
            return self.put([(address, "\n".join(rest) or None, None)], how="detached")

    def arrange(self, address: Address, names: Sequence[str]) -> Change:
        """Put the attachments of a cell into another order; raises FILE_MISSING where they are others."""
        if sorted(names) != sorted(self.attached(address)):
            raise Problem("FILE_MISSING", file=", ".join(names))
        return self.put([(address, "\n".join(names) or None, None)], how="arranged")

    def recaption(self, address: Address, name: str, caption: str) -> Change:
        """Give an attachment another caption; raises FILE_MISSING, CAPTION_LONG."""
        kept = next((one for one in self.attachments(address) if one.name == name), None)
        if kept is None:
            raise Problem("FILE_MISSING", file=name)
        caption = _caption(caption)
        if caption == kept.caption:
            return self.put(())
        with self._step("captioned"):
            self.desk.attachments.caption(name, caption)
            self._steps.gather(files=Files(captions=(Captioned(name, kept.caption, caption),)))
            return self.captions_moved((name,), self.put([(address, self.view(address).value, None)]))

    def captions_moved(self, names: Iterable[str], change: Change) -> Change:
        """Add to a change the cells whose files have other captions now."""
        places = self.desk.attachments.places()
        moved = [Address.parse(places[name]) for name in names if name in places]
        return replace(change, cells={**change.cells, **{place: self.view(place) for place in moved}})

    def attached(self, address: Address) -> tuple[str, ...]:
        """Return the names of a cell's attachments."""
        value = self.open.view(address).value
        return tuple(str(value).splitlines()) if value is not None else ()

    def captions(self, address: Address) -> tuple[tuple[str, str], ...]:
        """Return name and caption of a cell's attachments in their order, without reading the files."""
        said = self.desk.attachments.captions() if self.attached(address) else {}
        return tuple((name, said[name]) for name in self.attached(address) if name in said)

    def attachments(self, address: Address) -> tuple[AttachedFile, ...]:
        """Describe a cell's attachments in their order; reads their bytes, so not for every repaint."""
        kept = {file.name: file for file in self.desk.attachments.files()} if self.attached(address) else {}
        return tuple(
            AttachedFile(name, kept[name].caption, len(kept[name].data))
            for name in self.attached(address)
            if name in kept
        )

    def attachment(self, name: str) -> bytes:
        """Give the bytes of an attachment; raise FILE_MISSING."""
        for file in self.desk.attachments.files():
            if file.name == name:
                return file.data
        raise Problem("FILE_MISSING", file=name)


def _caption(text: str) -> str:
    text = normalise(text)
    if len(text) > LONGEST_CAPTION:
        raise Problem("CAPTION_LONG", found=len(text), limit=LONGEST_CAPTION)
    return text
