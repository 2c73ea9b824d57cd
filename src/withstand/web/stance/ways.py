"""From a record to the page of stance that tells of it."""

from __future__ import annotations

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from withstand.ledger.fields import Place
from withstand.mission.stance_records import (
    CONSENT_READING,
    OBSERVED_CONDUCT,
    POSTURE_RATING,
    STANCE,
    STANCE_THRESHOLDS,
)
from withstand.picture.seen import Seen

STANCE_PAGE = _("The evidence beside it: stance")
_PLACED = (STANCE.name, OBSERVED_CONDUCT.name, POSTURE_RATING.name)


def way(seen: Seen) -> str:
    """The address; empty for kinds that have nothing to do with stance. It asks nothing of the ledger."""
    name = seen.kind.name if seen.kind else ""
    if name == STANCE_THRESHOLDS.name:
        return reverse("stance")
    where = getattr(seen.fields, "where", None)
    given = {"area": where.area} if isinstance(where, Place) and where.area else {}
    page = reverse("stance-consent") if name == CONSENT_READING.name else reverse("stance")
    if name not in (*_PLACED, CONSENT_READING.name):
        return ""
    if name in _PLACED and not given:
        given = {"only": "chosen"}
    return f"{page}?{urlencode(given)}" if given else page
