"""Stance: the application."""

from __future__ import annotations

from django.apps import AppConfig

from withstand.mission.stance.fitted import forget
from withstand.web.holding import at_lock


class Stance(AppConfig):
    """What the evidence says of an authority in a place, what was chosen, and where the two part."""

    name = "withstand.web.stance"
    label = "stance"

    def ready(self) -> None:
        """Posteriors are kept outside the server's memory: a lock forgets them too."""
        at_lock(forget)
