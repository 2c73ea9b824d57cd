"""Every address. What stands here has a rule in its view, or is closed."""

from __future__ import annotations

from django.urls import include, path

from withstand.web import home

urlpatterns = [
    path("", home.start, name="start"),
    path("overview/", home.home, name="home"),
    path("", include("withstand.web.accounts.urls")),
    path("", include("withstand.web.entering.urls")),
    path("acts/", include("withstand.web.acts.urls")),
    path("", include("withstand.web.records.urls")),
    path("", include("withstand.web.seeing.urls")),
    path("week/", include("withstand.web.week.urls")),
    path("findings/", include("withstand.web.coherence.urls")),
    path("support/", include("withstand.web.support.urls")),
    path("", include("withstand.web.reaching.urls")),
    path("dialogue/", include("withstand.web.dialogue.urls")),
    path("alerts/", include("withstand.web.warning.urls")),
    path("obstruction/", include("withstand.web.obstruction.urls")),
    path("stance/", include("withstand.web.stance.urls")),
    path("", include("withstand.web.work.urls")),
    path("", include("withstand.web.api.urls")),
]

handler400 = "withstand.web.problems.bad_request"
handler403 = "withstand.web.problems.forbidden"
handler404 = "withstand.web.problems.not_found"
handler500 = "withstand.web.problems.failed"
