"""How records hang on actors, requests and places: by which roles of links a case is put together.

A lever whose records lead to an actor in a role of its own adds the role here; `gathering` and `touching` follow both.
"""

from __future__ import annotations

RELATION, POSTING, POSITIONING, PERSON = "actors.Relation", "actors.Posting", "actors.Positioning", "actors.Person"
ACTORS = ("actors.Unit", "actors.Office", "actors.Group")
REQUEST, DECISION, DELIVERY = "inducement.SupportRequest", "inducement.SupportDecision", "inducement.Delivery"
OPERATION, TRANSFER, FRAMEWORK = "inducement.Operation", "inducement.Transfer", "inducement.Framework"
VISIT, OBSTRUCTION, THREAT = "evidence.Visit", "evidence.Obstruction", "mission.Threat"
ALERT, REPRISAL, LISTING = "evidence.Alert", "evidence.Reprisal", "actors.Listing"
STANCE, OBSERVED, THRESHOLDS = "mission.Stance", "mission.ObservedConduct", "mission.StanceThresholds"
RESPONSE_AUDIT, JUDGED = "mission.ResponseAudit", "leadership.Decision"
ENGAGEMENT, COMMITMENT, GOAL = "dialogue.Engagement", "dialogue.Commitment", "dialogue.SharedGoal"

SUSPECTED = "suspected"
CONDUCT = (SUSPECTED, "ordered_by", "executed_by", "by")
"""From what was done to the actor who is said to have done it: a case holds these of the whole command line."""

TOWARDS = "authority"
"""From what is chosen towards an actor, seen of it, read or rated, to it: of the whole command line too."""

BENEFIT = ("recipient", "with", "to")
"""From requests, deliveries, operations and transfers to the actor whom they are for: an actor has a case by them."""

OWN = (*BENEFIT, "asked_of")
"""From what else concerns an actor alone."""

MET, RAISES, SHARED_WITH, MADE_AT = "met", "raises", "shared_with", "made_at"
PROMISED = ("promised_by", "promised_to")
"""From a commitment to the actors between whom it stands."""

BESIDE = ("joint_with", "merged_into", "follows", "repeats", "same_as")
"""From an engagement to others that it belongs with: whoever links one knows of the other."""

TELLS = ((ENGAGEMENT, RAISES, MET), ("evidence.Dispatched", "sends", "sent_to"))
"""Kinds by which an alert comes to an actor: the role to the alert, and the role to whom it is told."""

LEAVE = ("leadership.Decision", "dialogue.Intercession")
"""Kinds of which a record that leads to an alert and to an actor is leave to tell one to the other."""

EXCLUDES, POSTED, HELD_BY, SAME_HOLDER, STANDS_AT = "excludes", "post_in", "held_by", "same_holder", "actor"
ABOUT_REQUEST = ("request", "screens", "follows")
"""From records about a request to it."""

ENDS = ("lower", "upper")
THROUGH = (
    *ABOUT_REQUEST, "supports", "decision", "assessed_in", "under_condition", "condition", "delivery", "counts_on",
    "rests_on", "found", "harmed", "answers", EXCLUDES, HELD_BY, SAME_HOLDER, "renewed_by", "replaces",
)  # fmt: skip
"""Roles along which a record may be part of a case without leading to its actor itself."""

PASSES = ("inducement.", POSTING, PERSON, POSITIONING, RELATION, STANCE, OBSERVED)
"""Kinds of records through which a case is reached; others are its ends."""

HAPPENED = (
    "evidence.Incident", ALERT, VISIT, OBSTRUCTION, REPRISAL, DELIVERY, "inducement.Monitoring",
    "inducement.GoodConduct", ENGAGEMENT, COMMITMENT,
)  # fmt: skip
"""Kinds that tell what happened: of a day after a case's there is nothing yet. What is planned may lie ahead."""

PLANNED = "planned"
"""An engagement that lies ahead."""

USED_AT = (REQUEST, DELIVERY, OPERATION, TRANSFER)
"""Kinds whose main place is where support is used."""

USED_HERE = (*USED_AT, POSITIONING)
"""The same, and where an actor stands or operates."""

SEEN_AT = (VISIT, OBSTRUCTION)
"""Kinds that say whether anybody of ours could see a place."""
