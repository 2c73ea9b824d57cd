"""How restricted a version may be: in words that there are, and never less than the versions that it replaces."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from withstand.ledger import rights
from withstand.ledger.errors import InvalidRecord, TwoPeople
from withstand.ledger.ids import is_identifier
from withstand.telling import Told


def check_words(kind: str, classification: str, compartments: Iterable[str], named: Iterable[str]) -> None:
    """Classification and compartments are terms: a slip of the pen must not close a record for ever.

    Raises:
        InvalidRecord: one of them is none, or a record or version named is no identifier.
    """
    found = []
    if rights.level(classification) == rights.UNKNOWN_LEVEL:
        found.append(("classification", Told("{word} is not a classification", word=repr(classification))))
    wrong = (one for one in named if not is_identifier(one))
    found.extend(("record", Told("{word} is not an identifier", word=repr(one))) for one in wrong)
    unknown = [one for one in compartments if one != rights.SEALED and not rights.is_component(one)]
    found.extend(("compartments", Told("{word} is not a component", word=repr(one))) for one in unknown)
    if found:
        raise InvalidRecord(kind, tuple(found))


def check_no_wider(record: str, classification: str, compartments: Sequence[str], level: int, mask: int) -> None:
    """A new version is no less restricted than what stands: `level` and `mask`.

    Raises:
        TwoPeople: it would be.
    """
    if rights.level(classification) < level:
        raise TwoPeople(
            Told(
                "Record {record} is {classification}. Lowering that takes two people: withstand ledger lower.",
                record=record,
                classification=rights.classification_of(level).replace("_", " "),
            )
        )
    if rights.narrowed(mask, rights.compartments(compartments)) != rights.compartments(compartments):
        raise TwoPeople(
            Told(
                "Record {record} is open to {components} only, and that is not widened by a new version: enter a "
                "record of its own for the others, or keep the compartments.",
                record=record,
                components=", ".join(rights.component_names(mask)),
            )
        )
