"""The pages that every test of all pages opens: a new page is added here, once."""

from __future__ import annotations

LIGHT = (
    "/overview/",
    "/account/",
    "/accounts/",
    "/accounts/new/",
    "/accounts/log/",
    "/acts/",
    "/acts/new/",
    "/acts/persons/",
    "/exports/",
    "/records/",
    "/records/incident/",
    "/records/incident/?classification=confidential",
    "/search/?q=trucks",
    "/account/tokens/",
    "/api/",
    "/week/",
    "/week/agenda/",
    "/week/action-sheet/",
    "/week/carry/",
    "/week/matrix/",
    "/week/files/",
    "/support/",
    "/support/statistics/",
    "/findings/",
    "/channels/",
    "/influence/",
    "/rehearsals/",
    "/rehearsals/checkpoint/",
    "/rehearsals/checkpoint/interpreter/",
    "/alerts/",
    "/obstruction/",
    "/obstruction/rate/",
    "/obstruction/blind/",
    "/obstruction/weighted/",
    "/obstruction/blind-weighted/",
    "/obstruction/before-violence/",
    "/obstruction/change/",
)
"""Pages whose size on a first visit and after it is held to a limit."""

PAGES = (
    *LIGHT,
    "/map/",
    "/timeline/",
    "/actors/",
    "/review/",
    "/enter/",
    "/enter/incident/",
    "/capture/",
    "/duplicates/",
)
"""All pages that stand without a parameter."""
