"""Dates, held against the edtf library as a reference."""

from __future__ import annotations

import math
import time
from datetime import date

import edtf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.errors import DateError
from detente.model.edtf import Bounds, bounds, day_of, overlap, same_days, valid

days = st.dates(date(1000, 1, 1), date(9999, 12, 31))
points = st.one_of(
    days.map(date.isoformat),
    days.map(lambda d: f"{d.year:04}-{d.month:02}"),
    days.map(lambda d: f"{d.year:04}"),
    days.map(lambda d: f"{d.year:04}-{d.month:02}-{d.day:02}~"),
    days.map(lambda d: f"{d.year:04}-XX"),
)


def reference(value: str) -> Bounds:
    """What the edtf library makes of a value."""
    parsed = edtf.parse_edtf(value)

    def day(moment: time.struct_time | float) -> date | None:
        if isinstance(moment, float) and math.isinf(moment):
            return None
        return date(moment.tm_year, moment.tm_mon, moment.tm_mday)  # type: ignore[union-attr]

    return Bounds(day(parsed.lower_strict()), day(parsed.upper_strict()))


@given(points)
def test_points_mean_the_days_that_the_library_says(value: str) -> None:
    assert bounds(value) == reference(value)


@given(days, days)
def test_intervals_mean_the_days_that_the_library_says(a: date, b: date) -> None:
    value = f"{min(a, b).isoformat()}/{max(a, b).isoformat()}"
    assert bounds(value) == reference(value) == Bounds(min(a, b), max(a, b))


@given(days)
def test_open_ends_stay_open(day: date) -> None:
    assert bounds(f"{day.isoformat()}/..") == Bounds(day, None)
    assert bounds(f"../{day.isoformat()}") == Bounds(None, day)


def test_one_of_and_unknown_year() -> None:
    assert bounds("[2025-05-03,2025-05-11]") == Bounds(date(2025, 5, 3), date(2025, 5, 11))
    assert bounds("XXXX-02-27") == Bounds(None, None)
    assert valid("XXXX-02-29")


@pytest.mark.parametrize("bad", ["", "soon", "2025-13", "2025-02-30", "XXXX-02-30", "2025-06-10/2025-06-01", "10.06.2025", "2025-6-1"])
def test_what_is_no_date_is_refused(bad: str) -> None:
    assert not valid(bad)
    with pytest.raises(DateError):
        bounds(bad)


def test_comparisons() -> None:
    assert overlap("2025-06", "2025-06-30/..")
    assert not overlap("2025-06", "2025-07-01/..")
    assert not overlap(None, "2025")
    assert same_days("2025-04", "2025-04-01/2025-04-30")
    assert same_days(None, None)
    assert not same_days(None, "2025")


def test_the_documents_own_offset_counts() -> None:
    assert day_of("2025-06-10T23:30:00-08:00") == date(2025, 6, 10)
    assert day_of(None) is None
    with pytest.raises(DateError, match="2025-06-31"):
        day_of("2025-06-31")
