"""Willingness and ability of an authority in a place, month by month: measured, with how sure, and nothing beyond."""
