import pytest
from hypothesis import given
from hypothesis import strategies as st

from quoteattr.readers.dates import iso_date


@pytest.mark.parametrize(
    ("words", "date"),
    [
        ("2026-03-04", "2026-03-04"),
        ("2026-03", "2026-03"),
        ("2026", "2026"),
        ("20260304", "2026-03-04"),
        ("2026-03-04T10:00:00Z", "2026-03-04T10:00:00+00:00"),
        ("2026-03-04 10:00", "2026-03-04T10:00:00"),
        ("2026-03-04T10:00:00.123+01:00", "2026-03-04T10:00:00+01:00"),
        ("Wed, 04 Mar 2026 10:00:00 GMT", "2026-03-04T10:00:00+00:00"),
        ("Wed, 4 Mar 2026 10:00:00 +0100", "2026-03-04T10:00:00+01:00"),
        ("4 March 2026", "2026-03-04"),
        ("March 4, 2026", "2026-03-04"),
        ("March 4th, 2026, 10.15am", "2026-03-04"),
        ("Published on Wednesday 4 March 2026 at 10:15", "2026-03-04"),
        ("March 2026", "2026-03"),
        ("04 Mar 2026", "2026-03-04"),
        ("25/03/2026", "2026-03-25"),
        ("03/25/2026", "2026-03-25"),
        ("25.3.2026", "2026-03-25"),
        ("05/05/2026", "2026-05-05"),
        ("04/03/2026", None),
        ("31 February 2026", None),
        ("2026-13-01", None),
        ("yesterday", None),
        ("4 March", None),
        ("", None),
        (None, None),
        ("9" * 5000, None),
    ],
)
def test_iso_date(words: str | None, date: str | None) -> None:
    assert iso_date(words) == date


@given(st.dates())
def test_every_date_of_the_calendar(date: object) -> None:
    assert iso_date(str(date)) == str(date)


@given(st.text(alphabet="0123456789/-.:, TZMarchay+", max_size=40))
def test_nothing_raises_and_what_is_found_is_found_again(words: str) -> None:
    found = iso_date(words)
    assert found is None or iso_date(found) == found
