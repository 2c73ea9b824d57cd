"""Records of every kind from the declaration alone, and offices that hold them."""

from __future__ import annotations

import unicodedata
from functools import partial
from typing import Any

from hypothesis import strategies as st

from withstand.evidence.referral import is_referral_case
from withstand.inducement.decisions import DECISIONS
from withstand.kinds import REGISTRY
from withstand.ledger.errors import InvalidRecord
from withstand.ledger.fields import Place, Record, Span, Value
from withstand.ledger.forms import Form
from withstand.ledger.kinds import Kind, Role
from withstand.vocabulary.terms import vocabulary

KINDS = tuple(kind for kind in REGISTRY if not kind.name.startswith("ledger."))
BY_HAND = tuple(kind for kind in KINDS if not kind.by_workflow)
ENTERED = tuple(kind for kind in BY_HAND if not kind.switch)
"""Kinds that anybody may enter; the others are off until two people switch them on, or enter by a workflow."""
AWKWARD = (
    "=1+1", "'=1", "''", "+44", "-5", "@x", "\t=", "a\nb", "a\r\nb", "\rx", " lead", "trail ", "\xa0", "1e5", "007",
    "true", "2032-05", "#note", '"quoted"', "a,b;c|d", "مرحبا", "é", "😀", "_x0041_", "\x0b", "-1_0", "<5", "＝x",
)  # fmt: skip
WORDS = st.sampled_from(AWKWARD) | st.text(
    st.characters(codec="utf-8", exclude_characters="\ufffe\uffff"), max_size=12
).map(partial(unicodedata.normalize, "NFC"))
DAYS = st.sampled_from(["2031", "2032-01", "2032-02-29", "2032-05-20"])
"""Days of partial dates, none before the one to its left."""


def values(form: Form) -> st.SearchStrategy[Any]:
    """One value of a form."""
    if form.vocabulary:
        return st.sampled_from(sorted(vocabulary(form.vocabulary).terms))
    if form.model is Span:
        return spans()
    if form.model is Place:
        return places()
    if form.parts:
        return parts(form.model, form.parts)
    match form.form, form.name:
        case "grade", _:
            return st.from_regex(r"[A-F][1-6]", fullmatch=True)
        case "day", _:
            return DAYS
        case "yes_no", _:
            return st.booleans()
        case "number", "willingness" | "ability":
            return st.integers(1, 5)
        case "number", "sure_percent":
            return st.integers(50, 99)
        case "number", "window_months" | "weeks_apart" | "half_life_days" | "answer_within_days" | "systematic_from":
            return st.integers(7, 12)
        case "number", _:
            return st.integers(0, 12)
        case _, "key":
            return st.sampled_from(["a1", "b2"])
        case _, "finding":
            return st.just("0123456789abcdef")
        case _, "listed_as":
            return st.sampled_from(["ucdp_ged:12", "acled:=x"])
    return WORDS


def spans() -> st.SearchStrategy[Span]:
    """Spans whose end is not before their start."""
    ends = st.sampled_from([(None, False), (None, True), ("2033", False), ("2032-06-01", False)])
    return st.builds(
        lambda start, end, precise: Span(start=start, end=end[0], ongoing=end[1], precise=precise),
        DAYS, ends, st.booleans(),
    )  # fmt: skip


def places() -> st.SearchStrategy[Place]:
    """Places with at least an area."""
    points = st.none() | st.tuples(st.integers(-90_000_000, 90_000_000), st.integers(-180_000_000, 180_000_000))
    return st.builds(
        lambda area, level, name, point, precision: Place(
            area=area, level=level, name=name, precision=precision,
            latitude=point and point[0], longitude=point and point[1],
        ),
        st.sampled_from(["VM0101", "VM02", "=VM"]), st.sampled_from(["admin0", "admin1", "admin2", "admin3"]),
        WORDS, points, st.sampled_from(sorted(vocabulary("place_precision").terms)),
    )  # fmt: skip


def parts(model: Any, forms: tuple[Form, ...]) -> st.SearchStrategy[Value]:
    """A part of a record, counts in rising order."""

    def made(given: dict[str, Any]) -> Value:
        numbers = sorted(given[name] for name in ("least", "best", "most") if given.get(name) is not None)
        for name in ("least", "best", "most"):
            if given.get(name) is not None:
                given[name] = numbers.pop(0)
        if {"least", "best", "most"} <= given.keys() and not any(
            given[name] is not None for name in ("least", "best", "most")
        ):
            given["best"] = 7
        given |= {name: given[name] or "said" for name in ("seen", "rival") if "rival" in given}
        return model(**given)

    return st.fixed_dictionaries({form.name: held(form) for form in forms}).map(made)


def held(form: Form) -> st.SearchStrategy[Any]:
    """What a field may hold."""
    if form.many:
        return st.lists(values(form), max_size=3).map(tuple)
    if form.required:
        return values(form)
    absent = st.just(form.default) if form.default is not None else (
        st.just("") if form.form in ("line", "text") else st.none()
    )  # fmt: skip
    return absent | values(form) if form.form != "yes_no" else st.booleans()


def records(kind: Kind) -> st.SearchStrategy[Record]:
    """Records of a kind that could be saved."""

    def could(record: Record | None) -> bool:
        try:
            return record is not None and bool(kind.body(record))
        except InvalidRecord:
            return False

    def made(given: dict[str, Any]) -> Record:
        if is_referral_case(kind.model(**given)):
            given |= {"referral": given["referral"] or "offered", "where": Place(area="VM0101", precision="admin2")}
            given |= {"text_kept": (), "perpetrators": ()} if "perpetrators" in given else {"text_kept": ()}
            given |= {"destination": None} if "destination" in given else {}
            given |= {form.name: "" for form in kind.forms.written if not form.many and not form.parts}
        if not given.get("contact_paused", True):
            given["lifted_because"] = given["lifted_because"] or "asked"
        if given.get("answered_on"):
            given["answered_by"] = given["answered_by"] or "host_state"
        if given.get("type") == "proxy":
            given["proxy_link"] = given["proxy_link"] or "unknown"
        if given.get("review_by") or any(form.name == "review_by" and form.required for form in kind.forms):
            given["review_by"] = "2033"
        if "taken_back" in given:
            given |= {"taken_back": "2032-05-22", "taken_back_because": given["taken_back_because"].strip() or "asked"}
        if "willingness" in given:
            given["willingness"] = given["willingness"] or 3
        if given.get("done_on"):
            given["status"] = "done"
        given |= {name: "2032-05-20" for name in ("on", "expires", "due") if given.get(name) and "by_role" in given}
        given |= {name: given[name] or "said" for name in ("reasons", "withholding", "mitigation") if name in given}
        given |= {name: given[name] or "said" for name in ("waiver_reasons", "counter_opinion") if name in given}
        if "decided" in given and "by_role" in given:
            given |= {"decided": DECISIONS[len(given["reasons"]) % len(DECISIONS)], "expires": "2032-05-21"}
        if "promise_side" in given or "asks" in given:
            given |= {
                name: given.get(name) or "police"
                for name in ("lead", "follow_up_owner", "verified_by")
                if name in given
            }
            given |= {"held": "held"} if given.get("observed") else {}
            given |= {"verified_on": "2032"} if "verified_on" in given else {"ally": given["ally"] or "an embassy"}
        if "criteria" in given:
            given["criteria"] = given["criteria"][:1]
        return kind.model(**given)

    return st.fixed_dictionaries({form.name: held(form) for form in kind.forms}).map(made).filter(could)


def an_end(role: Role, name: str = "Third Brigade") -> tuple[Kind, Record]:
    """A kind to which a role may lead, and a record of it: an actor, an alert, or a request for support."""
    kind = next(one for one in KINDS if one.name == role.targets[0])
    if "name" in {form.name for form in kind.forms}:
        return kind, kind.read({"name": name})
    if kind.name == "evidence.Alert":
        warned = {
            "what": "looting",
            "where": {"area": "VM0101"},
            "when": {"start": "2032-01-05"},
            "received": "2032-01-06",
        }
        return kind, kind.read(warned)
    asked = {"title": name, "when": {"start": "2032-01-05"}, "support": "fuel_rations", "requested_by": "force"}
    return kind, kind.read(asked)
