"""Quotations inside other quotations: what the speaker says that somebody said.

In: the text, an inner quotation and the words around it. Out: cue and source, when the words around it
say that somebody said it::

    “He told me ‘never again’,” Lena Fox said.         told, He
    "They called me "Danger" for years," Bo Lind said. nothing: a name
"""

from quoteattr.components.annotations import Attribution, Quotation
from quoteattr.components.attribution.said import find_clause
from quoteattr.spans import Span

# How often a cue clause inside a quotation says who is quoted there.
RELIABILITY = 0.75


def attribute_inner(text: str, quotation: Quotation, around: Span) -> Attribution | None:
    """The attribution of a quotation inside another, from the words around it there."""
    clause = find_clause(text, quotation, around)
    if clause is None:
        return None
    cue, source = clause
    return Attribution(content=quotation.outer, cue=(cue,), source=(source,), method="said", scores=(RELIABILITY,) * 4)
