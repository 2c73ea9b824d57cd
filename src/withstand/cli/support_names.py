"""`withstand support names`: names that came with a request, screened for the answer of one body, then destroyed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec

from withstand.actors.names.form import NameKind
from withstand.brief.actors.names_in import names_in_file
from withstand.cli.looking import named
from withstand.cli.opening import opened
from withstand.cli.record_commands import author_of
from withstand.cli.terminal import piped, print_json, print_table, say
from withstand.errors import InputError
from withstand.inducement.records import SUPPORT_REQUEST
from withstand.installation.names_with_requests import VERDICTS, case_of, fields_of, outcome_of, take_names, waiting
from withstand.installation.opening import Opened
from withstand.installation.screening import OPEN, Judged, ScreeningStore
from withstand.picture.audience import HOLDER
from withstand.picture.picture import Picture
from withstand.vocabulary.terms import vocabulary

_ABOUT = "A match is of names. It does not say that a person is the one on a list: people judge that."


@contextmanager
def _case(folder: Path, request: str, body: str, passphrase_file: Path | None) -> Iterator[tuple[Opened, Any, str]]:
    if body not in vocabulary("components").terms:
        raise InputError(f"--body {body!r} is no component; there are: {', '.join(vocabulary('components').terms)}.")
    with opened(folder, passphrase_file, writing=True) as found:
        picture = Picture(found.ledger, HOLDER)
        seen = picture.get(named(picture, request))
        if seen.kind is not SUPPORT_REQUEST:
            raise InputError(f"{seen.record} is no request for support.")
        today = found.settings.present_day(datetime.now(UTC))
        yield found, ScreeningStore(found.workspace, found.keyring, today), case_of(seen.record, body)


def run_take(
    folder: Path, request: str, body: str, file: Path, days: int, author: str, passphrase_file: Path | None, *,
    actors: bool,
) -> None:  # fmt: skip
    """Take names in and look for them on the lists on file.

    Raises:
        InputError, NotFound: nothing was taken in.
    """
    kind: NameKind = "actor" if actors else "person"
    names = names_in_file(file)
    with _case(folder, request, body, passphrase_file) as (found, store, case):
        take_names(store, found.workspace, case, names, kind, author_of(found, author), days)
        _tell(store, case)


def run_show(folder: Path, request: str, body: str, passphrase_file: Path | None) -> None:
    """Show the names that have a like name on a list, and until when they are kept."""
    with _case(folder, request, body, passphrase_file) as (_found, store, case):
        _tell(store, case)


def run_judge(
    folder: Path, request: str, body: str, number: int, verdict: str, author: str, passphrase_file: Path | None
) -> None:  # fmt: skip
    """Keep what somebody says of one name.

    Raises:
        InputError, NotFound: nothing was kept.
    """
    results = {said: result for result, said in VERDICTS.items()}
    if verdict not in results:
        raise InputError(f"{verdict!r} is none of {', '.join(results)}.")
    with _case(folder, request, body, passphrase_file) as (found, store, case):
        like = {place: one for place, one in enumerate(store.names(case), start=1) if one.hits}
        if number not in like:
            raise InputError(
                f"No name with a like name on a list has the number {number}: withstand support names show."
            )
        store.judge(case, like[number].name, results[verdict], author_of(found, author))
        _tell(store, case)


def run_conclude(folder: Path, request: str, body: str, author: str, passphrase_file: Path | None) -> None:
    """Destroy the names; what survives waits for the answer of the body.

    Raises:
        NotFound: no names are kept.
    """
    with _case(folder, request, body, passphrase_file) as (found, store, case):
        outcome = store.conclude(case, author_of(found, author))
    if piped():
        print_json(msgspec.to_builtins(fields_of(outcome)))
        return
    say(
        f"{outcome.names} names are destroyed. What was found goes into the body's answer: withstand support screen "
        f"{request} --set body={body} …"
    )


def _tell(store: ScreeningStore, case: str) -> None:
    names, outcome = waiting(store, case), outcome_of(store, case)
    held = next((one for one in store.cases() if one.case == case), None)
    like = [(place, one) for place, one in enumerate(names, start=1) if one.hits]
    if piped():
        print_json(
            {
                "about": _ABOUT,
                "names": len(names),
                "kept_until": held.expires_on if held else None,
                "to_judge": sum(one.result == OPEN for one in names),
                "found": [_plain(place, one) for place, one in like],
                "outcome": msgspec.to_builtins(fields_of(outcome)) if outcome else None,
            }
        )
        return
    if held is None:
        say("No names are kept here for this body." if outcome is None else "The names are destroyed.")
        return
    rows = [
        [str(place), one.name, hit.written, hit.verdict, str(hit.score), "; ".join(hit.why), f"{hit.entry}, {hit.list}",
         VERDICTS.get(one.result, "-")]
        for place, one in like for hit in one.hits
    ]  # fmt: skip
    print_table("", ["no.", "name", "as listed", "names", "words", "why", "entry and list", "judged"], rows, left=8)
    say(f"{len(names)} names, {len(like)} with a like name on a list; destroyed at the latest on {held.expires_on}.")
    say(_ABOUT)


def _plain(place: int, one: Judged) -> dict[str, Any]:
    return {
        "number": place, "name": one.name, "judged": VERDICTS.get(one.result, ""),
        "like": [msgspec.to_builtins(hit) for hit in one.hits],
    }  # fmt: skip
