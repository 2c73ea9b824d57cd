"""Whether the operation itself responds alike, whoever is suspected: how often, how fast, and what cannot be known."""
