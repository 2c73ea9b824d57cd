"""The ledger keeps when each vintage of a data set came, so that a picture knows what was there at a moment."""

from __future__ import annotations

from withstand.cli.opening import warn
from withstand.evidence.vintages import Manifest
from withstand.installation.opening import Opened, Standing
from withstand.ledger.journal import append
from withstand.ledger.receipts import receipt
from withstand.picture.audience import HOLDER
from withstand.picture.picture import Picture


def receive_vintage(found: Opened, manifest: Manifest) -> None:
    """Note in the ledger that a vintage came, once."""
    if (manifest.source, manifest.vintage) in Picture(found.ledger, HOLDER).vintages:
        return
    if found.standing in (Standing.ALONE, Standing.REVOKED):
        warn(f"the vintage is kept, but not noted in the ledger: this installation {found.standing.value}")
        return
    append(found.ledger, [receipt("dataset", manifest.source, manifest.vintage, manifest.vintage.encode())])
