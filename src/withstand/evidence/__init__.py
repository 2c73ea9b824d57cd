"""Data sets in: readers, one normal form, vintages, areas."""
