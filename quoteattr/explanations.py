"""Why a statement is as it is: who was weighed as its speaker, where its role stands, what made its polarity.

In: what components/reasons.py sees when a document is read again, or the record alone. Out: an `Explanation`::

    explanation.considered[0].name, explanation.considered[0].chance, explanation.considered[0].speaks_for

Nothing of it is stored but the `evidence` and the `candidates` of the record.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from quoteattr.statements import Statement, as_record

# How a statement was found, by its `method`, without the “rule:” before it.
METHODS: Mapping[str, str] = {
    "model": "by the model, which ties words to a cue and a source",
    "block": "by rule: a quotation that stands as a block of its own",
    "carried": "by rule: a quotation that goes on with the speaker of the one before",
    "floating": "by rule: a quotation in a sentence whose subject may have said it",
    "label": "by rule: a label before the words",
    "orphan": "by rule: a quotation that nothing around it attributes",
    "said": "by rule: a quotation with a verb of speaking and its subject beside it",
    "secondhand": "by rule: words that somebody is reported to have reported",
    "transcript": "by rule: the turn of a transcript",
    "reviewer": "by a reviewer",
}
# Why a rule of attribution changed a statement, by its name on the trace.
TRACED: Mapping[str, str] = {
    "agent": "whom “by” names after the cue",
    "apart": "the other words are the content of another cue",
    "author": "who wrote or said what is quoted, and not who tells of it",
    "carried": "the quote before goes on",
    "cleft": "the sentence says who it was: “it was Hale who said”",
    "contrast": "the text says who it was not",
    "correction": "the text says that not this one said it, but another one",
    "encoding": "its quotation marks were damaged",
    "floating": "the only person in the sentence before",
    "goes_on": "the quote goes on behind its cue clause",
    "interrupted": "its cue clause divides the sentence",
    "joined": "the same words were marked twice",
    "mixed_marks": "its quotation marks are of two kinds",
    "narrator": "the narrator goes on here",
    "owner": "whose words the cue says they are",
    "overruled": "the clause beside these marks names another source",
    "paragraphs": "the paragraphs of one quote are said by one",
    "quoted_source": "a quotation is no part of the source before it",
    "relative": "what the relative pronoun stands for",
    "same_turn": "two quotes of one cue clause",
    "secondhand": "its speaker only reports that another one said it",
    "shared_subject": "the cue has the subject of the verb before it",
    "speech": "its words are no speech that can be true or false: a title, a term, an act",
    "subject": "what stands before the verb",
    "turn": "the quotation goes with the cue clause before it",
    "unclosed": "its closing mark is missing",
    "veridicality": "what the sentence says of the saying",
    "whole_block": "the cue announces the whole paragraph",
    "whole_sentence": "the cue clause ends the whole sentence",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Considered:
    """One answer to who the source is.

    Attributes:
        name: of a person or a body, or a description; None for “not settled”.
        chance: 0..1 among all that were weighed; None where a record keeps none.
        chosen: it is the answer.
        speaks_for, speaks_against: against the likeliest other one, the weightiest first.
    """

    name: str | None
    chance: float | None = None
    chosen: bool = False
    speaks_for: tuple[str, ...] = ()
    speaks_against: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What one step made of a statement.

    Attributes:
        step: its name.
        field: of the record.
        before, after: the value; None for none.
        reason: in words.
    """

    step: str
    field: str
    before: str | None
    after: str | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reasons:
    """What one statement follows from.

    Attributes:
        decided: who decided the speaker: a rule alone, the scorer, or the statement before.
        considered: who was weighed, the likeliest first.
        others: how many more were weighed, each less likely than those.
        role: where the text says the role; None without one.
        roles: phrases that may say it, the likeliest first; without a name, that the text says none.
        polarity: what made the polarity and the modality.
        changes: what each step made of it, in their order.
    """

    decided: str
    considered: tuple[Considered, ...] = ()
    others: int = 0
    role: str | None = None
    roles: tuple[Considered, ...] = ()
    polarity: str | None = None
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation(Reasons):
    """Why one statement is as it is.

    Attributes:
        statement: as it was found.
        found: how.
        notes: what a reader should know of the explanation itself.
    """

    statement: Statement
    found: str
    notes: tuple[str, ...] = ()


def found_by(method: str) -> str:
    """How a statement was found, in words."""
    first, *others = method.removeprefix("rule:").split("+")
    return "; ".join((METHODS.get(first, f"by {first}"), *(TRACED.get(other, other) for other in others)))


def of_record(statement: Statement, notes: tuple[str, ...] = ()) -> Explanation:
    """What the record alone tells: the evidence, and the candidates in order, without their chances."""
    chosen = Considered(
        name=statement.speaker, chance=statement.speaker_confidence, chosen=True, speaks_for=statement.evidence
    )
    others = (Considered(name=name) for name in statement.candidates if name != statement.speaker)
    return Explanation(
        statement=statement,
        found=found_by(statement.method),
        decided="not known: the record keeps what decided, and not how",
        considered=(chosen, *others),
        notes=notes,
    )


def as_json(explanation: Explanation) -> dict[str, Any]:
    """The JSON object of an explanation; its statement as docs/data-model.md has it."""
    return {
        "statement": as_record(explanation.statement),
        **{name: value for name, value in asdict(explanation).items() if name != "statement"},
    }
