"""Writing records: the application."""

from __future__ import annotations

from django.apps import AppConfig


class Entering(AppConfig):
    """Writing records."""

    name = "withstand.web.entering"
    label = "entering"
