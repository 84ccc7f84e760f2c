"""Types numbers into an office file until it is killed, and says each one only when it is saved.

Usage: python -m tests.db.typist FILE KEY FIRST
"""

import sys
from itertools import count
from pathlib import Path

from db.answers import Answers, StoredCell
from db.connect import open_database
from forms.answers import Address
from tests.db.conftest import WHEN
from tests.db.packs import PACK


def main(path, key, first):
    database = open_database(Path(path), bytes.fromhex(key))
    answers = Answers(database, PACK)
    own = answers.own("62.01.001", "2018", WHEN)
    for number in count(int(first)):
        cells = [StoredCell(Address("BM02", ("2018",), name), number) for name in ("c01", "c02")]
        answers.put(own, cells, who="Y Hoa", when=WHEN)
        sys.stdout.write(f"{number}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
