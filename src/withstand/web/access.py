"""Who may open a page. A view that does not say so is closed to everybody."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

View = TypeVar("View", bound=Callable[..., Any])
_MARK = "withstand_rule"


@dataclass(frozen=True)
class Rule:
    """`anyone`: without signing in. `permission`: what the roles must allow; empty: any account.

    `behind_screen`: also while the session's screen is locked. `programs`: of the API, where a token opens it too and
    `posting` is what sending takes.
    """

    anyone: bool = False
    permission: str = ""
    behind_screen: bool = False
    programs: bool = False
    posting: str = ""


def _ruled(rule: Rule) -> Callable[[View], View]:
    def mark(view: View) -> View:
        setattr(view, _MARK, rule)
        return view

    return mark


def rule_of(view: Callable[..., Any]) -> Rule | None:
    """The rule of a view, or None: closed."""
    found = getattr(view, _MARK, None)
    return found if isinstance(found, Rule) else None


open_to_anyone = _ruled(Rule(anyone=True))
"""For pages before signing in: they show nothing of the workspace."""

open_to_signed_in = _ruled(Rule())
"""For what everybody does with their own account."""

open_behind_screen = _ruled(Rule(behind_screen=True))
"""For the lock screen and for signing out."""


def needs(permission: str) -> Callable[[View], View]:
    """For accounts whose roles allow this."""
    return _ruled(Rule(permission=permission))


def for_programs(permission: str, posting: str = "") -> Callable[[View], View]:
    """For the API: read by sessions and tokens of accounts whose roles allow it, sent to by tokens only."""
    return _ruled(Rule(permission=permission, programs=True, posting=posting))
