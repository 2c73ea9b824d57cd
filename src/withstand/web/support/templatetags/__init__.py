"""Filters of the pages of support."""
