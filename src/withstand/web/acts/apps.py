"""Acts that take two people: the application."""

from __future__ import annotations

from django.apps import AppConfig


class Acts(AppConfig):
    """Acts that take two people."""

    name = "withstand.web.acts"
    label = "acts"
