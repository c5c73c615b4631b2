import json
from dataclasses import replace

import pytest

from quoteattr.annotation import parse_notes, read_annotation, read_articles, write_annotation
from quoteattr.errors import GoldError
from quoteattr.scoring import Prediction, evaluate, read_gold
from quoteattr.scoring.gold import SourceForm
from quoteattr.scoring.press import from_annotation
from quoteattr.spans import Span
from quoteattr.statements import Kind, Polarity
from tests.annotation.articles import ARTICLE, NOTES, TEXT, numbered

WHOLE = NOTES.replace("aide | -\n", "aide | 9\n")


@pytest.fixture
def annotation():
    return parse_notes(WHOLE, numbered()).annotation


@pytest.fixture
def gold(annotation):
    return from_annotation(annotation, ARTICLE)


def test_an_annotation_comes_back_as_it_was_written(annotation, tmp_path):
    write_annotation(annotation, tmp_path / "a1.json")
    assert read_annotation(tmp_path / "a1.json") == annotation


def test_no_text_of_the_article_is_kept(annotation, tmp_path):
    write_annotation(annotation, tmp_path / "a1.json")
    kept = (tmp_path / "a1.json").read_text(encoding="utf-8")
    assert "shallow" not in kept and "promised" not in kept


def test_a_quote_inside_a_claim_belongs_to_the_claim(gold):
    segments = {segment.spans[0].of(TEXT): segment.relation for segment in gold.quoted}
    claim = gold.relations[segments["too shallow"]]
    assert (claim.kind, claim.content[0].of(TEXT)) == (Kind.MIXED, "the bay was “too shallow”")
    assert gold.relations[segments["We will dig. I promised it,"]].kind is Kind.DIRECT


def test_speakers_carry_names_and_roles(gold):
    orr = gold.relations[0].speaker
    assert (orr.names, orr.roles, orr.named) == (("Mia Orr", "Orr"), ("Harbour Minister",), True)
    aide = next(one.speaker for one in gold.relations if one.speaker.names == ("aide",))
    assert not aide.named


def test_the_form_of_the_source_is_told(gold):
    forms = {one.source[0].of(TEXT): one.form for one in gold.relations}
    assert forms == {
        "Harbour Minister Mia Orr": SourceForm.NAME,
        "Orr": SourceForm.NAME,
        "she": SourceForm.PRONOUN,
        "An aide": SourceForm.NOMINAL,
    }


def test_phrases_are_neither_right_nor_wrong(gold):
    assert [one.content[0].of(TEXT) for one in gold.nested] == ["they had"]
    assert gold.nested[0].speaker.members == (("Tom Hale",), ("Bo Lind",))


def test_what_is_unsure_is_not_counted(annotation):
    notes = parse_notes(WHOLE.replace("9 warned", "9 warned | unsure: who"), numbered())
    segment = from_annotation(notes.annotation, ARTICLE).quoted[-1]
    assert segment.ignored


def test_a_denial_stays_one(gold):
    assert [one.polarity for one in gold.relations if one.cue[0].of(TEXT) == "denied"] == [Polarity.DENIED]


def test_titles_that_are_taken_for_quotes_are_counted():
    text = "She read “Tides of Marne” and said “it is late”.\n"
    article = numbered(text, ("She",))
    notes = parse_notes("E she = She | person f | - | 1\nN 1 | title\nQ 2 | she | 1 said", article)
    gold = from_annotation(notes.annotation, article.article)
    title, quote = (segment.spans[0] for segment in gold.quoted)
    report = evaluate([gold], {"a1": [Prediction(spans=(title,)), Prediction(spans=(quote,))]}, samples=0)
    assert report.not_quotes == {"gold": 1, "taken": 1}
    assert "titles, terms taken for quotes" in report.table()


def test_a_title_in_a_claim_that_the_record_calls_one_is_not_taken():
    text = "She said she would read “Tides of Marne” and that it was “late”.\n"
    article = numbered(text, ("She",))
    notes = parse_notes("E she = She | person f | - | 1\nN 1 | title\nQ 2 | she | 1 said", article)
    gold = from_annotation(notes.annotation, article.article)
    title, _ = (segment.spans[0] for segment in gold.quoted)
    claim = Prediction(spans=(Span(text.index("she"), text.index(".")),), kind=Kind.MIXED)
    assert evaluate([gold], {"a1": [claim]}, samples=0).not_quotes["taken"] == 1
    told = evaluate([gold], {"a1": [replace(claim, terms=(title,))]}, samples=0)
    assert (told.not_quotes["taken"], told.quotes_found.recall) == (0, 1)


@pytest.mark.parametrize(
    ("speaker", "verdict"),
    [("Tom Hale and Bo Lind", "right"), ("Bo Lind, Tom Hale", "right"), ("Tom Hale", "wrong"), (None, "unsettled")],
)
def test_of_several_speakers_all_have_to_be_named(speaker, verdict):
    notes = parse_notes(WHOLE.replace(" said | phrase", " said"), numbered())
    gold = from_annotation(notes.annotation, ARTICLE)
    at = TEXT.index("they had")
    found = Prediction(spans=(Span(at, at + 8),), kind=Kind.INDIRECT, speaker=speaker, source=(Span(at - 27, at - 7),))
    claims = evaluate([gold], {"a1": [found]}, samples=0).speakers["claims"]
    assert getattr(claims, verdict) == 1


@pytest.fixture
def corpus(annotation, tmp_path):
    folder = tmp_path / "corpus"
    folder.mkdir()
    write_annotation(annotation, folder / "a1.json")
    texts = tmp_path / "articles.jsonl"
    texts.write_text(json.dumps({"id": "a1", "text": TEXT, "mood": "calm"}) + "\n", encoding="utf-8")
    return folder, texts


def test_a_folder_of_annotations_is_read_with_its_texts(corpus):
    folder, texts = corpus
    assert [document.id for document in read_gold([folder], [texts])] == ["a1"]
    assert list(read_gold([folder], [texts], part="dev")) == []


def test_an_article_that_is_missing_or_changed_is_an_error(corpus):
    folder, texts = corpus
    with pytest.raises(GoldError, match="name the file that has it with --texts"):
        list(read_gold([folder]))
    texts.write_text(json.dumps({"id": "a1", "text": TEXT + "."}) + "\n", encoding="utf-8")
    with pytest.raises(GoldError, match="does not have the text"):
        list(read_gold([folder], [texts]))


@pytest.mark.parametrize("line", ['{"text": "no id"}', "[]", "{"])
def test_a_line_that_is_no_article_says_where(line, tmp_path):
    path = tmp_path / "articles.jsonl"
    path.write_text(line + "\n", encoding="utf-8")
    with pytest.raises(GoldError, match=r"articles\.jsonl:1: not an article"):
        list(read_articles(path))


@pytest.mark.parametrize(
    "content", ["{}", "no JSON", '{"entities": [{"key": "a"}], "statements": [], "not_quotes": []}']
)
def test_a_file_that_is_no_annotation_says_so(content, tmp_path):
    path = tmp_path / "a1.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(GoldError, match=r"a1\.json: not an annotation"):
        read_annotation(path)
