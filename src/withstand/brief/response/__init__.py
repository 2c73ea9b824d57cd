"""The audit of our own responses as tables and in plain words."""
