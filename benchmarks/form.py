"""The form that the engines are timed on: 305 properties, a repeat of 2,000 rows, and its answers.

281 properties stand outside the repeat (13 aggregates over it, a chain of 100 sums), 24 inside (5 computed).
"""

from __future__ import annotations

from typing import Any

from pyxform.xls2xform import convert

ROWS = 2_000
KINDS = ("poor", "near", "other")
INSIDE = {
    "total": "${n0} + ${n1} + ${n2}",
    "mean": "if(${n3} = 0, '', ${total} div ${n3})",
    "low": "if(${total} < 100, 1, 0)",
    "nth": "position(..)",
    "weighed": "${total} * 2 + ${low}",
}


def outside() -> dict[str, str]:
    """Give the formulas outside the repeat by name, in the order of the form."""
    found = {f"b{n}": f"${{a{n}}} + {f'${{b{n - 1}}}' if n else '0'}" for n in range(100)}
    found |= {f"s{n}": f"sum(${{{name}}})" for n, name in enumerate(("n0", "total", "low", "weighed"))}
    found |= {f"m{n}": f"max(${{{name}}})" for n, name in enumerate(("n0", "total", "weighed"))}
    found |= {f"k{n}": f"sum(${{r}}[kind = '{kind}']/total)" for n, kind in enumerate(KINDS)}
    found |= {f"c{n}": f"count(${{r}}[low = {n} and total > 10])" for n in (0, 1)}
    return found | {"rate": "${s2} div count(${r}) * 100"}


def row(number: int) -> dict[str, str]:
    """Give the typed answers of one row, the first being 1."""
    return {**{f"n{n}": str(number % (n + 7) + n) for n in range(18)}, "kind": KINDS[number % 3]}


def xform() -> str:
    """Write the form, without answers."""
    survey: list[dict[str, str]] = [
        {"type": "integer", "name": f"a{n}", "label": f"a{n}"} for n in range(168)
    ]
    survey.append({"type": "begin_repeat", "name": "r", "label": "r"})
    survey += [{"type": "integer", "name": f"n{n}", "label": f"n{n}"} for n in range(18)]
    survey.append({"type": "text", "name": "kind", "label": "kind"})
    survey += [
        {"type": "calculate", "name": name, "calculation": text, "bind::type": "decimal"}
        for name, text in INSIDE.items()
    ]
    survey.append({"type": "end_repeat"})
    survey += [
        {"type": "calculate", "name": name, "calculation": text, "bind::type": "decimal"}
        for name, text in outside().items()
    ]
    content: dict[str, Any] = {
        "sheet_names": ["survey", "settings"],
        "survey": survey,
        "survey_header": [dict.fromkeys(("type", "name", "label", "calculation", "bind::type"))],
        "settings": [{"form_id": "bench", "form_title": "bench", "version": "1"}],
        "settings_header": [dict.fromkeys(("form_id", "form_title", "version"))],
    }
    return str(convert(content, form_name="data").xform)


def filled() -> str:
    """Write the form with its answers in it, as JavaRosa opens a form that was begun."""
    text = xform()
    rows = "".join(
        f"<r>{''.join(f'<{name}>{value}</{name}>' for name, value in row(number).items())}"
        f"{''.join(f'<{name}/>' for name in INSIDE)}</r>"
        for number in range(1, ROWS + 1)
    )
    start = text.index("<r>")
    text = text[:start] + rows + text[text.index("</r>", start) + len("</r>") :]
    for n in range(168):
        text = text.replace(f"<a{n}/>", f"<a{n}>{n}</a{n}>", 1)
    return text
