"""What can go wrong with the ledger, in sentences that say what to do."""

from __future__ import annotations

from withstand.errors import InputError, WithstandError


class LedgerError(WithstandError):
    """The ledger cannot do what was asked; nothing was changed."""


class NotCanonical(InputError):
    """A value has no canonical form: a fraction, a huge number, a key outside ASCII."""


class InvalidRecord(InputError):
    """A record does not fit its kind. `problems` are (field, what is wrong and what to do)."""

    def __init__(self, kind: str, problems: tuple[tuple[str, str], ...]) -> None:
        self.kind, self.problems = kind, problems
        said = "; ".join(f"{field}: {problem}" if field else problem for field, problem in problems)
        super().__init__(f"This {kind.rpartition('.')[2]} cannot be saved. {said}")


class ByWorkflow(InputError):
    """A record of a kind that no form and no file enters, only the step that it is."""

    def __init__(self, kind: str, command: str) -> None:
        self.kind, self.command = kind, command
        super().__init__(
            f"{kind} is entered and changed by its workflow only, which checks who may take the step and when: "
            f"{command}. Nothing was saved."
        )


class LostRace(LedgerError):
    """Somebody saved another version of the record meanwhile; both can still be kept."""

    def __init__(self, record: str, expected: tuple[str, ...], actual: tuple[str, ...]) -> None:
        self.record, self.expected, self.actual = record, expected, actual
        super().__init__(
            f"Record {record} was changed by somebody else meanwhile. Read it again and repeat your change, "
            "or save yours beside theirs (--beside): a person then settles the two."
        )


class NotFound(InputError):
    """No such record, as far as this reader may know."""


class Locked(LedgerError):
    """The workspace is closed, or the passphrase does not open it."""


class Forged(LedgerError):
    """Bytes that claim to be of this operation and are not: a signature, a chain or a commitment does not hold."""


class NotOurs(LedgerError):
    """A bundle or key of another operation, or for another installation."""


class TwoPeople(LedgerError):
    """An act of two people lacks one of them."""


class SwitchedOff(InputError):
    """A kind of record that is off by default, and that two people have not switched on here."""
