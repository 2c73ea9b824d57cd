"""The job that reckons what a page has to wait for."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_noop

from withstand.errors import InputError
from withstand.installation.opening import Opened
from withstand.picture.audience import Audience
from withstand.picture.picture import Picture
from withstand.web.accounts.roles import READ
from withstand.web.stance.assessed import Desk
from withstand.web.stance.auditing import Auditing
from withstand.web.stance.studying import Studying
from withstand.web.work.kinds import JobKind, Made, Parameters, Steps

JOB = "stance"
TABLE, RESPONSE, EFFECTS = "table", "response", "effects"
OUTSIDE = gettext_noop("Assessments of stance do not go outside the operation.")
_RECKONING = gettext_noop("Reckoning.")


def reckon(steps: Steps, opened: Opened, audience: Audience, asked: Parameters) -> Made:
    """Reckon and keep, with the rights of whoever asked."""
    if audience.outside:
        raise InputError(OUTSIDE)
    steps.at(5, gettext_noop("Looking through the records."))
    picture = Picture(opened.ledger, audience)
    steps.at(10, _RECKONING)
    if asked["what"] == RESPONSE:
        Auditing.at(picture, asked).make()
    elif asked["what"] == EFFECTS:

        def progress(_step: str, done: int, total: int) -> None:
            steps.at(10 + round(85 * done / max(total, 1)), _RECKONING)

        Studying.at(picture, date.fromisoformat(asked["on"])).make(opened.workspace, progress)
    else:
        Desk.at(picture, date.fromisoformat(asked["on"])).make()
    return Made("", "", b"")


RECKON_JOB = JobKind(gettext_noop("Stance, our responses, effects of presence"), reckon, READ)
