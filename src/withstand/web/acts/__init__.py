"""Acts that take two people."""
