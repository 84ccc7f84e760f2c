"""Functions, conversions and comparisons, one by one: JavaRosa and ours work out the same.

Every expression is worked out by JavaRosa at a node of a filled form, and by ours as a calculation of the
same form. What differs on purpose stands in docs/expressions.md and not here.
"""

from datetime import datetime
from itertools import product

import pytest

from forms.answers import Address, Document
from forms.authoring.any_xform import compile_xform
from forms.engine import FormSet
from tests.javarosa.oracle import JavaRosaError
from tests.javarosa.subjects import NOBODY, ZONE

pytestmark = [pytest.mark.oracle, pytest.mark.conformance, pytest.mark.timeout(120)]

NODES = {
    "i": ("int", "7"),
    "neg": ("int", "-3"),
    "zero": ("int", "0"),
    "d": ("decimal", "4.60"),
    "s": ("string", "abc"),
    "b": ("string", ""),
    "bi": ("int", ""),
    "num": ("string", "12.50"),
    "comma": ("string", "1,5"),
    "day": ("date", "2026-02-28"),
    "bday": ("date", ""),
    "dt": ("dateTime", "2026-02-28T13:05:06.789+07:00"),
    "sel": ("string", "a b c"),
    "sp": ("string", "  x  y "),
    "vn": ("string", "Đắk Lắk"),
}
ROWS = (("1", "x", "5"), ("2", "y", ""), ("3", "x", "7.5"), ("", "", ""))
VALUES = (
    *("/data/i", "/data/neg", "/data/zero", "/data/d", "/data/s", "/data/b", "/data/bi", "/data/num"),
    *("/data/comma", "/data/day", "/data/sel", "/data/vn", "''", "'x'", "'-2.5'", "0", "2.5", "-1.5"),
    "true()",
)
ONE = (
    *("string", "number", "boolean", "not", "int", "round", "abs", "string-length"),
    *("normalize-space", "sqrt", "coalesce('', {})", "concat({})", "concat('<', {}, '>')"),
    *("if({}, 'yes', 'no')", "{} + 1", "-{}", "{} * 0.5", "{} = ''", "{} != ''", "{} > 1", "{} <= 1"),
    *("translate({}, 'ab', 'x')", "substr({}, 1, 3)", "substr({}, -2)", "contains({}, 'b')"),
    *("starts-with({}, 'a')", "ends-with({}, '0')", "substring-before({}, '.')"),
    *("substring-after({}, 'b')", "regex({}, '[0-9.]+')", "pow({}, 2)", "round({}, 1)", "{} mod 2"),
    *("1 div {}", "min({}, 2)", "max({}, 2)", "join('-', {}, 'z')", "format-date({}, '%d/%m/%Y %a')"),
    *("{} and true()", "checklist(1, 1, {})", "log10({})", "{} or false()"),
)
PAIRS = ("=", "!=", "<", ">=", "+", "-", "div", "mod")
COMPARED = ("/data/i", "/data/d", "/data/s", "/data/b", "/data/num", "/data/day", "''", "7", "'7'", "false()")
SETS = (
    *("/data/r/n", "/data/r/w", "/data/r/k", "/data/r[k = 'x']/w", "/data/r[k = 'zz']/n"),
    *("/data/r[n > 1]/n", "/data/r[w != '']/w", "/data/r[position() < 3]/n"),
    *("/data/r[position() = 2]/k", "/data/r/n[. > 1]", "/data/r[n = /data/i - 5]/w"),
    *("/data/r[contains(k, 'x')]/n", "/data/r[count(/data/r) - n = 1]/n"),
)
OF_SETS = ("sum", "count", "count-non-empty", "min", "max", "concat", "join('|', {})", "count({}) > 1")
SINGLY = (
    "format-date(/data/day, '%Y-%m-%d %e %b %y %n %a')",
    *("format-date-time(/data/dt, '%H:%M:%S.%3 %h')", "format-date(20000.7, '%d/%m/%Y %H')"),
    *("format-date(/data/bday, '%Y')", "format-date('2026-01-05', '%d.%m')", "date('2026-2-3')"),
    *("date(1.5)", "date(-1.5)", "date(/data/day + 1)", "date(/data/dt)", "/data/day - 1"),
    *("number(/data/day)", "/data/day = '2026-02-28'", "/data/day >= date('2026-02-28')"),
    *("int(today()) = today()", "decimal-date-time('2026-02-28')"),
    *("decimal-date-time(/data/dt) - decimal-date-time(/data/day)", "position(/data/r[k = 'y'])"),
    *("position(/data/r[position() = 3])", "position(/data/r)"),
    *(f"indexed-repeat(/data/r/n, /data/r, {place})" for place in ("2", "9", "0", "''", "-1", "1.5", "'x'")),
    *("indexed-repeat(/data/r/k, /data/r, position(/data/r[k = 'y']))", "/data/r[position() = 9]/n"),
    *("/data/r[position() = count(/data/r)]/k", "if(/data/r[position() = 9]/n = '', 'none', 'some')"),
    *("selected(/data/sel, 'b')", "selected('ab', 'a')", "selected(' a', 'a')"),
    "selected('a', ' a')",
    *(f"selected-at(/data/sel, {place})" for place in ("0", "2", "3", "-1", "1.9", "'1'", "'x'")),
    *("count-selected(/data/sel)", "count-selected('')", "count-selected(' a  b ')"),
    *("boolean-from-string('1')", "boolean-from-string('true')", "boolean-from-string('yes')"),
    *("string(0.1 + 0.2)", "concat(100 * 1.1)", "6.1 - 7.8 = -1.7", "0.1 + 0.2 <= 0.3", "1 < 2 < 3"),
    *("3 > 2 > 1", "1 or 0 and 0", "2 > 1 = true()", "- - 1", "1--1", "10 div 3 mod 2"),
    *("round(2.675, 2)", "round(1234.5678, -2)", "round(-25, -1)", "round(1.1, 20)", "pow(2, 0.5)"),
    *("substr('hello', -3, -1)", "substr('hello', 1.7, 3.2)", "checklist(0, 0)", "regex('Đ', '\\w')"),
    *("regex('đ', '[a-zđ]')", "regex('xabc', 'a.c')", "regex('a.c', 'a\\.c')"),
    *("boolean(0.0000000000001)", "'NaN' = 'NaN'", "number('x') != number('x')", "number('1e3')"),
    "number('.5')",
)
EXPRESSIONS = tuple(
    dict.fromkeys(
        (
            *(
                (form if "{}" in form else f"{form}({{}})").replace("{}", value)
                for form, value in product(ONE, VALUES)
            ),
            *(f"{one} {op} {other}" for op in PAIRS for one, other in product(COMPARED, repeat=2)),
            *(
                (form if "{}" in form else f"{form}({{}})").replace("{}", value)
                for form, value in product(OF_SETS, SETS)
            ),
            *SINGLY,
        )
    )
)
NO_NUMBER = ("NaN", "Infinity", "-Infinity")


def xform(calculations):
    """Write the form; calculations are its questions c0, c1, …"""

    def escaped(words):
        return words.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")

    nodes = "".join(f"<{name}>{value}</{name}>" for name, (_, value) in NODES.items())
    rows = "".join(f"<r><n>{n}</n><k>{k}</k><w>{w}</w></r>" for n, k, w in ROWS)
    places = "".join(f"<c{n}/>" for n, _ in enumerate(calculations))
    kinds = {name: kind for name, (kind, _) in NODES.items()}
    kinds |= {"r/n": "int", "r/k": "string", "r/w": "decimal"}
    binds = "".join(f'<bind nodeset="/data/{name}" type="{kind}"/>' for name, kind in kinds.items())
    binds += "".join(
        f'<bind nodeset="/data/c{n}" type="string" calculate="{escaped(one)}"/>'
        for n, one in enumerate(calculations)
    )
    inputs = "".join(f'<input ref="/data/{name}"><label>q</label></input>' for name in NODES)
    inner = "".join(f'<input ref="/data/r/{name}"><label>q</label></input>' for name in "nkw")
    return (
        '<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml">'
        '<h:head><h:title>h</h:title><model><instance><data id="h">'
        f"{nodes}{rows}<here/>{places}</data></instance>"
        f"{binds}</model></h:head><h:body>{inputs}"
        f'<group ref="/data/r"><label>r</label><repeat nodeset="/data/r">{inner}</repeat></group>'
        "</h:body></h:html>"
    )


def ours():
    """Work all expressions out as calculations."""
    pack = compile_xform(xform(EXPRESSIONS)).pack
    now = datetime.now(ZONE)
    opened = FormSet(pack).open(NOBODY, Document(), now.date(), now)
    table = pack.forms[0].tables[0]
    fields = {field.path: field for field in table.fields}
    found = {}
    for number, expression in enumerate(EXPRESSIONS):
        field = fields[f"/data/c{number}"]
        value = opened.view(Address(table.id, (), field.id)).value
        found[expression] = "" if value is None else str(value)
    return found


def theirs(java):
    """Have JavaRosa work all expressions out: kind and text, or "error" and what it said."""
    found = {}
    java.load(xform(()))
    for expression in EXPRESSIONS:
        try:
            (line,) = java.ask("eval", "/data/here", expression)
            kind, _, value = line.partition("\t")
            found[expression] = kind, value
        except JavaRosaError as error:
            found[expression] = "error", str(error)
    return found


def same(kind, value, mine):
    """Say whether two results are one: an error or what is no number is a blank cell with us."""
    if kind == "error" or value in NO_NUMBER:
        return mine == ""
    if kind == "Double" and value and mine:
        return abs(float(value) - float(mine)) < 1e-9
    return value == mine


def test_every_function_gives_what_javarosa_gives(java):
    mine, known = ours(), theirs(java)
    differing = {}
    for expression in EXPRESSIONS:
        kind, value = known[expression]
        if not same(kind, value, mine[expression]):
            differing[expression] = (value, mine[expression])
    assert len(EXPRESSIONS) > 1_700
    assert differing == {}
