"""4 Induce: support with conditions, from the request to what followed."""
