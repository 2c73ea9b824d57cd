"""Migrations of unfinished forms."""
