"""Veridicality: does the text vouch that a statement was said? Polarity and modality of every statement.

In: a Doc, its quotations and its statements. Out: the statements with `polarity` and `modality`::

    At no point did Ann Lee say “it is over”.       ->  not_said
    Lee could not resist saying it was over.        ->  asserted: what is not resisted happens
    Had Lee called it “over”, she would have lost.  ->  not_said, hypothetical

`words` reads a sentence, `signatures` the list of governing words, `path` climbs from a cue to all that governs it and
computes whether it was said, `judge` makes polarity and modality of that.
"""

from quoteattr.components.veridicality.judge import Grounds, find_grounds, judge_veridicality

__all__ = ["Grounds", "find_grounds", "judge_veridicality"]
