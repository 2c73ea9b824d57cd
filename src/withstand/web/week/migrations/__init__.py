"""Migrations of the week's tables."""
