"""Annotating a newsroom's own articles by hand: numbering them, reading what an annotator wrote, checking it.

In: articles, and a small text file about each that a person writes. Out: annotations that hold offsets and names,
without the text (`corpus`), which `quoteattr evaluate` measures with::

    numbered = number(article, parser)              # paragraphs, quoted segments and candidate mentions have numbers
    print(render(numbered))
    notes = parse_notes(written, numbered)          # the annotator writes numbers, not text
    problems = check(notes, numbered)
"""

from quoteattr.annotation.article import Article, read_articles, write_articles
from quoteattr.annotation.checks import check
from quoteattr.annotation.corpus import Annotation, read_annotation, write_annotation
from quoteattr.annotation.notes import Notes, parse_notes
from quoteattr.annotation.numbering import Numbered, number, render
from quoteattr.annotation.reviewed import reviewed_articles

__all__ = [
    "Annotation",
    "Article",
    "Notes",
    "Numbered",
    "check",
    "number",
    "parse_notes",
    "read_annotation",
    "read_articles",
    "render",
    "reviewed_articles",
    "write_annotation",
    "write_articles",
]
