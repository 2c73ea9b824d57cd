"""The page of a record, and whose an engagement is."""

from __future__ import annotations

from django import template

from withstand.dialogue.talks import Talk
from withstand.picture.seen import Seen
from withstand.web.dialogue import naming
from withstand.web.records import titles

register = template.Library()


@register.filter
def page(seen: Seen) -> str:
    """The address of a record's page."""
    return titles.address(seen)


@register.filter
def maker(talk: Talk) -> str:
    """Whose an engagement is."""
    return naming.maker(talk)
