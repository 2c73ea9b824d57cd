"""The kinds of records of support to forces and institutions, and how they hang together."""

from __future__ import annotations

from withstand.actors.records import ACTORS
from withstand.evidence.records import RESTS_ON_SOURCE
from withstand.inducement.decisions import Move, SupportDecision
from withstand.inducement.following import Delivery, GoodConduct, Ladder, Monitoring, Operation, Transfer
from withstand.inducement.requests import Condition, Framework, RiskAssessment, Screening, SupportRequest
from withstand.ledger.kinds import Blind, Kind, Role

REQUEST_NAME = "inducement.SupportRequest"
DECISION_NAME = "inducement.SupportDecision"
CONDITION_NAME = "inducement.Condition"
EVIDENCE = ("evidence.Incident", "evidence.Alert", "evidence.Obstruction", "evidence.Visit", "evidence.Reprisal")

_REQUEST = Role("request", (REQUEST_NAME,), many=False, required=True)
_RECIPIENT = Role("recipient", ACTORS, required=True)

FRAMEWORK = Kind("inducement.Framework", Framework, roles=(Role("told", ACTORS),), title="country", consents=False)
SUPPORT_REQUEST = Kind(
    REQUEST_NAME,
    SupportRequest,
    roles=(
        _RECIPIENT,
        Role("asked_by", ACTORS),
        Role("responsible", ACTORS),
        Role("follows", (REQUEST_NAME,)),
        Role("supports", ("inducement.Operation",)),
        Role("framework", ("inducement.Framework",)),
    ),
    when="when",
    where="where",
    title="title",
    consents=False,
)
SCREENING = Kind(
    "inducement.Screening",
    Screening,
    roles=(
        Role("screens", (REQUEST_NAME,), many=False, required=True),
        Role("rests_on", (*EVIDENCE, "actors.Listing", "inducement.GoodConduct"), consent=True),
    ),
    title="answer",
    consents=False,
    blind=Blind("screens", by="body", asked="bodies"),
)
RISK_ASSESSMENT = Kind(
    "inducement.RiskAssessment",
    RiskAssessment,
    roles=(
        _REQUEST,
        Role("rests_on", (*EVIDENCE, "actors.Listing", "inducement.GoodConduct"), consent=True),
        Role("counts_on", (CONDITION_NAME,)),
    ),
    title="residual",
    consents=False,
)
CONDITION = Kind(
    CONDITION_NAME,
    Condition,
    roles=(
        _REQUEST,
        Role("owned_by", ACTORS),
        Role("oversight", ACTORS),
        Role("replaces", (CONDITION_NAME,)),
    ),
    title="condition",
    consents=False,
)
SUPPORT_DECISION = Kind(
    DECISION_NAME,
    SupportDecision,
    roles=(
        _REQUEST,
        Role("under_condition", (CONDITION_NAME,)),
        Role("assessed_in", ("inducement.RiskAssessment",)),
        Role("rests_on", EVIDENCE, consent=True),
        Role("excludes", ("actors.Posting", *ACTORS)),
    ),
    title="decided",
    consents=False,
    by_workflow="withstand support decide",
)
MOVE = Kind(
    "inducement.Move",
    Move,
    roles=(
        _REQUEST,
        Role("rests_on", (*EVIDENCE, "inducement.Monitoring", "inducement.Delivery", CONDITION_NAME), consent=True),
        Role("renewed_by", (REQUEST_NAME,)),
    ),
    title="action",
    consents=False,
    by_workflow="withstand support move",
)
DELIVERY = Kind(
    "inducement.Delivery",
    Delivery,
    roles=(_REQUEST, Role("decision", (DECISION_NAME,)), Role("recipient", ACTORS)),
    when="when",
    where="where",
    title="what",
    consents=False,
)
MONITORING = Kind(
    "inducement.Monitoring",
    Monitoring,
    roles=(
        _REQUEST,
        Role("condition", (CONDITION_NAME,)),
        Role("delivery", ("inducement.Delivery",)),
        Role("found", ("evidence.Incident", "evidence.Obstruction"), consent=True),
        RESTS_ON_SOURCE,
    ),
    when="when",
    where="where",
    title="what",
)
GOOD_CONDUCT = Kind(
    "inducement.GoodConduct",
    GoodConduct,
    roles=(
        Role("by", ACTORS, required=True),
        Role("answers", ("evidence.Incident", CONDITION_NAME, REQUEST_NAME)),
        RESTS_ON_SOURCE,
    ),
    when="when",
    where="where",
    title="what",
)
LADDER = Kind("inducement.Ladder", Ladder, roles=(_RECIPIENT,), title="title", consents=False)
OPERATION = Kind(
    "inducement.Operation",
    Operation,
    roles=(
        Role("with", ACTORS, required=True),
        Role("decision", (DECISION_NAME,)),
        Role("harmed", ("evidence.Incident",), consent=True),
    ),
    when="when",
    where="where",
    title="name",
    consents=False,
)
TRANSFER = Kind(
    "inducement.Transfer",
    Transfer,
    roles=(
        Role("to", ACTORS, required=True),
        Role("assessed_in", ("inducement.RiskAssessment",)),
        Role("rests_on", EVIDENCE, consent=True),
    ),
    when="when",
    where="where",
    title="what",
    consents=False,
)

KINDS = (
    FRAMEWORK,
    SUPPORT_REQUEST,
    SCREENING,
    RISK_ASSESSMENT,
    CONDITION,
    SUPPORT_DECISION,
    MOVE,
    DELIVERY,
    MONITORING,
    GOOD_CONDUCT,
    LADDER,
    OPERATION,
    TRANSFER,
)
