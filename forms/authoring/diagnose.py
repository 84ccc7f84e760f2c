"""Says why an expression is refused in words an officer can act on: what Excel habit it is, what to write.

The engine tells what it cannot read and from where. Here the text as it stands in the cell is looked at
for the usual causes (xlsform.md section 1): a decimal comma, `;` between arguments, `=>`, brackets that do
not match, a function of Excel or of another program. `suspicious` finds what can be read but hardly means
what it says.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from forms.authoring import profile
from forms.authoring.sheets import Row, nearest
from forms.problems import Problem
from forms.xpath.calls import SPECIAL
from forms.xpath.functions import CLOCKED, FUNCTIONS
from forms.xpath.parse import Path, Refused, Step, Tree, parse, parts

SHEET_COLUMNS = (
    *("calculation", "calculate", "relevant", "relevance", "required", "constraint", "readonly", "read_only"),
    *("choice_filter", "repeat_count", "default", profile.WARN),
)
ANY = 64

INSTEAD = {
    # of Excel
    "average": "sum(…) div count(…)",
    "concatenate": "concat(…)",
    "counta": "count-non-empty(…)",
    "countif": "count(…[…])",
    "countifs": "count(…[…])",
    "iferror": "coalesce(…, 0)",
    "ifs": "if(…, …, if(…, …, …))",
    "isblank": ". = ''",
    "isempty": ". = ''",
    "left": "substr(…, 0, n)",
    "len": "string-length(…)",
    "mid": "substr(…, a, b)",
    "month": "format-date(…, '%m')",
    "right": "substr(…, -n)",
    "rounddown": "floor(…)",
    "roundup": "ceiling(…)",
    "sumif": "sum(…[…])",
    "sumifs": "sum(…[…])",
    "text": "format-date(…, '%d/%m/%Y')",
    "trim": "normalize-space(…)",
    "value": "number(…)",
    "vlookup": "pulldata(…)",
    "year": "format-date(…, '%Y')",
    # of other XLSForm programs
    "choice-label": "jr:choice-name(…)",
    "choice-value": "selected-at(…)",
    "count-if": "count(…[…])",
    "count-duplicates": "count(…[…])",
    "empty": ". = ''",
    "format-number": "round(…, 2)",
    "index": "position(..)",
    "item-at": "selected-at(…)",
    "item-present": "selected(…)",
    "join-if": "join(' ', …[…])",
    "length": "string-length(…)",
    "lower-case": "translate(…)",
    "max-if": "max(…[…])",
    "min-if": "min(…[…])",
    "rank-index": "position(..)",
    "substring": "substr(…)",
    "sum-if": "sum(…[…])",
    "upper-case": "translate(…)",
    "add-date": "date(… + n)",
}
"""What to write for functions that other programs have."""

_OPERATORS = {
    "=>": ">=",
    "=<": "<=",
    "<>": "!=",
    "==": "=",
    "&&": "and",
    "||": "or",
    "&": "concat(…, …)",
    "^": "pow(…, n)",
    "%": "div 100",
    "≥": ">=",
    "≤": "<=",
    "≠": "!=",
    "×": "*",
    "÷": "div",
}
_OPERATOR = re.compile("|".join(re.escape(word) for word in _OPERATORS))
_QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"")
_DECIMAL = re.compile(r"(?<![\w.])(\d+),(\d+)(?![\w.])")
_SHOUTED = re.compile(r"(?<![\w/-])(AND|OR|NOT|DIV|MOD|And|Or)(?![\w-])")
_SLASH = re.compile(r"(\$\{[^}]*\}|\)|(?<![\w./])\d+|(?<![\w./])\.)\s*/\s*(\$\{[^}]*\}|\d+)")
REFERENCE = re.compile(r"\$\{\s*([^}\s]+)\s*\}")
_AGGREGATE = re.compile(rf"(?<![\w.-])({'|'.join(profile.AGGREGATES)})\(\s*\$\{{\s*([^}}\s]+)\s*\}}\s*\)")
_GENERAL = ("unexpected", "unreadable", "missing", "unsupported", "arguments", "unknown-path", "empty")


def explained(written: str, problem: Problem, names: Collection[str]) -> dict[str, str]:
    """Give the details of PACK_EXPRESSION for a refusal of the text `written` in a cell."""
    reason, detail = problem.details.get("reason", ""), problem.details.get("detail", "")
    if reason in _GENERAL:
        found = _habit(written)
        if found is not None and (reason != "arguments" or found[0] == "comma"):
            return {"expression": written[:80], "reason": found[0], "detail": found[1]}
    if reason in {"unknown-function", "later", "never"}:
        detail = _function(detail)
    elif reason == "arguments":
        detail = _arity(detail)
    elif reason == "unknown-path":
        detail += nearest(detail.rpartition("/")[2], names)
    return {"expression": written[:80], "reason": reason, "detail": detail}


def _habit(written: str) -> tuple[str, str] | None:
    """Find a habit of Excel that explains why a text cannot be read: its reason and detail."""
    plain = _QUOTED.sub(lambda found: " " * len(found[0]), written)
    if plain.lstrip().startswith("="):
        return "equals", ""
    quote = re.search(r"['\"]", plain)
    if quote:
        return "quotes", written[quote.start() :][:20]
    if ";" in plain:
        return "semicolon", ""
    for found in suspicious(written):
        return found
    bare = REFERENCE.sub(lambda found: "x" * len(found[0]), plain)
    operator = _OPERATOR.search(bare)
    if operator:
        return "operator", f"{operator[0]} → {_OPERATORS[operator[0]]}"
    for left, right in ("()", "[]", "{}"):
        if plain.count(left) != plain.count(right):
            return "brackets", f"{left} {plain.count(left)}, {right} {plain.count(right)}"
    decimal = _DECIMAL.search(bare)
    if decimal and _reads(_DECIMAL.sub(r"\1.\2", bare)):
        return "comma", f"{decimal[0]} → {decimal[1]}.{decimal[2]}"
    shouted = _SHOUTED.search(bare)
    if shouted:
        return "word-case", f"{shouted[1]} → {shouted[1].lower()}"
    return None


def _reads(text: str) -> bool:
    try:
        parse(text)
    except Refused:
        return False
    return True


def _function(detail: str) -> str:
    """Name a function with what may have been meant."""
    name = detail.removesuffix("()")
    known = [*FUNCTIONS, *CLOCKED, *SPECIAL]
    instead = INSTEAD.get(name.lower())
    if instead:
        return f"{detail} (→ {instead})"
    return detail + (f" (→ {name.lower()})" if name.lower() in known else nearest(name.lower(), known))


def _arity(detail: str) -> str:
    """Say how many arguments a function has and takes: "round(): 3 → 1-2"."""
    name = detail.partition("(")[0]
    if name in SPECIAL:
        fewest, most = SPECIAL[name][:2]
    else:
        function = FUNCTIONS.get(name) or CLOCKED.get(name)
        if function is None:
            return detail
        fewest, most = function.fewest, function.most
    wanted = f"{fewest}" if fewest == most else f"{fewest}–{most}" if most < ANY else f"≥ {fewest}"
    return f"{detail} → {wanted}"


def suspicious(written: str) -> Iterator[tuple[str, str]]:
    """Yield what can be read but hardly means what it says: a reason and what it concerns."""
    plain = _QUOTED.sub(lambda found: " " * len(found[0]), written)
    slash = _SLASH.search(plain)
    if slash:
        yield "slash", f"{slash[1]} div {slash[2]}"


def unknown_names(written: str, names: Collection[str]) -> Iterator[str]:
    """Yield the names in `${...}` that no question has."""
    for name in dict.fromkeys(REFERENCE.findall(written)):
        if name.removeprefix("last-saved#") not in names:
            yield name


def own_aggregates(
    written: str, path: str, rows: Mapping[str, Row], repeats: Collection[str]
) -> Iterator[str]:
    """Yield aggregates over `${name}` of the same repeat as the node at `path`: they see this row alone."""
    own = next((repeat for repeat in repeats if path.startswith(f"{repeat}/")), "")
    own = max((one for one in repeats if path.startswith(f"{one}/")), key=len, default=own)
    if not own:
        return
    for function, name in _AGGREGATE.findall(written):
        for other in rows:
            deepest = max((one for one in repeats if other.startswith(f"{one}/")), key=len, default="")
            if other.rpartition("/")[2] == name and deepest == own:
                yield f"{function}(${{{name}}})"


def missing_paths(written: str, paths: Collection[str]) -> Iterator[str]:
    """Yield the absolute paths of a text that lead nowhere; `paths` are those of all nodes."""
    try:
        tree = parse(REFERENCE.sub("x", written))
    except Refused:
        return
    waiting: list[Tree] = [tree]
    while waiting:
        one = waiting.pop()
        waiting.extend(parts(one))
        if isinstance(one, Path) and one.start == "/" and one.steps and all(_named(s) for s in one.steps):
            path = "/" + "/".join(step.name for step in one.steps)
            if path not in paths:
                yield path


def _named(step: Step) -> bool:
    return step.axis == "child" and step.name not in {"", "*", "node()", "text()"}
