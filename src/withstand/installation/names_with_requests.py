"""Names that arrive with a request for support, screened by one body for its answer; only counts reach a record."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from withstand.actors.lists.entry import NameList
from withstand.actors.names.form import NameKind
from withstand.actors.names.listed import Listed
from withstand.errors import InputError
from withstand.installation.lists_on_file import lists_on_file, names_on_file
from withstand.installation.screening import OPEN, Hit, Judged, ListUsed, Screened, ScreeningStore
from withstand.ledger.errors import NotFound
from withstand.workspace import Workspace

VERDICTS = {"match": "same", "no_match": "not_same", "possible": "cannot_tell"}
"""What a reviewer says of a name, by the result that is kept."""

_LONGEST = 300


def case_of(request: str, body: str) -> str:
    """The case of one body about one request: no other body sees it."""
    return f"{request}:{body}"


def take_names(
    store: ScreeningStore, workspace: Workspace, case: str, names: Sequence[str], kind: NameKind, reviewer: str,
    days: int,
) -> tuple[Judged, ...]:  # fmt: skip
    """Take the names of a case in and look for them on the lists on file.

    Raises:
        InputError: no list is on file, or the case cannot be begun.
    """
    lists = lists_on_file(workspace)
    if not lists:
        raise InputError(
            "No list of names is on file here. Whoever keeps the workspace adds one: withstand actors lists FILE."
        )
    store.begin(case, names, reviewer, days)
    return store.compare(case, lambda given: hits(workspace, given, kind), basis_of(lists), reviewer)


def hits(workspace: Workspace, names: Sequence[str], kind: NameKind) -> list[tuple[Hit, ...]]:
    """For each name, in order, the like names on the lists on file."""
    found: dict[str, list[Hit]] = {name: [] for name in names}
    for one in names_on_file(workspace, kind).screened(names):
        found[one.name].append(_hit(one))
    return [tuple(found[name]) for name in names]


def basis_of(lists: Sequence[NameList]) -> tuple[ListUsed, ...]:
    """The lists that names were compared with."""
    return tuple(
        ListUsed(one.version.list, " ".join(part for part in (one.version.dated, one.version.number) if part),
                 one.version.sha256)
        for one in lists
    )  # fmt: skip


def waiting(store: ScreeningStore, case: str) -> tuple[Judged, ...]:
    """The names of a case with what was found; empty where none are held."""
    try:
        return store.names(case)
    except NotFound:
        return ()


def outcome_of(store: ScreeningStore, case: str) -> Screened | None:
    """What survives of a case whose names are gone, until it stands in an answer."""
    return next((one for one in store.outcomes() if one.case == case), None)


def fields_of(outcome: Screened) -> dict[str, Any]:
    """The fields of an answer that say it: numbers, lists with their version, by whose mark it was reviewed."""
    lists = tuple(list_words(one) for one in outcome.basis)
    return {
        "names_checked": outcome.names,
        "names_to_judge": outcome.results.get("possible", 0) + outcome.results.get(OPEN, 0),
        "names_matched": outcome.results.get("match", 0),
        "lists": lists,
        "reviewed_by": outcome.reviewer,
    }


def list_words(one: ListUsed) -> str:
    """A list with its version, in a line that holds no mark between lines."""
    said = f"{one.list} ({one.release or 'undated'} · {one.digest[:12]})"
    return " ".join(re.sub("[;,]", " ", said).split())[:_LONGEST]


def _hit(one: Listed) -> Hit:
    said = one.comparison
    return Hit(
        one.entry.id, one.written, round(said.score), said.verdict, tuple(said.why), str(one.version),
        tuple(one.entry.programmes[:3]),
    )  # fmt: skip
