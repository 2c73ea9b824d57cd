"""Uploaded matrices: taken in, read at once or as a job where they are long, entered whole or not at all, forgotten."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from datetime import date

import msgspec
from django.db import transaction
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from withstand.errors import InputError
from withstand.installation.opening import Opened
from withstand.ledger.journal import Draft, Saved
from withstand.ledger.scan import scan
from withstand.mission.records import ACTION, THREAT
from withstand.picture.audience import Audience
from withstand.picture.names import known_names
from withstand.picture.picture import Picture
from withstand.web.accounts.models import Account
from withstand.web.accounts.roles import WRITE
from withstand.web.week.dry_run import LARGEST, DryRun, Reading, read_upload
from withstand.web.week.models import KEPT, MatrixUpload, forget_old
from withstand.web.week.places import names_in
from withstand.web.work.kinds import JobKind, Made, Parameters, Steps
from withstand.web.writing import save_as

JOB = "matrix"
AT_ONCE = 150_000
"""Bytes of a file that is read while the page waits."""

FEW = 1_500
"""Threats and actions with which it is compared while the page waits."""

MOST = 10
READ, ENTER = "read", "enter"


class OtherNow(InputError):
    """What a matrix would enter is no longer what somebody looked at."""


def take_in(account: Account, name: str, content: bytes, on: date, *, look: bool = False) -> MatrixUpload:
    """A new upload, not saved yet.

    Raises:
        InputError: it is too large, or the account holds too many.
    """
    forget_old()
    if len(content) > LARGEST:
        raise InputError(_("The file is larger than 2 MB: a matrix is not. Give the sheet of one meeting."))
    if MatrixUpload.objects.filter(by=account, entered=None, look=look).count() >= MOST:
        raise InputError(_("Several files of yours wait already: enter or delete one first."))
    bare = "".join(letter for letter in name.replace("\\", "/").rpartition("/")[2] if letter.isprintable())
    now = timezone.now()
    return MatrixUpload(
        by=account, name=bare[-120:] or "matrix.xlsx", look=look, content=content, on=on, made_at=now,
        expires_at=now + KEPT,
    )  # fmt: skip


def own_upload(account: Account, number: uuid.UUID) -> MatrixUpload:
    """An upload of one's own; of others there is none.

    Raises:
        Http404: there is none.
    """
    found = MatrixUpload.objects.filter(pk=number, by=account, look=False, expires_at__gt=timezone.now()).first()
    if found is None:
        raise Http404
    return found


def is_long(upload: MatrixUpload, picture: Picture) -> bool:
    """Whether reading it takes a job."""
    return len(upload.content or b"") > AT_ONCE or picture.count(THREAT) + picture.count(ACTION) > FEW


def reading_of(opened: Opened, picture: Picture, upload: MatrixUpload) -> Reading:
    """The upload, read for whoever holds the picture; places are said in the language of the office's file.

    Raises:
        InputError: it cannot be read.
    """
    return read_upload(opened, picture, upload, names_in(opened.workspace, "en"))


def drafts_of(
    reading: Reading, code: str, text_code: str = "", reason: str = "", known: Sequence[str] = ()
) -> tuple[Draft, ...]:
    """The drafts, once somebody has looked at exactly this dry run and decided about its texts.

    Raises:
        OtherNow: they have looked at another.
        InputError: nothing can be entered, or nobody has decided.
    """
    seen = reading.seen
    if seen.problems:
        raise InputError(_("Some rows cannot be entered: correct the file or the mapping first. Nothing was entered."))
    if seen.code != code:
        raise OtherNow(_("What would be entered has changed since you looked at it: look again. Nothing was entered."))
    if not reading.drafts:
        raise InputError(_("Nothing in it is new or changed: there is nothing to enter."))
    if not seen.texts:
        return reading.drafts
    if text_code != seen.text_code or not reason.strip():
        raise InputError(_("The texts may name people. Take it out, or say why it must stay."))
    if named := scan(reason, known):
        raise InputError(
            _("The reason itself may name people: %(words)s. Say it without.")
            % {"words": ", ".join(words for _what, words in named)}
        )
    return reading.kept(reason[:300])


def enter_once(upload: MatrixUpload, drafts: Sequence[Draft], save: Callable[[Sequence[Draft]], list[Saved]]) -> int:
    """Enter all of it, once; then the file is deleted. Returns how many versions were saved, then or before."""
    with transaction.atomic():
        held = MatrixUpload.objects.select_for_update().get(pk=upload.pk)
        if held.entered is None:
            held.entered = len(save(drafts))
            held.content, held.found, held.mapping = None, None, ""
            held.save(update_fields=["entered", "content", "found", "mapping"])
    return held.entered


def work(steps: Steps, opened: Opened, audience: Audience, asked: Parameters) -> Made:
    """Read a long file, and enter it where that was asked."""
    steps.at(5, gettext_noop("Reading the file."))
    upload = MatrixUpload.objects.select_related("by").filter(pk=asked["upload"]).first()
    if upload is None or upload.content is None:
        return Made("", "", b"", gettext_noop("The file is not there any more."))
    picture = Picture(opened.ledger, audience)
    reading = reading_of(opened, picture, upload)
    if asked["act"] == READ:
        found = msgspec.to_builtins(reading.seen)
        MatrixUpload.objects.filter(pk=upload.pk, mapping=upload.mapping, sheet=upload.sheet).update(found=found)
        return Made("", "", b"")
    steps.at(60, gettext_noop("Entering it, all or nothing."))
    account = upload.by
    drafts = drafts_of(
        reading, asked["code"], asked.get("text_code", ""), asked.get("reason", ""), tuple(known_names(picture))
    )  # fmt: skip
    enter_once(upload, drafts, lambda made: save_as(account, opened, made))
    return Made("", "", b"")


def kept_run(upload: MatrixUpload) -> DryRun | None:
    """What a job has read of a long file."""
    return None if upload.found is None else msgspec.convert(upload.found, DryRun)


MATRIX_JOB = JobKind(gettext_noop("The matrix in"), work, WRITE)
