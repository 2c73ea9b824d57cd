"""Obstruction: the application."""

from __future__ import annotations

from django.apps import AppConfig


class Obstruction(AppConfig):
    """Who kept us from where, how often of how many attempts, and how long we were blind."""

    name = "withstand.web.obstruction"
    label = "obstruction"
