"""Speech: which quoted words somebody said, and which reports are claims; learned on annotated articles.

In: a Doc, its quotations and its statements. Out: the statements without titles, names, terms and scare quotes, each
claim with `proposition`::

    Lund starred in “Two Left Oars”.   no quote
    Lund backed the bill.              a claim without a proposition: the bill

`page` is the document as features see it, `quotations` and `claims` are the features, `logit` decides by weights,
`judge` makes statements of that.
"""

from quoteattr.components.speech.judge import judge_speech

__all__ = ["judge_speech"]
