"""Entering and changing records on pages: forms from the declarations, drafts, races, conflicts, duplicates, links."""
