"""Links as a form asks for them: by role, to a record that was looked for and chosen by a person."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from withstand.brief.records.words import kind_key, word
from withstand.ledger.errors import NotFound
from withstand.ledger.journal import LinkTo
from withstand.ledger.kinds import Kind, Role
from withstand.picture.picture import Picture
from withstand.picture.seen import Seen
from withstand.web.entering.answers import Answers, joined
from withstand.web.entering.wording import called

from django.utils.translation import gettext as _  # isort: skip

LINKS = "links"
MOST_FOUND = 12


@dataclass(frozen=True)
class Candidate:
    """A record to choose."""

    record: str
    label: str


@dataclass(frozen=True)
class LinkRow:
    """One row: its role, what was typed, the record that was chosen and what it is called, what was found."""

    number: int
    role: str
    text: str
    record: str = ""
    label: str = ""
    found: tuple[Candidate, ...] = ()
    problem: str = ""

    @property
    def name(self) -> str:
        """The start of the names of its inputs."""
        return joined(LINKS, self.number)


@dataclass
class LinksRead:
    """Links that a form asks for, its rows, and what is wrong."""

    links: tuple[LinkTo, ...] = ()
    rows: tuple[LinkRow, ...] = ()
    problems: dict[str, str] = field(default_factory=dict)


def read_links(picture: Picture, kind: Kind, answers: Answers, language: str, *, find: int = 0) -> LinksRead:
    """The links of a form. Nothing is chosen for a person; `find`: the row for which records are looked up."""
    read, links, rows = LinksRead(), [], []
    for number in answers.rows(LINKS):
        row = _row(picture, kind, answers, number, language, find=find)
        rows.append(row)
        if row.problem:
            read.problems[joined(row.name, "record")] = row.problem
        elif row.record:
            links.append(LinkTo(row.role, row.record))
    for role in kind.roles:
        if not role.many and sum(one.role == role.name for one in links) > 1:
            read.problems[LINKS] = _("Only one link is possible: %(role)s.") % {
                "role": word("roles", role.name, language)
            }
    read.links, read.rows = tuple(dict.fromkeys(links)), tuple(rows)
    return read


def tied(picture: Picture, kind: Kind, answers: Answers, ties: Iterable[str]) -> Answers:
    """With the links that an address asks for (role:record), as far as their records may be seen."""
    for tie in ties:
        name, _colon, record = tie.partition(":")
        role = next((one for one in kind.roles if one.name == name), None)
        seen = _seen(picture, role, record) if role is not None else None
        if seen is None:
            continue
        free = (one for one in answers.rows(LINKS) if _is_free(answers, joined(LINKS, one), name))
        number = next(free, 0)
        if not number:
            answers, number = answers.with_row(LINKS)
        at = joined(LINKS, number)
        answers = answers.having({joined(at, "role"): (name,), joined(at, "chosen"): (seen.record,)})
    return answers


def _is_free(answers: Answers, at: str, role: str) -> bool:
    taken = answers.one(joined(at, "chosen")) or answers.one(joined(at, "record"))
    return answers.one(joined(at, "role")) == role and not taken


def missing_roles(kind: Kind, links: tuple[LinkTo, ...], language: str) -> str:
    """What is said where a link is missing that the kind needs."""
    missing = [one.name for one in kind.roles if one.required and all(link.role != one.name for link in links)]
    if not missing:
        return ""
    return _("These links are needed: %(roles)s.") % {"roles": ", ".join(word("roles", n, language) for n in missing)}


def _row(picture: Picture, kind: Kind, answers: Answers, number: int, language: str, *, find: int) -> LinkRow:
    at = joined(LINKS, number)
    name, text = answers.one(joined(at, "role")), answers.one(joined(at, "record"))
    chosen = answers.one(joined(at, "chosen"))
    role = next((one for one in kind.roles if one.name == name), None)
    if not text and not chosen and find != number:
        return LinkRow(number, name, text)
    if role is None:
        return LinkRow(number, name, text, problem=_("Say what the other record is to this one."))
    seen = _seen(picture, role, chosen) or (_seen(picture, role, text) if find != number else None)
    if seen is not None:
        return LinkRow(number, name, called(seen, language), seen.record, called(seen, language))
    found = candidates(picture, role, text, language)
    wanted = "" if find == number else _("Choose one of the records found.")
    if not found:
        wanted = _("Nothing was found that you may see. Try other words, or the end of its number.")
    return LinkRow(number, name, text, found=found, problem=wanted)


def _seen(picture: Picture, role: Role, text: str) -> Seen | None:
    """The record of an id or of a part of one, where it may be seen and fits the role."""
    try:
        seen = picture.get(picture.named(text)) if text else None
    except NotFound:
        return None
    return seen if seen is not None and seen.kind is not None and seen.kind.name in role.targets else None


def candidates(picture: Picture, role: Role, text: str, language: str) -> tuple[Candidate, ...]:
    """Records that fit a role: by words in them, or the latest of each kind."""
    if text:
        found = [one for one in picture.search(text, 200) if one.kind is not None and one.kind.name in role.targets]
        named = _seen(picture, role, text)
        found = [named, *found] if named is not None else found
        if not found:
            found = _by_title(picture, role, text, language)
    else:
        found = [seen for kind in _targets(picture, role) for seen in picture.page(kind, limit=MOST_FOUND)]
    known = {one.record: Candidate(one.record, called(one, language)) for one in found}
    return tuple(known.values())[:MOST_FOUND]


def _by_title(picture: Picture, role: Role, text: str, language: str) -> list[Seen]:
    """The latest records that are called so, in the reader's language."""
    plain = text.casefold()
    latest = (seen for kind in _targets(picture, role) for seen in picture.page(kind, limit=300))
    return [seen for seen in latest if plain in called(seen, language).casefold()]


def _targets(picture: Picture, role: Role) -> list[Kind]:
    kinds = (picture.ledger.registry.get(name) for name in role.targets)
    return [kind for kind in kinds if kind is not None]


def role_choices(kind: Kind, language: str) -> tuple[tuple[str, str], ...]:
    """The roles of a kind with their labels and what they lead to."""
    return tuple(
        (role.name, f"{word('roles', role.name, language)} ({_leads_to(role, language)})") for role in kind.roles
    )


def _leads_to(role: Role, language: str) -> str:
    from withstand.kinds import REGISTRY

    kinds = [kind for kind in (REGISTRY.get(name) for name in role.targets) if kind is not None]
    return ", ".join(word("kinds", kind_key(kind), language) for kind in kinds)
