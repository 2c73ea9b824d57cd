"""Sessions in the file of accounts. A screen that was locked stays locked, whatever was under way meanwhile."""

from __future__ import annotations

from django.contrib.sessions.backends.db import SessionStore as Stored
from django.db import transaction

SCREEN_LOCKED = "screen_locked"


class SessionStore(Stored):
    """Django's own, in its table.

    A request writes its session back whole, as it was when the request began: it may not write over a lock that came
    since then. Only a session under another key is open again.
    """

    def save(self, must_create: bool = False) -> None:
        """Keep the session, and the lock that its row has got."""
        with transaction.atomic():
            if not must_create and self.session_key and SCREEN_LOCKED not in self and self._locked_meanwhile():
                self[SCREEN_LOCKED] = True
            super().save(must_create)

    def _locked_meanwhile(self) -> bool:
        row = self.model.objects.filter(session_key=self.session_key).first()
        return row is not None and SCREEN_LOCKED in self.decode(row.session_data)
