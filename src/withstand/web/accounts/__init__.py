"""Who may sign in, as what, and what was done."""
