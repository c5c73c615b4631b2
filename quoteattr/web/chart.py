"""A timeline as lines of numbers that a template draws as SVG: nothing to load, and it prints.

In: how often a speaker was quoted in each month. Out: bars, at most some sixty, by month, quarter or year::

    timeline({"2026-01": 3, "2026-03": 1}).bars[0].height

A chart library of half a megabyte would need scripts to show one row of bars, and would show none without them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

# Units of the drawing; the page scales it.
WIDTH, HEIGHT, GAP = 600, 90, 0.25
WIDEST_BAR = 40
MOST_BARS = 60
_STEPS = ((1, "month"), (3, "quarter"), (12, "year"), (60, "five years"), (120, "ten years"), (1200, "century"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One period: its name, how many, and where it is drawn."""

    name: str
    number: int
    x: float
    width: float
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """Bars from the first to the last period, also those without a quote.

    Attributes:
        bars: in order; empty without dated quotes.
        period: what a bar stands for: "month", "quarter", ...
        most: how many the highest stands for.
    """

    bars: tuple[Bar, ...]
    period: str
    most: int
    width: int = WIDTH
    height: int = HEIGHT

    @property
    def full(self) -> bool:
        """Whether the bars reach the right end; fewer of them end before it, and so does their time."""
        return len(self.bars) * WIDEST_BAR >= WIDTH


def timeline(months: Mapping[str, int]) -> Timeline:
    """The bars of a speaker.

    Args:
        months: numbers by "2026-01"; what is no month is left out.
    """
    counted = {month: number for key, number in months.items() if (month := _month(key)) is not None}
    if not counted:
        return Timeline(bars=(), period="month", most=0)
    first, last = min(counted), max(counted)
    step, period = next((step for step in _STEPS if last // step[0] - first // step[0] < MOST_BARS), _STEPS[-1])
    totals: dict[int, int] = dict.fromkeys(range(first // step, last // step + 1), 0)
    for month, number in counted.items():
        totals[month // step] += number
    return Timeline(bars=tuple(_bars(totals, step)), period=period, most=max(totals.values()))


def _month(key: str) -> int | None:
    """Months since the year 0; a date without a month counts as January."""
    year, _, month = key.partition("-")
    if not (year.isascii() and year.isdigit() and len(year) == 4):
        return None
    number = int(month) if month.isascii() and month.isdigit() else 1
    return 12 * int(year) + min(12, max(1, number)) - 1


def _bars(totals: Mapping[int, int], step: int) -> Iterator[Bar]:
    wide = min(WIDEST_BAR, WIDTH / len(totals))
    most = max(totals.values())
    for place, (period, number) in enumerate(totals.items()):
        yield Bar(
            name=_name(period * step, step),
            number=number,
            x=round(place * wide + wide * GAP / 2, 2),
            width=round(wide * (1 - GAP), 2),
            height=round(HEIGHT * number / most, 2),
        )


def _name(month: int, step: int) -> str:
    year, place = divmod(month, 12)
    if step == 1:
        return f"{year:04}-{place + 1:02}"
    if step == 3:
        return f"{year} Q{place // 3 + 1}"
    return str(year) if step == 12 else f"from {year}"
