"""The encrypted SQLite that stands under sqlite-utils, put in place here and nowhere else.

sqlite-utils takes `pysqlite3` when it finds one. Handing it sqlcipher3 under that name before its first
import makes the exceptions it raises and the ones we catch the same classes.
"""

import sys
from typing import Any

import sqlcipher3
import sqlcipher3.dbapi2

sys.modules["pysqlite3"] = sqlcipher3
sys.modules["pysqlite3.dbapi2"] = sqlcipher3.dbapi2

import sqlite_utils  # noqa: E402 - must come after the two lines above
from sqlite_utils.migrations import Migrations  # noqa: E402 - as above

SqlError: type[Exception] = sqlcipher3.dbapi2.Error
"""Every error of the database engine; `sqlite_errorcode` holds SQLite's extended result code."""

connect: Any = sqlcipher3.dbapi2.connect

__all__ = ["Migrations", "SqlError", "connect", "sqlite_utils"]
