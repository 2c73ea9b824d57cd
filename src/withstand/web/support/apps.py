"""Support with conditions: the application."""

from __future__ import annotations

from django.apps import AppConfig


class Support(AppConfig):
    """Requests for support from the host's letter to the outcome."""

    name = "withstand.web.support"
    label = "support"
