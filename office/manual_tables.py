"""Chapters of the manual that the program writes about itself: its sentences, and the forms of a pack."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from string import Formatter

from forms.pack import Check, Field, Form, Kind, Pack, Severity
from office.messages import sentence, sentences


def codes_chapter(language: str) -> str:
    """Every code with its sentence in the order of the alphabet; help of commands has its own chapter."""
    lines = [f"# {sentence('MANUAL_CODES', language)}", "", sentence("MANUAL_CODES_HOW", language), ""]
    known = sentences()
    told = sorted(code for code in known if not code.startswith("HELP"))
    for letter, codes in groupby(told, key=lambda code: code[0]):
        lines += [f"## {letter}", "", *(_code(code, known[code][language]) for code in codes), ""]
    return "\n".join(lines)


def _code(code: str, text: str) -> str:
    """Write one line: what the program fills in stands as "…"."""
    filled = "".join(
        f"{words}…" if name is not None else words for words, name, _, _ in Formatter().parse(text)
    )
    return f"- **{escaped(code)}** — {escaped(filled)}"


def forms_chapter(packs: Sequence[Pack], language: str) -> str:
    """Every form of the packs: its columns with units, and the checks that it must pass."""
    lines = [f"# {sentence('MANUAL_FORMS', language)}", "", sentence("MANUAL_FORMS_HOW", language), ""]
    for pack in packs:
        for form in (*pack.forms, *pack.register_forms):
            lines += _form(pack, form, language)
        lines += _checks(pack, language)
    return "\n".join(lines)


def _form(pack: Pack, form: Form, language: str) -> Iterator[str]:
    yield f"## {form.number} · {escaped(words(form.title, language))}"
    yield ""
    campaign = words(pack.campaign.title, language) if pack.campaign else words(pack.title, language)
    yield escaped(f"{campaign} · {form.id} {form.version}")
    yield ""
    for table in form.tables:
        for field in table.fields:
            if not field.hidden and field.kind is not Kind.KEY:
                yield f"- **{table.id}.{field.id}** — {escaped(_field(field, language))}"
    yield ""


def _field(field: Field, language: str) -> str:
    """A field's label, unit, whether it is worked out, and its hint."""
    unit = words(field.unit, language)
    told = [words(field.label, language) + (f" ({unit})" if unit else "")]
    if field.calculate:
        told.append(sentence("MANUAL_WORKED_OUT", language))
    hint = words(field.hint, language)
    if hint:
        told.append(hint)
    return ". ".join(told)


def _checks(pack: Pack, language: str) -> Iterator[str]:
    checks: Sequence[Check] = (*pack.checks, *pack.register_checks)
    if checks:
        yield f"## {sentence('MANUAL_CHECKS', language)}"
        yield ""
        for one in dict.fromkeys(
            (check.id, check.severity, words(check.message, language)) for check in checks
        ):
            code, severity, text = one
            word = sentence("SAY_ERROR" if severity is Severity.ERROR else "SAY_WARNING", language)
            yield f"- **{code}** ({word}) — {escaped(text)}"
        yield ""


def words(said: Mapping[str, str], language: str) -> str:
    """Choose a language of a text of a pack; the other one where it is missing."""
    return said.get(language) or said.get("vi") or next(iter(said.values()), "")


def escaped(text: str) -> str:
    """Write a text so that Markdown shows it as it is, on one line."""
    one_line = " ".join(text.split())
    for sign in "\\`*_[]<>#|":
        one_line = one_line.replace(sign, f"\\{sign}")
    return one_line
