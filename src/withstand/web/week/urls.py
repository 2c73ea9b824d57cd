"""Addresses of the working group's week."""

from __future__ import annotations

from django.urls import path

from withstand.web.week import carry_views, files_views, matrix_views, week_views

urlpatterns = [
    path("", week_views.week, name="week"),
    path("agenda/", week_views.agenda_page, name="week-agenda"),
    path("carry/", carry_views.carry, name="week-carry"),
    path("action-sheet/", week_views.sheet_page, name="week-action-sheet"),
    path("files/", files_views.files, name="week-files"),
    path("matrix/", matrix_views.upload, name="week-upload"),
    path("matrix/<uuid:number>/", matrix_views.matrix, name="week-matrix"),
    path("matrix/<uuid:number>/forget/", matrix_views.forget, name="week-forget-matrix"),
    path("mappings/<uuid:number>/", matrix_views.kept_mapping, name="week-mapping"),
]
