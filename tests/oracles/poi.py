"""Apache POI 5.2, a real reader in Java: compiles a source of ours against its jars and runs it."""

import subprocess
from collections.abc import Sequence
from pathlib import Path

from tests.conftest import ROOT, missing, require_tool

FETCHED = ROOT / "build" / "poi"  # filled by tools/poi-jars
DEBIAN = Path("/usr/share/java")
OF_DEBIAN = ("xmlsec", "bcprov", "bcpkix", "bcutil")


def ask(source: Path, folder: Path, files: Sequence[Path]) -> str:
    """Run a program of ours on files and give what it writes; skips where POI is not here."""
    compiler, java = require_tool("javac"), require_tool("java")
    path = _jars()
    subprocess.run([compiler, "-cp", path, "-d", folder, source], check=True, capture_output=True)
    return subprocess.run(
        [
            java,
            "-Dfile.encoding=UTF-8",
            "-Dstdout.encoding=UTF-8",
            "-cp",
            f"{folder}:{path}",
            source.stem,
            *files,
        ],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
        timeout=150,
    ).stdout


def _jars() -> str:
    """Give the class path: what tools/poi-jars fetched, and Debian's own libraries."""
    fetched = sorted(FETCHED.glob("*.jar"))
    if not any(jar.name.startswith("poi-ooxml-5.2") for jar in fetched):
        missing("the jars of Apache POI are not in build/poi; tools/poi-jars fetches them")
    places = [[place / f"{name}.jar" for place in (FETCHED, DEBIAN)] for name in OF_DEBIAN]
    jars = [jar for both in places for jar in both if jar.exists()]
    if {jar.stem for jar in jars} != set(OF_DEBIAN):
        missing("xmlsec or Bouncy Castle for Java are not installed; tools/poi-jars installs them")
    return ":".join(str(jar) for jar in dict.fromkeys([*fetched, *jars]))
