"""Words in addresses that must be known: an unknown kind or vocabulary is an address that does not exist."""

from __future__ import annotations

from django.urls import register_converter
from django.urls.converters import UUIDConverter

from withstand.kinds import REGISTRY
from withstand.ledger.errors import InvalidRecord
from withstand.ledger.kinds import Kind
from withstand.vocabulary.terms import Vocabulary, vocabulary
from withstand.web.api.declaring import VOCABULARIES


class KindConverter:
    """A kind by its last name: incident."""

    regex = "[A-Za-z.]+"

    def to_python(self, value: str) -> Kind:
        """The kind."""
        try:
            return REGISTRY.by_word(value)
        except InvalidRecord:
            raise ValueError(value) from None

    def to_url(self, value: Kind | str) -> str:
        """Its last name."""
        return value.word.lower() if isinstance(value, Kind) else value


class VocabularyConverter:
    """A vocabulary by its name."""

    regex = "[a-z_]+"

    def to_python(self, value: str) -> Vocabulary:
        """The vocabulary."""
        if value not in VOCABULARIES:
            raise ValueError(value)
        return vocabulary(value)

    def to_url(self, value: Vocabulary | str) -> str:
        """Its name."""
        return value.name if isinstance(value, Vocabulary) else value


class IdConverter(UUIDConverter):
    """An id, as text."""

    def to_python(self, value: str) -> str:  # type: ignore[override]
        """The id as it stands."""
        return value


def register() -> None:
    """Make them known to addresses."""
    register_converter(KindConverter, "kind")
    register_converter(VocabularyConverter, "vocabulary")
    register_converter(IdConverter, "id")
