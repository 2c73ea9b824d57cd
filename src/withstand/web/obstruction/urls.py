"""Addresses of obstruction."""

from __future__ import annotations

from django.urls import path

from withstand.web.obstruction import files_views, sheet_views

urlpatterns = [
    path("", sheet_views.sheet_page, name="obstruction"),
    path("files/", files_views.ask, name="obstruction-file"),
    path("<slug:sheet>/", sheet_views.sheet_page, name="obstruction-sheet"),
]
