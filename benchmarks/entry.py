"""How fast the entry desk is, all of it: `QT_QPA_PLATFORM=offscreen python -m benchmarks.entry`.

Finding in 100,000 households, a paste of 2,000 x 30, an import of 50,000 rows, a check of 20,000 households,
and at the window: the largest form opened, keys on a disk of 100 ms a sync, how long a paste lets it stand
still. Each part is a program of its own. Where others do something comparable they do it in the same run:
times depend on the machine, ratios hardly.
"""

from benchmarks.finding import type_ahead
from benchmarks.importing import import_of_rows
from benchmarks.paste import paste_of_rows
from benchmarks.recheck import check_of_rows
from benchmarks.typing import main as at_the_window
from desktop_app.collector import rarely


def main() -> None:
    """Run all parts as the program itself runs."""
    rarely()
    type_ahead()
    paste_of_rows()
    import_of_rows()
    check_of_rows()
    at_the_window()


if __name__ == "__main__":
    main()
