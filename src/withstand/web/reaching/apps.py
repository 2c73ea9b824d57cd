"""Channels, influence and rehearsals: the application."""

from __future__ import annotations

from django.apps import AppConfig


class Reaching(AppConfig):
    """Who is spoken with, who can deliver, and ten minutes of practice before."""

    name = "withstand.web.reaching"
    label = "reaching"
