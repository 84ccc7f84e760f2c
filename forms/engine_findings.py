"""What the rules find: one cell's own rules, checks across cells, and the list of all that stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from forms import engine_words as words
from forms.answers import Address, Key, State, Value
from forms.engine_cells import outward, places, well_formed
from forms.engine_graph import Cell, Graph, Plan, Rule, Step
from forms.findings import Finding
from forms.letters import word_count
from forms.pack import Kind, Severity, Words
from forms.xpath.bound import Code, Ref
from forms.xpath.nodes import Row, Store
from forms.xpath.values import text, truth

Order = tuple[int, int, tuple[int, ...], int, int, int]
"""Errors first, then table, row, field, rule, and the number within the rule."""
Found = list[tuple[Order, Finding]]

OFFICIAL = "OFFICIAL"
"""The code of a warning that a figure differs from the official one."""

_RANK = {Severity.ERROR: 0, Severity.WARNING: 1}


def known(code: Code, row: Row) -> bool:
    """Say whether every answer that an expression reads for `row` has been given, in the rows concerned."""
    return all_known(code, row.root) or all(_is_known(ref, row) for ref in code.refs)


def all_known(code: Code, store: Store) -> bool:
    """Say whether nothing that an expression may read is unknown in any row."""
    unknown = store.unknown
    for table, slot in code.places:  # noqa: SIM110 - asked for many rows: `all` takes twice as long
        if unknown[table].get(slot):
            return False
    return True


def _is_known(ref: Ref, row: Row) -> bool:
    slot = ref.slot
    if slot < 0 or not row.root.unknown[ref.shape.index].get(slot) or not ref.read_for(row):
        return True
    return not ref.whole and all(r.known[slot] for r in ref.find(row))


def _compares(graph: Graph, code: Code, row: Row) -> bool:
    """Say whether a rule has all the figures it compares.

    A figure used as one value that is not asked (not relevant), cannot be worked out (divided by 0) or
    whose row does not exist is nothing to compare.
    """
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


class _Rule(NamedTuple):
    """A constraint or a warning. `sure`: all it reads is known in every row."""

    name: str
    code: Code
    severity: Severity
    generic: Words
    sure: bool


def _own_rules(cell: Cell, plan: Plan, store: Store) -> list[_Rule]:
    rules = []
    if cell.constraint is not None:
        sure = not plan.blanks_told or all_known(cell.constraint, store)
        rules.append(_Rule("constraint", cell.constraint, Severity.ERROR, words.CONSTRAINT, sure))
    if cell.warn is not None:
        sure = not plan.blanks_told or all_known(cell.warn, store)
        rules.append(_Rule("warn", cell.warn, Severity.WARNING, words.WARN, sure))
    return rules


def cell_findings(
    graph: Graph, step: Step, rows: Iterable[Row], store: Store, official: Mapping[Key, Value]
) -> Iterator[tuple[Row, Found]]:
    """Try a cell's own rules on rows: official figure, blank, stated figure, kind, constraint, warning.

    Gives the rows in which they find something. `official`: the official figures of this cell, by row.
    """
    cell, plan = step.cell, step.plan
    assert cell is not None  # noqa: S101 - steps of this kind have one
    slot, asked, computed = cell.slot, cell.relevant_slot, cell.computed
    rules = _own_rules(cell, plan, store)
    for row in rows:
        if asked is not None and row.v[asked] is not True:
            continue
        blank, wrong, failed = False, None, []
        typed = None if computed else row.raw.get(slot)
        if typed is None and not computed:
            blank = _wrongly_blank(cell, plan, row)
        elif typed is not None or row.v[slot] is not None:
            if typed is not None and cell.judged:
                wrong = _kind(cell, plan, row, typed)
            # Most rules hold, so that the figures they compare are looked for last.
            for rule in rules:
                code = rule.code
                if (
                    (rule.sure or known(code, row))
                    and not truth(code.run(row, row, 0))
                    and (not plan.blanks_told or _compares(graph, code, row))
                ):
                    failed.append(rule)
        differs = slot in row.stated and _differs_from_stated(cell, row)
        if blank or wrong or failed or differs or row.key in official:
            found = _said(graph, step, row, official, _Wrong(blank, differs, wrong, failed))
            if found:
                yield row, found


def _differs_from_stated(cell: Cell, row: Row) -> bool:
    """Say whether a computed cell comes to something else than was stated for it."""
    value, stated = row.v[cell.slot], row.stated[cell.slot]
    if not cell.computed or not row.known[cell.slot]:
        return False
    if value == stated and type(value) is float and value.is_integer():
        return False  # most figures are whole, and need not be made answers to be compared
    return stated != answer(cell, row)


class _Wrong(NamedTuple):
    """What is wrong with a cell; `differs`: what was stated for it."""

    blank: bool
    differs: bool
    kind: Words | None
    rules: Sequence[_Rule]


def _said(graph: Graph, step: Step, row: Row, official: Mapping[Key, Value], wrong: _Wrong) -> Found:
    """Put into words what is wrong with a cell, in the order of its rules."""
    cell, plan = step.cell, step.plan
    assert cell is not None  # noqa: S101 - steps of this kind have one
    place = Address(plan.table.id, row.key, cell.field.id)
    value = answer(cell, row)
    found: Found = []

    def add(code: str, severity: Severity, sentence: Words, more: tuple[Address, ...] = ()) -> None:
        order = (_RANK[severity], plan.shape.index, row.order, cell.slot, step.number, len(found))
        found.append((order, Finding(code, severity, place, sentence, more or (place,))))

    own = f"{plan.table.id}.{cell.field.id}"
    if row.key in official:
        sentence = _differs(cell, plan, row, value, official[row.key])
        if sentence is not None:
            add(OFFICIAL, Severity.WARNING, sentence)
    if wrong.blank:
        add("K36" if cell.slot not in row.state else own, Severity.ERROR, _blank(cell, plan, row))
    if wrong.differs:
        for_both = {
            language: text.replace("\0", words.shown(cell, row.stated[cell.slot], language))
            for language, text in words.own_sentence(
                words.STATED, cell, plan, row, value, stated="\0"
            ).items()
        }
        read = addresses(graph, cell.calculate.refs if cell.calculate else (), row)
        add(cell.field.check, Severity.ERROR, for_both, (place, *read))
    if wrong.kind is not None:
        add(own, Severity.ERROR, wrong.kind)
    for rule in wrong.rules:
        message = words.message_of(cell.messages, rule.name)
        # Rows that a predicate only looks through are as many as there are, and none of them is wrong.
        marked = [ref for ref in rule.code.refs if not (ref.whole and ref.shape.grows)]
        read = tuple(a for a in addresses(graph, marked, row) if a != place)
        sentences = words.filled(message, rule.generic, cell, plan, row, own)
        add(own, rule.severity, sentences, (place, *read))
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
    asked = cell.relevant_slot
    if asked is not None and row.v[asked] is not True:
        return None
    typed = row.raw.get(cell.slot)
    if typed is None and (cell.computed or cell.field.kind is Kind.KEY):
        return outward(cell, row.v[cell.slot])
    return typed


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


def check_findings(
    graph: Graph, step: Step, rows: Iterable[Row], store: Store
) -> Iterator[tuple[Row, Found]]:
    """Try a check on rows of its context; give those in which it fails."""
    rule = step.rule
    assert rule is not None  # noqa: S101 - steps of this kind have one
    when, code = rule.when, rule.expression
    sure = all_known(code, store)
    for row in rows:
        if (
            (when is None or truth(when.run(row, row, 0)))
            and (sure or known(code, row))
            and not truth(code.run(row, row, 0))
            and _compares(graph, code, row)
        ):
            yield row, [_failed(graph, step, rule, row)]


def _failed(graph: Graph, step: Step, rule: Rule, row: Row) -> tuple[Order, Finding]:
    cells = _marked(graph, rule, row)
    check = rule.check
    sentence = words.filled(rule.message, words.CHECK, None, rule.plan, row, check.id)
    slot = rule.plan.by_field[cells[0].field].slot if cells[0].table == rule.plan.table.id else 0
    order = (_RANK[check.severity], rule.plan.shape.index, row.order, slot, step.number, 0)
    return order, Finding(check.id, check.severity, cells[0], sentence, cells)


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


def _wrongly_blank(cell: Cell, plan: Plan, row: Row) -> bool:
    """Judge a blank cell: K36 without a state; a text that must be filled in has no use for a state.

    The cover (role "header") is filled by the program when it sends, so its blanks are nobody's error.
    """
    if plan.table.role == "header":
        return False
    if cell.slot not in row.state:
        return (cell.numeric and plan.blanks_told) or required(cell, row)
    return not cell.numeric and required(cell, row)


def _blank(cell: Cell, plan: Plan, row: Row) -> Words:
    """Say that a cell must not be blank."""
    generic = words.BLANK if cell.numeric and plan.blanks_told else words.BLANK_TEXT
    ours = words.of_field(generic, cell)
    message = cell.messages.get("required")
    if message is not None and required(cell, row):
        ours = {**ours, **_only(message.parts, words.filled(message, generic, cell, plan, row, "K36"))}
    return ours


def _only(parts: Mapping[str, object], sentences: Words) -> Words:
    return {language: sentence for language, sentence in sentences.items() if language in parts}


def _kind(cell: Cell, plan: Plan, row: Row, value: Value) -> Words | None:
    """Judge whether a typed value fits its field's kind, list and length."""
    item = cell.field
    if isinstance(value, Decimal):
        digits = places(item)
        if item.decimals and _too_fine(value, digits):
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


def _too_fine(value: Decimal, most: int) -> bool:
    """Say whether a number has more decimals than it may; zeros at its end count for nothing."""
    if not -_exponent(value) > most:
        return False
    return -_exponent(value.normalize()) > most


def _exponent(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def offered(cell: Cell, row: Row, code: str) -> bool:
    """Say whether a code stands in the cell's list and passes its choice filter."""
    if cell.itemset is not None:
        return any(text(one.v[cell.itemset.value]) == code for one in cell.itemset.rows(row, row, 0))
    item = cell.choice_rows.get(code)
    if item is None:
        return False
    return cell.choice_filter is None or truth(cell.choice_filter.run(item, row, item.index + 1))
