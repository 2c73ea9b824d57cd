"""A select that is written in one go: lists have many of them, with the words of whole vocabularies."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

_CHOSEN = mark_safe(" selected")


class PlainSelect(forms.Select):
    """As Django's, without groups and without a template for every option."""

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None  # noqa: ARG002
    ) -> SafeString:  # fmt: skip
        """The select with its options."""
        chosen = "" if value is None else str(value)
        options = [(key, _CHOSEN if str(key) == chosen else "", label) for key, label in self.choices]
        inner = format_html_join("", '<option value="{}"{}>{}</option>', options)
        given = flatatt(self.build_attrs(self.attrs, attrs))
        return format_html('<select name="{}"{}>{}</select>', name, given, inner)
