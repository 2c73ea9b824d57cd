"""Names of units, offices, groups and, where switched on, persons: read, compared, screened; pure functions on values.

A verdict is about names alone: that two names are the same does not say that their bearers are.
"""
