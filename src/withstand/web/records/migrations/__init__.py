"""Steps of the file of accounts: records."""
