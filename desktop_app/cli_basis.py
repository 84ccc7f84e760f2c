"""On what an act stands, as the command line is told it: a document's number and day, or whose oral word."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from forms.basis import Basis, BasisKind


def stands_on(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command its reason and the options of its basis."""
    for option in (
        click.option("--basis-whom", default=""),
        click.option("--basis-number", default=""),
        click.option("--basis-day", required=True),
        click.option("--reason", required=True),
    ):
        command = option(command)
    return command


def basis_said(day: str, number: str, whom: str) -> Basis:
    """Read a basis; with `whom` it is an oral instruction. Raises what reading a day does."""
    from office.register_view import read_day

    kind = BasisKind.ORAL if whom else BasisKind.DOCUMENT
    return Basis(kind, read_day(day), number, whom)
