"""The component in somebody's own pipeline: what it needs before it, and what it leaves as it was."""

import shutil
from pathlib import Path

import pytest
import spacy

import quoteattr
from quoteattr.components.attribution.model import GRAMMAR, find_folder
from quoteattr.errors import ModelError
from quoteattr.pipeline import find_spacy_model, model_info

TEXT = "“We are late,” said Harbour Minister Mia Orr. The crew agreed."


@pytest.fixture(scope="module")
def without_grammar(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("models") / "plain"
    shutil.copytree(find_folder("sm")[1], folder)
    (folder / GRAMMAR).unlink()
    return folder


def test_it_needs_nothing_before_it() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("quoteattr")
    doc = nlp(TEXT)
    assert len(doc._.quoteattr.reported) == 1
    assert [entity.text for entity in doc.ents if entity.label_ == "PERSON"] == ["Mia Orr"]
    assert len(list(doc.sents)) == 2
    assert doc[3].tag_ == "JJ" and doc[6].dep_ == "ROOT"


def test_what_stands_before_it_keeps_its_word() -> None:
    nlp = spacy.load(find_spacy_model())
    nlp.add_pipe("entity_ruler", before="ner").add_patterns([{"label": "CREW", "pattern": "The crew"}])
    plain = nlp(TEXT)
    nlp.add_pipe("quoteattr")
    doc = nlp(TEXT)
    assert [(t.tag_, t.dep_, t.head.i, t.ent_type_) for t in doc] == [
        (t.tag_, t.dep_, t.head.i, t.ent_type_) for t in plain
    ]
    assert "CREW" in {entity.label_ for entity in doc.ents}


def test_a_model_without_grammar_says_what_it_needs(without_grammar: Path) -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("quoteattr", config={"model": str(without_grammar)})
    with pytest.raises(ModelError, match=r"model plain: it reads no grammar.*Add them, or use the model sm"):
        nlp(TEXT)


def test_load_takes_a_pipeline_of_spacy_only_where_it_is_needed(without_grammar: Path) -> None:
    alone, named = quoteattr.load(), quoteattr.load(spacy_model=find_spacy_model())
    needed = quoteattr.load(str(without_grammar))
    assert alone.pipe_names == ["quoteattr"]
    assert "parser" in named.pipe_names and "parser" in needed.pipe_names
    assert model_info(alone).spacy_model.startswith("en_tokenizer ")
    assert model_info(named).spacy_model.startswith("en_core_web_")
