"""Reports: chosen statements to take along, each with its context, its source, and how it was checked.

In: a database and ids of statements. Out: a `Report`, as Markdown, HTML or DOCX::

    report = report_of(Path("quotes.db"), ["3e9cb84314349386"])
    Path("report.docx").write_bytes(render(report, Form.DOCX))
"""

from enum import StrEnum

from quoteattr.reports.formats import to_docx, to_html, to_markdown
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
        return _FORMS[self][1]


# How each is made, and what a browser calls it.
_FORMS = {
    Form.MARKDOWN: (to_markdown, "text/markdown; charset=utf-8"),
    Form.HTML: (to_html, "text/html; charset=utf-8"),
    Form.DOCX: (to_docx, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
}


def render(report: Report, form: Form) -> bytes:
    """The file of a report."""
    return _FORMS[form][0](report)
