"""Filters of the pages of dialogue."""
