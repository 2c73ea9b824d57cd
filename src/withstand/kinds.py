"""Every kind of record that this program knows."""

from __future__ import annotations

from withstand.actors import records as actors
from withstand.dialogue import records as dialogue
from withstand.dialogue.outgoing import CHECKS
from withstand.evidence import records as evidence
from withstand.inducement import records as inducement
from withstand.leadership import records as leadership
from withstand.ledger.kinds import Registry
from withstand.mission import records as mission
from withstand.mission import stance_records as stance

REGISTRY = Registry(
    (
        *evidence.KINDS,
        *actors.KINDS,
        *dialogue.KINDS,
        *leadership.KINDS,
        *inducement.KINDS,
        *mission.KINDS,
        *stance.KINDS,
    ),
    CHECKS,
)
