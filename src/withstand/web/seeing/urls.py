"""Addresses of what the operation sees."""

from __future__ import annotations

from django.urls import path

from withstand.web.seeing import actor_views, map_views, timeline_views

urlpatterns = [
    path("map/", map_views.area_map, name="map"),
    path("actors/", actor_views.actors, name="actors"),
    path("timeline/", timeline_views.timeline, name="timeline"),
]
