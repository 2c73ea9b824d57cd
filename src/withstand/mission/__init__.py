"""Whole of mission: the weekly review."""
