"""What no return says is refused by code, before anything of it is kept."""

import pytest

from forms.problems import Problem
from office.return_file import read

QUERY = {
    "id": "q1",
    "round": 1,
    "unit": "23404",
    "place": "BM30[P01].c01",
    "words": "Ô",
    "value": "1",
    "text": "Sai?",
    "who": "A Sơn",
    "at": "2018-09-20T02:30:00+00:00",
}
CLOSED = {name: QUERY[name] for name in ("id", "round", "text", "who", "at")}


def content(**changed):
    whole = {
        "before": 0,
        "package": "0" * 64,
        "revision": 1,
        "until": "",
        "text": "",
        "queries": [QUERY],
        "closed": [],
    }
    return whole | changed


def test_what_a_return_says_is_read():
    said = read(content(closed=[CLOSED]))
    assert (said.queries[0].text, said.closed[0].id, said.until) == ("Sai?", "q1", None)


@pytest.mark.parametrize(
    "changed",
    [
        {"queries": [QUERY, QUERY | {"text": "Khác"}]},  # two questions in one thread
        {"closed": [CLOSED, CLOSED]},
        {"queries": [QUERY | {"at": "9999-12-31T23:59:59-14:00"}]},  # no such day in Viet Nam
        {"queries": [QUERY | {"at": "0001-01-01T00:00:00+14:00"}]},
        {"queries": [QUERY | {"at": "2018-09-20T02:30:00"}]},
        {"queries": [QUERY | {"text": "a\u202eb"}]},
        {"queries": [QUERY | {"text": "x" * 100_000}]},
        {"queries": [QUERY | {"id": ["q1"]}]},
        {"queries": [[[[]]]]},
        {"queries": [QUERY] * 2_001},
        {"until": 5},
        {"more": {}},
    ],
)
def test_what_no_return_says_is_refused(changed):
    with pytest.raises(Problem, match="RETURN_FORMAT"):
        read(content(**changed))
