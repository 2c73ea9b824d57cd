"""Posts and who holds them, as small kinds of their own, so that tests do not depend on whether persons are kept."""

from __future__ import annotations

from typing import Annotated

from offices import operation
from support_world import World, since

from withstand.actors.records import ACTORS
from withstand.kinds import REGISTRY
from withstand.ledger.fields import Line, Record, Span, coded
from withstand.ledger.kinds import Kind, Registry, Role


class Post(Record, frozen=True, kw_only=True):
    """A post in a unit, while somebody holds it."""

    type: Annotated[str, coded("unit_types")] = "other"
    title: Line = ""
    post_holder: Line = ""


class Holder(Record, frozen=True, kw_only=True):
    """Somebody."""

    name: Line


POSTING = Kind(
    "actors.Posting", Post, title="title",
    roles=(Role("post_in", ACTORS), Role("held_by", ("actors.Person",))),
)  # fmt: skip
PERSON = Kind("actors.Person", Holder, title="name")


def world_with_posts(seed: int = 1) -> World:
    """A ledger in which posts are recorded."""
    return World(made=operation("HQ", seed=seed, registry=Registry((*REGISTRY, POSTING, PERSON))))


def post(world: World, unit: str, title: str = "Commander", valid: Span | None = None, **links: str) -> str:
    """A post in a unit."""
    fields = Post(title=title, valid=valid or since("2031-06-01"))
    return world.save(POSTING, fields, post_in=unit, **links)
