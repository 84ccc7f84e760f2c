"""The office's own mail: an account on a server with STARTTLS, and an outbox that tries again.

    set_account(desk, account)     kept in the office's encrypted data file
    post(desk, digest)             puts the letters of a sent package in line
    send_waiting(desk)             hands in what is due; what the network refused is tried again later

Letters are made of the kept bytes when their turn comes. A letter that was handed in twice, because the power
went in between, is one package to its receiver ("already here").
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from email.message import EmailMessage

from db.outbox import KeptLetter, LetterState, Outbox
from exports.mail import check_address, compose
from exports.mail_server import LATER, PORT, MailServer
from exports.mail_server import post as hand_in
from forms.letters import normalise
from forms.problems import Problem
from office.carrying_out import kept_package, letters_for
from office.desk import Desk
from office.roles import Doing, demand_may

ROOTS = "mail-trust"
"""The folder in the office's own for CA certificates of a mail server of the house."""
_ACCOUNT = "mail"  # a setting
_WAITS = (1, 5, 15, 30, 60)
"""Minutes until the next try; the last one again and again."""

Network = Callable[[MailServer, EmailMessage], None]


@dataclass(frozen=True, slots=True)
class MailAccount:
    """Where this office's mail is handed in, from which address, and to which one packages go."""

    server: str
    address: str
    to: str
    login: str = ""
    password: str = ""
    port: int = PORT


@dataclass(frozen=True, slots=True)
class LetterView:
    """A letter as the sending page shows it; `reason`: the last refusal."""

    name: str  # of the package
    number: int
    letters: int
    to: str
    state: str
    tries: int
    next_try: datetime
    reason: Problem | None
    ended: datetime | None


@dataclass(frozen=True, slots=True)
class Posted:
    """What came of one round."""

    sent: int
    waiting: int
    stopped: int
    reason: Problem | None  # the last refusal


def account(desk: Desk) -> MailAccount | None:
    """Give the office's mail account, None while it has none."""
    kept = desk.office.setting(_ACCOUNT)
    return MailAccount(**json.loads(kept)) if kept else None


def set_account(desk: Desk, new: MailAccount) -> None:
    """Keep the mail account; raise MAIL_ADDRESS, MAIL_SERVER for what cannot be one."""
    demand_may(desk, Doing.SETTINGS)
    server = normalise(new.server).strip()
    if (
        not server
        or any(letter.isspace() or letter in "/@:" for letter in server)
        or not 0 < new.port < 65536
    ):
        raise Problem("MAIL_SERVER", text=new.server)
    made = MailAccount(
        server, check_address(new.address), check_address(new.to), new.login.strip(), new.password, new.port
    )
    desk.office.set_setting(_ACCOUNT, json.dumps(asdict(made), ensure_ascii=False))


def forget_account(desk: Desk) -> None:
    """Forget the account with its password, and every letter that still waits."""
    demand_may(desk, Doing.SETTINGS)
    with desk.database.writing():
        desk.office.set_setting(_ACCOUNT, "")
        Outbox(desk.database).drop()


def post(desk: Desk, digest: str) -> int:
    """Put the letters of a sent package in line; give how many they are. Raises MAIL_NO_ACCOUNT."""
    demand_may(desk, Doing.PREPARE)
    own = _account(desk)
    kept = kept_package(desk, digest)
    number = len(letters_for(desk, kept))
    Outbox(desk.database).queue(kept.id, own.to, number, who=desk.person.name, when=desk.clock.now())
    return number


def outbox(desk: Desk) -> tuple[LetterView, ...]:
    """List the letters, the newest first."""
    names = {kept.id: kept.package.name for kept in desk.received.packages(direction="sent")}
    return tuple(
        LetterView(
            names.get(one.package, ""),
            one.number,
            one.letters,
            one.recipient,
            one.state.value,
            one.tries,
            one.next_try,
            _refusal(one.reason),
            one.ended,
        )
        for one in reversed(Outbox(desk.database).letters())
    )


def is_due(desk: Desk) -> bool:
    """Tell whether a letter's next try has come."""
    now = desk.clock.now()
    return any(
        one.state is LetterState.WAITING and one.next_try <= now for one in Outbox(desk.database).letters()
    )


def try_now(desk: Desk) -> None:
    """Let every letter that is not sent yet be due: a person has mended something, or the cable is in."""
    demand_may(desk, Doing.PREPARE)
    Outbox(desk.database).hurry(desk.clock.now())


def send_waiting(desk: Desk, network: Network = hand_in) -> Posted:
    """Hand in every letter that is due; no transaction stays open meanwhile."""
    box = Outbox(desk.database)
    now = desk.clock.now()
    refused: Problem | None = None
    for one in box.letters():
        if one.state is not LetterState.WAITING or one.next_try > now:
            continue
        try:
            network(_server(desk), _message(desk, one))
        except Problem as problem:
            refused = problem
            if problem.code in LATER:
                wait = _WAITS[min(one.tries, len(_WAITS) - 1)]
                box.again(one.id, now + timedelta(minutes=wait), _as_kept(problem))
            else:
                box.stop(one.id, now, _as_kept(problem))
        else:
            box.sent(one.id, now)
    states = [one.state for one in box.letters()]
    return Posted(
        states.count(LetterState.SENT),
        states.count(LetterState.WAITING),
        states.count(LetterState.STOPPED),
        refused,
    )


def _as_kept(problem: Problem) -> str:
    """Write a refusal as one line: its code and what belongs to it."""
    return json.dumps([problem.code, dict(problem.details)], ensure_ascii=False, default=str)


def _refusal(kept: str) -> Problem | None:
    if not kept:
        return None
    code, details = json.loads(kept)
    return Problem(code, **details)


def _account(desk: Desk) -> MailAccount:
    own = account(desk)
    if own is None:
        raise Problem("MAIL_NO_ACCOUNT")
    return own


def _server(desk: Desk) -> MailServer:
    own = _account(desk)
    return MailServer(own.server, own.port, own.login, own.password, desk.home / ROOTS)


def _message(desk: Desk, one: KeptLetter) -> EmailMessage:
    kept = desk.received.package(one.package)
    letters = letters_for(desk, kept, (desk.unit.name, _account(desk).address), one.recipient)
    return compose(letters[one.number - 1])
