"""The only package that knows SQL: one SQLite file, encrypted with SQLCipher where a key is given."""
