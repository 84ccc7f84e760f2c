"""The program's version, as the settings page and the command line tell it."""

VERSION = "0.1.0"
