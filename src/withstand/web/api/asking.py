"""What a program asks with: parameters and bodies, read strictly, and the picture that they choose."""

from __future__ import annotations

from collections.abc import Container, Iterable
from datetime import UTC, date, datetime
from typing import Annotated, ClassVar, TypeVar

import msgspec
from django.http import HttpRequest
from django.utils.translation import gettext as _
from msgspec import Meta

from withstand.errors import InputError, WithstandError
from withstand.picture.picture import PAGE, Picture
from withstand.web.api.wording import named, plainly
from withstand.web.pictures import end_of_day, picture_for

MOST = 500
_JSON = "application/json"

Asked = TypeVar("Asked", bound=msgspec.Struct)
Question = TypeVar("Question", bound="Query")


class UnreadableRequest(InputError):
    """A request is not as the OpenAPI document says; `field` is where."""

    def __init__(self, sentence: str, field: str = "") -> None:
        self.field = field
        super().__init__(sentence)


class NotJson(InputError):
    """Something was sent that does not say that it is JSON."""


class TooMuch(WithstandError):
    """The account has asked for as much as it may at a time."""


class NotMade(WithstandError):
    """What is asked for has to be made first, or there is nothing to make it of."""


class Malformed(InputError):
    """What was sent says that it is JSON, and is not."""


class Query(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """No parameters. `many`: those that may stand there several times."""

    many: ClassVar[tuple[str, ...]] = ()

    @property
    def steady(self) -> bool:
        """Whether the same picture always gives the same answer to it."""
        return True


class Known(Query, frozen=True, kw_only=True):
    """What was known."""

    known_at: Annotated[
        str,
        Meta(
            max_length=40,
            description="As known at a moment (2032-07-10T12:00:00Z) or at the end of a day (2032-07-10); else now.",
        ),
    ] = ""


class AsKnown(Known, frozen=True, kw_only=True):
    """Which picture."""

    as_of: Annotated[date | None, Meta(description="Only what is of this day or before.")] = None


Limit = Annotated[int, Meta(ge=1, le=MOST, description="How many at most.")]
Cursor = Annotated[str, Meta(max_length=600, description="`next` of the page before; it keeps its moment.")]


class Paged(AsKnown, frozen=True, kw_only=True):
    """A list, a page at a time."""

    limit: Limit = PAGE
    cursor: Cursor = ""


EARLIEST, LATEST = date(1800, 1, 1), date(2500, 12, 31)
Day = Annotated[date | None, Meta(description="A day between 1800 and 2500.")]


def days_of(query: Query, *names: str) -> None:
    """Look whether these days of a question can be reckoned with; where there are two, they are the first and the last.

    Raises:
        UnreadableRequest: they cannot.
    """
    days = {name: day for name in names if (day := getattr(query, name)) is not None}
    for name, day in days.items():
        if not EARLIEST <= day <= LATEST:
            raise UnreadableRequest(_("Give a day between 1800 and 2500."), name)
    if len(days) > 1 and days[names[1]] < days[names[0]]:
        raise UnreadableRequest(_("The last day is before the first."), names[1])


def words_of(said: str, words: Iterable[str]) -> Meta:
    """About a parameter that takes one of some words, or none; `word_of` looks whether it is."""
    return Meta(description=said, max_length=64, extra_json_schema={"enum": ["", *words]})


def word_of(query: Query, name: str, words: Container[str]) -> str:
    """The word that a parameter is.

    Raises:
        UnreadableRequest: it is none of these.
    """
    word: str = getattr(query, name)
    if word and word not in words:
        raise UnreadableRequest(_("This word is none of those that can stand here."), name)
    return word


def query_of(request: HttpRequest, wanted: type[Question]) -> Question:
    """The parameters of a request.

    Raises:
        UnreadableRequest: one is unknown, stands twice, or is not as it must be.
    """
    given = dict(request.GET.lists())
    twice = [name for name, values in given.items() if len(values) > 1 and name not in wanted.many]
    if twice:
        raise UnreadableRequest(_("This parameter stands there more than once."), twice[0])
    try:
        return msgspec.convert(
            {name: values if name in wanted.many else values[0] for name, values in given.items()}, wanted, strict=False
        )
    except msgspec.ValidationError as problem:
        raise UnreadableRequest(*told(problem)) from None


def body_of(request: HttpRequest, wanted: type[Asked]) -> Asked:
    """The body of a request.

    Raises:
        NotJson, Malformed: it is not JSON.
        UnreadableRequest: it is not as it must be.
    """
    if request.content_type != _JSON:
        raise NotJson(_("Send JSON, with Content-Type: application/json."))
    try:
        return msgspec.json.decode(request.body, type=wanted)
    except msgspec.ValidationError as problem:
        raise UnreadableRequest(*told(problem)) from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise Malformed(_("The body cannot be read as JSON.")) from None


def told(problem: msgspec.ValidationError) -> tuple[str, str]:
    """A sentence and the field it is about."""
    what, _at, path = str(problem).partition(" - at `$")
    return plainly(what), ".".join(part for part in (path.strip("`."), named(what)) if part)


def picture_of(request: HttpRequest, query: Query) -> Picture:
    """The picture of whoever asks, as the query says.

    Raises:
        UnreadableRequest: the moment is none.
        PermissionDenied: the account may not read records.
    """
    if not isinstance(query, Known):
        return picture_for(request)
    as_of = query.as_of if isinstance(query, AsKnown) else None
    return picture_for(request, moment_of(query.known_at), as_of)


def moment_of(text: str) -> datetime | None:
    """A moment, or the end of a day.

    Raises:
        UnreadableRequest: it is neither.
    """
    if not text:
        return None
    try:
        if len(text) == len("2032-07-10"):
            return end_of_day(text)
        moment = datetime.fromisoformat(text)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise UnreadableRequest(_("Write a day (2032-07-10) or a moment (2032-07-10T12:00:00Z)."), "known_at") from None
