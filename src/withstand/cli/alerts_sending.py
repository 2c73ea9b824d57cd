"""`withstand alerts send` and `close`."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from withstand.cli.clearing import cleared
from withstand.cli.looking import actor, named
from withstand.cli.record_commands import author_of
from withstand.cli.terminal import piped, print_json, say
from withstand.dialogue.sending import Sending, sending_drafts
from withstand.errors import InputError
from withstand.evidence.records import ALERT, Alert
from withstand.installation.opening import Opened
from withstand.ledger.fields import Fields
from withstand.ledger.journal import Draft, append
from withstand.picture.audience import HOLDER
from withstand.picture.guard import Guard
from withstand.picture.names import known_names
from withstand.picture.picture import Picture


def run_send(opened: Opened, alert: str, recipient: str, how: Sending, author: str, keep_text: str) -> None:
    """Send an alert, where there is leave, and record it.

    Raises:
        NotSent, NotFound, InvalidRecord: nothing was saved.
    """
    sight = Picture(opened.ledger, HOLDER)
    alert, recipient = named(sight, alert), actor(sight, recipient)
    how = replace(
        how, decision=named(sight, how.decision) if how.decision else "", author=author_of(opened, author)
    )  # fmt: skip
    drafts = sending_drafts(Guard(opened.ledger), alert, recipient, HOLDER, opened.ledger.clock(), how)
    known = known_names(sight)
    drafts = (replace(drafts[0], fields=cleared(drafts[0].kind, drafts[0].fields, keep_text, known)), *drafts[1:])
    saved = append(opened.ledger, drafts)[0]
    if piped():
        print_json(
            {"record": saved.record, "alert": alert, "recipient": recipient, "at": datetime.now(UTC).isoformat()}
        )
    else:
        say(f"Recorded as sent: {sight.get(alert).title} to {sight.get(recipient).title} ({saved.record}).")


def run_close(opened: Opened, alert: str, given: Fields, author: str) -> None:
    """A new version of an alert, closed.

    Raises:
        NotFound, InputError, InvalidRecord: nothing was saved.
    """
    sight = Picture(opened.ledger, HOLDER)
    seen = sight.get(named(sight, alert))
    if not isinstance(seen.fields, Alert):
        raise InputError(f"Record {seen.record} is no alert that this program can read.")
    if seen.heads > 1:
        raise InputError(
            f"Two versions of {seen.record} stand beside each other; settle them: withstand record settle."
        )
    fields = ALERT.read(dict(seen.raw) | given)
    draft = Draft(
        ALERT, fields, seen.classification, seen.compartments, seen.record, (seen.version,),
        author=author_of(opened, author),
    )  # fmt: skip
    append(opened.ledger, [draft])
    fed_back = given.get("feedback") or seen.fields.feedback
    if piped():
        print_json({"record": seen.record, "status": given["status"], "feedback": fed_back})
        return
    say(f"Saved: {seen.record}.")
    if not fed_back:
        say("Those who warned us have not been told what came of it: withstand alerts due lists it until --feedback.")
