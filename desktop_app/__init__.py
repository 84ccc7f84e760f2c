"""Starts the program: builds everything once and hands it down to the window or the command line."""
