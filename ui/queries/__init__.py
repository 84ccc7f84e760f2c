"""Questions about single figures: asked of the units below, answered to the office above."""
