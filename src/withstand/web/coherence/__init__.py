"""What does not go together, on pages: what the rules find, and accepting a finding for a time."""
