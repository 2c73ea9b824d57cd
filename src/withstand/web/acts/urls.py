"""Addresses of acts of two."""

from __future__ import annotations

from django.urls import path

from withstand.web.acts import persons_views, views

urlpatterns = [
    path("", views.acts, name="acts"),
    path("new/", views.ask, name="ask-for-act"),
    path("persons/", persons_views.persons, name="persons"),
    path("<uuid:number>/", views.act, name="act"),
    path("<uuid:number>/refuse/", views.refuse, name="refuse-act"),
]
