"""Accounts for a load run: each with a token and a session, made as the server itself would keep them."""

from __future__ import annotations

import json
import sys
from datetime import timedelta
from pathlib import Path

from benchmarks.web_served import PASSPHRASE
from withstand.installation.keyring import read_keyring
from withstand.web.holding import Holding
from withstand.web.project import configure, prepare
from withstand.web.serving import Serving
from withstand.workspace import open_workspace


def main() -> None:
    """Make so many accounts in a workspace, and print how each is let in."""
    workspace, number = open_workspace(Path(sys.argv[1])), int(sys.argv[2])
    configure(Holding(workspace, read_keyring(workspace, lambda: PASSPHRASE)), Serving())
    prepare()
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore
    from django.db import transaction
    from django.utils import timezone

    from withstand.web.accounts.models import Account
    from withstand.web.api.tokens import make_token

    now, users = timezone.now(), []
    with transaction.atomic():
        for each in range(number):
            account = Account.objects.create(
                name=f"user{each}", roles=["analyst"], clearance="strictly_confidential", components=["*"],
                is_active=True, password="!",
            )  # fmt: skip
            _, token = make_token(account, "load", ("read", "append"), 1, now)
            session = SessionStore()
            session.update(
                {
                    SESSION_KEY: str(account.pk),
                    BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[0],
                    HASH_SESSION_KEY: account.get_session_auth_hash(),
                    "began": int(now.timestamp()),
                    "used": int(now.timestamp()),
                }
            )
            session.set_expiry(timedelta(hours=6))
            session.save()
            users.append({"token": token, "cookie": f"{settings.SESSION_COOKIE_NAME}={session.session_key}"})
    print(json.dumps(users))


if __name__ == "__main__":
    main()
