"""Changes of the tables of what the operation sees."""
