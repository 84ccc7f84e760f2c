"""The program's version, for the floors of the screen."""

from office.version import VERSION

__all__ = ["VERSION"]
