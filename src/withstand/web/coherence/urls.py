"""Addresses of findings."""

from __future__ import annotations

from django.urls import path

from withstand.web.coherence import finding_views, list_views

urlpatterns = [
    path("", list_views.findings, name="findings"),
    path("resume/", finding_views.resume, name="finding-resume"),
    path("<uuid:record>/<slug:finding>/", finding_views.finding_page, name="finding"),
]
