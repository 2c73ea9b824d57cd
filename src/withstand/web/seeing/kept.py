"""Keeping what was computed of the operation's own records, under a key that holds the rights that showed them."""

from __future__ import annotations

import msgspec
from django.utils import timezone

from withstand.mission.own_values import OwnRecords
from withstand.web.seeing.models import KEPT, MOST, KeptOwnRecords


def keep_own(key: str, own: OwnRecords) -> None:
    """Keep it; what is a day old, or beyond the newest, is forgotten."""
    now = timezone.now()
    KeptOwnRecords.objects.update_or_create(key=key, defaults={"content": msgspec.json.encode(own), "made_at": now})
    KeptOwnRecords.objects.filter(made_at__lt=now - KEPT).delete()
    beyond = list(KeptOwnRecords.objects.order_by("-made_at").values_list("pk", flat=True)[MOST:])
    KeptOwnRecords.objects.filter(pk__in=beyond).delete()


def kept_own(key: str) -> OwnRecords | None:
    """What was kept under this very key."""
    found = KeptOwnRecords.objects.filter(key=key).first()
    return None if found is None else msgspec.json.decode(bytes(found.content), type=OwnRecords)
