"""Addresses of what writes records."""

from __future__ import annotations

from django.urls import path

from withstand.web.entering import (
    capture_views,
    draft_views,
    duplicate_views,
    link_views,
    place_views,
    settle_views,
    views,
)

urlpatterns = [
    path("enter/", views.index, name="enter"),
    path("enter/areas/", place_views.area_options, name="area-options"),
    path("enter/place/", place_views.pick_area, name="pick-area"),
    path("enter/saved/<uuid:token>/", views.saved_form, name="saved-form"),
    path("enter/draft/<uuid:token>/", draft_views.keep_draft, name="keep-draft"),
    path("enter/draft/<uuid:token>/forget/", draft_views.forget_draft, name="forget-draft"),
    path("enter/draft/<uuid:token>/resume/", draft_views.resume, name="resume-form"),
    path("enter/<slug:kind>/", views.enter, name="enter-kind"),
    path("enter/<slug:kind>/<uuid:record>/", views.change, name="change"),
    path("capture/", capture_views.capture, name="capture"),
    path("capture/referral/", capture_views.referral_part, name="referral-part"),
    path("capture/<uuid:record>/completed/", capture_views.completed, name="completed"),
    path("settle/<uuid:record>/", settle_views.settle, name="settle"),
    path("duplicates/", duplicate_views.duplicates, name="duplicates"),
    path("link/<uuid:record>/", link_views.link_record, name="link-record"),
    path("link/<uuid:record>/<uuid:link>/withdraw/", link_views.unlink_record, name="unlink-record"),
]
