import csv
import re

from tests.conftest import ROOT

WORDS = ROOT / "office" / "messages" / "db.csv"

SAID_BY_THE_OFFICE = {"NO_SUCH_CELL", "NO_SUCH_CERTIFICATE", "NO_SUCH_ROOT", "PART_NOT_OURS"}
"""Both floors refuse with one sentence of the office."""


def raised():
    found = {}
    for file in (ROOT / "db").glob("*.py"):
        text = file.read_text("utf-8")
        for pattern in (r'Problem\(\s*"([A-Z_]+)"', r'"((?:DB|DISK)_[A-Z]+)"'):
            found.update(dict.fromkeys(re.findall(pattern, text), file.name))
    return found


def test_every_code_of_the_database_has_its_sentences_and_no_sentence_is_without_a_code():
    with WORDS.open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    assert sorted(line["code"] for line in lines) == sorted(set(raised()) - SAID_BY_THE_OFFICE)
    for line in lines:
        assert 0 < len(line["vi"]) <= 120
        assert 0 < len(line["en"]) <= 120
        assert set(re.findall(r"{(\w+)}", line["vi"])) == set(re.findall(r"{(\w+)}", line["en"]))
