"""Addresses of what the operation sees."""

from __future__ import annotations

from django.urls import path

from withstand.web.seeing import map_views, timeline_views

urlpatterns = [
    path("map/", map_views.area_map, name="map"),
    path("timeline/", timeline_views.timeline, name="timeline"),
]
