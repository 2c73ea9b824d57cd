"""What the operation sees: the application."""

from __future__ import annotations

from django.apps import AppConfig


class Seeing(AppConfig):
    """The map, the timeline, the actors and the review."""

    name = "withstand.web.seeing"
    label = "seeing"
