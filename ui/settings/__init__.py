"""The page "settings": what is set once, in sections with a list of them at the left."""
