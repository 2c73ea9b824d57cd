"""The installation around a ledger: its keys, opening and locking, enrolment, people, backups, and its end."""
