"""The progress board on the screen: the panel of the home page, a unit looked at, the screen on a wall."""
