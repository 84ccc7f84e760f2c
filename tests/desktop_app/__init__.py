"""The command line called as a user calls it, within the tests' own process."""

from desktop_app.cli import run

PASSPHRASE = "mật khẩu thử"


def call(*arguments):
    """Run a command; give its exit code."""
    return run([str(argument) for argument in arguments])
