"""Rehearsals of ten minutes for those who walk into the room, read from data packs."""
