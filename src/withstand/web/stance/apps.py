"""Stance: the application."""

from __future__ import annotations

from django.apps import AppConfig


class Stance(AppConfig):
    """What the evidence says of an authority in a place, what was chosen, and where the two part."""

    name = "withstand.web.stance"
    label = "stance"
