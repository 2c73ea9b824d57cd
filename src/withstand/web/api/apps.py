"""The API: the application."""

from __future__ import annotations

from django.apps import AppConfig


class Api(AppConfig):
    """The API."""

    name = "withstand.web.api"
    label = "api"
