"""Speech: which quoted words somebody said, and which reports are claims; learned on annotated articles.

In: a Doc, its quotations and its statements. Out: the statements with `proposition`::

    Lund starred in “Two Left Oars”.   False: nobody said that
    Lund backed the bill.              False: the bill is neither true nor false

`page` is the document as features see it, `quotations` and `claims` are the features, `logit` decides by weights,
`judge` makes statements of that.
"""

from quoteattr.components.speech.judge import judge_speech

__all__ = ["judge_speech"]
