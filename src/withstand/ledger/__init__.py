"""Append-only signed records: kinds, entries, chains, merging, bundles, redaction."""
