"""USB tokens for tests: SoftHSM2, and a library around it that locks and can be pulled out."""
