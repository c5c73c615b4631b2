"""A report as Markdown: a section a statement, in which nothing of an article acts as markup.

In: a report. Out: UTF-8::

    > … **denies:** *that fares would double* …
"""

import re

from quoteattr.reports.report import Report, ReportEntry

# What Markdown reads as markup wherever it stands, and at the beginning of a line.
_MARKUP = re.compile(r"([\\`*_\[\]<>|~&])")
_LINE_START = re.compile(r"^([-+#=>]|\d+(?=[.)]))")


def render(report: Report) -> bytes:
    """The file."""
    parts = [f"# {plain(report.title)}", *map(_section, report.entries)]
    parts += [f"Not here any more: {', '.join(map(plain, report.missing))}"] if report.missing else []
    return ("\n\n".join((*parts, f"---\n\n{plain(report.coverage.sentence)}")) + "\n").encode()


def plain(text: str) -> str:
    """Text without markup, for the beginning of a line too."""
    return _LINE_START.sub(r"\\\1", _MARKUP.sub(r"\\\1", text))


def _section(entry: ReportEntry) -> str:
    act = f"{plain(entry.verb)}" if entry.plain else f"**{plain(entry.act)}**"
    lines = (
        f"## {plain(entry.who)}",
        f"{act}: {plain(entry.words)}",
        f"> {plain(entry.before.lstrip())}**{plain(entry.inside)}**{plain(entry.after)}",
        _source(entry),
        "\n".join(f"- {plain(check)}" for check in entry.checks),
    )
    return "\n\n".join(lines)


def _source(entry: ReportEntry) -> str:
    if entry.link is None:
        return plain(", ".join(filter(None, (entry.source, entry.address))))
    # Between angle brackets an address ends at none of its own signs but these.
    target = entry.link.replace("<", "%3C").replace(">", "%3E")
    return f"[{plain(entry.source)}](<{target}>)"
