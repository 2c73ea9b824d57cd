"""Papers of dialogue: the page before a meeting."""
