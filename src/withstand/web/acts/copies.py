"""Copies of records in the file of accounts: they go when what they show may no longer be seen."""

from __future__ import annotations

from withstand.web.accounts.models import Account
from withstand.web.api.models import KeptAnswer
from withstand.web.entering.models import FormDraft, Settlement
from withstand.web.seeing.models import KeptOwnRecords
from withstand.web.work.models import Job


def forget_a_text(record: str) -> None:
    """After a redaction: unfinished forms and proposals over the record, every file and answer that may hold its text.

    Files can be asked for again; they are then made of what is left.
    """
    FormDraft.objects.filter(record=record).delete()
    Settlement.objects.filter(record=record).delete()
    for kept in (Job, KeptAnswer, KeptOwnRecords):
        kept.objects.all().delete()


def forget_files_of(account: Account) -> None:
    """After an account's rights were changed: what jobs made, or are making, with the rights it had."""
    Job.objects.filter(by=account).delete()
