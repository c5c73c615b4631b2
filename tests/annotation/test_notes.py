import pytest

from quoteattr.annotation import check, parse_notes
from quoteattr.annotation.notes import split_notes
from quoteattr.statements import Kind, Polarity, SpeakerType
from tests.annotation.articles import NOTES, TEXT, numbered


def words(spans):
    return [span.of(TEXT) for span in spans]


@pytest.fixture
def annotation():
    notes = parse_notes(NOTES.replace("aide | -\n", "aide | 9\n"), numbered())
    assert notes.problems == ()
    return notes.annotation


def test_statements_point_at_words_of_the_text(annotation):
    rows = [
        (one.kind, words(one.spans), words(one.cue), one.source and one.source.of(TEXT), one.speakers)
        for one in annotation.statements
    ]
    assert rows == [
        (Kind.DIRECT, ["too shallow"], ["said"], "Harbour Minister Mia Orr", ("orr",)),
        (Kind.DIRECT, ["We will dig. I promised it,"], ["said"], "she", ("orr",)),
        (Kind.DIRECT, ["Nobody read ‘Tides’."], ["warned"], "An aide", ("aide",)),
        (Kind.MIXED, ["the bay was “too shallow”"], ["said"], "Harbour Minister Mia Orr", ("orr",)),
        (Kind.INDIRECT, ["her critics knew it"], ["said"], "Harbour Minister Mia Orr", ("orr",)),
        (Kind.INDIRECT, ["the guild had been told"], ["denied"], "Orr", ("orr",)),
        (Kind.INDIRECT, ["they had"], ["said"], "Tom Hale and Bo Lind", ("hale", "lind")),
    ]


def test_the_cue_is_the_one_nearest_to_the_source(annotation):
    places = [one.cue[0].start for one in annotation.statements]
    assert places[1] == TEXT.index("said. Orr")
    assert places[6] == TEXT.rindex("said")


def test_flags_change_polarity_and_mark_phrases(annotation):
    denied, phrase = annotation.statements[5:]
    assert (denied.polarity, denied.phrase) == (Polarity.DENIED, False)
    assert (phrase.polarity, phrase.phrase) == (Polarity.ASSERTED, True)


def test_entities_have_names_roles_and_mentions(annotation):
    orr = annotation.entity("orr")
    assert (orr.names, orr.type, words(orr.roles)) == (("Mia Orr", "Orr"), SpeakerType.PERSON, ["Harbour Minister"])
    assert words(orr.mentions) == ["Harbour Minister Mia Orr", "her", "I", "she", "Orr"]


def test_i_inside_a_quote_of_one_speaker_is_a_mention_of_that_speaker(annotation):
    assert "I" in words(annotation.entity("orr").mentions)


def test_the_source_of_what_one_says_is_a_mention(annotation):
    notes = parse_notes(NOTES.replace("1 3 6 7", "1 3"), numbered())
    assert words(notes.annotation.entity("orr").mentions) == ["Harbour Minister Mia Orr", "her", "I", "she", "Orr"]


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("Q 9 | orr | 1 said", "there is no quoted segment 9"),
        ("Q 1 | orr | 99 said", "there is no candidate 99"),
        ("Q 1 | orr | 1 shouted", "the cue “shouted” is not in the text"),
        ("Q 1 | orr", "needs: what | who"),
        ("Q 1 | orr | said", "source and cue"),
        ("C p1<the bay was deep> | orr | 1 said", "is not in paragraph 1"),
        ("C p7<the bay> | orr | 1 said", "neither a number nor pN<words>"),
        ("C p1<the bay> | orr | 1 said | rumoured", "is not a flag"),
        ("E orr | person | - | 1", "an entity is"),
        ("E orr = Mia Orr | woman | - | 1", "type is one of"),
        ("E orr = Mia Orr | person f | admiral | 1", "the role “admiral” is not in the text"),
        ("Z 1", "a line begins with"),
    ],
)
def test_what_is_not_understood_names_its_line(line, problem):
    notes = parse_notes(f"# by hand\n{line}\n", numbered())
    assert len(notes.problems) == 1
    assert notes.problems[0].startswith("line 2 (") and problem in notes.problems[0]


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (("Q 3 | aide | 9 warned\n", ""), "Q3 is in no list: “Nobody read"),
        (("Q 3 | aide", "N 3 | title\nQ 3 | aide"), "Q3 is listed 2 times"),
        (("Q 3 | aide", "Q 3 | helper"), "speaker helper is no entity"),
        (("E guild = guild | org n | - | 8", "E guild = guild | org n | - |"), "entity guild has no mention"),
        (("E guild = guild", "E guild = sea guild"), "“sea” of its name is not in the text"),
        (("E critics = critics | group ? anon | critics | 2", "E critics = critics | group ? anon | critics | 2 3"),
         "belongs to orr and to critics"),
        (("1 3 6 7", "1 6 7"), "her (candidate 3, p1) belongs to nobody"),
        (("Orr | person f", "Orr | person m"), "she (candidate 6, p2) cannot mean orr"),
        (("Q 1 | orr | 1 said", "Q 1 | orr | 8 said"), "the source the guild (candidate 8, p2) is no mention of orr"),
        (("C p2<the guild had been told> | orr | 7 denied", "C p2<Orr denied ... told> | orr | 7 denied"),
         "the cue “denied” stands inside its content"),
    ],
)  # fmt: skip
def test_the_checker_says_what_is_wrong(change, problem):
    whole = NOTES.replace("aide | -\n", "aide | 9\n")
    assert check(parse_notes(whole, numbered()), numbered()) == ()
    problems = check(parse_notes(whole.replace(*change), numbered()), numbered())
    assert any(problem in one for one in problems), problems


def test_a_candidate_that_means_nobody_is_not_asked_for():
    text = "A skipper knows his boat.\n"
    article = numbered(text, ("A skipper", "his"))
    assert check(parse_notes("", article), article) == (
        "his (candidate 2, p1) belongs to nobody; if it means nobody, list it as X",
    )
    assert check(parse_notes("X 2", article), article) == ()


def test_a_file_holds_the_notes_of_many_articles():
    assert dict(split_notes("=== a1 · Bay Weekly\nN 1 | title\n=== a2\nX 3\n")) == {
        "a1": "N 1 | title\n",
        "a2": "X 3\n",
    }
