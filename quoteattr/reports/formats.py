"""What a report can be: Markdown, a web page, or a document of Word.

In: a report. Out: the bytes of a file. Nothing of an article acts as markup; the page needs no other file, loads
nothing and runs no script; the document has headings, so that it has an outline::

    Path("report.md").write_bytes(to_markdown(report))
"""

import io
import re
from typing import Any

from quoteattr import __version__
from quoteattr.reports.report import Report, ReportEntry

# What Markdown reads as markup wherever it stands, and at the beginning of a line.
_MARKUP = re.compile(r"([\\`*_\[\]<>|~&])")
_LINE_START = re.compile(r"^([-+#=>]|\d+(?=[.)]))")
# What XML cannot hold.
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"


def to_markdown(report: Report) -> bytes:
    """A section a statement."""
    parts = [f"# {plain(report.title)}", *map(_markdown_section, report.entries)]
    parts += [f"Not here any more: {', '.join(map(plain, report.missing))}"] if report.missing else []
    return ("\n\n".join((*parts, f"---\n\n{plain(report.coverage.sentence)}")) + "\n").encode()


def plain(text: str) -> str:
    """Text without markup, for the beginning of a line too."""
    return _LINE_START.sub(r"\\\1", _MARKUP.sub(r"\\\1", text))


def _markdown_section(entry: ReportEntry) -> str:
    act = f"{plain(entry.verb)}" if entry.plain else f"**{plain(entry.act)}**"
    lines = (
        f"## {plain(entry.who)}",
        f"{act}: {plain(entry.words)}",
        f"> {plain(entry.before.lstrip())}**{plain(entry.inside)}**{plain(entry.after)}",
        _markdown_source(entry),
        "\n".join(f"- {plain(check)}" for check in entry.checks),
    )
    return "\n\n".join(lines)


def _markdown_source(entry: ReportEntry) -> str:
    if entry.link is None:
        return plain(", ".join(filter(None, (entry.source, entry.address))))
    # Between angle brackets an address ends at none of its own signs but these.
    target = entry.link.replace("<", "%3C").replace(">", "%3E")
    return f"[{plain(entry.source)}](<{target}>)"


def to_html(report: Report) -> bytes:
    """One page; only http(s) addresses are links."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(loader=PackageLoader("quoteattr.reports"), autoescape=True, undefined=StrictUndefined)
    return environment.get_template("report.html").render(report=report, version=__version__).encode()


def to_docx(report: Report) -> bytes:
    """A heading a statement."""
    from docx import Document

    made = Document()
    made.core_properties.title, made.core_properties.author = report.title, "quoteattr"
    made.add_heading(report.title, 0)
    for entry in report.entries:
        _add_entry(made, entry)
    if report.missing:
        made.add_paragraph(_text(f"Not here any more: {', '.join(report.missing)}"))
    made.add_paragraph(_text(report.coverage.sentence))
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _add_entry(made: Any, entry: ReportEntry) -> None:
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
