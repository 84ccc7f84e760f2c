"""The program's version, as packages of data, the settings page and the command line tell it."""

VERSION = "0.1.0"
