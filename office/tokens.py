"""USB tokens as a person meets them: found, told apart, remembered; what their PIN allows still."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from exports.keys import CertificateFacts
from exports.token_libraries import found_libraries
from exports.tokens import PinState, TokenView, look
from forms.problems import Problem
from office.desk import Desk
from office.roles import Doing, demand_may
from office.signing_keys import KeyView, demand_own, remember_certificate


def token_libraries(desk: Desk) -> tuple[Path, ...]:
    """Return the libraries that reach USB tokens: those used here first, then those found on this PC."""
    used = (key.path for key in desk.known_keys() if key.slot is not None and key.path.is_file())
    return tuple(dict.fromkeys((*used, *(path.resolve() for path in found_libraries()))))


def plugged_in(libraries: Iterable[Path]) -> tuple[tuple[TokenView, ...], tuple[Problem, ...]]:
    """Return the tokens that are in now, and what is wrong with libraries; no PIN is asked.

    A token that two libraries reach is shown once.
    """
    seen: dict[tuple[str, frozenset[str]], TokenView] = {}
    problems: list[Problem] = []
    for library in libraries:
        try:
            for view in look(library):
                held = frozenset(one.fingerprint for one in view.certificates)
                seen.setdefault((view.serial, held), view)
        except Problem as problem:
            problems.append(problem)
    return tuple(seen.values()), tuple(problems)


def choose(desk: Desk, token: TokenView, facts: CertificateFacts) -> KeyView:
    """Remember a key on a token for the next signing; no PIN is asked. Raises KEY_OTHER_UNIT."""
    demand_may(desk, Doing.KEEP)
    demand_own(desk, facts)
    return remember_certificate(desk, token.library, facts, token.slot)


def token_of(key: KeyView) -> TokenView:
    """Find the token of a remembered key, to tell of its PIN before one is typed.

    Raises `Problem`: TOKEN_ABSENT, TOKEN_OTHER (label), TOKEN_LOCKED, or what `look` does.
    """
    views = look(key.path)
    if not views:
        raise Problem("TOKEN_ABSENT")
    for view in views:
        if any(one.fingerprint == key.fingerprint for one in view.certificates):
            if view.pin is PinState.LOCKED:
                raise Problem("TOKEN_LOCKED")
            return view
    raise Problem("TOKEN_OTHER", label=views[0].label)
