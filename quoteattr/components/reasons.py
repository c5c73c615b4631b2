"""Why the statements of a Doc are as they are: its stages decide again, and say how.

In: a Doc that the component `quoteattr` has been over. Out: for each statement who was weighed, what the rules say,
where the role stands and what made the polarity::

    for reasons in find_reasons(nlp("Mia Orr left. “No,” she said.")):
        print(reasons.decided, reasons.considered)

Nothing of this is kept while documents are annotated, and the model is not asked again.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from spacy.tokens import Doc

from quoteattr.components.annotations import Quotation, Reported, Resolution, TraceEntry
from quoteattr.components.attribution.frames import DENIED, NOT_SAID
from quoteattr.components.attribution.sentences import sentence_at
from quoteattr.components.component import Annotations, document_of
from quoteattr.components.quotations import find_quotations
from quoteattr.components.speakers.candidate import Candidate, Sort
from quoteattr.components.speakers.decision import Precedence, Weighing, least_chance
from quoteattr.components.speakers.evidence import against_in_words, in_words, weightiest
from quoteattr.components.speakers.resolve import weigh_speakers
from quoteattr.components.speakers.rolechoice import RoleChooser, read_role_scorer
from quoteattr.components.speakers.scorer import chances, read_scorer, score
from quoteattr.components.stages import Stages, blank
from quoteattr.components.veridicality import Grounds, find_grounds
from quoteattr.components.veridicality.page import STAGE as VERIDICALITY
from quoteattr.explanations import TRACED, Change, Considered, Reasons
from quoteattr.spans import Span

MOST_SHOWN = 5  # candidates of a statement; the chosen one is shown in any case
LEAST_SHOWN = 0.01  # chance of a phrase for a role
MOST_REASONS = 4  # for a candidate, and as many against it
PRECEDENCES: Mapping[Precedence, str] = {
    Precedence.FORM: "a rule alone: the source is of a kind that leaves nobody to weigh",
    Precedence.CERTAIN: "a rule alone, which is certain",
    Precedence.AMBIGUOUS: "a rule alone: the words of the source fit several alike",
    Precedence.FULL_NAME: "a rule alone: the source is a full name",
    Precedence.NOBODY_NAMED: "a rule alone: the text names nobody whom the description could mean",
}
CARRIED, NOBODY = "the statement before, which goes on here", "nobody: the text names no source"
# Fields of a trace that are shown, by what the record calls them.
SHOWN = {"content": "text", "spans": "text", "cue": "cue", "source": "source", "confidence": "confidence",
         "proposition": "proposition", "polarity": "polarity", "modality": "modality"}  # fmt: skip
ACTS = {DENIED: "denies", NOT_SAID: "says that it was not said"}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Spoken:
    """How the speaker and the role of one statement are decided."""

    weighing: Weighing | None = None
    roles: tuple[Considered, ...] = ()


_UNKNOWN = _Spoken()


def find_reasons(doc: Doc) -> tuple[Reasons, ...]:
    """The reasons of the statements of an annotated Doc, in the order of its annotations."""
    annotations: Annotations = doc._.quoteattr
    text, reported = doc.text, annotations.reported
    stages = Stages(text)
    quotations: tuple[Quotation, ...] = stages.run(
        "quotations", lambda hidden: find_quotations(blank(text, hidden)), ()
    )
    # A stage that cannot read all of the text explains nothing.
    spoken: dict[int, _Spoken] = stages.run("speakers", lambda hidden: {} if hidden else _spoken(doc, stages), {})
    unknown = (None,) * len(reported)
    grounds: tuple[Grounds | None, ...] = stages.run(
        VERIDICALITY, lambda hidden: unknown if hidden else find_grounds(doc, quotations, reported), unknown
    )
    return tuple(
        _reasons(text, one, annotations.resolution.resolutions[index], spoken.get(index, _UNKNOWN), grounds[index])
        for index, one in enumerate(reported)
    )


def _spoken(doc: Doc, stages: Stages) -> dict[int, _Spoken]:
    """How the speaker and the role of each statement are decided."""
    reported = doc._.quoteattr.reported
    state, weighed = weigh_speakers(doc, reported, document_of(doc), stages.attempt)
    chooser = RoleChooser(state)
    return {
        index: _Spoken(
            weighing=weighed.get(index),
            roles=stages.attempt("roles", one.spans[0], partial(_roles, chooser, index, state.done[index]), ()),
        )
        for index, one in enumerate(reported)
    }


def _roles(chooser: RoleChooser, index: int, resolution: Resolution) -> tuple[Considered, ...]:
    """The phrases that may say the role; none where there is nothing to choose."""
    group, candidates = chooser.find(index, resolution)
    if group is None:
        return ()
    weights = read_role_scorer().weights[group]
    likely = chances(candidates, weights)
    chosen = chooser.choose(index, resolution)
    ranked = sorted(zip(candidates, likely, strict=True), key=lambda pair: -pair[1])
    best = {candidate.text: (candidate, chance) for candidate, chance in reversed(ranked)}
    return tuple(
        Considered(
            name=text or None,
            chance=round(chance, 3),
            chosen=(text or None) == chosen,
            speaks_for=_stated(candidate.features, weights),
        )
        for text, (candidate, chance) in sorted(best.items(), key=lambda pair: -pair[1][1])
        if chance >= LEAST_SHOWN or text == chosen
    )[:MOST_SHOWN]


def _stated(features: Mapping[str, float], weights: Mapping[str, float]) -> tuple[str, ...]:
    """What speaks for a phrase to be a role, in words, the weightiest first."""
    return weightiest({f"role_{name}": value * weights.get(name, 0.0) for name, value in features.items()})[
        :MOST_REASONS
    ]


def _reasons(text: str, one: Reported, resolution: Resolution, spoken: _Spoken, grounds: Grounds | None) -> Reasons:
    weighing = spoken.weighing
    considered = _considered(weighing, resolution) if weighing else (_answer(resolution),)
    shown = tuple(each for place, each in enumerate(considered) if place < MOST_SHOWN or each.chosen)
    told = _polarity(text, one, grounds)
    return Reasons(
        decided=_decided(one, weighing),
        considered=shown,
        others=len(considered) - len(shown),
        role=_role(text, one, resolution.role),
        roles=spoken.roles,
        polarity=told,
        changes=_changes(text, one, weighing, resolution, told),
    )


def _decided(one: Reported, weighing: Weighing | None) -> str:
    """Who decided the speaker."""
    if weighing is None:
        return CARRIED if one.carried is not None else NOBODY
    if weighing.precedence is not None:
        rule = ", ".join(in_words((weighing.answer.evidence,)))
        return f"{PRECEDENCES[weighing.precedence]}{f' ({rule})' if rule else ''}"
    weighed = f"the scorer, which weighed {len(weighing.candidates)} answers"
    if weighing.group is None:
        return weighed
    scorer, chance = read_scorer(), weighing.resolution.chance
    weights = scorer.weights[weighing.group]
    best = max(weighing.candidates, key=lambda candidate: score(candidate, weights))
    least = least_chance(best, weighing.candidates, weighing.group, scorer)
    if weighing.resolution.speaker is not None:
        stands = chance is not None and chance < least
        return f"{weighed}: nobody has the {least:.2f} that it takes, so the description stands" if stands else weighed
    return f"{weighed}: nobody has the {least:.2f} that a speaker needs here, or to leave it open is the likeliest"


def _answer(resolution: Resolution) -> Considered:
    """What was decided where nobody was weighed."""
    evidence = in_words(resolution.reasons or (resolution.evidence,))
    chance = resolution.chance if resolution.chance is not None else resolution.certainty
    known = resolution.speaker is not None
    return Considered(name=resolution.speaker, chance=chance if known else None, chosen=True, speaks_for=evidence)


def _considered(weighing: Weighing, resolution: Resolution) -> tuple[Considered, ...]:
    """Everybody who was weighed, the likeliest first; the candidates of the rules where nobody was."""
    if weighing.group is None:
        others = (Considered(name=name) for name in resolution.candidates if name != resolution.speaker)
        return (_answer(resolution), *others)
    weights = read_scorer().weights[weighing.group]
    likely = zip(weighing.candidates, chances(weighing.candidates, weights), strict=True)
    ranked = _by_name(sorted(likely, key=lambda pair: -pair[1]))
    first, second = ranked[0][0], ranked[1][0] if len(ranked) > 1 else None
    return tuple(
        _weighed(candidate, chance, second if candidate is first else first, weights, resolution)
        for candidate, chance in ranked
    )


def _by_name(ranked: Sequence[tuple[Candidate, float]]) -> list[tuple[Candidate, float]]:
    """Candidates of one name are one answer."""
    found: dict[str, tuple[Candidate, float]] = {}
    for candidate, chance in ranked:
        first, before = found.get(candidate.name, (candidate, 0.0))
        found[candidate.name] = (first, before + chance)
    return sorted(found.values(), key=lambda pair: -pair[1])


def _weighed(
    candidate: Candidate, chance: float, other: Candidate | None, weights: Mapping[str, float], resolution: Resolution
) -> Considered:
    """A candidate with what speaks for and against it, beside the likeliest other one."""
    beside = other.features if other else {}
    own = candidate.features
    gains = {name: weights.get(name, 0.0) * (value - beside.get(name, 0.0)) for name, value in own.items()}
    ranked = sorted(gains, key=lambda name: (-abs(gains[name]), name))
    name = None if candidate.sort is Sort.OPEN else candidate.name
    return Considered(
        name=name,
        chance=round(chance, 3),
        chosen=name == resolution.speaker,
        speaks_for=weightiest(gains)[:MOST_REASONS],
        speaks_against=against_in_words(name for name in ranked if gains[name] < 0)[:MOST_REASONS],
    )


def _speaker_changes(weighing: Weighing | None, resolution: Resolution) -> Iterator[Change]:
    """What the rules answered, and what the scorer made of it."""
    if weighing is None:
        return
    answer = weighing.answer
    reason = ", ".join(in_words((answer.evidence,)))
    yield Change(step="rules", field="speaker", before=None, after=answer.speaker, reason=reason)
    if weighing.precedence is None and resolution.speaker != answer.speaker:
        reason = ", ".join(in_words(resolution.reasons))
        yield Change(step="scorer", field="speaker", before=answer.speaker, after=resolution.speaker, reason=reason)


def _changes(
    text: str, one: Reported, weighing: Weighing | None, resolution: Resolution, told: str | None
) -> tuple[Change, ...]:
    """What each step changed, in the order of the stages: speakers are found before their words are judged."""
    steps = [_traced(text, entry, told) for entry in one.trace if entry.field in SHOWN]
    before = [step for step in steps if step.step != VERIDICALITY]
    return (*before, *_speaker_changes(weighing, resolution), *steps[len(before) :])


def _traced(text: str, entry: TraceEntry, told: str | None) -> Change:
    """What one step changed; of veridicality, `told` is why."""
    before, after = (_value(text, value) for value in (entry.before, entry.after))
    reason = told if told and entry.rule == VERIDICALITY else TRACED[entry.rule]
    return Change(step=entry.rule, field=SHOWN[entry.field], before=before, after=after, reason=reason)


def _value(text: str, value: Any) -> str | None:
    """The words of spans; a number in two digits; a word as it is."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return value.replace("_", " ")
    if isinstance(value, float):
        return f"{value:.2f}"
    spans = [value] if isinstance(value, Span) else value or ()
    return " ".join(" ".join(span.of(text).split()) for span in spans) or None


def _role(text: str, one: Reported, role: str | None) -> str | None:
    """Where the text says the role: in the source itself, or in the first sentence that has its words."""
    if role is None:
        return None
    if one.source is not None and role.casefold() in one.source.of(text).casefold():
        return f"the source says it: “{one.source.of(text)}”"
    at = text.casefold().find(role.casefold())
    if at < 0 or len(text.casefold()) != len(text):
        return "no single place has these words: they are put together, or follow from the source"
    return f"the text says it: “{' '.join(sentence_at(text, at).of(text).split())}”"


def _polarity(text: str, one: Reported, grounds: Grounds | None) -> str | None:
    """What made the polarity and the modality."""
    if grounds is None or one.cue is None:
        return None
    cue = f"“{one.cue.of(text)}” {ACTS.get(grounds.act, f'reports a {grounds.act}')}"
    if grounds.is_owned:
        return f"{cue}, and nothing in the sentence takes the words from their source"
    reading = grounds.reading
    parts = [cue]
    if reading.governors:
        parts.append(f"governed by {', '.join(f'“{words}”' for words in reading.governors)}")
    if reading.mood is not None:
        parts.append(f"told as a {reading.mood}")
    return "; ".join(parts)
