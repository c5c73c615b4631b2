"""A report as a document of Word.

In: a report. Out: the bytes of a DOCX file, with headings, so that it has an outline::

    Path("report.docx").write_bytes(render(report))
"""

import io
import re
from typing import Any

from quoteattr.reports.report import Report, ReportEntry

# What XML cannot hold.
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"


def render(report: Report) -> bytes:
    """The file."""
    from docx import Document

    made = Document()
    made.core_properties.title, made.core_properties.author = report.title, "quoteattr"
    made.add_heading(report.title, 0)
    for entry in report.entries:
        _add(made, entry)
    if report.missing:
        made.add_paragraph(_text(f"Not here any more: {', '.join(report.missing)}"))
    made.add_paragraph(_text(report.coverage.sentence))
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _add(made: Any, entry: ReportEntry) -> None:
    """A statement: who, the words, their context, the source, the checks."""
    made.add_heading(_text(entry.who), 1)
    words = made.add_paragraph()
    act = words.add_run(_text(entry.verb if entry.plain else entry.act))
    act.italic, act.bold = entry.plain, not entry.plain
    words.add_run(_text(f": {entry.words}"))
    context = made.add_paragraph(style="Quote")
    context.add_run(_text(entry.before))
    context.add_run(_text(entry.inside)).bold = True
    context.add_run(_text(entry.after))
    source = made.add_paragraph()
    if entry.link:
        _link(source, _text(entry.source), entry.link)
    else:
        source.add_run(_text(", ".join(dict.fromkeys(filter(None, (entry.source, entry.address))))))
    for check in entry.checks:
        made.add_paragraph(_text(check), style="List Bullet")


def _link(paragraph: Any, words: str, target: str) -> None:
    """Words that lead to an address; the library itself only reads such links."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to(_text(target), _RELATION, is_external=True))
    run = paragraph.add_run(words)
    run.underline = True
    link.append(run._r)
    paragraph._p.append(link)


def _text(text: str) -> str:
    return _NO_XML.sub("\N{REPLACEMENT CHARACTER}", text)
