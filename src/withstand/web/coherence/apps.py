"""What does not go together, on pages: the application."""

from __future__ import annotations

from django.apps import AppConfig


class Coherence(AppConfig):
    """What the rules find, and accepting a finding for a time."""

    name = "withstand.web.coherence"
    label = "coherence"
