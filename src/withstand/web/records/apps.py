"""Reading records: the application."""

from __future__ import annotations

from django.apps import AppConfig


class Records(AppConfig):
    """Lists, one record with its history and links, search."""

    name = "withstand.web.records"
    label = "records"
