"""The command line: one of the two ways in."""
