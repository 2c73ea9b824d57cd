"""Addresses of long work."""

from __future__ import annotations

from django.urls import path

from withstand.web.work import views

urlpatterns = [
    path("exports/", views.exports, name="exports"),
    path("<uuid:number>/", views.job, name="job"),
    path("<uuid:number>/cancel/", views.cancel, name="cancel-job"),
    path("<uuid:number>/decide/", views.decide, name="decide-job"),
    path("<uuid:number>/file/", views.fetch, name="fetch-job"),
]
