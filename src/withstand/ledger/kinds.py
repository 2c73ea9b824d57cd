"""Kinds of records: one declaration each, from which storage, validation, frames, templates and exports follow."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import msgspec

from withstand.ledger.canonical import encode
from withstand.ledger.errors import ByWorkflow, InvalidRecord, NotCanonical
from withstand.ledger.fields import Fields, Record
from withstand.ledger.forms import Forms, codes_of, forms_of, problems_of
from withstand.telling import Told
from withstand.vocabulary.terms import vocabulary

if TYPE_CHECKING:
    from withstand.ledger.ledger import Ledger

UNFIT_BODY = (
    msgspec.MsgspecError, LookupError, TypeError, ValueError, AttributeError, RecursionError, ArithmeticError,
    NotCanonical,
)  # fmt: skip
"""What reading a body can end in, where somebody signed one that is not what its kind says."""

Upcaster = Callable[[Fields], Fields]
Check = Callable[["Ledger", Sequence[tuple[str, frozenset[str]]]], None]
"""What records must keep to beyond their own fields: asked once for all that are written together, as they would stand,
each with the roles of the links that came with it; it raises where one of them must not be saved.
"""
_AT = re.compile(r"^(?P<what>.*?)(?: - at `\$\.?(?P<path>[^`]*)`)?$", re.DOTALL)


@dataclass(frozen=True)
class Role:
    """A link that records of a kind may have: its name, which kinds it may lead to, how it behaves.

    `consent`: the record may be used only as far as the record it leads to.
    """

    name: str
    targets: tuple[str, ...]
    many: bool = True
    consent: bool = False
    required: bool = False


@dataclass(frozen=True)
class Blind:
    """Answers that several bodies give about one record, none seeing another's before all have answered.

    `role` leads to what is answered, whose field `asked` names the bodies; an answer's field `by` names its own.
    """

    role: str
    by: str
    asked: str


@dataclass(frozen=True)
class Kind:
    """A kind of record. `when` and `where` name its main date and place.

    `blind`: its records are sealed answers until all are in. `by_workflow`: the command by which it is entered, which
    checks who may take the step and when; never a form or a file.
    `switch`: what two people must have switched on before any record of this kind is entered.
    """

    name: str
    model: type[Record]
    version: int = 1
    roles: tuple[Role, ...] = ()
    upcasters: Mapping[int, Upcaster] = field(default_factory=lambda: MappingProxyType({}))
    when: str = "valid"
    where: str = ""
    title: str = ""
    consents: bool = True
    blind: Blind | None = None
    by_workflow: str = ""
    switch: str = ""

    @cached_property
    def tag(self) -> str:
        """The name and version that entries carry."""
        return f"{self.name}@{self.version}"

    @property
    def word(self) -> str:
        """The kind's last name: Incident."""
        return self.name.rpartition(".")[2]

    def must_be_free(self) -> None:
        """Let only kinds pass that no workflow enters.

        Raises:
            ByWorkflow: its workflow does.
        """
        if self.by_workflow:
            raise ByWorkflow(self.word, self.by_workflow)

    def role(self, name: str) -> Role:
        """The role of that name.

        Raises:
            InvalidRecord: this kind has none.
        """
        for role in self.roles:
            if role.name == name:
                return role
        known = ", ".join(role.name for role in self.roles) or "none"
        raise InvalidRecord(self.name, ((name, Told("there is no such link; there are: {known}", known=known)),))

    @cached_property
    def forms(self) -> Forms:
        """The fields in order, with their forms."""
        return forms_of(self.model)

    @cached_property
    def columns(self) -> tuple[tuple[str, str], ...]:
        """Names and types (text, number, yes_no, day) of the columns of the kind's frame."""
        return tuple(column for form in self.forms for column in form.columns)

    @cached_property
    def layout(self) -> str:
        """The columns as text: rows that were laid out otherwise are of another version of the program."""
        return " ".join(f"{name}:{type_}" for name, type_ in self.columns)

    @cached_property
    def vocabularies(self) -> bytes:
        """Canonical JSON of the vocabularies that code this kind, with the version in force."""
        names = sorted({name for form in self.forms for name in form.vocabularies})
        return encode({name: vocabulary(name).version for name in names})

    def read(self, fields: Mapping[str, Any]) -> Record:
        """A record from plain values, checked against the declaration.

        Raises:
            InvalidRecord: with every problem that could be told.
        """
        try:
            record = msgspec.convert(fields, self.model, strict=True)
        except msgspec.ValidationError as problem:
            raise InvalidRecord(self.name, (_told(str(problem)),)) from None
        self.check(record)
        return record

    def check(self, record: Record) -> None:
        """Codes against their vocabularies, and what must hold between fields.

        Raises:
            InvalidRecord: with every problem.
        """
        found: list[tuple[str, str]] = [
            (path, Told("{word} is not a term of the vocabulary {vocabulary}", word=repr(code), vocabulary=name))
            for path, name, code in codes_of(record, self.forms)
            if code not in vocabulary(name).terms
        ]
        found.extend(problems_of(record, self.forms))
        if found:
            raise InvalidRecord(self.name, tuple(found))

    def body(self, record: Record) -> bytes:
        """The canonical body of a record of this kind, checked on the way.

        Raises:
            InvalidRecord: the values do not fit their declaration.
        """
        return self.written(record)[0]

    def written(self, record: Record) -> tuple[bytes, Record]:
        """The canonical body of a record, and the record as everybody will read it from there.

        Raises:
            InvalidRecord: the values do not fit their declaration.
        """
        if type(record) is not self.model:
            raise InvalidRecord(self.name, (("", Told("this is a {kind}", kind=type(record).__name__)),))
        try:
            fields = encode(record)
            read = self.decoder.decode(fields)
            self.check(read)
        except msgspec.ValidationError as problem:
            raise InvalidRecord(self.name, (_told(str(problem)),)) from None
        except (TypeError, AttributeError) as problem:
            raise InvalidRecord(
                self.name, (("", Told("a value has the wrong form ({problem})", problem=problem)),)
            ) from None
        return b'{"fields":' + fields + b',"vocabularies":' + self.vocabularies + b"}", read

    @cached_property
    def decoder(self) -> msgspec.json.Decoder[Record]:
        """Reads the fields of this kind's present version."""
        return msgspec.json.Decoder(self.model)

    def readable(self, body: bytes, version: int) -> Record | None:
        """The record in a body, or None where it is of a newer version or does not fit its kind."""
        try:
            return self.decode(body, version)
        except UNFIT_BODY:
            return None

    def decode(self, body: bytes, version: int) -> Record | None:
        """The record in a body of that version of the kind, read as the present one; None for a newer, unknown one."""
        fields = _ENVELOPE.decode(body).fields
        if version == self.version:
            return self.decoder.decode(fields)
        if version > self.version:
            return None
        plain: Fields = msgspec.json.decode(fields)
        for step in range(version, self.version):
            plain = self.upcasters[step](plain)
        return msgspec.convert(plain, self.model)


class Envelope(msgspec.Struct, frozen=True):
    """A body: the fields, and the version of each vocabulary they were coded in."""

    fields: msgspec.Raw
    vocabularies: dict[str, str] = {}


_ENVELOPE = msgspec.json.Decoder(Envelope)


def unread(body: bytes) -> Fields:
    """The fields of a body that this program cannot read as a kind, as they stand; none where they are no fields."""
    try:
        fields = msgspec.json.decode(_ENVELOPE.decode(body).fields)
    except UNFIT_BODY:
        return {}
    return fields if isinstance(fields, dict) else {}


def envelope(body: bytes) -> Envelope:
    """The parts of a body, not yet read as a kind."""
    return _ENVELOPE.decode(body)


def _told(message: str) -> tuple[str, str]:
    """A validation message as (field, sentence)."""
    found = _AT.match(message)
    path, what = ("", message) if found is None else (found["path"] or "", found["what"])
    if missing := re.fullmatch(r"Object missing required field `(\w+)`", what):
        return f"{path}.{missing[1]}".strip("."), "is needed"
    if unknown := re.fullmatch(r"Object contains unknown field `(\w+)`", what):
        return f"{path}.{unknown[1]}".strip("."), "is not a field of this kind"
    if path.rpartition(".")[2] in _DEGREES and ("<=" in what or ">=" in what):
        most = _DEGREES[path.rpartition(".")[2]]
        return path, f"runs from -{most} to {most} degrees, kept in millionths of a degree: 4.36 degrees are 4360000"
    if "matching regex" in what:
        return path, next(
            (advice for form, advice in _WRITTEN if form in what), "is not written as this field needs it"
        )
    return path, what.replace("`", "")


_DEGREES = {"latitude": 90, "longitude": 180}
_WRITTEN = (
    ("-\\\\d{2}", "write a day as 2032-05-20, or a month or a year: 2032-05, 2032"),
    ("[A-F]", "write a grade of A to F and 1 to 6, as B2"),
    ("[a-z0-9_]+", "is not a term: terms have small letters, digits and _ only"),
)


class Registry:
    """All kinds of a program, by name. Kinds that it lacks merge and verify, and show read-only.

    `checks` are asked of every record of a kind that is written here, whoever writes it; not of what others wrote.
    """

    def __init__(
        self, kinds: Iterable[Kind], checks: Mapping[str, Check] = MappingProxyType({})
    ) -> None:  # fmt: skip
        self._kinds = {kind.name: kind for kind in kinds}
        self.checks = checks

    def __iter__(self) -> Any:
        return iter(self._kinds.values())

    def check(self, ledger: Ledger, written: Iterable[tuple[Kind, str, Iterable[str]]]) -> None:
        """Ask the checks of kinds about records, within the transaction: what they refuse was never there."""
        asked: dict[Check, list[tuple[str, frozenset[str]]]] = {}
        for kind, record, roles in written:
            if (check := self.checks.get(kind.name)) is not None:
                asked.setdefault(check, []).append((record, frozenset(roles)))
        for check, records in asked.items():
            check(ledger, records)

    def get(self, name: str) -> Kind | None:
        """The kind of that name (`evidence.Incident`), if this program knows it."""
        return self._kinds.get(name)

    def by_word(self, word: str) -> Kind:
        """The kind a person means by `incident`, `support_request` or `evidence.Incident`.

        Raises:
            InvalidRecord: there is none.
        """
        for kind in self._kinds.values():
            if re.sub(r"[\s_-]", "", word).lower() in (kind.word.lower(), kind.name.lower()):
                return kind
        known = ", ".join(sorted(kind.word for kind in self._kinds.values()))
        raise InvalidRecord(word, (("kind", f"there is no such kind; there are: {known}"),))


def split_tag(tag: str) -> tuple[str, int]:
    """Name and version of `evidence.Incident@2`."""
    name, _, version = tag.partition("@")
    return name, int(version) if version.isdigit() else 0
