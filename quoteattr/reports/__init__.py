"""Reports: chosen statements to take along, each with its context, its source, and how it was checked.

In: a database and ids of statements. Out: a `Report`, as Markdown, HTML or DOCX, one module a format::

    report = report_of(Path("quotes.db"), ["3e9cb84314349386"])
    Path("report.docx").write_bytes(render(report, Form.DOCX))

To add a format, add a module `as_NAME.py` with `render(report) -> bytes`, and its name to `Form`.
"""

from enum import StrEnum
from importlib import import_module

from quoteattr.reports.report import Report, ReportEntry, report_of

__all__ = ["Form", "Report", "ReportEntry", "render", "report_of"]


class Form(StrEnum):
    """What a report can be; the value ends the name of its file."""

    MARKDOWN = "md"
    HTML = "html"
    DOCX = "docx"

    @property
    def media_type(self) -> str:
        """What a browser calls it."""
        return _MEDIA_TYPES[self]


_MEDIA_TYPES = {
    Form.MARKDOWN: "text/markdown; charset=utf-8",
    Form.HTML: "text/html; charset=utf-8",
    Form.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def render(report: Report, form: Form) -> bytes:
    """The file of a report."""
    made: bytes = import_module(f"{__name__}.as_{form.name.lower()}").render(report)
    return made
