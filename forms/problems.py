"""The world's errors: something outside the program is not as it must be, told by a stable code.

`Problem` is the only exception a person is meant to see. It carries a code and plain details (sheet,
cell, file, field); the sentence that belongs to the code is chosen in `office.messages`, in the
person's language, so that no floor below it holds words.
"""


class Problem(Exception):
    """A refusal with a code and the details that fill its sentence."""

    def __init__(self, code: str, **details: object) -> None:
        """Keep the `code` (upper-case words joined by underscores) and its details as text."""
        super().__init__(code, details)
        self.code = code
        self.details = {name: str(value) for name, value in details.items()}

    def __reduce__(self) -> tuple[object, ...]:
        """Let a problem travel from one process to another with its details."""
        return _again, (self.code, self.details)

    def __str__(self) -> str:
        """Show the code and its details, for logs and test output, never for a person."""
        return " ".join([self.code, *(f"{name}={value}" for name, value in self.details.items())])


def _again(code: str, details: dict[str, str]) -> Problem:
    return Problem(code, **details)
