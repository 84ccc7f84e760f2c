"""An XLSForm written as a text, compiled as any other office's form and opened."""

from __future__ import annotations

from datetime import UTC, date, datetime

from pyxform.xls2xform import convert

from forms.answers import Address, Document
from forms.authoring.any_xform import compile_xform
from forms.engine import FormSet
from forms.pack import Unit

UNIT = Unit("1", "Unit", "Unit", "commune", "area", "Xã", "")
DAY = date(2018, 9, 30)


def compiled(markdown, files=None):
    return compile_xform(convert(markdown).xform, files)


def opened(markdown, files=None, document=None):
    done = compiled(markdown, files)
    assert done.warnings == ()
    moment = datetime(2018, 9, 30, 8, 15, tzinfo=UTC)
    return FormSet(done.pack).open(UNIT, document or Document(), DAY, moment)


def at(name, *key, table="data"):
    return Address(table, tuple(map(str, key)), name)


def value(form, name, *key, table="data"):
    return form.view(at(name, *key, table=table)).value


FAMILY = """
| survey |
| | type | name | label | relevant | calculation | constraint |
| | integer | n | Number | | | |
| | begin_repeat | house | House | | | |
| | text | street | Street | | | |
| | begin_repeat | person | Person | | | |
| | integer | age | Age | | | . < 150 |
| | calculate | old | | | if(${age} >= 60, 1, 0) | |
| | end_repeat | | | | | |
| | calculate | olds | | | sum(${old}) | |
| | end_repeat | | | | | |
| | begin_repeat | field | Field | | | |
| | decimal | area | Area | | | |
| | end_repeat | | | | | |
| | calculate | all_olds | | | sum(${olds}) | |
| | calculate | land | | | sum(${area}) | |
| settings |
| | form_id |
| | data |
"""
GROUPS = """
| survey |
| | type | name | label | relevant | readonly | required | calculation |
| | text | who | Who | | | | |
| | begin_group | g | Group | ${who} = 'me' | | | |
| | begin_group | h | Inner | | ${who} = 'x' | | |
| | text | a | A | | | yes | |
| | text | b | B | ${a} = 'go' | | | |
| | end_group | | | | | | |
| | begin_repeat | r | Rows | | | | |
| | integer | c | C | | | | |
| | end_repeat | | | | | | |
| | end_group | | | | | | |
| | calculate | rows | | | | | count(${r}) |
| settings |
| | form_id |
| | data |
"""
COUNTED = """
| survey |
| | type | name | label | repeat_count | calculation | default |
| | integer | n | Number | | | 2 |
| | begin_repeat | r | Rows | ${n} | | |
| | integer | c | C | | | 7 |
| | end_repeat | | | | | |
| | calculate | total | | | sum(${c}) | |
| settings |
| | form_id |
| | data |
"""
CASCADE = """
| survey |
| | type | name | label | choice_filter |
| | select_one province | p | Province | |
| | select_one district | d | District | province = ${p} |
| | select_multiple district or_other | many | Several | |
| choices |
| | list_name | name | label | province |
| | province | a | A | |
| | province | b | B | |
| | district | a1 | A1 | a |
| | district | a2 | A2 | a |
| | district | b1 | B1 | b |
| settings |
| | form_id |
| | data |
"""
