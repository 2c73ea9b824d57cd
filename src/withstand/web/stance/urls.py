"""Addresses of stance."""

from __future__ import annotations

from django.urls import path

from withstand.web.stance import (
    back_views,
    choose_views,
    consent_views,
    effects_views,
    one_views,
    response_views,
    table_views,
)

urlpatterns = [
    path("", table_views.table, name="stance"),
    path("consent/", consent_views.consent, name="stance-consent"),
    path("response/", response_views.response, name="stance-response"),
    path("effects/", effects_views.effects, name="stance-effects"),
    path("choose/<str:authority>/<path:area>/", choose_views.choose, name="stance-choose"),
    path("take-back/<str:authority>/<uuid:record>/<path:area>/", back_views.take_back, name="stance-take-back"),
    path("<str:authority>/<path:area>/", one_views.one, name="stance-one"),
]
