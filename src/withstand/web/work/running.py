"""Running jobs: a queue that holds numbers only, and the worker that `serve` starts beside the server."""

from __future__ import annotations

import uuid
from functools import cache
from typing import Any

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext_noop
from huey import SqliteHuey
from huey.consumer import Consumer
from huey.serializer import SignedSerializer

from withstand.errors import WithstandError
from withstand.web.accounts.models import Account
from withstand.web.dialogue import files_out as dialogue_files
from withstand.web.holding import held
from withstand.web.obstruction import job as obstruction
from withstand.web.seeing.reviewing import REVIEW_JOB
from withstand.web.stance import job as stance
from withstand.web.support import files_out as support_files
from withstand.web.week.files_out import FILE_JOB
from withstand.web.week.models import forget_old
from withstand.web.week.uploads import MATRIX_JOB
from withstand.web.work.exporting import EXPORT_JOB
from withstand.web.work.kinds import Cancelled, JobKind, Made, Parameters, Question, Steps
from withstand.web.work.models import ASKS, CANCELLED, DONE, FAILED, KEPT, RUNNING, WAITING, Job

WORKERS, _SHUTDOWN_SECONDS, _MOST_AT_A_TIME = 1, 5, 5
KINDS: dict[str, JobKind] = {
    "export": EXPORT_JOB, "review": REVIEW_JOB, "matrix": MATRIX_JOB, "week-file": FILE_JOB,
    support_files.JOB: support_files.FILE_JOB,
    dialogue_files.JOB: dialogue_files.FILE_JOB,
    obstruction.WEIGHTS: obstruction.WEIGHTS_JOB, obstruction.FILE: obstruction.FILE_JOB,
    stance.JOB: stance.RECKON_JOB,
}  # fmt: skip
"""New kinds of jobs are added here."""

BROKEN = gettext_noop("The server stopped while this was under way. Nothing was half done; ask for it again.")
_FAILED = gettext_noop("It failed. Try again; if it fails again, tell whoever runs this server when.")


class Worker(Consumer):  # type: ignore[misc]
    """Huey's worker, as threads of the server: signals are the server's own."""

    def _set_signal_handlers(self) -> None:
        """Leave them alone."""


@cache
def _task() -> Any:
    """The one task of the queue, which knows it by its module's name. What somebody else put in is not run."""
    file = held().workspace.jobs
    signed = SignedSerializer(secret=held().session_secret, salt="withstand jobs")
    queue = SqliteHuey("withstand", filename=str(file), results=False, serializer=signed)
    file.chmod(0o600)
    return queue.task(name="run_job")(_run_job)


def worker() -> Worker:
    """The worker; what an earlier server left half done is said to be so."""
    bury()
    _forget_old()
    return Worker(
        _task().huey, workers=WORKERS, periodic=False, initial_delay=0.05, max_delay=0.5, backoff=1.2,
        shutdown_timeout=_SHUTDOWN_SECONDS,
    )  # fmt: skip


def ask_for(account: Account, kind: str, parameters: Parameters) -> Job:
    """Put a job into the queue."""
    _forget_old()
    job = Job.objects.create(kind=kind, by=account, parameters=dict(parameters), made_at=timezone.now())
    _task()(str(job.pk))
    return job


def queue_is_full_for(account: Account) -> bool:
    """Whether an account has asked for as much as it may at a time."""
    return Job.objects.filter(by=account, state__in=(RUNNING, WAITING)).count() >= _MOST_AT_A_TIME


def bury() -> None:
    """Say of jobs that the server's end, or its lock, cut off, that they were."""
    _task().huey.flush()
    Job.objects.filter(state__in=(RUNNING, WAITING)).update(state=FAILED, sentence=BROKEN, ended_at=timezone.now())


def _forget_old() -> None:
    Job.objects.filter(made_at__lt=timezone.now() - KEPT).delete()
    forget_old()


def _run_job(number: str) -> None:
    """One job, in the worker's thread."""
    try:
        perform(uuid.UUID(number))
    finally:
        if not connection.in_atomic_block:
            connection.close()


def perform(number: uuid.UUID) -> None:
    """Run a job with the rights that its account has now, and write down what came of it."""
    begun = Job.objects.filter(pk=number, state=WAITING, cancel_asked=False).update(state=RUNNING)
    if not begun:
        Job.objects.filter(pk=number, state=WAITING).update(state=CANCELLED, ended_at=timezone.now())
        return
    job = Job.objects.select_related("by").get(pk=number)
    try:
        came = _came_of(job)
    except Cancelled:
        _end(job, CANCELLED)
    except WithstandError as problem:
        _end(job, FAILED, sentence=str(problem)[:1000])
    except Exception:
        _end(job, FAILED, sentence=_FAILED)
        raise
    else:
        _keep(job, came)


def _came_of(job: Job) -> Made | Question:
    kind = KINDS[job.kind]
    if not job.by.may(kind.permission):
        raise Cancelled

    def write(percent: int, sentence: str) -> bool:
        return bool(Job.objects.filter(pk=job.pk, cancel_asked=False).update(percent=percent, sentence=sentence))

    with held().opened() as opened:
        return kind.work(Steps(write), opened, job.by.audience, job.parameters)


def _keep(job: Job, came: Made | Question) -> None:
    if isinstance(came, Question):
        _end(job, ASKS, sentence=came.sentence, question=came.about)
        return
    _end(
        job, DONE, sentence=came.sentence, percent=100, file_name=came.name, file_type=came.type, content=came.content
    )  # fmt: skip


def _end(job: Job, state: str, **values: Any) -> None:
    Job.objects.filter(pk=job.pk).update(state=state, ended_at=timezone.now(), **values)
