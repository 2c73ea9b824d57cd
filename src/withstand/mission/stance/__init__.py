"""With, despite or against: what records say of an authority in a place, what was chosen, and what would change it."""
