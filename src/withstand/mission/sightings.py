"""What was seen where and when: events of a data set and the operation's own records, side by side in one frame."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import polars as pl

from withstand.evidence.area_set import AREA, AreaSet
from withstand.evidence.areas import place
from withstand.evidence.names import comparable
from withstand.ledger.kinds import Kind
from withstand.mission.own_values import DISPUTED
from withstand.mission.tallies import CLASS, against_civilians
from withstand.picture.picture import Picture
from withstand.vocabulary.terms import vocabulary

EVENT_KIND = "event"
NO_PERPETRATOR = ""
"""Of a kind of record that has none: a visit."""

COLUMNS: dict[str, pl.DataType] = {
    "kind": pl.String(),
    "id": pl.String(),
    "what": pl.String(),
    "perpetrator": pl.String(),
    "first": pl.Date(),
    "last": pl.Date(),
    "area": pl.String(),
    "named": pl.String(),
    "low": pl.Int64(),
    "best": pl.Int64(),
    "high": pl.Int64(),
    "latitude": pl.Float64(),
    "longitude": pl.Float64(),
    "refuted": pl.Boolean(),
    "classification": pl.String(),
}
"""`area` is null where it is not known; `named` is then what was said of the place. Counts are deaths of civilians
for events, victims for records; null is unknown. A point is there only where it may be drawn."""

_POINTS = ("exact", "near")
_EVENT_POINTS = ("place_exact", "place_near")
_NEVER_A_POINT = "strictly_confidential"


@dataclass(frozen=True)
class Chosen:
    """Which sightings: kinds and classes (none: all of them), and the days that they may touch."""

    kinds: tuple[str, ...] = ()
    perpetrators: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None

    def of(self, sightings: pl.DataFrame) -> pl.DataFrame:
        """Those sightings; one without a day is of no period."""
        found = sightings
        if self.kinds:
            found = found.filter(pl.col("kind").is_in(self.kinds))
        if self.perpetrators:
            found = found.filter(pl.col("perpetrator").is_in(self.perpetrators))
        if self.since is not None:
            found = found.filter(pl.col("last") >= self.since)
        if self.until is not None:
            found = found.filter(pl.col("first") <= self.until)
        return found


def kind_key(kind: Kind) -> str:
    """The key of a kind of record among kinds of sightings."""
    return kind.word.lower()


def sighted_kinds(kinds: Iterable[Kind]) -> tuple[Kind, ...]:
    """Kinds of records with a day and a place of their own."""
    return tuple(kind for kind in kinds if kind.where and kind.when == "when")


def of_events(placed: pl.DataFrame) -> pl.DataFrame:
    """Events against civilians of a data set that was placed in areas."""
    exact = pl.col("place_precision").is_in(_EVENT_POINTS).fill_null(value=True)
    return against_civilians(placed).select(
        pl.lit(EVENT_KIND).alias("kind"),
        pl.concat_str("source", pl.lit(":"), "event_id").alias("id"),
        pl.col("violence").alias("what"),
        pl.col(CLASS).alias("perpetrator"),
        pl.col("date_start").alias("first"),
        pl.col("date_end").alias("last"),
        pl.col(AREA).alias("area"),
        pl.coalesce("admin2", "admin1", "country").alias("named"),
        pl.col("civilians_low").cast(pl.Int64).alias("low"),
        pl.col("civilians_best").cast(pl.Int64).alias("best"),
        pl.col("civilians_high").cast(pl.Int64).alias("high"),
        pl.when(exact).then("latitude").alias("latitude"),
        pl.when(exact).then("longitude").alias("longitude"),
        pl.lit(value=False).alias("refuted"),
        pl.lit(next(iter(vocabulary("classifications").terms))).alias("classification"),
    )


def of_records(picture: Picture, kinds: Iterable[Kind], areas: AreaSet) -> pl.DataFrame:
    """Records of these kinds as the picture's audience may see them."""
    known = area_ids_by_name(areas)
    parts = [_of_kind(picture, kind, known) for kind in kinds]
    return _by_point(pl.concat(parts), areas) if parts else nothing()


def _by_point(records: pl.DataFrame, areas: AreaSet) -> pl.DataFrame:
    """Records that name no area of these by the area in which their point lies."""
    points = pl.col("_latitude").is_not_null() & pl.col("area").is_null()
    lost = records.filter(points).select(
        "kind", "id", latitude="_latitude", longitude="_longitude", place_precision=pl.lit("place_exact")
    )
    if not lost.height or not areas.has_boundaries:
        return records.select(*COLUMNS)
    found = place(lost.lazy(), areas).collect().select("kind", "id", pl.col(AREA).alias("_area"))
    joined = records.join(found, on=["kind", "id"], how="left", maintain_order="left")
    return joined.with_columns(pl.coalesce("area", "_area").alias("area")).select(*COLUMNS)


def highest(classifications: Iterable[str]) -> str:
    """The highest of some classifications; the lowest that there is where there are none."""
    order = list(vocabulary("classifications").terms)
    return max(classifications, key=lambda one: order.index(one) if one in order else len(order), default=order[0])


def nothing() -> pl.DataFrame:
    """No sighting."""
    return pl.DataFrame(schema=COLUMNS)


def area_ids_by_name(areas: AreaSet) -> dict[str, str]:
    """The id of each area by its id and its names, those that several share left out."""
    found: dict[str, str] = {}
    twice: set[str] = set()
    for area in areas.areas:
        for word in {comparable(word) for word in (area.area_id, *area.names.values())}:
            if found.setdefault(word, area.area_id) != area.area_id:
                twice.add(word)
    return {word: area for word, area in found.items() if word not in twice}


def _of_kind(picture: Picture, kind: Kind, known: Mapping[str, str]) -> pl.DataFrame:
    frame = picture.frame(kind)
    several = {form.name for form in kind.forms if form.many}
    found = frame.join(_classes(picture, kind), on="record", how="left") if "perpetrators" in several else frame
    found = found.join(_victims(picture, kind), on="record", how="left") if "counts" in several else found
    words = {word: known.get(comparable(word)) for word in frame["where_area"].unique().drop_nulls()}
    return found.select(
        pl.lit(kind_key(kind)).alias("kind"),
        pl.col("record").alias("id"),
        pl.col(kind.title).alias("what"),
        *_said(asserted="perpetrators" in several, counted="counts" in several),
        pl.col("when_first").alias("first"),
        pl.col("when_last").alias("last"),
        pl.col("where_area").replace_strict(words, default=None, return_dtype=pl.String).alias("area"),
        pl.coalesce(pl.col("where_area", "where_name").replace("", None), pl.lit("")).alias("named"),
        *_point(),
        (pl.col("verification") == "refuted" if "verification" in frame.columns else pl.lit(value=False)).alias(
            "refuted"
        ),
        "classification",
        *((pl.col(f"where_{axis}") / 1e6).cast(pl.Float64).alias(f"_{axis}") for axis in ("latitude", "longitude")),
    ).with_columns(pl.col(name).cast(dtype) for name, dtype in COLUMNS.items())


def _said(*, asserted: bool, counted: bool) -> list[pl.Expr]:
    number = pl.lit(None, pl.Int64)
    return [
        (pl.col(CLASS).fill_null("unknown") if asserted else pl.lit(NO_PERPETRATOR)).alias("perpetrator"),
        *((pl.col(name) if counted else number).alias(name) for name in ("low", "best", "high")),
    ]


def _point() -> list[pl.Expr]:
    """A record's point, to a hundredth of a degree: where its place is exact and it is not of the highest degree.

    The picture holds only what its audience may use; what is kept most closely is still shown by its area alone.
    """
    drawn = pl.col("where_precision").is_in(_POINTS) & (pl.col("classification") != _NEVER_A_POINT)
    return [
        pl.when(drawn).then((pl.col(f"where_{axis}") / 1e6).round(2)).alias(axis) for axis in ("latitude", "longitude")
    ]


def _classes(picture: Picture, kind: Kind) -> pl.DataFrame:
    """The model's class that all of a record's assertions name."""
    terms = vocabulary("perpetrators").terms
    model = {key: str(term.facts["model"]) for key, term in terms.items()}
    asserted = picture.frame(kind, "perpetrators")
    one = pl.when(pl.col(CLASS).n_unique() == 1).then(pl.col(CLASS).first()).otherwise(pl.lit(DISPUTED))
    named = asserted.with_columns(pl.col("perpetrator").replace_strict(model, default="unknown").alias(CLASS))
    return named.group_by("record").agg(one.alias(CLASS))


def _victims(picture: Picture, kind: Kind) -> pl.DataFrame:
    counts = picture.frame(kind, "counts").filter(pl.col("unit") == "victim")
    best = pl.coalesce("best", "least", "most")
    return (
        counts.select(
            "record",
            pl.coalesce("least", best).alias("low"),
            best.alias("best"),
            pl.coalesce("most", best).alias("high"),
        )
        .group_by("record")
        .agg(pl.col("low", "best", "high").sum())
    )
