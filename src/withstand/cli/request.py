"""What a command was asked to review, as one value."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from withstand.errors import InputError

LEVELS = ("admin1", "admin2")
_RELEASE = re.compile(r"\d{1,4}(\.\d{1,2}){1,3}")


@dataclass(frozen=True)
class Request:
    """The evidence and the question, as the user named them."""

    events: Path | None
    workspace: Path | None
    vintage: str
    areas: Path | None
    level: str
    countries: tuple[str, ...]
    as_of: date | None
    state_partners: tuple[str, ...]
    actors: Path | None
    rule: Path | None
    version: str
    invented: bool = False
    profile: str = "holder"
    passphrase_file: Path | None = None

    @classmethod
    def of(
        cls,
        events: Path | None,
        workspace: Path | None,
        vintage: str,
        areas: Path | None,
        level: str,
        countries: list[str] | None,
        as_of: datetime | None,
        state_partners: list[str] | None,
        actors: Path | None,
        rule: Path | None,
        version: str,
        profile: str = "holder",
        passphrase_file: Path | None = None,
    ) -> Request:
        """The request in the options' own types.

        Raises:
            InputError: nothing to review, or options that contradict each other.
        """
        if events is None and workspace is None:
            raise InputError("Nothing to review: give a file with --events FILE, or a --workspace that holds data.")
        if events is not None and vintage:
            raise InputError("--vintage chooses among the workspace's data; it cannot go with --events.")
        if version and not _RELEASE.fullmatch(version):
            raise InputError(f"--data-version is {version!r}; write it as its owner does, for example 23.1 or 23.0.3.")
        if level not in LEVELS:
            raise InputError(f"--level is {level!r}; it must be {' or '.join(LEVELS)}.")
        return cls(
            events=events,
            workspace=workspace,
            vintage=vintage,
            areas=areas,
            level=level,
            countries=tuple(countries or ()),
            as_of=as_of.date() if as_of else None,
            state_partners=tuple(state_partners or ()),
            actors=actors,
            rule=rule,
            version=version,
            profile=profile,
            passphrase_file=passphrase_file,
        )


@dataclass(frozen=True)
class EffectsAsked:
    """That effects of presence are estimated: from a file of posts, else from records; reshuffled how often."""

    presence: Path | None = None
    draws: int = 500
