"""Stretches of days, and how EDTF and TIMEX3 write them."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta


@dataclass(frozen=True, slots=True)
class Period:
    """Whole days from first to last (inclusive), with the grain that words gave them and their TIMEX3 value."""

    first: date
    last: date
    grain: str
    value: str


def edtf(first: date | None, last: date | None) -> str | None:
    """The days as EDTF, as coarse as they allow; an end that is None is open."""
    if first is None and last is None:
        return None
    if first is None or last is None:
        return f"{first or '..'}/{last or '..'}"
    if first == last:
        return first.isoformat()
    if first.day == 1 and last.day == calendar.monthrange(last.year, last.month)[1]:
        if (first.month, last.month) == (1, 12):
            return f"{first.year:04d}" if first.year == last.year else f"{first.year:04d}/{last.year:04d}"
        if (first.year, first.month) == (last.year, last.month):
            return f"{first:%Y-%m}"
        return f"{first:%Y-%m}/{last:%Y-%m}"
    return f"{first}/{last}"


def day(when: date) -> Period:
    """One day."""
    return Period(when, when, "day", when.isoformat())


def week(when: date) -> Period:
    """The week, Monday to Sunday, that a day is in."""
    monday = when - timedelta(when.weekday())
    year, number, _ = when.isocalendar()
    return Period(monday, monday + timedelta(6), "week", f"{year}-W{number:02d}")


def weekend(when: date) -> Period:
    """Saturday and Sunday of the week that a day is in."""
    whole = week(when)
    return Period(whole.first + timedelta(5), whole.last, "day", whole.value + "-WE")


def month(year: int, number: int) -> Period:
    """A month; numbers below 1 and above 12 run into other years."""
    year, number = year + (number - 1) // 12, (number - 1) % 12 + 1
    year = min(max(year, MINYEAR), MAXYEAR)
    return Period(date(year, number, 1), date(year, number, calendar.monthrange(year, number)[1]), "month", f"{year:04d}-{number:02d}")


def quarter(year: int, number: int) -> Period:
    """A quarter of a year; numbers below 1 and above 4 run into other years."""
    year, number = year + (number - 1) // 4, (number - 1) % 4 + 1
    return Period(month(year, 3 * number - 2).first, month(year, 3 * number).last, "quarter", f"{year:04d}-Q{number}")


def half(year: int, number: int) -> Period:
    """A half of a year."""
    return Period(month(year, 6 * number - 5).first, month(year, 6 * number).last, "half", f"{year:04d}-H{number}")


def season(year: int, letters: str, first_month: int) -> Period:
    """Three months; winter starts in December of the year named."""
    return Period(month(year, first_month).first, month(year, first_month + 2).last, "season", f"{year:04d}-{letters}")


def year(number: int) -> Period:
    """A calendar year."""
    number = min(max(number, MINYEAR), MAXYEAR)
    return Period(date(number, 1, 1), date(number, 12, 31), "year", f"{number:04d}")


def decade(first_year: int) -> Period:
    """Ten years from a year that ends in 0."""
    return Period(year(first_year).first, year(first_year + 9).last, "decade", f"{first_year:04d}"[:3])


def century(hundreds: int) -> Period:
    """A hundred years; 19 is the 20th century as TIMEX3 writes it."""
    return Period(year(hundreds * 100 or 1).first, year(hundreds * 100 + 99).last, "century", f"{hundreds:02d}")


def around(when: date, unit: str) -> Period:
    """The day, week, month, … that a day is in."""
    if unit == "week":
        return week(when)
    if unit == "weekend":
        return weekend(when)
    if unit == "month":
        return month(when.year, when.month)
    if unit == "quarter":
        return quarter(when.year, (when.month + 2) // 3)
    if unit == "year":
        return year(when.year)
    if unit == "decade":
        return decade(when.year // 10 * 10)
    if unit == "century":
        return century(when.year // 100)
    return day(when)


def shift(when: date, count: int, unit: str) -> date | None:
    """The day `count` units away, on the last day of a shorter month where need be; None beyond the calendar."""
    months = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}.get(unit)
    try:
        if months is None:
            return when + timedelta(count * {"week": 7, "weekend": 7, "fortnight": 14}.get(unit, 1))
        total = when.year * 12 + when.month - 1 + count * months
        target = month(total // 12, total % 12 + 1)
        if not MINYEAR <= total // 12 <= MAXYEAR:
            return None
        return target.first.replace(day=min(when.day, target.last.day))
    except (OverflowError, ValueError):
        return None


def portion(whole: Period, mod: str) -> tuple[date, date]:
    """The first, middle or last part of a period, in days: thirds, a month's in tens (1–10, 11–20, 21–end)."""
    if whole.grain == "month":
        first = whole.first
        tens = {"START": (1, 10), "MID": (11, 20), "END": (21, whole.last.day)}[mod]
        return first.replace(day=tens[0]), first.replace(day=tens[1])
    if whole.grain == "week":
        start, end = {"START": (0, 2), "MID": (2, 3), "END": (4, 6)}[mod]
        return whole.first + timedelta(start), whole.first + timedelta(end)
    if whole.grain == "year" and mod == "MID":
        return month(whole.first.year, 6).first, month(whole.first.year, 7).last
    if whole.grain in ("year", "half", "quarter", "season"):
        months = (whole.last.year - whole.first.year) * 12 + whole.last.month - whole.first.month + 1
        third = max(1, months // 3)
        start = {"START": 0, "MID": third, "END": months - third}[mod]
        begin, finish = month(whole.first.year, whole.first.month + start), month(whole.first.year, whole.first.month + start + third - 1)
        return begin.first, finish.last
    if whole.grain in ("decade", "century"):
        years = whole.last.year - whole.first.year + 1
        third = years // 3
        start = {"START": 0, "MID": third, "END": years - third}[mod]
        return year(whole.first.year + start).first, year(min(whole.first.year + start + third - 1, whole.last.year)).last
    return whole.first, whole.last


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (Meeus, Jones and Butcher's algorithm)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = b // 4, b % 4
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = c // 4, c % 4
    ell = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * ell) // 451
    month_day = h + ell - 7 * m + 114
    return date(year, month_day // 31, month_day % 31 + 1)


def weekday_from(when: date, number: int, step: int) -> date:
    """The weekday on or after (step 1) or on or before (step -1) a day."""
    ahead = (number - when.weekday()) % 7
    return when + timedelta(ahead if step > 0 or not ahead else ahead - 7)
