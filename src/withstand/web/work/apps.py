"""Long work with visible progress: the application."""

from __future__ import annotations

from django.apps import AppConfig


class Work(AppConfig):
    """Long work with visible progress."""

    name = "withstand.web.work"
    label = "work"
