"""Steps of the file of accounts: acts."""
