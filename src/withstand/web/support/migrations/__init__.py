"""Changes of the tables of the week."""
