"""The database backend: Django's own for SQLite, with SQLCipher's module and the key of the workspace that is held."""

from __future__ import annotations

import datetime as dt
import decimal
from collections.abc import Mapping
from itertools import tee
from typing import Any

from django.db.backends.sqlite3 import base
from django.db.backends.sqlite3._functions import register  # type: ignore[import-untyped]
from django.utils.dateparse import parse_date, parse_datetime, parse_time
from sqlcipher3 import dbapi2

from withstand.web.holding import held

for _name, _read in (
    ("bool", b"1".__eq__),
    ("date", base.decoder(parse_date)),
    ("time", base.decoder(parse_time)),
    ("datetime", base.decoder(parse_datetime)),
    ("timestamp", base.decoder(parse_datetime)),
):
    dbapi2.register_converter(_name, _read)
dbapi2.register_adapter(decimal.Decimal, str)
dbapi2.register_adapter(dt.date, base.adapt_date)
dbapi2.register_adapter(dt.datetime, base.adapt_datetime)

_SETTINGS = ("journal_mode = WAL", "synchronous = NORMAL")


class CipherCursor(dbapi2.Cursor):  # type: ignore[misc]
    """A cursor that takes Django's placeholders."""

    convert_query = base.SQLiteCursorWrapper.convert_query

    def execute(self, query: str, params: Any = None) -> Any:
        """Run one statement."""
        if params is None:
            return super().execute(query)
        names = list(params) if isinstance(params, Mapping) else None
        return super().execute(self.convert_query(query, param_names=names), params)

    def executemany(self, query: str, param_list: Any) -> Any:
        """Run one statement for every row."""
        peekable, rows = tee(iter(param_list))
        first = next(peekable, None)
        names = list(first) if first and isinstance(first, Mapping) else None
        return super().executemany(self.convert_query(query, param_names=names), rows)


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection to an encrypted file, or to a plain one where the workspace is for practice."""

    Database = dbapi2

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Open the file with the key that is held now.

        Raises:
            Locked: the workspace is locked.
        """
        key = held().accounts_key()
        connection = dbapi2.connect(**conn_params)
        if key is not None:
            connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        register(connection)
        for setting in ("foreign_keys = ON", "legacy_alter_table = OFF", "secure_delete = ON", *_SETTINGS):
            connection.execute(f"PRAGMA {setting}")
        return connection

    def create_cursor(self, name: str | None = None) -> Any:  # noqa: ARG002 (Django's signature)
        """A cursor of SQLCipher's."""
        return self.connection.cursor(factory=CipherCursor)
