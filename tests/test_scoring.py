"""The scorer: what each figure reacts to, and what it does not."""

import json
import random
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from quoteattr.documents import Document
from quoteattr.errors import GoldError
from quoteattr.scoring import (
    Prediction,
    SourceForm,
    as_line,
    evaluate,
    gold_as_line,
    read_gold,
    read_predictions,
    to_predictions,
)
from quoteattr.scoring.calibration import Outcome, calibrate
from quoteattr.scoring.gold import GoldSpeaker
from quoteattr.scoring.markup import parse
from quoteattr.scoring.names import SpeakerVerdict, judge_role, judge_speaker
from quoteattr.spans import Span
from quoteattr.statements import Claim, Extraction, Kind, Polarity, Quote

ARTICLE = """\
---
style: note
speakers:
  orr: {name: Mia Orr, also: [Orr], role: Harbour Minister}
  hale: {name: Tom Hale, role: head of the pilots' guild}
  audit: {name: audit, type: document}
---
{1 <“We will dredge the bay,”>} {1c said} {1s=orr Harbour Minister Mia Orr}. {1 <“It starts in May.”>}

{2s=hale Tom Hale} {2c said} {2 that the pilots were not asked}. The so-called <“blue route”> is closed.

{3s=hale He} {3c denied} {3!denied that the guild had called it <“a pointless hole”>}.

There is {4c talk} {4=? that the port will move}.

{5 <“First we measure.

“Then we dig,”>} {5s=orr she} {5c said}.

{6c According to} {6s=audit an audit}, {6 {7s=hale!nested Hale} {7c said} {7 the chart was wrong}}.
"""
GOLD = parse("note", ARTICLE)
TEXT = GOLD.text
PERFECT = tuple(
    Prediction(
        spans=relation.content,
        kind=relation.kind,
        cue=relation.cue,
        source=relation.source,
        speaker=(relation.speaker.names or (None,))[0],
        role=(relation.speaker.roles or (None,))[0],
        polarity=relation.polarity,
        confidence=1.0,
    )
    for relation in GOLD.relations
    if relation.speaker is not None
)


def at(words: str, number: int = 0) -> Span:
    start = -1
    for _ in range(number + 1):
        start = TEXT.index(words, start + 1)
    return Span(start, start + len(words))


def score(*predictions: Prediction):
    return evaluate([GOLD], {"note": predictions}, samples=0)


def changed(index: int, **fields):
    """The perfect predictions with one of them changed."""
    return [replace(each, **fields) if number == index else each for number, each in enumerate(PERFECT)]


def test_predicting_the_gold_scores_one_everywhere():
    report = score(*PERFECT)
    assert {headline.value for headline in report.headlines.values()} == {1.0}
    assert report.claims["exact_attributed"].f1 == 1
    assert report.spans["cue"].f1 == 1
    assert report.polarity == {"asserted:asserted": 5, "denied:denied": 1}
    assert report.calibration.error == 0


def test_predicting_nothing_scores_zero():
    report = evaluate([GOLD], {}, samples=3)
    assert report.without_predictions == 1
    assert {headline.value for headline in report.headlines.values()} == {0.0}
    assert report.speakers["quotes"].missed == report.speakers["quotes"].gold == 4


FIRST, SECOND = PERFECT[0].spans
# why, predictions, then the figures that it has to give; all others are those of a perfect score.
PERTURBED = [
    (
        "another source: found as before, attributed no longer",
        changed(0, source=(at("Tom Hale"),)),
        {"quotes found": 1.0, "quotes attributed": 2 / 4, "claims found": 1.0, "claims attributed": 5 / 6},
    ),
    (
        "no source where the text has one",
        changed(4, source=()),
        {"quotes attributed": 3 / 4, "claims attributed": 5 / 6},
    ),
    ("the surname alone is the same source", changed(0, source=(at("Orr"),)), {}),
    ("the role word alone is the same source", changed(0, source=(at("Minister"),)), {}),
    (
        "a source where the text has none",
        changed(3, source=(at("Tom Hale"),)),
        {"claims attributed": 5 / 6},
    ),
    (
        "a span that runs into the cue",
        changed(0, spans=(Span(FIRST.start, FIRST.end + 30), SECOND)),
        {"quotes found": 3 / 4, "quotes attributed": 3 / 4},
    ),
    (
        "a span that begins too late",
        changed(0, spans=(Span(FIRST.start + 12, FIRST.end), SECOND)),
        {"quotes found": 3 / 4, "quotes attributed": 3 / 4},
    ),
    (
        "scare quotes taken for a quote",
        [*PERFECT, Prediction(spans=(at("“blue route”"),), source=(at("Tom Hale"),))],
        {"quotes found": 8 / 9, "quotes attributed": 8 / 9, "claims found": 12 / 13, "claims attributed": 12 / 13},
    ),
    (
        "a mixed claim called indirect loses its quoted piece",
        changed(2, kind=Kind.INDIRECT),
        {"quotes found": 6 / 7, "quotes attributed": 6 / 7},
    ),
    (
        "half of a quote that runs over two paragraphs",
        changed(4, spans=(at("“First we measure."),)),
        {"quotes found": 3 / 4, "quotes attributed": 3 / 4},
    ),
    (
        "one quote twice",
        [*PERFECT, PERFECT[0]],
        {"quotes found": 8 / 10, "quotes attributed": 8 / 10, "claims found": 12 / 13, "claims attributed": 12 / 13},
    ),
    (
        "two quotes of one turn as two predictions: both are found, one is a claim too many",
        [replace(PERFECT[0], spans=(FIRST,)), replace(PERFECT[0], spans=(SECOND,)), *PERFECT[1:]],
        {"claims found": 12 / 13, "claims attributed": 12 / 13},
    ),
    (
        "a claim without its conjunction",
        changed(1, spans=(at("the pilots were not asked"),)),
        {},
    ),
    (
        "the nested claim as well: neither right nor wrong",
        [*PERFECT, Prediction(spans=(at("the chart was wrong"),), kind=Kind.INDIRECT, source=(at("Hale", 1),))],
        {},
    ),
]


@pytest.mark.parametrize(
    ("predictions", "expected"), [case[1:] for case in PERTURBED], ids=[case[0] for case in PERTURBED]
)
def test_what_a_figure_reacts_to(predictions, expected):
    headlines = score(*predictions).headlines
    names = ("quotes found", "quotes attributed", "claims found", "claims attributed")
    assert {name: headlines[f"{name} F1"].value for name in names} == pytest.approx(
        {name: expected.get(name, 1.0) for name in names}
    )


def test_ignored_stretches_are_not_counted():
    gold = replace(GOLD, ignored=(at("The so-called “blue route” is closed."),))
    extra = Prediction(spans=(at("“blue route”"),), source=(at("Tom Hale"),))
    report = evaluate([gold], {"note": (*PERFECT, extra)}, samples=0)
    assert report.quotes_found.precision == report.claims["found"].precision == 1


def test_a_wrong_speaker_is_told_from_none():
    wrong = score(*changed(0, speaker="Tom Hale")).speakers["quotes"]
    none = score(*changed(0, speaker=None)).speakers["quotes"]
    assert (wrong.right, wrong.wrong, wrong.unsettled, wrong.missed) == (2, 2, 0, 0)
    assert (none.right, none.wrong, none.unsettled, none.missed) == (2, 0, 2, 0)


def test_speakers_are_broken_down_by_the_form_of_the_source():
    speakers = score(*changed(4, speaker="Tom Hale")).speakers
    assert speakers["quotes, source pronoun"].wrong == 1
    assert speakers["quotes, source name"].accuracy == 1


def test_a_denial_shown_as_an_assertion_is_seen():
    assert score(*changed(2, polarity=Polarity.ASSERTED)).polarity["denied:asserted"] == 1


SPEAKERS = [
    ("its own name", GoldSpeaker(names=("Łucja Reyes",)), "Łucja Reyes", SpeakerVerdict.RIGHT),
    ("case, diacritics and article", GoldSpeaker(names=("The Tidal Café",)), "tidal cafe", SpeakerVerdict.RIGHT),
    (
        "another name that the gold accepts",
        GoldSpeaker(names=("Al Webb", "Alan Webb")),
        "Alan Webb",
        SpeakerVerdict.RIGHT,
    ),
    ("a relative", GoldSpeaker(names=("Ann Voss",)), "Peter Voss", SpeakerVerdict.WRONG),
    ("the surname alone", GoldSpeaker(names=("Ann Voss",)), "Voss", SpeakerVerdict.WRONG),
    ("none, though the text settles it", GoldSpeaker(names=("Ann Voss",)), None, SpeakerVerdict.UNSETTLED),
    ("none, as the text settles none", GoldSpeaker(), None, SpeakerVerdict.RIGHT),
    ("a guess where the text settles none", GoldSpeaker(), "Ann Voss", SpeakerVerdict.WRONG),
    (
        "a description",
        GoldSpeaker(names=("senior official",), named=False),
        "a senior official at the port",
        SpeakerVerdict.RIGHT,
    ),
    ("a longer one", GoldSpeaker(names=("draft",), named=False), "a draft seen by the Sentinel", SpeakerVerdict.RIGHT),
    ("another head", GoldSpeaker(names=("official at the port",), named=False), "the port", SpeakerVerdict.WRONG),
]


@pytest.mark.parametrize(
    ("gold", "predicted", "verdict"), [case[1:] for case in SPEAKERS], ids=[case[0] for case in SPEAKERS]
)
def test_speakers_are_judged_by_name_or_description(gold, predicted, verdict):
    assert judge_speaker(gold, predicted) is verdict


ROLES = [
    ("possessive for of", ("the guild's head",), "head of the guild", SpeakerVerdict.RIGHT),
    ("less specific", ("Harbour Minister",), "minister", SpeakerVerdict.RIGHT),
    ("the wrong role", ("Harbour Minister",), "pilot", SpeakerVerdict.WRONG),
    ("a role where the text gives none", (), "minister", SpeakerVerdict.WRONG),
    ("none where the text gives none", (), None, SpeakerVerdict.RIGHT),
    ("none where the text gives one", ("minister",), None, SpeakerVerdict.UNSETTLED),
]


@pytest.mark.parametrize(
    ("roles", "predicted", "verdict"), [case[1:] for case in ROLES], ids=[case[0] for case in ROLES]
)
def test_roles_are_judged_by_head_and_content(roles, predicted, verdict):
    assert judge_role(GoldSpeaker(names=("Mia Orr",), roles=roles), predicted) is verdict


def test_the_description_of_an_unnamed_source_is_its_role_too():
    unnamed = GoldSpeaker(names=("senior official",), named=False)
    assert judge_role(unnamed, "official") is SpeakerVerdict.RIGHT
    assert judge_role(unnamed, "minister") is SpeakerVerdict.WRONG
    assert judge_role(unnamed, None) is SpeakerVerdict.RIGHT


def test_calibration_error_is_the_gap_between_confidence_and_accuracy():
    found = [Outcome(confidence=0.95, right=True)] * 3 + [Outcome(confidence=0.95, right=False)]
    calibration = calibrate([*found, Outcome(confidence=0.5, right=False), Outcome(confidence=0.5, right=True)])
    assert calibration.error == pytest.approx(4 / 6 * 0.2)
    assert [(each.low, each.count, each.accuracy) for each in calibration.bins] == [(0.5, 2, 0.5), (0.9, 4, 0.75)]


def test_confidence_is_measured_over_quotes_and_claims_that_count():
    spurious = Prediction(spans=(at("“blue route”"),), source=(at("Tom Hale"),), confidence=0.2)
    bins = score(*changed(1, source=(at("she"),), confidence=0.55), spurious).calibration.bins
    assert [(each.low, each.count, each.accuracy) for each in bins] == [(0.2, 1, 0.0), (0.5, 1, 0.0), (0.9, 7, 1.0)]


def test_intervals_come_from_resampled_documents_and_repeat():
    others = [replace(GOLD, id=f"note {number}") for number in range(8)]
    rng = random.Random(5)
    predictions = {each.id: [found for found in PERFECT if rng.random() < 0.7] for each in others}
    one, two = (evaluate(others, predictions, samples=200, seed=2) for _ in range(2))
    assert one.headlines == two.headlines
    found = one.headlines["claims found F1"]
    assert found.low < found.value < found.high
    assert evaluate(others, predictions, samples=200, seed=3).headlines["claims found F1"] != found


@pytest.mark.parametrize("spans", [(Span(0, len(TEXT) + 1),), (Span(9, 3),)])
def test_an_offset_outside_the_text_is_refused(spans):
    with pytest.raises(GoldError, match="note: the predicted span"):
        score(Prediction(spans=spans))


# ------------------------------------------------------------------------------- predictions


def statement(make: type, kind: Kind, spans: tuple[Span, ...], **fields):
    return make(document_id="d", kind=kind, text="", spans=spans, method="model", **{"confidence": 0.9, **fields})


def test_records_become_the_relations_that_a_corpus_would_hold():
    document = Document(text=TEXT)
    shared = {"cue_span": at("said"), "source_span": at("Harbour Minister Mia Orr"), "speaker": "Mia Orr"}
    claim = statement(
        Claim, Kind.MIXED, (at("that the guild had called it “a pointless hole”"),), cue_span=at("denied")
    )
    quotes = (
        statement(Quote, Kind.DIRECT, (FIRST,), **shared),
        statement(Quote, Kind.DIRECT, (SECOND,), **{**shared, "confidence": 0.6}),
        statement(Quote, Kind.DIRECT, (at("a pointless hole"),), claim_id=claim.id, cue_span=at("denied")),
        statement(Quote, Kind.DIRECT, (at("blue route"),)),
        statement(Quote, Kind.DIRECT, (at("First we measure."),)),
    )
    found = to_predictions(Extraction(document=document, quotes=quotes, claims=(claim,), speakers=()))
    assert [(each.kind, each.spans, each.confidence) for each in found] == [
        (Kind.DIRECT, (FIRST, SECOND), 0.6),
        (Kind.DIRECT, (at("blue route"),), 0.9),
        (Kind.MIXED, claim.spans, 0.9),
        (Kind.DIRECT, (at("First we measure."),), 0.9),
    ]


def test_prediction_lines_survive_a_round_trip(tmp_path):
    path = tmp_path / "out.jsonl"
    path.write_text(as_line("note", PERFECT) + "\n\n", encoding="utf-8")
    assert read_predictions(path) == {"note": PERFECT}


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ("{", "line 1: not JSON"),
        ('{"id": "a"}', "line 1: not a prediction .*quotes"),
        ('{"id": "a", "quotes": [{"spans": [[0, 1]], "kind": "loud"}]}', "loud"),
        ('{"id": "a", "quotes": []}\n{"id": "a", "quotes": []}', "line 2: a second line for document 'a'"),
    ],
)
def test_a_bad_prediction_line_is_refused_with_its_place(tmp_path, lines, message):
    path = tmp_path / "out.jsonl"
    path.write_text(lines, encoding="utf-8")
    with pytest.raises(GoldError, match=message):
        read_predictions(path)


# --------------------------------------------------------------------------------------- gold


def test_marks_become_offsets_into_the_text_without_them():
    first, second, third, fourth, fifth, sixth = GOLD.relations
    assert "{" not in TEXT and "<" not in TEXT
    assert [span.of(TEXT) for span in first.content] == ["“We will dredge the bay,”", "“It starts in May.”"]
    assert [each.kind for each in GOLD.relations] == ["direct", "indirect", "mixed", "indirect", "direct", "indirect"]
    assert [each.form for each in (first, third, fourth)] == [SourceForm.NAME, SourceForm.PRONOUN, SourceForm.EMPTY]
    assert third.polarity is Polarity.DENIED
    assert second.speaker == GoldSpeaker(names=("Tom Hale",), roles=("head of the pilots' guild",))
    assert fourth.speaker == GoldSpeaker()
    assert sixth.speaker is not None and not sixth.speaker.named
    assert [each.content[0].of(TEXT) for each in GOLD.nested] == ["the chart was wrong"]
    assert [[span.of(TEXT) for span in each.spans] for each in GOLD.quoted if each.relation is None] == [["blue route"]]
    assert [span.of(TEXT) for span in GOLD.quoted[-1].spans] == ["First we measure.", "Then we dig,"]
    assert fifth is GOLD.relations[GOLD.quoted[-1].relation]


def test_a_turn_is_a_quote_without_marks():
    gold = parse("talk", "---\nspeakers: {orr: {name: Mia Orr}}\n---\n{1s=orr ORR}{1c :} {1!turn It said “no” to us.}")
    (relation,), (segment,) = gold.relations, gold.quoted
    assert (relation.kind, relation.form) == (Kind.DIRECT, SourceForm.NAME)
    assert [span.of(gold.text) for span in segment.spans] == ["It said “no” to us."]


def test_the_example_of_the_documentation_is_one():
    page = (Path(__file__).parents[1] / "docs" / "annotation.md").read_text(encoding="utf-8")
    example = next(block for block in page.split("```\n") if block.startswith("---"))
    gold = parse("example", example)
    assert [relation.kind for relation in gold.relations] == ["direct", "mixed", "indirect", "mixed"]


HEADER = "---\nspeakers: {orr: {name: Mia Orr}}\n---\n"


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("{1=orr <“No”>}", "note: no header"),
        ("---\nspeakers: {orr: {role: x}}\n---\n", "'orr' has no name"),
        ("---\n- a\n---\n", "YAML mapping"),
        ("---\na: [\n---\n", "not YAML"),
        (HEADER + "{1=orr <“No”>", "'1=orr' is never closed"),
        (HEADER + "No}", "closes nothing"),
        (HEADER + "{1=orr <“No}”>", "closes nothing"),
        (HEADER + "{1s=orr She}", "relation 1 has no content"),
        (HEADER + "{1 <“No”>} {2=orr <“Yes”>}", "relation 1 has no speaker"),
        (HEADER + "{1=lee <“No”>} {2=orr <“Yes”>}", "names 'lee'"),
        (HEADER + "{1=orr <“No”>} {1s=? she}", "two speakers"),
        (HEADER + "{1=orr!loud <“No”>}", "unknown flags.*loud"),
        (HEADER + "{1=? <“No”>}", "say nothing: orr"),
        (HEADER + "{1q=orr <“No”>}", "'1q=orr' is not a label"),
    ],
)
def test_a_mistake_in_the_marks_is_named(source, message):
    with pytest.raises(GoldError, match=message):
        parse("note", source)


def test_gold_survives_a_round_trip_as_json(tmp_path):
    path = tmp_path / "gold.jsonl"
    path.write_text(gold_as_line(GOLD) + "\n", encoding="utf-8")
    assert list(read_gold([path])) == [
        replace(GOLD, relations=with_forms(GOLD.relations), nested=with_forms(GOLD.nested))
    ]


def with_forms(relations):
    return tuple(replace(relation, stated_form=relation.form) for relation in relations)


def test_a_folder_holds_articles_and_corpora(tmp_path):
    (tmp_path / "note.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "corpus.jsonl").write_text(gold_as_line(replace(GOLD, id="other")), encoding="utf-8")
    (tmp_path / "notes.md").write_text("not gold")
    assert [gold.id for gold in read_gold([tmp_path])] == ["other", "note"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("{}", "line 1: not an annotated document"),
        (gold_as_line(GOLD).replace('"kind": "direct"', '"kind": "shouted"'), "shouted"),
        (gold_as_line(replace(GOLD, ignored=(Span(0, 10**6),))), "lies outside the text"),
        ("\n[", "line 2: not JSON"),
    ],
)
def test_a_bad_gold_line_is_refused_with_its_place(tmp_path, content, message):
    path = tmp_path / "gold.jsonl"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(GoldError, match=message):
        list(read_gold([path]))


@pytest.mark.parametrize("name", ["missing.jsonl", "missing.txt"])
def test_a_missing_file_is_named(tmp_path, name):
    with pytest.raises(GoldError, match=f"{name}: cannot be read"):
        list(read_gold([tmp_path / name]))


def test_an_empty_folder_is_refused(tmp_path):
    with pytest.raises(GoldError, match="no annotated text"):
        list(read_gold([tmp_path]))


GUM_TEXT = "“No,” Ann Lee said. “Never,” the poet wrote. Lee thinks rain will come. ORR: We lost."
GUM = {
    "id": "g",
    "genre": "news",
    "text": GUM_TEXT,
    "unattributed_quoted": [],
    "quotes": [
        {
            "spans": [[0, 5]],
            "quoted": [[0, 5]],
            "kind": "direct",
            "cue": [[14, 18]],
            "source": [[6, 13]],
            "source_form": "name",
            "cue_class": "speech",
            "reviewed": True,
            "roles": ["poet"],
            "speaker": {
                "name": "Ann Lee",
                "wiki": None,
                "mentions": [[6, 13], [28, 36], [45, 48]],
                "mention_types": ["name", "nominal", "name"],
            },
        },
        {
            "spans": [[56, 70]],
            "kind": "indirect",
            "cue": [[49, 55]],
            "source": [[45, 48]],
            "source_form": "name",
            "cue_class": "mental",
            "reviewed": True,
            "roles": [],
            "speaker": None,
        },
        {
            "spans": [[77, 85]],
            "kind": "turn",
            "cue": [],
            "source": [],
            "source_form": "none",
            "cue_class": "none",
            "reviewed": False,
            "roles": [],
            "speaker_label": "Orr",
            "speaker": {
                "name": None,
                "wiki": None,
                "mentions": [[77, 79]],
                "mention_types": ["pronoun"],
            },
        },
    ],
}


def test_gum_names_its_speakers_by_entity(tmp_path):
    path = tmp_path / "gum.jsonl"
    path.write_text(json.dumps(GUM), encoding="utf-8")
    (gold,) = read_gold([path])
    (quote,), (thought, turn) = gold.relations, gold.nested
    assert quote.speaker == GoldSpeaker(names=("Ann Lee", "Lee"), roles=("poet",))
    assert turn.speaker == GoldSpeaker(names=("Orr",))
    assert [span.of(gold.text) for segment in gold.quoted for span in segment.spans] == ["“No,”"]
    assert thought.content[0].of(gold.text) == "rain will come"
    assert gold.group == "news"


# ------------------------------------------------------------------------------------- report


def test_the_table_shows_what_the_report_holds():
    report = evaluate([GOLD], {"note": PERFECT}, samples=5)
    table = report.table()
    for words in (
        "documents 1",
        "quotes found",
        "tier quoted",
        "speaker",
        "expected calibration error 0.0",
        "[100.0, 100.0]",
    ):
        assert words in table
    assert json.loads(json.dumps(report.as_dict()))["claims"]["found"]["f1"] == 1.0


def test_scoring_starts_without_spacy():
    code = "import sys, quoteattr.scoring; sys.exit('spacy' in sys.modules or 'onnxruntime' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).parents[1]).returncode == 0
