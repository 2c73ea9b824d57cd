"""A rehearsal as a paper: the guide of whoever leads it, or the card of one player."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from withstand.brief.papers.paper import Block, Grid, Heading, Items, Paper, Para
from withstand.dialogue.rehearsals.pack import Card, Pack, Turn
from withstand.vocabulary.sentences import said

WORDS = "rehearsal_words"


def guide(pack: Pack) -> Paper:
    """Everything, for whoever leads the rehearsal."""
    words = partial(said, WORDS, language=pack.language)
    return Paper(
        title=words("title", title=pack.title),
        subtitle=words("guide"),
        marking=words("anybody"),
        blocks=(*_common(pack), *_roles(pack), *_turns(pack), *_looking_back(pack)),
        footer=words("source", pack=pack.key, version=pack.version),
        language=pack.language,
    )


def card(pack: Pack, role: Card) -> Paper:
    """What the player of one role reads and hears, and nothing of the others' cards."""
    words = partial(said, WORDS, language=pack.language)
    common = _common(pack) if role.ours else (Heading(words("situation")), Para(pack.situation))
    brief = _interpreter(pack) if "interpreter" in role.staff and role.ours else ()
    return Paper(
        title=words("title", title=pack.title),
        subtitle=words("card", role=role.title),
        marking=words("anybody"),
        blocks=(*_card(role, pack.language), *brief, *common),
        footer=words("source", pack=pack.key, version=pack.version),
        language=pack.language,
    )


def _common(pack: Pack) -> Iterator[Block]:
    """What all of ours know."""
    words = partial(said, WORDS, language=pack.language)
    yield Heading(words("situation"))
    yield Para(pack.situation)
    yield Heading(words("aims"))
    yield Items(pack.aims)
    yield Heading(words("rights"))
    rows = [(right.right, right.say) for right in pack.rights]
    yield Grid.of((words("right"), words("say")), rows, (50, 50))
    yield Para(words("usual"), note=True)
    yield Heading(words("protocol"))
    yield Items(pack.protocol)


def _interpreter(pack: Pack) -> Iterator[Block]:
    yield Heading(said(WORDS, "interpreter", pack.language))
    yield Items(pack.interpreter)


def _roles(pack: Pack) -> Iterator[Block]:
    yield from _interpreter(pack)
    yield Heading(said(WORDS, "roles", pack.language))
    for role in pack.roles:
        title = said(WORDS, "ours", pack.language, role=role.title) if role.ours else role.title
        yield Heading(title, level=3)
        yield from _card(role, pack.language)


def _card(role: Card, language: str) -> Iterator[Block]:
    for name, texts in (("knows", role.knows), ("wants", role.wants), ("never", role.never)):
        if texts:
            yield Para(said(WORDS, name, language))
            yield Items(texts)
    if role.opening:
        yield Para(said(WORDS, "opening", language, words=role.opening), note=True)


def _turns(pack: Pack) -> Iterator[Block]:
    words = partial(said, WORDS, language=pack.language)
    yield Heading(words("turns"))
    rows = [(words("minute", minute=turn.minute), _told(pack, turn)) for turn in pack.turns]
    yield Grid.of(("", ""), rows, (15, 85))


def _told(pack: Pack, turn: Turn) -> str:
    role = pack.card(turn.to) if turn.to else None
    if role is None:
        return turn.happens
    return said(WORDS, "alone", pack.language, role=role.title, happens=turn.happens)


def _looking_back(pack: Pack) -> Iterator[Block]:
    yield Heading(said(WORDS, "look_back", pack.language))
    yield Items(pack.look_back)
