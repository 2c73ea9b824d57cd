"""Addresses of alerts and intercessions."""

from __future__ import annotations

from django.urls import path

from withstand.web.warning import (
    alert_views,
    closing_views,
    intercession_views,
    overview_views,
    proposing_views,
    sending_views,
)

urlpatterns = [
    path("", overview_views.overview, name="alerts"),
    path("<uuid:record>/", alert_views.alert_page, name="alert"),
    path("<uuid:record>/send/", sending_views.send, name="send-alert"),
    path("<uuid:record>/close/", closing_views.close, name="close-alert"),
    path("<uuid:record>/intercede/", proposing_views.intercede, name="intercede"),
    path("intercessions/<uuid:record>/", intercession_views.intercession_page, name="intercession"),
    path("intercessions/<uuid:record>/confirm/", intercession_views.confirm, name="confirm-intercession"),
    path("intercessions/<uuid:record>/follow/", intercession_views.follow, name="follow-intercession"),
    path("intercessions/<uuid:record>/words/", intercession_views.words_page, name="intercession-words"),
]
