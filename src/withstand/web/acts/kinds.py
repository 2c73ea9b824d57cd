"""What may be asked of two people: each act says how it is prepared and what carrying it out does.

A new act is an entry of `KINDS`; pages, expiry, refusal and the log follow from it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from types import MappingProxyType

import msgspec
from django.utils.translation import gettext_noop

from withstand.actors.records import PERSONS
from withstand.errors import InputError
from withstand.installation.opening import Opened
from withstand.installation.people import open_person
from withstand.ledger import rights
from withstand.ledger.acts import Held, perform, propose, propose_switch, with_signatures
from withstand.ledger.ids import instant_text
from withstand.ledger.switches import switched_on
from withstand.ledger.system import Act
from withstand.picture.picture import Picture
from withstand.web.accounts.models import Account
from withstand.web.acts.models import ActRequest

Outcome = list[str]
"""What people must see to by hand, a line each."""


@dataclass(frozen=True)
class ActKind:
    """An act: its words, what it takes beside a reason (`classification`, `components` or nothing), how the first
    person signs it and the second carries it out; `switch`, where it is about no record but switches kinds of records.
    """

    words: str
    takes: str
    sign: Callable[[Opened, Picture, ActRequest, str], str]
    carry_out: Callable[[Opened, Picture, ActRequest, Account, str], Outcome]
    switch: str = ""


def person_name(account: Account) -> str:
    """The name of an account's personal key."""
    return account.person or account.shown_name


def _sign(opened: Opened, picture: Picture, asked: ActRequest, passphrase: str) -> str:
    """Sign as whoever asks; the record must be one that they see."""
    seen = picture.get(asked.record)
    if asked.act == "lower" and rights.level(asked.classification) >= rights.level(seen.classification):
        raise InputError(gettext_noop("That would not lower it: choose a classification below the present one."))
    today = opened.settings.present_day(datetime.now(UTC)).isoformat()
    act = propose(
        opened.ledger, asked.act, asked.record, asked.reason, today, asked.classification, asked.components
    )  # fmt: skip
    person = open_person(opened, person_name(asked.by), passphrase)
    return msgspec.json.encode(with_signatures(opened.ledger, act, [person])).decode()


def _carry_out(opened: Opened, picture: Picture, asked: ActRequest, other: Account, passphrase: str) -> Outcome:
    """Sign as the second person and do it."""
    opened.must_write()
    picture.get(asked.record)
    act = msgspec.json.decode(asked.signed, type=Act)
    person = open_person(opened, person_name(other), passphrase)
    _, held = perform(opened.ledger, with_signatures(opened.ledger, act, [person]))
    names = {one.id: one.office for one in opened.ledger.trust.installations.values()}
    return [_line(one, names) for one in held]


def _switches(on: bool) -> ActKind:
    """Persons as records of their own, switched on or off."""

    def sign(opened: Opened, _picture: Picture, asked: ActRequest, passphrase: str) -> str:
        _must_change(opened, on)
        today = opened.settings.present_day(datetime.now(UTC)).isoformat()
        act = propose_switch(opened.ledger, PERSONS, on=on, reason=asked.reason, day=today)
        person = open_person(opened, person_name(asked.by), passphrase)
        return msgspec.json.encode(with_signatures(opened.ledger, act, [person])).decode()

    def carry_out(opened: Opened, _picture: Picture, asked: ActRequest, other: Account, passphrase: str) -> Outcome:
        opened.must_write()
        _must_change(opened, on)
        act = msgspec.json.decode(asked.signed, type=Act)
        perform(
            opened.ledger, with_signatures(opened.ledger, act, [open_person(opened, person_name(other), passphrase)])
        )
        return []

    words = gettext_noop("Switch persons on as records") if on else gettext_noop("Switch persons off as records")
    return ActKind(words, "", sign, carry_out, PERSONS)


def _must_change(opened: Opened, on: bool) -> None:
    if switched_on(opened.ledger, PERSONS) is on:
        raise InputError(gettext_noop("That is so already: nothing is left to switch."))


def _line(held: Held, names: Mapping[str, str]) -> str:
    return " · ".join((held.what, instant_text(held.recorded_at), names.get(held.party, held.party), held.file))


KINDS: Mapping[str, ActKind] = MappingProxyType(
    {
        "redact": ActKind(gettext_noop("Redact: forget the text everywhere"), "", _sign, _carry_out),
        "lower": ActKind(gettext_noop("Lower the classification"), "classification", _sign, _carry_out),
        "widen": ActKind(gettext_noop("Open to more components"), "components", _sign, _carry_out),
        "regive": ActKind(gettext_noop("Set aside what was taken back of its use by mistake"), "", _sign, _carry_out),
        "persons_on": _switches(on=True),
        "persons_off": _switches(on=False),
    }
)
