"""The protection matrix as people keep it in a workbook: read into threats and actions, and written in their layout."""
