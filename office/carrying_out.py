"""The way out by e-mail, webmail, iOffice or Zalo: a folder with all that is attached, and the words for it.

    made = prepare(desk, digest, folder)    the kept package, its attachments in parts that mail servers take,
                                            an optional plain .zip of it, letters (.eml) ready to be sent
    made.text                               the covering text, for the clipboard

What goes out is what was kept when the package was sent, byte for byte.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from db.received import KeptPackage
from db.register_files import RegisterFiles
from exports.carriers import deliver
from exports.companion import PART, split_companion
from exports.mail import Letter, compose, letters_of, state
from exports.opc import write_zip
from forms.problems import Problem
from office.confidential import leaving
from office.desk import Desk
from office.messages import sentence
from office.practice import PACKAGES
from office.register_file import SUFFIX, file_name
from office.roles import Doing, demand_may


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A folder that is ready. `files`: what is attached; `letters`: the same as .eml."""

    folder: Path
    files: tuple[Path, ...]
    letters: tuple[Path, ...]
    archive: Path | None
    text: str


def prepare(desk: Desk, digest: str, folder: Path, *, zipped: bool = False) -> Outgoing:
    """Write all that carries a sent package into a folder of its own below `folder`.

    `zipped`: a plain .zip of the package too, for carriers that refuse .xlsx. Raises NOT_SENT_BY_US and
    what `deliver` does.
    """
    demand_may(desk, Doing.PREPARE)
    kept = kept_package(desk, digest)
    stem = kept.package.name.removesuffix(".xlsx")
    place = folder / stem
    try:
        place.mkdir(parents=True, exist_ok=True)
    except OSError as wrong:
        raise Problem("CARRIER_READ_ONLY", path=place) from wrong
    files = files_of(desk, kept)
    archive = None
    if zipped:
        packed = write_zip(dict([next(iter(files.items()))]))
        archive = deliver(packed, place, f"{stem}.zip")
    written = tuple(deliver(data, place, name) for name, data in files.items())
    letters = letters_for(desk, kept)
    names = [
        f"{stem}.eml" if len(letters) == 1 else f"{stem}.thu-{number}-{len(letters)}.eml"
        for number in range(1, len(letters) + 1)
    ]
    ready = tuple(
        deliver(compose(letter, draft=True).as_bytes(), place, name, read_only=False)
        for name, letter in zip(names, letters, strict=True)
    )
    return Outgoing(place, written, ready, archive, covering(desk, kept, files))


def own_folder(desk: Desk) -> Path:
    """Give the office's own folder for packages that no drive carries, made when it is first asked for."""
    folder = desk.home / PACKAGES
    folder.mkdir(exist_ok=True)
    return folder


def kept_package(desk: Desk, digest: str) -> KeptPackage:
    """Give a package this office sent; raise NOT_SENT_BY_US."""
    kept = next(iter(desk.received.packages(direction="sent", digest=digest)), None)
    if kept is None:
        raise Problem("NOT_SENT_BY_US", digest=digest)
    return kept


def files_of(desk: Desk, kept: KeptPackage) -> Mapping[str, bytes]:
    """Give what is attached: the package, then its companion in as few parts as mail servers take.

    Sealed where it was sent sealed. Raises BY_STICK for what should be sealed and could not be.
    """
    if kept.detail.get("by_stick"):
        raise Problem("BY_STICK", file=kept.package.name)
    files = {kept.package.name: desk.received.data(kept.id)}
    beside = desk.received.content(kept.detail["companion"]) if kept.detail.get("companion") else None
    if beside is not None:
        files |= split_companion(kept.package.name, beside)
    return {
        **leaving(desk, files, kept.package.recipient, sealed=bool(kept.detail.get("sealed"))),
        **_register(desk, kept),
    }


def _register(desk: Desk, kept: KeptPackage) -> dict[str, bytes]:
    """Give the register of signers that went beside this package, and beside none before it."""
    files = RegisterFiles(desk.database)
    own = files.newest(desk.unit.code)
    if own is None or own.at > kept.received_at:
        return {}
    sent = desk.received.packages(direction="sent", unit=desk.unit.code)
    if any(own.at <= one.received_at < kept.received_at for one in sent):
        return {}
    return {file_name(desk.unit.code): files.data(own.digest)}


def letters_for(
    desk: Desk, kept: KeptPackage, sender: tuple[str, str] = ("", ""), to: str = ""
) -> tuple[Letter, ...]:
    """Give the letters that carry a package: one, or several where its attachments are large.

    `sender`: name and address; `to`: an address.
    """
    bundles = letters_of(files_of(desk, kept), PART)
    return tuple(
        Letter(
            sender=sender,
            recipient=(_unit_name(desk, kept.package.recipient), to),
            subject=_subject(desk, kept, number, len(bundles)),
            text=covering(desk, kept, files, number, len(bundles)),
            files=files,
            number=f"{kept.package.package_id}-{kept.package.revision}-{number}-{len(bundles)}",
            when=desk.clock.now(),
        )
        for number, files in enumerate(bundles, 1)
    )


def covering(
    desk: Desk, kept: KeptPackage, files: Mapping[str, bytes], number: int = 1, letters: int = 1
) -> str:
    """Write the covering text: what is sent, its figures code, each file with its size, how to take it in."""
    said, person, language = kept.package, desk.person, desk.language
    lines = [
        sentence("LETTER_DEAR", language, name=_unit_name(desk, said.recipient)),
        "",
        sentence(
            "LETTER_SENDS",
            language,
            unit=_unit_name(desk, said.unit),
            campaign=_campaign(desk),
            revision=said.revision,
        ),
        sentence("LETTER_CODE", language, figures_code=kept.detail.get("figures_code", "")),
    ]
    if letters > 1:
        lines.append(sentence("LETTER_NUMBER", language, number=number, letters=letters))
    lines += [sentence("LETTER_FILES", language), *(f"- {state(name, data)}" for name, data in files.items())]
    if any(name.endswith(SUFFIX) for name in files):
        lines.append(sentence("LETTER_REGISTER", language))
    lines += [sentence("LETTER_KEEP", language), ""]
    lines += [part for part in (person.name, person.position, person.telephone) if part]
    return "\n".join(lines) + "\n"


def _subject(desk: Desk, kept: KeptPackage, number: int, letters: int) -> str:
    said = kept.package
    subject = sentence(
        "LETTER_SUBJECT",
        desk.language,
        unit=_unit_name(desk, said.unit),
        campaign=_campaign(desk),
        revision=said.revision,
    )
    return f"{subject} ({number}/{letters})" if letters > 1 else subject


def _campaign(desk: Desk) -> str:
    campaign = desk.pack.campaign
    if campaign is None:
        return desk.campaign_id
    return campaign.title.get(desk.language) or campaign.title.get("vi", campaign.id)


def _unit_name(desk: Desk, unit: str) -> str:
    known = desk.pack.units_by_code.get(unit)
    return known.name if known else unit
