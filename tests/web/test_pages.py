"""What the pages say: documents, speakers, statements, home and search."""

import json
import re
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from datasette.app import Datasette

from quoteattr.documents import Time
from quoteattr.groups import update_groups
from quoteattr.statements import Kind, Speaker, SpeakerType
from quoteattr.store import open_store, rows
from quoteattr.store.reviews import Correction, Judgement, Review
from quoteattr.sureness import words_sureness
from quoteattr.web.serve import application
from tests.store.extractions import claim, ferry, quote
from tests.web.conftest import ADDRESS, data, get, page

FERRY = ferry(address=ADDRESS)
REOPEN, ENGINES = FERRY.quotes
FARES, STRIKE = FERRY.claims
MINISTER = rows.speaker_id(Speaker(name="Jorunn Løvås", type=SpeakerType.PERSON), FERRY.document)
DOCUMENT = f"/quotes/documents/{FERRY.document.id}"


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("web") / "quotes.db"
    with open_store(made, create=True) as store:
        run = store.start_run(version="1", model="sm")
        store.save(FERRY, run)
        store.save(ferry(address="older.txt", published="2025-11-30", outlet="Bay Weekly", title="Old ferry"), run)
    return made


def text_of(html: str) -> str:
    """The words of a page, in one line."""
    words = " ".join(unescape(re.sub(r"<[^>]+>", " ", html.split("<main", 1)[1])).split())
    return re.sub(r" (?=[,.])", "", words)


def test_a_document_shows_its_whole_text(datasette: Datasette) -> None:
    body = page(datasette, DOCUMENT).split('class="text">')[1].split("</div>")[0]
    shown = re.sub(r"<(sup|strong)\b.*?</\1>", "", body)
    paragraphs = [unescape(re.sub(r"<[^>]+>", "", line)) for line in re.findall(r"<p>(.*?)</p>", shown, re.S)]
    assert paragraphs == FERRY.document.text.split("\n")


def test_a_quote_of_a_recording_shows_when_it_is_said(tmp_path: Path) -> None:
    document = replace(FERRY.document, times=(Time(0, 0.0), Time(1, 3723.5)))
    quotes = tuple(replace(quote, begins_at=document.second_at(quote.spans[0].start)) for quote in FERRY.quotes)
    with open_store(tmp_path / "quotes.db", create=True) as store:
        store.save(replace(FERRY, document=document, quotes=quotes), store.start_run(version="1", model="sm"))
    shown = text_of(page(application(tmp_path / "quotes.db"), DOCUMENT))
    assert shown.count("at 1:02:03 of the recording") == 2


@pytest.mark.parametrize("statement", FERRY.statements, ids=lambda found: found.text[:20])
def test_each_statement_has_an_anchor_and_a_card_in_its_document(datasette: Datasette, statement: Any) -> None:
    shown = page(datasette, DOCUMENT)
    number = [*FERRY.statements].index(statement) + 1
    assert shown.count(f'id="s-{statement.id}"') == 1
    assert f'href="#s-{statement.id}"' in shown
    assert f'id="c-{number}"' in shown and f'href="#c-{number}"' in shown
    card = shown.split(f'id="c-{number}"')[1].split("</li>")[0]
    assert unescape(re.sub("<[^>]+>", "", card)).count(statement.text) == 1
    assert f"words <b>{words_sureness({'confidence': statement.confidence})}</b>" in card and "by model" in card


def test_pointing_at_words_tells_who_says_them_without_scripts(datasette: Datasette) -> None:
    titles = [unescape(title) for title in re.findall(r'data-card="\d" title="([^"]*)"', page(datasette, DOCUMENT))]
    assert (
        "Jorunn Løvås · Harbour Minister · said · direct · words sure 0.90 · speaker not measured · by model" in titles
    )
    assert (
        "Jorunn Løvås · Harbour Minister · denies · indirect · words likely 0.70 · speaker not measured · by model"
        in titles
    )


def test_one_click_leads_to_the_words_at_the_publisher(datasette: Datasette) -> None:
    shown = unescape(page(datasette, DOCUMENT))
    assert f'href="{ADDRESS}#:~:text=The%20engines%20are%20worn%20out"' in shown
    two = "text=We%20will%20reopen%20the%20ferry%20by%20May&text=and%20nobody%20pays%20twice"
    assert f'href="{ADDRESS}#:~:{two}"' in shown


def test_a_denial_is_shown_as_one_on_every_page(datasette: Datasette) -> None:
    for address in (DOCUMENT, f"/quotes/speakers/{MINISTER}", f"/quotes/claims/{FARES.id}",
                    f"/quotes/-/embed/{FARES.id}", "/quotes/-/search?words=fares"):  # fmt: skip
        lines = re.findall(r'<strong class="act no">denies</strong> <q class="words negated">([^<]*)</q>',
                           re.sub("</?mark>", "", page(datasette, address)))  # fmt: skip
        assert "that fares would double" in lines, address


def test_a_denial_is_shown_as_one_on_the_first_page(tmp_path: Path) -> None:
    with open_store(tmp_path / "quotes.db", create=True) as store:
        store.save(replace(FERRY, quotes=()), store.start_run(version="1", model="sm"))
    shown = page(application(tmp_path / "quotes.db"), "/")
    assert '<strong class="act no">denies</strong> <q class="words negated">that fares would double</q>' in shown


MIXED = claim(FERRY.document, "We will reopen the ferry by May,” Harbour Minister Jorunn Løvås said, “and nobody pays",
              kind=Kind.MIXED, speaker="Jorunn Løvås", speaker_type=SpeakerType.PERSON)  # fmt: skip


def with_a_mixed_claim(path: Path, *speakers: str) -> str:
    """The first page, of an article with a mixed claim that has a quoted piece, said by each of the speakers."""
    piece = quote(FERRY.document, "nobody pays", claim_id=MIXED.id, speaker_type=SpeakerType.PERSON)
    pieces = (replace(piece, speaker=speakers[0]),)
    with open_store(path, create=True) as store:
        made = replace(FERRY, quotes=pieces, claims=(replace(MIXED, speaker=speakers[-1]),))
        store.save(made, store.start_run(version="1", model="sm"))
    return page(application(path), "/")


def test_a_mixed_claim_stands_once_with_its_quoted_words_marked(tmp_path: Path) -> None:
    shown = with_a_mixed_claim(tmp_path / "quotes.db", "Jorunn Løvås")
    assert text_of(shown).count("nobody pays") == 1
    assert '<span class="piece">nobody pays</span></q>' in shown
    document = page(application(tmp_path / "quotes.db"), DOCUMENT)
    assert document.count('class="card ') == 1
    assert len(re.findall(r'data-card="1"', document)) >= 2 and 'data-card="2"' not in document


def test_a_piece_that_somebody_else_says_stands_for_itself(tmp_path: Path) -> None:
    assert text_of(with_a_mixed_claim(tmp_path / "quotes.db", "Ann Lee", "Jorunn Løvås")).count("nobody pays") == 2


def test_latest_shows_two_of_an_article_and_how_many_more_it_has(datasette: Datasette) -> None:
    shown = page(datasette, "/").split('id="latest"')[1].split('id="most"')[0]
    assert shown.count('<section class="article"') == 2
    assert shown.count('<li class="statement') == 4
    assert shown.count(">more from it (1)</a>") == 2


def test_what_is_sure_is_told_of_words_and_of_the_speaker(tmp_path: Path) -> None:
    open_one = replace(FERRY.quotes[0], speaker=None, candidates=("Ann Lee", "Tom Hale"), confidence=0.98)
    known = replace(FERRY.quotes[1], speaker_confidence=0.72)
    with open_store(tmp_path / "quotes.db", create=True) as store:
        store.save(replace(FERRY, quotes=(open_one, known), claims=()), store.start_run(version="1", model="sm"))
    shown = text_of(page(application(tmp_path / "quotes.db"), DOCUMENT))
    assert "words very sure 0.98 speaker not settled" in shown
    assert "Considered: Ann Lee, Tom Hale" in shown
    assert "words sure 0.90 speaker likely 0.72" in shown


def test_a_speaker_has_names_roles_outlets_cues_and_neighbours(datasette: Datasette) -> None:
    shown = text_of(page(datasette, f"/quotes/speakers/{MINISTER}"))
    assert "person · 2 quotes, 4 claims" in shown
    assert "Also called: Løvås" in shown
    assert "Harbour Minister 2025-11-30 2026-03-04 2" in shown
    assert "Outlets Bay Weekly 3 Sound Gazette 3" in shown
    assert "How it is reported believes 2 denied 2 said 2" in shown
    assert "Quoted beside a senior engineer 1 a senior engineer 1" in shown
    assert shown.index("2026-03-04 Sound Gazette") < shown.index("2025-11-30 Bay Weekly")


def test_a_timeline_has_its_numbers_as_a_table(datasette: Datasette) -> None:
    shown = page(datasette, f"/quotes/speakers/{MINISTER}")
    assert re.findall(r"<title>(20[^<]*)</title>", shown) == [
        f"{month}: {number}" for month, number in
        (("2025-11", 3), ("2025-12", 0), ("2026-01", 0), ("2026-02", 0), ("2026-03", 3))
    ]  # fmt: skip
    assert '<td>2025-11</td><td class="number">3</td>' in shown


def test_the_feed_of_a_speaker_is_atom(datasette: Datasette) -> None:
    answer = get(datasette, f"/quotes/speakers/{MINISTER}.atom")
    assert answer.headers["content-type"].startswith("application/atom+xml")
    names = {"a": "http://www.w3.org/2005/Atom"}
    root = ElementTree.fromstring(answer.text)
    assert root.findtext("a:title", namespaces=names) == "Jorunn Løvås: quotes and claims"
    assert root.findtext("a:updated", namespaces=names) == "2026-03-04T00:00:00Z"
    titles = [entry.findtext("a:title", namespaces=names) for entry in root.findall("a:entry", names)]
    assert len(titles) == 6
    assert titles[0] == "Jorunn Løvås said: “We will reopen the ferry by May, and nobody pays twice.”"
    assert "Jorunn Løvås denies: that fares would double" in titles
    ids = [entry.findtext("a:id", namespaces=names) for entry in root.findall("a:entry", names)]
    assert len(set(ids)) == 6
    assert str(ids[0]).endswith(f"/quotes/quotes/{REOPEN.id}")


def test_a_statement_can_be_cited_and_embedded(datasette: Datasette) -> None:
    cites = [
        unescape(text)
        for text in re.findall(r'<textarea class="code"[^>]*>(.*?)</textarea>',
                               page(datasette, f"/quotes/quotes/{ENGINES.id}"), re.S)
    ]  # fmt: skip
    plain, markdown, bibtex, words, frame = cites
    said = "a senior engineer said: “The engines are worn out,”"
    assert plain == f"{said} (Ferry, Sound Gazette, 2026-03-04, {ADDRESS})"
    told = f"[Ferry, Sound Gazette, 2026-03-04](<{ADDRESS}>)"
    assert markdown == f"> “The engines are worn out,”\n>\n> — a senior engineer, {told}"
    assert ",," not in "".join(cites) and "\\-" not in markdown
    assert bibtex.startswith(f"@online{{quoteattr-{ENGINES.id},\n  title = {{Ferry}},\n  author = {{Sound Gazette}},")
    assert words.startswith(f'<blockquote cite="{ADDRESS}"><p>“The engines are worn out,”</p>')
    assert f'src="http://localhost/quotes/-/embed/{ENGINES.id}"' in frame


def test_a_statement_carries_what_machines_read_of_it(datasette: Datasette) -> None:
    shown = page(datasette, f"/quotes/quotes/{ENGINES.id}")
    (told,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', shown)
    (node,) = json.loads(told)["@graph"]
    assert (node["@type"], node["text"]) == ("Quotation", ENGINES.text)
    assert node["spokenByCharacter"]["name"] == "a senior engineer"


def test_a_reviewed_statement_carries_a_claim_review(tmp_path: Path) -> None:
    with open_store(tmp_path / "quotes.db", create=True) as store:
        store.save(FERRY, store.start_run(version="1", model="sm"))
        store.review(Review(statement=ENGINES.id, judgement=Judgement.WRONG, reviewer="mia </script>"))
    shown = page(application(tmp_path / "quotes.db"), f"/quotes/quotes/{ENGINES.id}")
    (told,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', shown)
    review = json.loads(told)["@graph"][1]
    assert (review["@type"], review["author"]["name"]) == ("ClaimReview", "mia </script>")
    assert review["reviewRating"]["ratingValue"] == 1


def test_a_statement_shows_what_stands_around_it(datasette: Datasette) -> None:
    shown = page(datasette, f"/quotes/claims/{FARES.id}")
    assert "Løvås denied <mark>that fares would double</mark>. She believes" in shown


def test_a_statement_says_why_this_speaker(tmp_path: Path) -> None:
    known = replace(ENGINES, evidence=("spoke before", "the gender fits"), speaker_confidence=0.9,
                    candidates=("Ann Lee", "Tom Hale"))  # fmt: skip
    open_one = replace(REOPEN, speaker=None, evidence=("two fit alike",), candidates=("Ann Lee", "Tom Hale"))
    with open_store(tmp_path / "quotes.db", create=True) as store:
        store.save(replace(FERRY, quotes=(open_one, known), claims=()), store.start_run(version="1", model="sm"))
    application_of = application(tmp_path / "quotes.db")
    shown = text_of(page(application_of, f"/quotes/quotes/{ENGINES.id}"))
    told = "Why this speaker a senior engineer: sure 0.90 spoke before the gender fits"
    assert f"{told} Also considered, the likeliest first: Ann Lee Tom Hale The chance" in shown
    assert f"quoteattr explain with the database and {ENGINES.id}" in shown
    shown = text_of(page(application_of, f"/quotes/quotes/{REOPEN.id}"))
    assert "Why no speaker two fit alike Also considered" in shown


def test_a_statement_of_which_nothing_is_kept_has_no_reasons(datasette: Datasette) -> None:
    assert "Why this speaker" not in page(datasette, f"/quotes/quotes/{ENGINES.id}")


def test_only_what_may_be_framed_may_be_framed(datasette: Datasette) -> None:
    assert "frame-ancestors *" in get(datasette, f"/quotes/-/embed/{REOPEN.id}").headers["content-security-policy"]
    assert "frame-ancestors 'none'" in get(datasette, DOCUMENT).headers["content-security-policy"]


def test_home_shows_who_is_quoted_most_what_was_said_last_and_what_was_read(datasette: Datasette) -> None:
    shown = text_of(page(datasette, "/"))
    assert "4 quotes and 4 claims by 3 speakers, from 2 documents of 2 outlets, 2025-11-30 to 2026-03-04." in shown
    assert "Jorunn Løvås 2 4" in shown
    assert "Bay Weekly 1 2025" in shown
    assert shown.index("We will reopen") < shown.index("Bay Weekly")
    assert "that the strike is over" not in shown


def test_home_shows_what_was_read_last_where_nothing_has_a_date(tmp_path: Path) -> None:
    with open_store(tmp_path / "quotes.db", create=True) as store:
        store.save(ferry(published=None), store.start_run(version="1", model="sm"))
    shown = text_of(page(application(tmp_path / "quotes.db"), "/"))
    assert "Read last" in shown and "We will reopen the ferry" in shown
    assert "Latest" not in shown.split("Ready-made")[0]


def test_a_search_finds_quotes_claims_and_speakers(datasette: Datasette) -> None:
    shown = text_of(page(datasette, "/quotes/-/search?words=engine*"))
    assert "The engines are worn out" in shown and "a senior engineer person, 1 quote," in shown
    assert "that <mark>fares</mark> would double" in page(datasette, "/quotes/-/search?words=FARES")
    assert f"/quotes/speakers/{MINISTER}" in page(datasette, "/quotes/-/search?words=l%C3%B8vas")


SEARCH = "/quotes/-/search?"


@pytest.mark.parametrize(
    ("asked", "there", "not_there"),
    [
        ("words=ferry&speaker=Minister+L%C3%B8v%C3%A5s", "We will reopen the ", "worn out"),
        ("speaker=jorunn&kind=indirect", "that fares would double", "We will reopen"),
        ("outlet=bay&since=2025-11-30&until=2025", "2025-11-30", "2026-03-04 Sound"),
        ("words=egnines", "“egnines” is in no statement: searched for “engines”.", "Nothing found"),
        ("words=ferry+zeppelin", "“zeppelin” is in no statement: left out.", "Nothing found"),
        ("words=fares&speaker=Jorun+Lovas", "Did you mean Jorunn Løvås", "would double"),
        ("words=fares&since=yesterday", "“yesterday” is not a date", "would double"),
        ("", "Fill in any of the fields", "Nothing found"),
    ],
)
def test_one_form_narrows_by_all_at_once(datasette: Datasette, asked: str, there: str, not_there: str) -> None:
    shown = text_of(page(datasette, SEARCH + asked)).replace("“ ", "“")
    assert there in shown and not_there not in shown


def test_the_form_shows_what_was_asked_and_facets_lead_on(datasette: Datasette) -> None:
    shown = page(datasette, SEARCH + "words=the&speaker=L%C3%B8v%C3%A5s&sort=oldest")
    assert 'name="speaker" value="Løvås"' in shown
    assert '<option value="oldest" selected>' in shown
    links = re.findall(r'<a href="([^"]*)">(direct|indirect|20\d\d|Bay Weekly)</a> <span class="about">(\d+)<', shown)
    assert links
    for address, value, number in links:
        narrowed = page(datasette, unescape(address))
        assert f"<span>{number} statement" in narrowed, (address, value)


@pytest.mark.parametrize("words", ["zeppelin", '"ferry engines"', "strike"])
def test_a_search_that_finds_nothing_says_what_was_searched(datasette: Datasette, words: str) -> None:
    shown = text_of(page(datasette, f"/quotes/-/search?words={words}"))
    assert "Nothing found. Searched were the words of 4 quotes and 4 claims, and the names of 3 speakers" in shown
    assert "in 2 documents of 2 outlets, 2025-11-30 to 2026-03-04" in shown


VERIFY = "/quotes/-/verify?words="


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("The+engines+are+worn+out", "Exact: Said in these words by a senior engineer."),
        ("The+engines+are+never+worn+out", "Near: Said in other words by a senior engineer."),
        ("The+engines+are+worn+out&speaker=jorunn", "Other speaker: Said by a senior engineer, not by jorunn."),
        ("fares+would+double", "Denied: Denied by Jorunn Løvås."),
        ("zeppelins+are+back+in+town", "Not found: Nobody says so in what was searched."),
    ],
)
def test_a_sentence_is_verified_with_what_was_searched(datasette: Datasette, asked: str, told: str) -> None:
    shown = text_of(page(datasette, VERIFY + asked))
    assert told in shown
    assert "Searched 4 quotes and 4 claims in 2 documents of 2 outlets" in shown


def test_a_word_that_was_put_in_is_marked_and_named(datasette: Datasette) -> None:
    shown = page(datasette, VERIFY + "The+engines+are+never+worn+out")
    assert '<del><span class="hidden">not there: </span>never</del>' in shown
    assert "Mind the difference:</strong> negation" in shown
    assert f"/quotes/documents/{FERRY.document.id}" in shown or "Old ferry" in shown


def test_a_verdict_is_there_as_json(datasette: Datasette) -> None:
    found = data(datasette, "/quotes/-/verify.json?words=The+engines+are+worn+out")
    assert (found["ok"], found["outcome"], found["as_given"]) == (True, "exact", True)
    assert found["candidates"][0]["record"]["speaker"] == "a senior engineer"
    assert found["coverage"]["documents"] == 2
    assert get(datasette, "/quotes/-/verify.json").status_code == 400


@pytest.mark.parametrize("words", ["%22", "%00", "a" * 5000, "%E2%80%A6", "[x]", "<script>"])
def test_anything_can_be_verified(datasette: Datasette, words: str) -> None:
    assert get(datasette, VERIFY + words).status_code == 200


def test_what_a_reviewer_found_wrong_is_verified_by_nobody(tmp_path: Path) -> None:
    path = tmp_path / "quotes.db"
    with open_store(path, create=True) as store:
        store.save(FERRY, store.start_run(version="1", model="sm"))
        store.review(Review(statement=ENGINES.id, judgement=Judgement.WRONG, reviewer="mia"))
    assert "attributed to nobody" in text_of(page(application(path), VERIFY + "The+engines+are+worn+out"))


def test_a_quote_leads_to_its_other_wordings(tmp_path: Path) -> None:
    path = tmp_path / "quotes.db"
    with open_store(path, create=True) as store:
        run = store.start_run(version="1", model="sm")
        store.save(FERRY, run)
        store.save(ferry(address="copy.txt", outlet="Bay Weekly"), run)
        update_groups(store)
    shown = text_of(page(application(path), f"/quotes/quotes/{REOPEN.id}"))
    assert "The same utterance stands in 2 documents of 2 outlets, in 1 wording, first 2026-03-04" in shown


@pytest.mark.parametrize("words", ["", "%22", "*", "--", "%00", "\"'()AND+OR"])
def test_no_search_is_an_error(datasette: Datasette, words: str) -> None:
    assert get(datasette, f"/quotes/-/search?words={words}").status_code == 200


@pytest.mark.parametrize("kind", ["documents", "speakers", "quotes", "claims"])
def test_what_is_not_there_is_told(datasette: Datasette, kind: str) -> None:
    answer = get(datasette, f"/quotes/{kind}/0123456789abcdef")
    assert answer.status_code == 404
    assert "of this id" in answer.text


@pytest.mark.parametrize("number", ["2", "99", "-1", "x", "²", "9" * 400])
def test_any_page_of_a_speaker_is_a_page(datasette: Datasette, number: str) -> None:
    assert "Jorunn Løvås" in page(datasette, f"/quotes/speakers/{MINISTER}?page={number}")


def test_rows_are_still_there_as_json(datasette: Datasette) -> None:
    assert data(datasette, f"{DOCUMENT}.json?_shape=objects")["rows"][0]["title"] == "Ferry"


def test_an_address_of_before_a_correction_leads_on(tmp_path: Path) -> None:
    path = tmp_path / "quotes.db"
    start = FERRY.document.text.index("engines")
    right = Correction(speaker="Ola Berg", speaker_type="person", role=None, spans=((start, start + 7),),  # type: ignore[arg-type]
                       polarity="asserted", modality="statement", addressee=None)  # fmt: skip
    with open_store(path, create=True) as store:
        store.save(FERRY, store.start_run(version="1", model="sm"))
        now = store.review(
            Review(statement=ENGINES.id, judgement=Judgement.CORRECTED, reviewer="mia", correction=right)
        )
    answer = get(application(path), f"/quotes/quotes/{ENGINES.id}")
    assert (answer.status_code, answer.headers["location"]) == (302, f"/quotes/quotes/{now}")


def test_other_databases_are_left_alone(tmp_path: Path) -> None:
    import sqlite3

    other = tmp_path / "other.db"
    connection = sqlite3.connect(other)
    connection.executescript("CREATE TABLE documents (id TEXT PRIMARY KEY, polarity TEXT); "
                             "INSERT INTO documents VALUES ('a', 'denied')")  # fmt: skip
    connection.close()
    datasette = Datasette([str(other)])
    assert "not-asserted" not in page(datasette, "/other/documents")
    assert "Who said what" not in page(datasette, "/")
    answer = get(datasette, "/other/documents/a")
    assert answer.status_code == 200
    assert "content-security-policy" not in answer.headers


def test_beside_other_databases_home_has_an_address_of_its_own(path: Path, tmp_path: Path) -> None:
    import sqlite3

    other = tmp_path / "other.db"
    sqlite3.connect(other).close()
    datasette = Datasette([str(other), str(path)])
    assert "Most quoted" not in page(datasette, "/")
    assert "Most quoted" in page(datasette, "/quotes/-/home")
    assert 'href="/quotes/-/home"' in page(datasette, "/quotes")


ABOUT_FERRIES = ("Harbour ferry", "fares", "Jorunn Løvås")


@pytest.fixture(scope="module")
def about(tmp_path_factory: pytest.TempPathFactory) -> Datasette:
    made = tmp_path_factory.mktemp("about") / "quotes.db"
    sure = tuple(replace(quote, speaker_confidence=0.97) for quote in FERRY.quotes)
    with open_store(made, create=True) as store:
        run = store.start_run(version="1", model="sm")
        store.save(replace(FERRY, quotes=sure, subjects=ABOUT_FERRIES), run)
        old = ferry(address="older.txt", published="2025-11-30", outlet="Bay Weekly", title="Old ferry")
        store.save(replace(old, subjects=("harbour ferry", "crews")), run)
    return application(made)


def test_a_subject_tells_who_said_what_about_it(about: Datasette) -> None:
    shown = text_of(page(about, "/quotes/-/subject/harbour~20ferry"))
    assert "2 articles, 2025-11-30 to 2026-03-04" in shown
    assert shown.index("Ferry 2026-03-04 Sound Gazette") < shown.index("Old ferry 2025-11-30 Bay Weekly")
    assert "By speaker Jorunn Løvås 4" in shown
    assert "In the same articles crews 1 fares 1 Jorunn Løvås 1" in shown
    assert "that the strike is over" not in shown


def test_a_subject_is_narrowed_to_a_speaker_and_to_what_is_sure(about: Datasette) -> None:
    hers = text_of(page(about, f"/quotes/-/subject/harbour~20ferry?speaker={MINISTER}"))
    assert hers.count("that fares would double") == 2 and "The engines are worn out" not in hers
    sure = text_of(page(about, "/quotes/-/subject/harbour~20ferry?speaker_sure=0.95"))
    assert sure.count("We will reopen the ferry") == 1 and "that fares would double" not in sure
    assert "show all" in page(about, "/quotes/-/subject/harbour~20ferry?words_sure=0.95")


def test_subjects_are_listed_and_found_by_their_stems(about: Datasette) -> None:
    assert "Harbour ferry 2 2026-03-04" in text_of(page(about, "/quotes/-/subjects"))
    found = text_of(page(about, "/quotes/-/subjects?words=ferries"))
    assert "Harbour ferry" in found and "fares" not in found.split("Harbour ferry")[1]
    assert "No article is about “zeppelin”" in text_of(page(about, "/quotes/-/subjects?words=zeppelin"))
    assert get(about, "/quotes/-/subject/zeppelin").status_code == 404


def test_a_document_and_the_first_page_lead_to_subjects(about: Datasette) -> None:
    link = '<a href="/quotes/-/subject/harbour+ferry">Harbour ferry</a>'
    assert link in page(about, DOCUMENT) and link in page(about, "/")


def test_subjects_have_a_facet(about: Datasette) -> None:
    facet = data(about, "/quotes/subjects.json?_facet=key")["facet_results"]["key"]["results"]
    assert facet[0]["value"] == "harbour ferry" and facet[0]["count"] == 2
