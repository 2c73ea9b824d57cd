"""The frame itself, as Django's list of applications has it."""

from __future__ import annotations

from django.apps import AppConfig


class Web(AppConfig):
    """Templates, style sheet, script and languages."""

    name = "withstand.web"
    label = "web"
