"""Alerts and intercessions: the application."""

from __future__ import annotations

from django.apps import AppConfig


class Warning(AppConfig):  # noqa: A001 (the settings call an application by its folder)
    """What waits on alerts, where they may go, and what is said for those they are about."""

    name = "withstand.web.warning"
    label = "warning"
