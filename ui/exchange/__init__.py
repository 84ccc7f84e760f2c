"""Answers that come from other programs and go out to them: two dialogs, opened where answers are."""
