"""Addresses of stance."""

from __future__ import annotations

from django.urls import path

from withstand.web.stance import choose_views, consent_views, effects_views, one_views, response_views, table_views

urlpatterns = [
    path("", table_views.table, name="stance"),
    path("consent/", consent_views.consent, name="stance-consent"),
    path("response/", response_views.response, name="stance-response"),
    path("effects/", effects_views.effects, name="stance-effects"),
    path("choose/<str:authority>/<path:area>/", choose_views.choose, name="stance-choose"),
    path("<str:authority>/<path:area>/", one_views.one, name="stance-one"),
]
