"""Addresses of channels, influence and rehearsals."""

from __future__ import annotations

from django.urls import path

from withstand.web.reaching import channel_views, influence_views, rehearsal_views

urlpatterns = [
    path("channels/", channel_views.channels_page, name="channels"),
    path("influence/", influence_views.influence, name="influence"),
    path("rehearsals/", rehearsal_views.rehearsal_list, name="rehearsals"),
    path("rehearsals/<slug:rehearsal>/", rehearsal_views.rehearsal_guide, name="rehearsal"),
    path("rehearsals/<slug:rehearsal>/<slug:role>/", rehearsal_views.rehearsal_card, name="rehearsal-card"),
]
