"""One page of a ledger's incidents, read in a process of its own that tells its peak memory."""

from __future__ import annotations

import sys
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from benchmarks.ledger_offices import KEY
from benchmarks.measure import tell
from withstand.evidence.records import INCIDENT
from withstand.kinds import REGISTRY
from withstand.ledger.ledger import Ledger, Signer
from withstand.ledger.store.database import Database
from withstand.picture.audience import HOLDER
from withstand.picture.picture import Picture


def main() -> None:
    """Read the page of the file and installation named in the arguments."""
    path, installation = sys.argv[1:3]
    signer = Signer(installation, "HQ", Ed25519PrivateKey.generate())
    ledger = Ledger(Database(Path(path), KEY), REGISTRY, signer)
    tell(records=len(Picture(ledger, HOLDER).page(INCIDENT)))
    ledger.close()


if __name__ == "__main__":
    main()
