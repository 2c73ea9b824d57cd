"""How a reader says which cell becomes which column of an event, and what makes a row impossible."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import polars as pl
from polars.expr.whenthen import ChainedThen, Then

from withstand.evidence.dates import Order, depends_on_order, order_in, parse_day
from withstand.evidence.event import EVENT, TEXT
from withstand.evidence.raw_table import OVERFLOW, RAW, ROW, RawTable
from withstand.vocabulary.terms import vocabulary

PROBLEM = "problem"
BLANK = 255
MOST_DEATHS = 2_000_000
EARLIEST_YEAR, LATEST_YEAR = 1900, 2100
_SAMPLE_ROWS = 20_000
_MOST_REMEMBERED = 50_000
_SEEN = "seen"
_UNWRITTEN = ("NA", "N/A", "#N/A", "<NA>", "NaN", "nan", "NULL", "null", "None")
_FLOATED = re.compile(r"^(\d+)\.0+$")


@dataclass(frozen=True)
class Check:
    """A row in which `bad` is true is set aside; `column` is the field of the file that shows why."""

    column: str
    bad: pl.Expr
    reason: str


@dataclass
class Reader:
    """Collects, for one table, the columns of the normal form and the checks on them, in the order declared.

    Each cell is parsed once (`parsed`, from the raw cells); `columns` are made from parsed cells, `derived` from
    columns, and the checks look at all of these.
    """

    table: RawTable
    parsed: dict[str, pl.Expr] = field(default_factory=dict)
    columns: dict[str, pl.Expr] = field(default_factory=dict)
    derived: dict[str, pl.Expr] = field(default_factory=dict)
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
        self.parsed[f"text.{name}"] = pl.when(stripped != "").then(stripped)
        return pl.col(f"text.{name}")

    def name(self, name: str) -> pl.Expr:
        """A field as a name: text in which composed and decomposed accents are the same letters."""
        if not self.has(name):
            return pl.lit(None, pl.String)
        return self._each(f"name.{name}", name, _clean_name, pl.String())

    def number(self, name: str) -> pl.Expr:
        """A field as a number, null where it is blank, absent or not one; a decimal comma is understood."""
        if not self.has(name):
            return pl.lit(None, pl.Float64)
        self.parsed[f"number.{name}"] = pl.col(RAW + name).map_batches(
            _numbers, return_dtype=pl.Float64, is_elementwise=True
        )
        return pl.col(f"number.{name}")

    def identifier(self, name: str) -> pl.Expr:
        """A field as an identifier: a whole number that a spreadsheet turned into 36210.0 is 36210 again."""
        if not self.has(name):
            return pl.lit(None, pl.String)
        self.parsed[f"id.{name}"] = pl.col(RAW + name).map_batches(
            _identifiers, return_dtype=pl.String, is_elementwise=True
        )
        return pl.col(f"id.{name}")

    def decide(self, names: tuple[str, ...], function: Callable[..., tuple[Any, ...]], schema: pl.Struct) -> str:
        """Apply `function` to each distinct combination of fields; returns the name of the struct column made."""
        key = "decided." + schema.fields[0].name
        cells = [(pl.col(RAW + name) if self.has(name) else pl.lit(None, pl.String)).alias(name) for name in names]
        decided = each_combination(function, schema)
        self.parsed[key] = pl.struct(cells).map_batches(decided, return_dtype=schema, is_elementwise=True)
        return key

    def _each(self, key: str, name: str, function: Callable[[str], Any], dtype: pl.DataType) -> pl.Expr:
        self.parsed[key] = pl.col(RAW + name).map_batches(
            each_distinct(function, dtype), return_dtype=dtype, is_elementwise=True
        )
        return pl.col(key)

    def require(self, column: str, name: str, value: pl.Expr) -> None:
        """A text column that no event can lack."""
        self.columns[column] = value
        self.checks.append(Check(name, pl.col(column).is_null(), "it is empty, and no event can be without it"))

    def whole(self, column: str, name: str, *, required: bool = False, least: int = 0, most: int = MOST_DEATHS) -> None:
        """A whole number within bounds; blank is unknown unless `required`."""
        value = self.number(name)
        self.columns[column] = value.cast(pl.Int32, strict=False)
        if not self.has(name):
            return
        blank = pl.col(RAW + name).is_null()
        if required:
            self.checks.append(Check(name, blank, "it is empty, and no event can be without it"))
        unreadable = blank.not_() & value.is_null()
        if not required:
            unreadable = unreadable & (pl.col(RAW + name).str.strip_chars() != "")
        self.checks.append(Check(name, unreadable, "it is not a number"))
        self.checks.append(Check(name, value != value.round(), "it is not a whole number"))
        outside = (value < least) | (value > most)
        self.checks.append(Check(name, outside, f"it is not between {least:,} and {most:,}"))

    def coordinate(self, column: str, name: str, most: float) -> None:
        """A latitude or longitude in degrees; blank is unknown."""
        value = self.number(name)
        self.columns[column] = value
        blank = pl.col(RAW + name).str.strip_chars().fill_null("") == ""
        self.checks.append(Check(name, value.is_null() & ~blank, "it is not a number"))
        self.checks.append(Check(name, value.abs() > most, f"it is not between -{most:.0f} and {most:.0f} degrees"))

    def code(self, column: str, name: str, words: Mapping[str, str], *, required: bool = False) -> None:
        """A coded field turned into a key; a code that is not in the list is set aside."""
        if not self.has(name):
            return
        key = self._each(f"code.{name}", name, lambda text: words.get(_clean_code(text)), pl.String())
        self.columns[column] = key
        known = ", ".join(words) if len(words) < 9 else f"{len(words)} known codes"
        written = pl.col(RAW + name).str.strip_chars().fill_null("") != ""
        self.checks.append(Check(name, key.is_null() & written, f"it is not one of {known}"))
        if required:
            self.checks.append(Check(name, key.is_null(), "it is empty, and no event can be without it"))

    def days(self, start: str, end: str, usual: Order) -> None:
        """`date_start` and `date_end`; a blank end is the start."""
        fields = [name for name in dict.fromkeys((start, end)) if self.has(name)]
        sample = self.table.frame.select(pl.col(RAW + name) for name in fields).head(_SAMPLE_ROWS).collect()
        written = {text for name in fields for text in sample[RAW + name].unique() if text}
        order, settled = order_in(written, usual)
        slashed = sorted(text for text in written if depends_on_order(text))
        if slashed and not settled:
            self.notes.append(f"dates such as {slashed[0]} were read {order.value}; the file does not settle it")
        if slashed and any(text[:4].isdecimal() and text[4:5] == "-" for text in written):
            self.notes.append(
                f"some dates are written {slashed[0]} and others as real dates: a spreadsheet may have exchanged "
                "day and month in the latter; export the file again"
            )
        for name in fields:
            self._each(f"day.{name}", name, partial(parse_day, order=order), pl.Date())
        self.columns["date_start"] = pl.col(f"day.{start}")
        self.columns["date_end"] = pl.col(f"day.{start}")
        if end != start and self.has(end):
            blank = pl.col(RAW + end).str.strip_chars().fill_null("") == ""
            self.columns["date_end"] = pl.when(blank).then(pl.col(f"day.{start}")).otherwise(pl.col(f"day.{end}"))
        for column, name in zip(("date_start", "date_end"), fields, strict=False):
            self.checks.append(Check(name, pl.col(column).is_null(), "it is not a date that can be read"))
            year = pl.col(column).dt.year()
            outside = (year < EARLIEST_YEAR) | (year > LATEST_YEAR)
            self.checks.append(Check(name, outside, f"its year is not between {EARLIEST_YEAR} and {LATEST_YEAR}"))
        backwards = pl.col("date_end") < pl.col("date_start")
        self.checks.append(Check(start, backwards, "the event ends before it starts"))

    def checked(self) -> pl.LazyFrame:
        """The whole table: `row`, the columns of EVENT, the texts as `text.<name>`, and `problem`.

        `problem` is the number of the first check that failed, null for an event, 255 for a blank row. What programs
        write for a missing value (NA, NaN, NULL) is an empty cell.
        """
        cells = [name for name in self.table.frame.collect_schema() if name != ROW]
        blank = pl.all_horizontal(pl.col(cells).is_null())
        problem: Then | ChainedThen = pl.when(blank).then(pl.lit(BLANK, pl.UInt8))
        self.checks.insert(0, _OVERFLOW)
        for number, check in enumerate(self.checks):
            problem = problem.when(check.bad).then(pl.lit(number, pl.UInt8))
        declared = [
            self.columns.get(column.name, pl.lit(None)).cast(column.dtype).alias(column.name) for column in EVENT
        ]
        derived = [expression.alias(name) for name, expression in self.derived.items()]
        texts = [
            self.texts.get(column.name, pl.lit(None, pl.String)).alias(f"about.{column.name}") for column in TEXT[1:]
        ]
        return (
            self.table.frame.with_columns(pl.when(~pl.col(name).is_in(_UNWRITTEN)).then(name) for name in cells)
            .with_columns(expression.alias(key) for key, expression in self.parsed.items())
            .with_columns(declared)
            .with_columns(derived)
            .with_columns(problem.alias(PROBLEM), *texts)
            .select(ROW, *(column.name for column in EVENT), pl.col("^about\\..*$"), PROBLEM)
        )


_OVERFLOW = Check(OVERFLOW, pl.col(OVERFLOW).is_not_null(), "the row has more cells than the header has columns")


def _clean_name(text: str) -> str | None:
    return unicodedata.normalize("NFC", text.strip()) or None


def _clean_code(text: str) -> str:
    return _FLOATED.sub(r"\1", text.strip()).lower()


def _numbers(cells: pl.Series) -> pl.Series:
    """Text as numbers; only what does not read at once is looked at twice."""
    values = cells.cast(pl.Float64, strict=False)
    if values.null_count() > cells.null_count():
        cleaned = cells.str.strip_chars().str.replace(",", ".", literal=True).cast(pl.Float64, strict=False)
        values = values.fill_null(cleaned)
    if not values.is_finite().all():
        values = values.set(~values.is_finite(), None)
    return values


def _identifiers(cells: pl.Series) -> pl.Series:
    cells = cells.str.strip_chars()
    if cells.str.ends_with("0").any():
        cells = cells.str.replace(_FLOATED.pattern, "$1")
    return cells.set(cells == "", None)


def each_distinct(function: Callable[[str], Any], dtype: pl.DataType) -> Callable[[pl.Series], pl.Series]:
    """`function` over a column of text, called once for each distinct text; null stays null."""
    known = pl.Series(dtype=_numbering()), pl.Series(dtype=dtype)

    def apply(values: pl.Series) -> pl.Series:
        nonlocal known
        numbered, made = known
        coded = values.cast(numbered.dtype)
        count = _count_of(coded)
        if count > _MOST_REMEMBERED and count > made.len():
            coded, made = values.cast(_numbering()), made.clear()
            count = _count_of(coded)
        if count > made.len():
            numbers = pl.int_range(made.len(), count, dtype=pl.UInt32, eager=True)
            fresh = numbers.cat.to(coded.dtype).cast(pl.String)
            made = pl.concat([made, pl.Series([function(text) for text in fresh], dtype=dtype)])
            known = coded.clear(), made
        return made.gather(coded.to_physical())

    return apply


def _count_of(coded: pl.Series) -> int:
    most = coded.to_physical().max()
    return most + 1 if isinstance(most, int) else 0


def _numbering() -> pl.Categorical:
    """A type that numbers the texts cast to it from 0 in the order of first sight, while a series of it lives."""
    return pl.Categorical(pl.Categories.random())


def each_combination(function: Callable[..., tuple[Any, ...]], schema: pl.Struct) -> Callable[[pl.Series], pl.Series]:
    """`function` over the fields of a struct column, called once for each distinct combination."""
    made = [field.name for field in schema.fields]
    known: pl.DataFrame | None = None

    def apply(rows: pl.Series) -> pl.Series:
        nonlocal known
        frame = rows.struct.unnest()
        table = frame.clear().with_columns(_outcomes([], schema)) if known is None else known

        def joined() -> pl.DataFrame:
            return frame.join(table, on=frame.columns, how="left", nulls_equal=True, maintain_order="left")

        found = joined()
        if found[_SEEN].null_count():
            fresh = found.filter(pl.col(_SEEN).is_null()).select(frame.columns).unique()
            outcomes = _outcomes([function(*fields) for fields in fresh.iter_rows()], schema)
            table = known = pl.concat([table, fresh.with_columns(outcomes)])
            found = joined()
        return found.select(made).to_struct()

    return apply


def _outcomes(rows: list[tuple[Any, ...]], schema: pl.Struct) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=dict(schema), orient="row").with_columns(pl.lit(value=True).alias(_SEEN))


def precision_codes(dimension: str, source: str) -> dict[str, str]:
    """A source's codes for the precision of a `date` or `place`, as keys of the vocabulary."""
    return {
        code: key
        for key, term in vocabulary("precision").terms.items()
        if key.startswith(f"{dimension}_")
        for code in term.facts[source]
    }
