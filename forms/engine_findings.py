"""What the rules find: one cell's own rules, checks across cells, and the list of all that stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal

from forms import engine_words as words
from forms.answers import Address, State, Value
from forms.engine_cells import outward, places, well_formed
from forms.engine_graph import Cell, Graph, Plan, Rule, Step
from forms.findings import Finding
from forms.letters import word_count
from forms.pack import Kind, Severity, Words
from forms.xpath.bound import Code, Ref
from forms.xpath.nodes import Row
from forms.xpath.values import text, truth

Order = tuple[int, int, tuple[int, ...], int, int, int]
"""Errors first, then table, row, field, rule, and the number within the rule."""
Found = list[tuple[Order, Finding]]

OFFICIAL = "OFFICIAL"
"""The code of a warning that a figure differs from the official one."""

_RANK = {Severity.ERROR: 0, Severity.WARNING: 1}


def known(graph: Graph, refs: Iterable[Ref], row: Row) -> bool:
    """Say whether every answer that `refs` read for `row` has been given, in the rows concerned."""
    unknown = row.root.unknown
    for ref in refs:
        index = ref.shape.index
        if ref.slot < 0 or index >= len(graph.plans) or ref.slot >= len(graph.plans[index].cells):
            continue
        if (
            unknown[index].get(ref.slot)
            and ref.read_for(row)
            and (ref.whole or not all(r.known[ref.slot] for r in ref.find(row)))
        ):
            return False
    return True


def tried(graph: Graph, code: Code, row: Row) -> bool:
    """Say whether a rule can be tried: all answers known, and no figure it compares is missing.

    A figure used as one value that is not asked (not relevant), cannot be worked out (divided by 0) or
    whose row does not exist has nothing to compare.
    """
    if not known(graph, code.refs, row):
        return False
    for ref in code.refs:
        if not ref.alone or ref.shape.index >= len(graph.plans):
            continue
        cells = graph.plans[ref.shape.index].cells
        if ref.slot >= len(cells):
            continue
        rows = ref.find(row)
        missing = not rows or (cells[ref.slot].numeric and any(r.v[ref.slot] is None for r in rows))
        if missing and ref.read_for(row):
            return False
    return True


def cell_findings(graph: Graph, step: Step, row: Row, official: Mapping[Address, Value]) -> Found:
    """Try a cell's own rules on a row: blank, kind, stated figure, official figure, constraint, warning."""
    cell, plan = step.cell, step.plan
    assert cell is not None  # noqa: S101 - steps of this kind have one
    if not relevant(cell, row):
        return []
    place = Address(plan.table.id, row.key, cell.field.id)
    value = answer(cell, row)
    found: Found = []

    def add(code: str, severity: Severity, sentence: Words, more: tuple[Address, ...] = ()) -> None:
        order = (_RANK[severity], plan.shape.index, row.order, cell.slot, step.number, len(found))
        found.append((order, Finding(code, severity, place, sentence, more or (place,))))

    own = f"{plan.table.id}.{cell.field.id}"
    if place in official:
        sentence = _differs(cell, plan, row, value, official[place])
        if sentence is not None:
            add(OFFICIAL, Severity.WARNING, sentence)
    if value is None and not cell.computed:
        blank = _blank(cell, plan, row)
        if blank is not None:
            code, sentence = blank
            add(code or own, Severity.ERROR, sentence)
        return found
    stated = row.stated.get(cell.slot)
    if cell.computed and stated is not None and stated != value and row.known[cell.slot]:
        for_both = {
            language: text.replace("\0", words.shown(cell, stated, language))
            for language, text in words.own_sentence(
                words.STATED, cell, plan, row, value, stated="\0"
            ).items()
        }
        read = addresses(graph, cell.calculate.refs if cell.calculate else (), row)
        add(cell.field.check, Severity.ERROR, for_both, (place, *read))
    if value is None:
        return found
    wrong = None if cell.computed else _kind(cell, plan, row, value)
    if wrong is not None:
        add(own, Severity.ERROR, wrong)
    for name, rule, severity, generic in (
        ("constraint", cell.constraint, Severity.ERROR, words.CONSTRAINT),
        ("warn", cell.warn, Severity.WARNING, words.WARN),
    ):
        can_be = not plan.blanks_told or rule is None or tried(graph, rule, row)
        if rule is not None and can_be and not truth(rule(row)):
            message = words.message_of(cell.messages, name)
            # Rows that a predicate only looks through are as many as there are, and none of them is wrong.
            marked = [ref for ref in rule.refs if not (ref.whole and ref.shape.grows)]
            read = tuple(a for a in addresses(graph, marked, row) if a != place)
            add(own, severity, words.filled(message, generic, cell, plan, row, own), (place, *read))
    return found


def _differs(cell: Cell, plan: Plan, row: Row, value: Value | None, official: Value) -> Words | None:
    """Compare a figure with the official one; a blank is none, but one said to be none ("0") is."""
    if cell.computed and not row.known[cell.slot]:
        return None
    if value is None and cell.numeric and row.state.get(cell.slot) is State.NONE:
        value = 0
    if isinstance(official, Decimal):  # a typed figure is whole or has the decimals of its cell
        official = official.quantize(Decimal(1).scaleb(-places(cell.field)), ROUND_HALF_UP)
    if value is None or value == official:
        return None
    return {
        language: text.replace("\0", words.shown(cell, official, language))
        for language, text in words.own_sentence(
            words.OFFICIAL, cell, plan, row, value, official="\0"
        ).items()
    }


def relevant(cell: Cell, row: Row) -> bool:
    """Say whether a cell is asked in this row."""
    return cell.relevant_slot is None or row.v[cell.relevant_slot] is True


def required(cell: Cell, row: Row) -> bool:
    """Say whether a cell must be filled in this row."""
    return cell.required or (cell.required_slot is not None and row.v[cell.required_slot] is True)


def answer(cell: Cell, row: Row) -> Value | None:
    """Give a cell's value as people see it: what was typed, or what was computed."""
    if not relevant(cell, row):
        return None
    if cell.computed or cell.field.kind is Kind.KEY:
        return outward(cell, row.v[cell.slot])
    return row.raw.get(cell.slot)


def addresses(graph: Graph, refs: Iterable[Ref], row: Row) -> tuple[Address, ...]:
    """Name the cells that `refs` read for `row`, each once."""
    found: dict[Address, None] = {}
    for ref in refs:
        if ref.slot < 0 or ref.shape.index >= len(graph.plans):
            continue
        plan = graph.plans[ref.shape.index]
        if ref.slot >= len(plan.cells):
            continue
        for read in ref.find(row):
            found[Address(plan.table.id, read.key, plan.cells[ref.slot].field.id)] = None
    return tuple(found)


def check_findings(graph: Graph, step: Step, row: Row) -> Found:
    """Try a check on one row of its context."""
    rule = step.rule
    assert rule is not None  # noqa: S101 - steps of this kind have one
    if rule.when is not None and not truth(rule.when(row)):
        return []
    if not tried(graph, rule.expression, row) or truth(rule.expression(row)):
        return []
    cells = _marked(graph, rule, row)
    check = rule.check
    sentence = words.filled(rule.message, words.CHECK, None, rule.plan, row, check.id)
    slot = rule.plan.by_field[cells[0].field].slot if cells[0].table == rule.plan.table.id else 0
    order = (_RANK[check.severity], rule.plan.shape.index, row.order, slot, step.number, 0)
    return [(order, Finding(check.id, check.severity, cells[0], sentence, cells))]


def _marked(graph: Graph, rule: Rule, row: Row) -> tuple[Address, ...]:
    named = (*(a for code in rule.cells for a in addresses(graph, _last(code), row)), *rule.fixed_cells)
    if named:
        return tuple(dict.fromkeys(named))
    read = addresses(graph, rule.expression.refs, row)
    own = [a for a in read if a.table == rule.plan.table.id and a.key == row.key]
    if not own:
        own = [Address(rule.plan.table.id, row.key, rule.plan.cells[0].field.id)]
    return tuple(dict.fromkeys((*own, *read)))


def _last(code: Code) -> Sequence[Ref]:
    """Of a path's cells only those it leads to, not those its predicates look at."""
    return code.refs[-1:]


def _blank(cell: Cell, plan: Plan, row: Row) -> tuple[str, Words] | None:
    """Judge a blank cell: K36 without a state; a text that must be filled in has no use for a state.

    The cover (role "header") is filled by the program when it sends, so its blanks are nobody's error.
    """
    if plan.table.role == "header":
        return None
    state = row.state.get(cell.slot)
    must = required(cell, row)
    told = cell.numeric and plan.blanks_told
    if state is None and (told or must):
        generic = words.BLANK if told else words.BLANK_TEXT
    elif state is not None and must and not cell.numeric:
        generic = words.BLANK_TEXT
    else:
        return None
    ours = words.of_field(generic, cell)
    message = cell.messages.get("required")
    if message is not None and must:
        ours = {**ours, **_only(message.parts, words.filled(message, generic, cell, plan, row, "K36"))}
    return ("K36" if state is None else ""), ours


def _only(parts: Mapping[str, object], sentences: Words) -> Words:
    return {language: sentence for language, sentence in sentences.items() if language in parts}


def _kind(cell: Cell, plan: Plan, row: Row, value: Value) -> Words | None:
    """Judge whether a typed value fits its field's kind, list and length."""
    item = cell.field
    if isinstance(value, Decimal):
        digits = places(item)
        exponent = value.normalize().as_tuple().exponent
        if item.decimals and isinstance(exponent, int) and -exponent > digits:
            return words.own_sentence(words.TOO_MANY_DECIMALS, cell, plan, row, value, limit=str(digits))
    if not isinstance(value, str):
        return None
    if item.max_length is not None and len(value) > item.max_length:
        return words.own_sentence(words.TOO_LONG, cell, plan, row, value, limit=str(item.max_length))
    if item.max_words is not None and (found := word_count(value)) > item.max_words:
        limits = {"limit": str(item.max_words), "found": str(found)}
        return words.own_sentence(words.TOO_MANY_WORDS, cell, plan, row, value, **limits)
    if (item.list or cell.itemset) and item.kind in (Kind.CHOICE, Kind.CHOICES):
        codes = [value] if item.kind is Kind.CHOICE else value.split()
        if not all(offered(cell, row, code) for code in codes):
            return words.own_sentence(words.NOT_IN_LIST, cell, plan, row, value)
    if not well_formed(item.kind, value, item.type):
        return words.own_sentence(words.NOT_A_DATE, cell, plan, row, value)
    return None


def offered(cell: Cell, row: Row, code: str) -> bool:
    """Say whether a code stands in the cell's list and passes its choice filter."""
    if cell.itemset is not None:
        return any(text(one.v[cell.itemset.value]) == code for one in cell.itemset.rows(row, row, 0))
    item = cell.choice_rows.get(code)
    if item is None:
        return False
    return cell.choice_filter is None or truth(cell.choice_filter.run(item, row, item.index + 1))
