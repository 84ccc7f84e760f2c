"""Takes in what lies in a folder until it is killed, and names each package only when it is in.

Usage: python -m tests.office.killed_receiver HOME FOLDER
"""

import sys
from pathlib import Path

from office.clock import FixedClock
from office.desk import open_desk
from office.receiving import receive
from tests.offices import MOMENT


def main(home, folder):
    with open_desk(Path(home), clock=FixedClock(MOMENT)) as desk:
        for path in sorted(Path(folder).iterdir()):
            for receipt in receive(desk, [path]):
                sys.stdout.write(f"{receipt.file}\n")
                sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
