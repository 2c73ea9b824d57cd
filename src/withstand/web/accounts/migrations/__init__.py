"""Steps of the file of accounts: accounts."""
