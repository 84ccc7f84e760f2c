"""Updates of the program: the section of the settings and what the home page tells of them."""
