"""Addresses of dialogue."""

from __future__ import annotations

from django.urls import path

from withstand.web.dialogue import (
    demarche_views,
    files_views,
    look_views,
    office_views,
    overview_views,
    promise_views,
)

urlpatterns = [
    path("", overview_views.overview, name="dialogue"),
    path("office/<uuid:record>/", office_views.office, name="dialogue-office"),
    path("promises/", promise_views.promise_list, name="promises"),
    path("demarches/", demarche_views.demarche_list, name="demarches"),
    path("demarches/together/", demarche_views.together, name="demarches-together"),
    path("follow-ups/", look_views.left, name="follow-ups"),
    path("follow-ups/<uuid:record>/", look_views.look, name="follow-up"),
    path("files/", files_views.ask, name="dialogue-file"),
]
