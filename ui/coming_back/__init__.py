"""Coming back: an office rebuilt from its own packages, a damaged data file and what can be saved of it."""
