"""A picture for a command: the workspace opened, the profile found, the moment settled."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, time
from pathlib import Path

from withstand.cli.opening import opened
from withstand.errors import InputError
from withstand.installation.opening import Opened
from withstand.ledger.errors import NotFound
from withstand.ledger.fate import forgotten
from withstand.ledger.ids import instant_of
from withstand.picture.actors import actor_named
from withstand.picture.audience import Audience
from withstand.picture.picture import Filter, Picture


@contextmanager
def looking(
    folder: Path,
    passphrase_file: Path | None,
    profile: str,
    known_at: datetime | None = None,
    as_of: datetime | None = None,
    *,
    leaving: bool = False,
) -> Iterator[Picture]:
    """The picture that a profile of a workspace has. `leaving`: for a file whose rules for outside hold.

    Raises:
        WorkspaceError, LedgerError, InputError: it does not open, or there is no such profile.
    """
    with opened(folder, passphrase_file) as found:
        picture = picture_of(found, profile, known_at, as_of)
        if not leaving:
            stay_inside(picture.audience)
        yield picture


def stay_inside(audience: Audience) -> None:
    """Refuse to show whole records to an audience outside the operation.

    Raises:
        InputError: it is one.
    """
    if audience.outside:
        raise InputError(
            f"The profile {audience.name} is outside the operation. What leaves is coarsened, counted out and noted: "
            f"withstand export KIND --as {audience.name}."
        )


def picture_of(found: Opened, profile: str, known_at: datetime | None = None, as_of: datetime | None = None) -> Picture:
    """A picture of an open workspace; a day without an hour stands for its end."""
    return Picture(
        found.ledger,
        audience_of(found, profile),
        as_of.date() if as_of else None,
        None if known_at is None else instant_of(_moment(known_at)),
    )


def audience_of(found: Opened, profile: str) -> Audience:
    """The audience that a profile of the settings describes."""
    told = found.settings.profile(profile)
    return Audience(told.name, told.clearance, told.components, told.recipient, told.purpose)


def _moment(known_at: datetime) -> datetime:
    if known_at.time() == time():
        known_at = datetime.combine(known_at, time.max)
    return known_at.replace(tzinfo=UTC)


def named(picture: Picture, part: str) -> str:
    """The id of a record that may be seen (see `Picture.named`).

    Raises:
        NotFound: there is none; where its texts were redacted or erased, by which act.
    """
    try:
        record = picture.named(part)
        picture.get(record)
    except NotFound as missing:
        fate = forgotten(picture.ledger, part.lower())
        raise (NotFound(str(fate)) if fate else missing) from None
    return record


def actor(picture: Picture, name: str) -> str:
    """The id of a unit, an office or a group by its name, else of a record by its id or the end of it.

    Raises:
        NotFound: there is none, or several actors go by the name.
        InputError: nothing is named.
    """
    if not name.strip():
        raise InputError("Name a unit, an office or a group, or give the id of a record: this is empty.")
    return actor_named(picture, name) or named(picture, name)


def filtering(area: str, since: datetime | None, until: datetime | None) -> Filter:
    """What a list or an export is narrowed to."""
    return Filter(area, since.date().isoformat() if since else "", until.date().isoformat() if until else "")
