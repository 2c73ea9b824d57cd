"""Addresses of the API, and of the pages about it and about tokens."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.urls import path

from withstand.web.accounts.roles import EXPORT, READ, WRITE
from withstand.web.api import (
    actors,
    adding,
    converters,
    declaring,
    exporting,
    mapped,
    overview,
    own_token,
    pages,
    reading,
    reviews,
    settling,
    stances,
    timed,
    week,
)
from withstand.web.api.endpoints import JSON, endpoint, resource
from withstand.web.api.filters import COUNTED, LISTED

converters.register()


def _moving(work: Callable[..., Any], *media: str) -> Callable[..., HttpResponse]:
    """Something to read that rests on the day or on the data set too."""
    return resource(READ, get=endpoint(work, steady=False, media=media or (JSON,)))


V1 = [
    path("kinds/", resource(READ, get=endpoint(declaring.kinds)), name="api-kinds"),
    path("kinds/<kind:kind>/", resource(READ, get=endpoint(declaring.kind)), name="api-kind"),
    path("kinds/<kind:kind>/records/", resource(READ, get=endpoint(reading.page, query=LISTED)), name="api-page"),
    path("kinds/<kind:kind>/count/", resource(READ, get=endpoint(reading.count, query=COUNTED)), name="api-count"),
    path(
        "kinds/<kind:kind>/frame/", resource(READ, get=endpoint(reading.frame, media=reading.MEDIA)), name="api-frame"
    ),
    path("kinds/<kind:kind>/links/", resource(READ, get=endpoint(reading.kind_links)), name="api-kind-links"),
    path("vocabularies/", resource(READ, get=endpoint(declaring.vocabularies)), name="api-vocabularies"),
    path("vocabularies/<vocabulary:vocabulary>/", resource(READ, get=endpoint(declaring.terms)), name="api-terms"),
    path("records/", resource(READ, WRITE, post=endpoint(adding.add_records, 201)), name="api-records"),
    path("records/<id:record>/", resource(READ, get=endpoint(reading.record)), name="api-record"),
    path("records/<id:record>/history/", resource(READ, get=endpoint(reading.history)), name="api-history"),
    path("records/<id:record>/diff/", resource(READ, get=endpoint(reading.difference)), name="api-diff"),
    path("records/<id:record>/explanation/", _moving(reading.explanation), name="api-explanation"),
    path(
        "records/<id:record>/versions/",
        resource(READ, WRITE, post=endpoint(adding.add_version, 201)),
        name="api-versions",
    ),
    path(
        "records/<id:record>/links/",
        resource(READ, WRITE, get=endpoint(reading.links), post=endpoint(adding.add_links, 201)),
        name="api-links",
    ),
    path("records/<id:record>/remains/", resource(READ, get=endpoint(reading.remains)), name="api-remains"),
    path("overview/", _moving(overview.home), name="api-overview"),
    path("views/", resource(READ, get=endpoint(overview.views)), name="api-views"),
    path("search/", resource(READ, get=endpoint(overview.search)), name="api-search"),
    path("records/<id:record>/standing/", resource(READ, get=endpoint(settling.beside)), name="api-standing"),
    path("duplicates/", resource(READ, get=endpoint(settling.duplicates)), name="api-duplicates"),
    path("conflicts/", resource(READ, get=endpoint(overview.conflicts)), name="api-conflicts"),
    path("map/", _moving(mapped.area_map), name="api-map"),
    path("map/features/", _moving(mapped.features, mapped.GEOJSON), name="api-features"),
    path("map/sightings/", _moving(mapped.in_area), name="api-in-area"),
    path("timeline/", _moving(timed.timeline), name="api-timeline"),
    path("timeline/sightings/", _moving(timed.in_period), name="api-in-period"),
    path("actors/", _moving(actors.actors), name="api-actors"),
    path("week/", _moving(week.of_week), name="api-week"),
    path("stance/", _moving(stances.table), name="api-stance"),
    path(
        "review/",
        resource(READ, READ, get=endpoint(reviews.review, steady=False), post=endpoint(reviews.start, 202)),
        name="api-review",
    ),
    path("review/job/", _moving(reviews.job), name="api-review-job"),
    path("review/classes/<slug:perpetrator>/", _moving(reviews.of_class), name="api-review-class"),
    path("review/basis/<slug:about>/", _moving(reviews.basis), name="api-review-basis"),
    path("counts/", resource(READ, get=endpoint(reading.counts)), name="api-counts"),
    path(
        "exports/",
        resource(EXPORT, EXPORT, get=endpoint(exporting.exports), post=endpoint(exporting.start, 202)),
        name="api-exports",
    ),
    path("exports/<id:export>/", resource(EXPORT, get=endpoint(exporting.status)), name="api-export"),
    path(
        "exports/<id:export>/file/",
        resource(EXPORT, get=endpoint(exporting.file, media=exporting.MEDIA)),
        name="api-export-file",
    ),
    path(
        "exports/<id:export>/decision/",
        resource(EXPORT, EXPORT, post=endpoint(exporting.decide, 202)),
        name="api-export-decision",
    ),
    path("token/", resource("", get=endpoint(own_token.token)), name="api-token"),
    path("token/deeds/", resource("", get=endpoint(own_token.deeds)), name="api-deeds"),
]
"""Each address once: what answers here is what the OpenAPI document describes."""

urlpatterns = [
    *(path("api/v1/" + str(one.pattern), one.callback, name=one.name) for one in V1),
    path("api/v1/openapi.json", pages.openapi, name="api-openapi"),
    path("api/", pages.about, name="api-about"),
    path("account/tokens/", pages.tokens, name="tokens"),
    path("account/tokens/<int:number>/revoke/", pages.revoke, name="revoke-token"),
]
