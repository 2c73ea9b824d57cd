"""Steps of the file of accounts: work."""
