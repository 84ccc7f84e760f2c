"""Python's collector of circles, told to look less often: answers are very many objects and few circles."""

import gc


def rarely() -> None:
    """Let many more objects come before the collector looks: a pasted block of 2,000 rows makes millions."""
    gc.set_threshold(50_000, 20, 100)
