"""Proposals to settle conflicts: kept until another person confirms, told of where conflicts are listed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from withstand.ledger.fields import TextKept
from withstand.picture.picture import Picture
from withstand.web.accounts.models import Account
from withstand.web.accounts.roles import CONFIRM, WRITE
from withstand.web.entering.models import LAPSED, OPEN, REFUSED, VOID, WAITS, Settlement
from withstand.web.pictures import still_sees


def of_record(record: str) -> Settlement | None:
    """The proposal about a record, whatever became of it."""
    return Settlement.objects.select_related("by", "refused_by").filter(record=record).first()


def standing(proposal: Settlement, picture: Picture, heads: Sequence[str]) -> str:
    """As `Settlement.standing`; it lapses, too, once its author no longer sees the record."""
    state = proposal.standing(heads, timezone.now())
    return state if state != OPEN or still_sees(proposal.by, picture, proposal.record) else LAPSED


def propose(
    picture: Picture,
    account: Account,
    record: str,
    heads: Sequence[str],
    picks: Mapping[str, int],
    reason: str,
    kept: Sequence[TextKept],
) -> bool:
    """Keep a proposal in place of one that no longer waits; whether it was kept. One that waits stays as it is."""
    now = timezone.now()
    Settlement.objects.filter(expires_at__lte=now).delete()
    try:
        with transaction.atomic():
            earlier = of_record(record)
            if earlier is not None and standing(earlier, picture, heads) == OPEN:
                return _same(earlier, account, picks, reason)
            Settlement.objects.filter(record=record).delete()
            Settlement.objects.create(
                record=record, heads=list(heads), picks=dict(picks), reason=reason,
                kept=msgspec.to_builtins(tuple(kept)), by=account, made_at=now, expires_at=now + WAITS,
            )  # fmt: skip
    except IntegrityError:
        return False
    return True


def _same(earlier: Settlement, account: Account, picks: Mapping[str, int], reason: str) -> bool:
    """Whether somebody sends again what already waits."""
    return earlier.by == account and earlier.picks == dict(picks) and earlier.reason == reason


def kept_in(proposal: Settlement) -> tuple[TextKept, ...]:
    """What its author decided about findings of the scan."""
    return msgspec.convert(proposal.kept, tuple[TextKept, ...])


def may_decide(account: Account, proposal: Settlement) -> bool:
    """Whether somebody may confirm or refuse: never who proposed it."""
    return proposal.by != account and account.may(WRITE) and account.may(CONFIRM)


def told(proposal: Settlement | None, state: str) -> str:
    """What became of a proposal that no longer waits, in a sentence."""
    if proposal is None:
        return ""
    match state:
        case str() if state == REFUSED and proposal.refused_by is not None:
            said = _("%(who)s refused what %(by)s proposed: %(why)s")
            return said % {"who": proposal.refused_by.shown_name, "by": proposal.by.shown_name, "why": proposal.refusal}
        case str() if state == VOID:
            said = _("Another version came after %(by)s proposed how to settle: that proposal no longer holds.")
        case str() if state == LAPSED:
            said = _("What %(by)s proposed has lapsed.")
        case _other:
            return ""
    return said % {"by": proposal.by.shown_name}


def waits(picture: Picture, account: Account, records: Sequence[str]) -> dict[str, str]:
    """For each of these records about which a proposal waits: for whom, in words."""
    return {
        one.record: _waits_for(account, one)
        for one in Settlement.objects.select_related("by", "refused_by").filter(record__in=records)
        if standing(one, picture, picture.heads(one.record)) == OPEN
    }


def _waits_for(account: Account, proposal: Settlement) -> str:
    if may_decide(account, proposal):
        return str(_("a proposal waits: confirm or refuse it"))
    return str(_("a proposal waits for a second person"))
