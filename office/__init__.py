"""Use cases: what an office does (enter, check, send, receive, add up, keep)."""
