"""Dialogue with authorities: what is due both ways, the page before a meeting, promises, demarches, what followed."""
