"""Runs each hostile form named on its input in a process of its own: `python -m tests.forms.hostile_forms`.

Prints how it ended: "refused CODE" at building, "stopped CODE" when it was opened or filled, or "worked";
"died" where it needed more memory. The caller sets the limit of time.
"""

import os
import sys
from datetime import UTC, datetime

from forms.answers import Address, Document
from forms.authoring.any_xform import compile_xform
from forms.engine import FormSet
from forms.pack import Unit
from forms.problems import Problem

MEMORY = 1_200_000_000  # bytes of address space, of which Python with its libraries takes a good part
NOBODY = Unit("0", "", "", "", "area", "", "")
TEXTS = tuple("a" * length for length in (50, 90, 250, 2_000, 10_000, 100_000))


def xform(questions, calculations, *, repeat="", rows=0, extra=""):
    """Write an XForm: questions name -> type, calculations name -> formula; `repeat` the count of /data/r."""
    names = [*questions, *calculations]
    inner = "<r><x>1</x><y/></r>" * max(rows, 1)
    binds = [f'<bind nodeset="/data/{name}" type="{kind}"/>' for name, kind in questions.items()]
    for name, text in calculations.items():
        escaped = text.replace("<", "&lt;").replace('"', "&quot;")
        binds.append(f'<bind nodeset="/data/{name}" type="string" calculate="{escaped}"/>')
    count = f' jr:count="{repeat}"' if repeat else ""
    inputs = [f'<input ref="/data/{name}"><label>q</label></input>' for name in questions]
    return (
        '<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" '
        'xmlns:jr="http://openrosa.org/javarosa"><h:head><h:title>h</h:title><model><instance><data id="h">'
        f"{''.join(f'<{name}/>' for name in names)}{inner}</data></instance>{''.join(binds)}"
        '<bind nodeset="/data/r/x" type="int"/>'
        f'<bind nodeset="/data/r/y" type="string"{extra}/></model></h:head><h:body>'
        f"{''.join(inputs)}"
        f'<group ref="/data/r"><label>r</label><repeat nodeset="/data/r"{count}>'
        '<input ref="/data/r/x"><label>x</label></input></repeat></group></h:body></h:html>'
    )


def chain(depth):
    """Double a text again and again."""
    return {f"c{n}": f"concat(/data/c{n - 1}, /data/c{n - 1})" if n else "'0123456789'" for n in range(depth)}


def growing():
    """Declare entities each ten times the one before."""
    lines = [f'<!ENTITY {chr(98 + n)} "{10 * ("&" + chr(97 + n) + ";")}">' for n in range(9)]
    return '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + "".join(lines) + "]>"


STEADY = "count(/data/r[x >= 0 and count(/data/r[x >= 0 and count(/data/r[x >= 0]) > 0]) > 0])"
NESTED = STEADY.replace("x >= 0", "x != position()")  # so that each part hangs on the rows around it
FORMS = {
    "nothing hostile": xform({"q": "string"}, {"c": "concat(/data/q, '!')"}),
    "a text doubled sixty times": xform({"q": "string"}, chain(60)),
    "a join of long texts": xform(
        {"q": "string"}, chain(14) | {"j": f"join(/data/c13, {', '.join(['/data/c13'] * 60)})"}
    ),
    "predicates in predicates": xform({"q": "string"}, {"c": NESTED}, rows=2_000),
    "a nested count that is the same for all": xform(
        {"q": "string"}, {"c": STEADY}, rows=2_000, extra=f' calculate="{STEADY}"'
    ),
    "a count that nests in every row": xform({"q": "string"}, {}, rows=2_000, extra=f' calculate="{NESTED}"'),
    "a billion rows": xform({"q": "int"}, {}, repeat="/data/q"),
    "a count by a formula without bound": xform({"q": "int"}, {"n": "pow(10, 300)"}, repeat="/data/n"),
    "rows that count themselves": xform({"q": "int"}, {"n": "count(/data/r) + 1"}, repeat="/data/n"),
    "a circle": xform({"q": "int"}, {"a": "/data/b + 1", "b": "/data/c + 1", "c": "/data/a + 1"}),
    "a cell that reads itself": xform({"q": "int"}, {"a": "/data/a + 1"}),
    "brackets without end": xform({"q": "int"}, {"a": "(" * 100_000 + "1" + ")" * 100_000}),
    "minus without end": xform({"q": "int"}, {"a": "-" * 7_000 + "1"}),
    "a formula of a million letters": xform({"q": "int"}, {"a": "1" + " + 1" * 250_000}),
    "a pattern that goes back for ever": xform({"q": "string"}, {"a": "regex(/data/q, '(a+)+b')"}),
    "alternatives that overlap": xform({"q": "string"}, {"a": "regex(/data/q, '(a|a|aa)*b')"}),
    "many open repeats": xform({"q": "string"}, {"a": "regex(/data/q, 'a*a*a*a*a*b')"}),
    "a repeat of a repeat": xform({"q": "string"}, {"a": "regex(/data/q, '((a{1,100}){1,100}){1,100}b')"}),
    "a pattern made by a formula": xform({"q": "string"}, {"a": "regex(/data/q, concat('(a+', ')+b'))"}),
    "a pattern of a million letters": xform({"q": "string"}, {"a": f"regex(/data/q, '{500_000 * 'a?'}')"}),
    "a power of powers": xform(
        {"q": "int"}, {"a": "pow(pow(10, 300), pow(10, 300))", "b": "round(1 div 3, 1000000)"}
    ),
    "a text cut at infinity": xform(
        {"q": "string"},
        {"a": "substr(/data/q, -pow(10, 300), pow(10, 300))", "b": "round(pow(10, 300), -pow(10, 9))"},
    ),
    "a date before all dates": xform(
        {"q": "int"}, {"a": "date(-pow(10, 300))", "b": "format-date(date(pow(10, 15)), '%Y')"}
    ),
    "a long text of its own in every row": xform(
        {"q": "int"}, chain(14), repeat="/data/q", extra=' calculate="concat(/data/c13, position(..))"'
    ),
    "long texts worked over in every row": xform(
        {"q": "int"},
        chain(14),
        repeat="/data/q",
        extra=' calculate="string-length({}concat(/data/c13, ../x){})"'.format(
            "translate(" * 80, ", '0', '1')" * 80
        ),
    ),
    "a slow pattern in every row": xform(
        {"q": "string"}, {}, rows=2_000, extra=""" calculate="regex(concat(/data/q, ../x), 'a*a*a*a*a*b')\""""
    ),
    "a pattern with many ways in every row": xform(
        {"q": "string"},
        {},
        rows=2_000,
        extra=f""" calculate="regex(concat(../x, /data/q), '{"a?" * 16}{"a" * 40}b')\"""",
    ),
    "all rows joined in every row": xform(
        {"q": "string"},
        {},
        rows=2_000,
        extra=""" calculate="string-length(join(/data/q, /data/r[x > 0]/x, ../x))\"""",
    ),
    "entities that grow": growing() + xform({"q": "string"}, {"a": "'&j;'"}),
}


def fill(name):
    """Build, open and fill a form; say how it ended."""
    try:
        compiled = compile_xform(FORMS[name])
        forms = FormSet(compiled.pack)
    except Problem as problem:
        return f"refused {problem.code}"
    now = datetime(2018, 9, 30, 8, tzinfo=UTC)
    try:
        opened = forms.open(NOBODY, Document(), now.date(), now)
        (table, *_) = compiled.pack.forms[0].tables
        asked = next(field for field in table.fields if field.id == "q")
        for value in (1_000_000_000,) if asked.kind == "integer" else TEXTS:
            opened.put(Address(table.id, (), "q"), value)
        document = opened.document()
    except Problem as problem:
        return f"stopped {problem.code}"
    rows = sum(len(found) for found in document.tables.values())
    told = "".join(f", {one.code} {one.details.get('reason', '')}".rstrip() for one in compiled.warnings[:1])
    return f"worked with {rows} rows{told}"


def answer(name):
    """Fill a form in a child that may use so much memory and no more; it says how that ended."""
    import resource

    child = os.fork()
    if child == 0:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        sys.stdout.write(fill(name) + "\n")
        sys.stdout.flush()
        os._exit(0)
    _, status = os.waitpid(child, 0)
    if status:
        sys.stdout.write(f"died {status}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    for line in sys.stdin:
        answer(line.rstrip("\n"))
