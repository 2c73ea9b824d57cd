"""The protection working group's week: threats and actions carried forward from one meeting to the next."""
