"""A report as one web page that needs no other file and loads nothing.

In: a report. Out: UTF-8; everything of an article is escaped, no script may run, and only http(s) addresses are links::

    <blockquote>… <mark>that fares would double</mark> …</blockquote>
"""

from quoteattr import __version__
from quoteattr.reports.report import Report


def render(report: Report) -> bytes:
    """The file."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(loader=PackageLoader("quoteattr.reports"), autoescape=True, undefined=StrictUndefined)
    return environment.get_template("report.html").render(report=report, version=__version__).encode()
