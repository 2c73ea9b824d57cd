"""Coherence: what an operation's own records say that does not go together, told by rules on cases."""
