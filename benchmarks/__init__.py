"""Benchmarks: each prints a table with its reference measured in the same run and writes its CSV here."""
