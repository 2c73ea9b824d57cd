"""Addresses of support with conditions."""

from __future__ import annotations

from django.urls import path

from withstand.web.support import (
    answer_views,
    files_views,
    names_views,
    overview_views,
    request_views,
    risk_views,
    statistics_views,
    step_views,
    vet_views,
)

urlpatterns = [
    path("", overview_views.overview, name="support"),
    path("statistics/", statistics_views.statistics_page, name="support-statistics"),
    path("resume/", request_views.resume, name="support-resume"),
    path("files/", files_views.ask, name="support-file"),
    path("vet/<uuid:record>/", vet_views.vet_page, name="support-vet"),
    path("<uuid:record>/", request_views.request_page, name="support-request"),
    path("<uuid:record>/answer/", answer_views.answer, name="support-answer"),
    path("<uuid:record>/names/", names_views.names, name="support-names"),
    path("<uuid:record>/risk/", risk_views.risk, name="support-risk"),
    path("<uuid:record>/step/<slug:step>/", step_views.step, name="support-step"),
]
