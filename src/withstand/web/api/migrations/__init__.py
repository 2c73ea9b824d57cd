"""Steps of the file of accounts: tokens."""
