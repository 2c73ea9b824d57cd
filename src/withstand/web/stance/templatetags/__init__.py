"""Words of the pages of stance."""
