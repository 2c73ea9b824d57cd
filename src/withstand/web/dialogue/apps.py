"""Dialogue with authorities: the application."""

from __future__ import annotations

from django.apps import AppConfig


class Dialogue(AppConfig):
    """What both sides owe each other, and what to know before a meeting."""

    name = "withstand.web.dialogue"
    label = "dialogue"
