"""`withstand route`: where an alert may travel, and why not."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from withstand.actors.records import ACTORS
from withstand.cli.looking import actor, audience_of, picture_of
from withstand.cli.opening import warn
from withstand.cli.record_view import ID_SHOWN
from withstand.cli.terminal import piped, print_json, print_table
from withstand.installation.opening import Opened
from withstand.picture.actors import everybody as read_everybody
from withstand.picture.guard import Guard
from withstand.picture.routing import route, told


def run_route(found: Opened, alert: str, recipients: Sequence[str], profile: str) -> None:
    """The verdict on sending an alert to some actors, or to every actor that the profile sees."""
    picture, reader = picture_of(found, profile), audience_of(found, profile)
    alert = picture.get(picture.named(alert)).record
    guard = Guard(found.ledger)
    chosen = [picture.get(actor(picture, one)) for one in recipients] or [
        seen for name in ACTORS if (kind := found.ledger.registry.get(name)) for seen in picture.each(kind)
    ]
    on, everybody = found.settings.present_day(datetime.now(UTC)), read_everybody(guard)
    rows = []
    for seen in chosen:
        verdict = route(guard, alert, seen.record, on, everybody=everybody)
        rows.append(
            {
                "recipient": seen.title,
                "verdict": verdict.finding.verdict.replace("_", " "),
                "why": told(verdict, guard, reader),
                "record": seen.record,
            }
        )
    if not rows:
        warn("No unit, office or group is recorded that this profile may see: there is nobody to ask about.")
    if piped():
        print_json(rows)
        return
    shown = [[row["recipient"], row["verdict"], row["why"], row["record"][-ID_SHOWN:]] for row in rows]
    print_table("", ["recipient", "verdict", "why", "record"], shown, left=4)
