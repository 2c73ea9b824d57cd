"""How a reader says which cell becomes which column of an event, and what makes a row impossible."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import polars as pl

from withstand.evidence.dates import Order, day_of, order_in
from withstand.evidence.event import EVENT, TEXT
from withstand.evidence.raw_table import OVERFLOW, RAW, ROW, RawTable
from withstand.vocabulary.terms import vocabulary

PROBLEM = "problem"
BLANK = 255
MOST_DEATHS = 2_000_000
EARLIEST_YEAR, LATEST_YEAR = 1900, 2100
_SAMPLE_ROWS = 20_000


@dataclass(frozen=True)
class Check:
    """A row in which `bad` is true is set aside; `column` is the field of the file that shows why."""

    column: str
    bad: pl.Expr
    reason: str


@dataclass
class Reader:
    """Collects, for one table, the columns of the normal form and the checks on them, in the order declared."""

    table: RawTable
    columns: dict[str, pl.Expr] = field(default_factory=dict)
    texts: dict[str, pl.Expr] = field(default_factory=dict)
    checks: list[Check] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def has(self, name: str) -> bool:
        """Whether the file has the field."""
        return name in self.table.header.fields

    def first_of(self, *names: str) -> str:
        """The first of `names` that the file has; the last where it has none."""
        return next((name for name in names if self.has(name)), names[-1])

    def text(self, name: str) -> pl.Expr:
        """A field as text, null where it is blank or absent."""
        if not self.has(name):
            return pl.lit(None, pl.String)
        stripped = pl.col(RAW + name).str.strip_chars()
        return pl.when(stripped != "").then(stripped)

    def number(self, name: str) -> pl.Expr:
        """A field as a number, null where it is blank, absent or not one; a decimal comma is understood."""
        if not self.has(name):
            return pl.lit(None, pl.Float64)
        value = self.text(name).str.replace(",", ".", literal=True).cast(pl.Float64, strict=False)
        return pl.when(value.is_finite()).then(value)

    def identifier(self, name: str) -> pl.Expr:
        """A field as an identifier: a whole number that a spreadsheet turned into 36210.0 is 36210 again."""
        return self.text(name).str.replace(r"^(\d+)\.0+$", "$1")

    def require(self, column: str, name: str, value: pl.Expr) -> None:
        """A text column that no event can lack."""
        self.columns[column] = value
        self.checks.append(Check(name, pl.col(column).is_null(), "it is empty, and no event can be without it"))

    def whole(
        self, column: str, name: str, *, required: bool = False, least: int = 0, most: int = MOST_DEATHS
    ) -> None:
        """A whole number within bounds; blank is unknown unless `required`."""
        value = self.number(name)
        self.columns[column] = value.cast(pl.Int32, strict=False)
        if not self.has(name):
            return
        if required:
            blank = self.text(name).is_null()
            self.checks.append(Check(name, blank, "it is empty, and no event can be without it"))
        self.checks.append(Check(name, self.text(name).is_not_null() & value.is_null(), "it is not a number"))
        self.checks.append(Check(name, value != value.round(), "it is not a whole number"))
        outside = (value < least) | (value > most)
        self.checks.append(Check(name, outside, f"it is not between {least:,} and {most:,}"))

    def coordinate(self, column: str, name: str, most: float) -> None:
        """A latitude or longitude in degrees; blank is unknown."""
        value = self.number(name)
        self.columns[column] = value
        self.checks.append(Check(name, self.text(name).is_not_null() & value.is_null(), "it is not a number"))
        self.checks.append(
            Check(name, value.abs() > most, f"it is not between -{most:.0f} and {most:.0f} degrees")
        )

    def code(self, column: str, name: str, words: Mapping[str, str], *, required: bool = False) -> None:
        """A coded field turned into a key; a code that is not in the list is set aside."""
        code = self.identifier(name).str.to_lowercase()
        self.columns[column] = code.replace_strict(words, default=None, return_dtype=pl.String)
        known = ", ".join(words) if len(words) < 9 else f"{len(words)} known codes"
        self.checks.append(
            Check(name, code.is_not_null() & pl.col(column).is_null(), f"it is not one of {known}")
        )
        if required:
            self.checks.append(Check(name, code.is_null(), "it is empty, and no event can be without it"))

    def days(self, start: str, end: str, usual: Order) -> None:
        """`date_start` and `date_end`; a blank end is the start."""
        fields = [name for name in dict.fromkeys((start, end)) if self.has(name)]
        sample = self.table.frame.select(pl.col(RAW + name) for name in fields).head(_SAMPLE_ROWS).collect()
        written = {text for name in fields for text in sample[RAW + name].unique() if text}
        order, settled = order_in(written, usual)
        if not settled and any("/" in text for text in written):
            self.notes.append(f"dates such as {min(written)} were read {order.value}; no date in the file settles it")
        self.columns["date_start"] = day_of(RAW + start, order)
        blank = pl.col(RAW + end).is_null() if self.has(end) else pl.lit(value=True)
        self.columns["date_end"] = pl.when(blank).then(day_of(RAW + start, order)).otherwise(
            day_of(RAW + end, order) if self.has(end) else None
        )
        for column, name in (("date_start", start), ("date_end", end if self.has(end) else start)):
            self.checks.append(Check(name, pl.col(column).is_null(), "it is not a date that can be read"))
            year = pl.col(column).dt.year()
            outside = (year < EARLIEST_YEAR) | (year > LATEST_YEAR)
            self.checks.append(
                Check(name, outside, f"its year is not between {EARLIEST_YEAR} and {LATEST_YEAR}")
            )
        backwards = pl.col("date_end") < pl.col("date_start")
        self.checks.append(Check(start, backwards, "the event ends before it starts"))

    def checked(self) -> pl.LazyFrame:
        """The whole table: `row`, the columns of EVENT, the texts as `text.<name>`, and `problem`.

        `problem` is the number of the first check that failed, null for an event, 255 for a blank row.
        """
        blank = pl.all_horizontal(
            pl.col(name).is_null() for name in self.table.frame.collect_schema() if name != ROW
        )
        overflow = Check(
            OVERFLOW, pl.col(OVERFLOW).is_not_null(), "the row has more cells than the header has columns"
        )
        self.checks.insert(0, overflow)
        problem = pl.when(blank).then(pl.lit(BLANK, pl.UInt8))
        for number, check in enumerate(self.checks):
            problem = problem.when(check.bad).then(pl.lit(number, pl.UInt8))
        declared = [
            self.columns.get(column.name, pl.lit(None)).cast(column.dtype).alias(column.name) for column in EVENT
        ]
        texts = [
            self.texts.get(column.name, pl.lit(None, pl.String)).alias(f"text.{column.name}")
            for column in TEXT[1:]
        ]
        return (
            self.table.frame.with_columns(declared)
            .with_columns(problem.alias(PROBLEM), *texts)
            .select(ROW, *(column.name for column in EVENT), pl.col("^text\\..*$"), PROBLEM)
        )


def precision_codes(dimension: str, source: str) -> dict[str, str]:
    """A source's codes for the precision of a `date` or `place`, as keys of the vocabulary."""
    return {
        code: key
        for key, term in vocabulary("precision").terms.items()
        if key.startswith(f"{dimension}_")
        for code in term.facts[source]
    }
