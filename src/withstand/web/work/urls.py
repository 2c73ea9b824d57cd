"""Addresses of long work."""

from __future__ import annotations

from django.urls import path

from withstand.web.work import views

urlpatterns = [
    path("exports/", views.exports, name="exports"),
    path("jobs/<uuid:number>/", views.job, name="job"),
    path("jobs/<uuid:number>/cancel/", views.cancel, name="cancel-job"),
    path("jobs/<uuid:number>/decide/", views.decide, name="decide-job"),
    path("jobs/<uuid:number>/file/", views.fetch, name="fetch-job"),
]
