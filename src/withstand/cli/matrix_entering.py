"""A proposal entered: new and changed threats and actions in one append, after the scan of their texts."""

from __future__ import annotations

from withstand.brief.matrix.drafting import Drafting, drafted
from withstand.brief.matrix.proposal import Proposal
from withstand.cli.clearing import cleared
from withstand.cli.entered import Entered
from withstand.cli.record_commands import author_of
from withstand.errors import InputError
from withstand.installation.opening import Opened
from withstand.installation.presets import with_retention
from withstand.ledger.fields import Fields, Record, TextKept
from withstand.ledger.ids import uuid7
from withstand.ledger.journal import append
from withstand.ledger.kinds import Kind
from withstand.picture.audience import HOLDER
from withstand.picture.names import known_names
from withstand.picture.picture import Picture

MOST_TOLD = 5


def enter_proposal(opened: Opened, proposal: Proposal, entered: Entered, names: frozenset[str]) -> int:
    """Enter what is new and what changed, all or nothing; returns how many versions were saved.

    Raises:
        InputError: texts may name people and nothing was said about it; nothing was saved.
    """
    ledger, office = opened.ledger, opened.settings.office
    familiar = known_names(Picture(ledger, HOLDER)) | names

    def judge(kind: Kind, fields: Fields, earlier: tuple[TextKept, ...]) -> Record:
        record = kind.read(with_retention(opened, kind, fields))
        return cleared(kind, record, entered.keep_text, familiar, earlier)

    made = drafted(
        proposal,
        Drafting(
            lambda: uuid7(ledger.clock(), ledger.randomness, ledger.signer.installation),
            judge,
            (entered.classification or office.classification, entered.compartments or office.compartments),
            author_of(opened, entered.author),
        ),
    )
    if made.problems:
        more = f" And {len(made.problems) - MOST_TOLD} more." if len(made.problems) > MOST_TOLD else ""
        told = " ".join(f"Row {row}: {why}" for row, why in made.problems[:MOST_TOLD])
        raise InputError(f"{told}{more} Nothing of this file was entered.")
    return len(append(ledger, made.drafts)) if made.drafts else 0
