"""JavaRosa, the engine of ODK Collect, as a process that opens a form and answers what its nodes hold.

It stands in ODK_Validate.jar, which comes with the pyxform package. `Oracle.java` is run as it is, as a
single source file: a Java runtime of version 17 with its compiler module is enough, and Debian's
openjdk-17-jre-headless has it.
"""

from __future__ import annotations

import subprocess
from pathlib import Path
from types import TracebackType
from typing import Self

import pyxform

HERE = Path(__file__).parent
JAR = Path(pyxform.__file__).parent / "validators/odk_validate/bin/ODK_Validate.jar"


class JavaRosaError(Exception):
    """What JavaRosa said when it could not do what was asked."""


class JavaRosa:
    """One running JavaRosa; `folder` holds the form and its external lists."""

    def __init__(self, java: Path, folder: Path) -> None:
        self.folder = folder
        self._process = subprocess.Popen(
            [
                *(str(java), "-Xss64m", "-XX:+UseSerialGC", "-Duser.timezone=Asia/Ho_Chi_Minh"),
                *("-cp", str(JAR), str(HERE / "Oracle.java"), str(folder)),
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.kill()
        self._process.communicate()

    def ask(self, *parts: object) -> list[str]:
        """Give a command and read its answer; raise `JavaRosaError`."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write("\t".join(map(str, parts)) + "\n")
        self._process.stdin.flush()
        lines: list[str] = []
        while True:
            line = self._process.stdout.readline()
            if not line:
                raise JavaRosaError("the process ended")
            line = line[:-1]
            if line == ".":
                return lines
            if line.startswith("! "):
                raise JavaRosaError(line[2:])
            lines.append(line)

    def load(self, xform: str) -> None:
        """Open a form, and make the rows that repeat_count asks for."""
        file = self.folder / "form.xml"
        file.write_text(xform, encoding="utf-8")
        self.ask("load", file)
        self.ask("walk")

    def resume(self, instance: str) -> None:
        """Open a saved instance of the form that is loaded, as Collect does."""
        file = self.folder / "instance.xml"
        file.write_text(instance, encoding="utf-8")
        self.ask("resume", file)

    def shows(self, row: str) -> bool:
        """Say whether a row is there and asked; the form itself always is."""
        return "[" not in row or row in self.nodes()

    def nodes(self) -> dict[str, str | None]:
        """Give every relevant node's value by its path; a row of a repeat has None."""
        found: dict[str, str | None] = {}
        for line in self.ask("dump"):
            place, tab, value = line.partition("\t")
            found[place] = (
                value.replace("\\n", "\n").replace("\\t", "\t").replace("\\\\", "\\") if tab else None
            )
        return found
