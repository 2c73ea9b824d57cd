"""Promises out: a calendar and a workbook."""
