"""Who may sign in, as what, and what was done: the application."""

from __future__ import annotations

from django.apps import AppConfig


class Accounts(AppConfig):
    """Who may sign in, as what, and what was done."""

    name = "withstand.web.accounts"
    label = "accounts"
