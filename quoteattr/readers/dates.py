"""Dates as files state them, in ISO form.

In: a date in words, in numbers, or as mail and feeds have it. Out: `2026-03-04`, `2026-03-04T10:00:00+00:00`, only
`2026-03` where no day is stated, or None where it cannot be told (4/3/2026 is in March or in April)::

    >>> iso_date("Wed, 04 Mar 2026 10:00:00 GMT")
    '2026-03-04T10:00:00+00:00'
"""

import re
from datetime import datetime
from email.utils import parsedate_to_datetime

ISO = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s?(?:Z|[+-]\d{2}:?\d{2})?)?)?)?")
COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
# "04/03/2026": which is the month is told only when the other one is above twelve.
NUMBERS = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\b")
# A date in words names its month and its year.
MONTH = re.compile(r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b", re.I)
YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
DAY = re.compile(r"\b(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?\b", re.I)
CLOCK = re.compile(r"\d{1,2}[:.]\d{2}(?:[:.]\d{2})?\s*(?:[ap]\.?m\.?)?|\b\d{1,2}\s*[ap]\.?m\b\.?", re.I)
LONGEST = 100  # characters; what is longer is no date


def iso_date(words: str | None) -> str | None:
    """The date in ISO form: of a date and time with both, of a month and year without a day."""
    words = (words or "").strip()
    if not words or len(words) > LONGEST:
        return None
    for form in (_iso, _of_mail, _numbers, _in_words):
        found = form(words)
        if found:
            return found
    return None


def _iso(words: str) -> str | None:
    if ISO.fullmatch(words):
        partial = {4: "-01-01", 7: "-01"}.get(len(words), "")
        return words if partial and _moment(words + partial) else _moment(words)
    compact = COMPACT.fullmatch(words)
    return _moment("-".join(compact.groups())) if compact else None


def _moment(words: str) -> str | None:
    """The date, with the time where one is stated."""
    try:
        found = datetime.fromisoformat(words.replace(",", ".").replace(" ", "T", 1).replace(" ", ""))
    except ValueError:
        return None
    return found.date().isoformat() if len(words) == len("2026-03-04") else found.isoformat(timespec="seconds")


def _of_mail(words: str) -> str | None:
    """RFC 5322, as mail and RSS have it: "Wed, 04 Mar 2026 10:00:00 GMT"."""
    if not CLOCK.search(words):
        return None
    try:
        return parsedate_to_datetime(words).isoformat(timespec="seconds")
    except (ValueError, TypeError, OverflowError, IndexError):
        return None


def _numbers(words: str) -> str | None:
    match = NUMBERS.match(words)
    if not match:
        return None
    first, second, year = map(int, match.groups())
    if first != second and first <= 12 and second <= 12:
        return None
    day, month = (first, second) if first > 12 or first == second else (second, first)
    return _moment(f"{year}-{month:02}-{day:02}")


def _in_words(words: str) -> str | None:
    """As in "4 March 2026" and "March 4th, 2026, 10.15am": the time of day, whose zone nobody knows, is left out."""
    from dateutil.parser import ParserError, parse

    words = CLOCK.sub("", words)
    month, year = MONTH.search(words), YEAR.search(words)
    if not (month and year):
        return None
    day = DAY.search(words.replace(year.group(), "", 1))
    try:
        found: datetime = parse(
            f"{day.group() if day else 1} {month.group()} {year.group()}", default=datetime(2000, 1, 1)
        )
    except (ParserError, OverflowError):
        return None
    return found.date().isoformat() if day else found.strftime("%Y-%m")
