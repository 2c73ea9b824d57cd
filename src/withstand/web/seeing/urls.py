"""Addresses of what the operation sees."""

from __future__ import annotations

from django.urls import path

from withstand.web.seeing import actor_views, basis_views, map_views, review_views, timeline_views

urlpatterns = [
    path("map/", map_views.area_map, name="map"),
    path("review/", review_views.review, name="review"),
    path("review/file/", review_views.file, name="review-file"),
    path("review/class/<slug:perpetrator>/", review_views.review_class, name="review-class"),
    path("review/basis/<slug:about>/", basis_views.basis, name="review-basis"),
    path("actors/", actor_views.actors, name="actors"),
    path("timeline/", timeline_views.timeline, name="timeline"),
]
