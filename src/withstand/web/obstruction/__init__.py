"""Obstruction of our work as tables: counts, rates, time blind, what was at stake there: pages."""
