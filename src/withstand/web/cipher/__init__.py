"""Django's SQLite, over SQLCipher: the file of accounts is encrypted like the ledger."""
