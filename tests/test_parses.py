"""What is kept of the model's answers: whole, current, and missed when it is not there."""

import json
from pathlib import Path

import pytest
import spacy
import yaml
from spacy.tokens import Doc

from quoteattr.components.attribution.model import BUNDLED, AttributionModel, Found
from quoteattr.components.grammar import ATTRIBUTES, write_grammar
from quoteattr.components.quotations import find_quotations
from tests import parses
from tests.parses import Answers, ParseError, StoredModel, packed, unpacked

TEXTS = [
    entry["text"] for entry in yaml.safe_load((Path(__file__).parent / "examples" / "cases.yml").read_text("utf-8"))
]
SEEDS = sorted((Path(__file__).parents[1] / "seeds").glob("*.txt"))
# Another kind of processor may see a label or a span otherwise; another model or another decoding, many of them.
LIKE = 0.97


@pytest.fixture(scope="module")
def model() -> AttributionModel:
    return AttributionModel.load(BUNDLED)


def read(model: AttributionModel, text: str) -> Found:
    (found,) = model.predict([text], [find_quotations(text)])
    return found


def written(model: AttributionModel, text: str, found: Found) -> Doc:
    assert model.grammar is not None
    doc = spacy.blank("en").make_doc(text)
    write_grammar(doc, found.grammar, model.grammar)
    return doc


@pytest.mark.parametrize(
    "text", [*(path.read_text("utf-8") for path in SEEDS), "", " \n", "No"], ids=lambda text: text[:9]
)
def test_an_answer_is_the_same_when_it_has_been_kept(model: AttributionModel, text: str) -> None:
    found = read(model, text)
    assert model.grammar is not None
    again = unpacked(json.loads(json.dumps(packed(text, found, model.grammar))))
    assert [(one.content, one.cue, one.source) for one in again.attributions] == [
        (one.content, one.cue, one.source) for one in found.attributions
    ]
    kept, fresh = written(model, text, again), written(model, text, found)
    assert kept.to_array(list(ATTRIBUTES)).tolist() == fresh.to_array(list(ATTRIBUTES)).tolist()


def test_what_is_kept_is_what_the_model_says(model: AttributionModel) -> None:
    marks = [find_quotations(text) for text in TEXTS]
    same = total = 0
    for text, kept, fresh in zip(TEXTS, StoredModel().predict(TEXTS, marks), model.predict(TEXTS, marks), strict=True):
        labels = [
            (old.tag_, old.dep_, old.head.i, old.ent_type_) == (new.tag_, new.dep_, new.head.i, new.ent_type_)
            for old, new in zip(written(model, text, kept), written(model, text, fresh), strict=True)
        ]
        spans = [{(one.content, one.cue, one.source) for one in found.attributions} for found in (kept, fresh)]
        same += sum(labels) + len(spans[0] & spans[1])
        total += len(labels) + len(spans[0] | spans[1])
    assert total > 500
    assert same / total >= LIKE, parses.RENEW


@pytest.mark.parametrize(
    ("kept", "told"),
    [
        (Answers(model="another", known={}), "another model"),
        (Answers(model=parses.model_digest(), known={}), "nothing is kept"),
    ],
    ids=["another model", "a new text"],
)
def test_what_is_missing_or_outdated_fails_and_says_what_to_run(
    kept: Answers, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parses, "answers", lambda: kept)
    with pytest.raises(ParseError, match=f"{told}.*make parses"):
        StoredModel().predict(["“No,” Ann Lee said."], [()])
