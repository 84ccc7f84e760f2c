"""People: who signs for this office, whom it recognises for others, and the register that says so."""
