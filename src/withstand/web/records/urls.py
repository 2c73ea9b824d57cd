"""Addresses of records. A record's own is its kind's word and its id; `record-by-id` leads there."""

from __future__ import annotations

from django.urls import path

from withstand.web.records import listing, reading, saved_views, searching

urlpatterns = [
    path("records/", listing.kinds, name="kinds"),
    path("records/seen/", listing.seen, name="all-seen"),
    path("records/<uuid:record>/", reading.by_id, name="record-by-id"),
    path("records/views/", saved_views.keep, name="save-view"),
    path("records/views/<uuid:number>/", saved_views.change, name="change-view"),
    path("records/<slug:kind>/", listing.records, name="records"),
    path("records/<slug:kind>/<uuid:record>/", reading.record, name="record"),
    path("records/<slug:kind>/<uuid:record>/compare/", reading.compare, name="compare"),
    path("search/", searching.search, name="search"),
]
