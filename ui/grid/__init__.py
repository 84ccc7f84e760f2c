"""What the entry grid and the totals grid share: strips with heads, and the two frozen heads."""
