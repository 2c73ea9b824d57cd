"""Withstand: decide with, despite or against; keep a whole operation acting as one."""

__version__ = "0.1.0"
