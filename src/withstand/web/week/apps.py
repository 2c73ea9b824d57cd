"""The working group's week: the application."""

from __future__ import annotations

from django.apps import AppConfig


class Week(AppConfig):
    """Threats and actions from meeting to meeting."""

    name = "withstand.web.week"
    label = "week"
