"""Pure functions on plain values: no file, no clock, no global random state."""
