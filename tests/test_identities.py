"""Which speakers of different documents are one: the evidence, people's decisions, and a whole collection."""

import random
from collections import defaultdict
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quoteattr.decisions import Chosen, Decision, Verdict
from quoteattr.evidence import Appearance, Relation, relation_of_roles
from quoteattr.identities import block_of, identify, stays_apart
from quoteattr.linkage.ages import year_of_birth
from quoteattr.statements import SpeakerType
from quoteattr.store import open_store
from quoteattr.store.rows import appearance_id
from tests.collection import PAIRS, b_cubed, collection


def seen(number: int, name: str = "Ana Ruiz", **fields: object) -> Appearance:
    known = {"type": SpeakerType.PERSON, "outlet": f"outlet {number}", **fields}
    return Appearance(id=f"a{number}", document_id=f"d{number}", name=name, **known)  # type: ignore[arg-type]


def groups(*appearances: Appearance, decisions: tuple[Decision, ...] = ()) -> set[frozenset[str]]:
    return {frozenset(identity.members) for identity in identify(appearances, decisions)}


TOGETHER = {frozenset({"a1", "a2"})}
APART = {frozenset({"a1"}), frozenset({"a2"})}


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ({"roles": ("mayor of Marne",)}, {"roles": ("Marne mayor",)}, TOGETHER),
        ({"roles": ("cardiologist",)}, {"roles": ("doctor",)}, TOGETHER),
        ({"roles": ("then-senator",)}, {"roles": ("President",)}, TOGETHER),
        ({"roles": ("dentist",)}, {"roles": ("striker",)}, APART),
        ({"roles": ("mayor of Marne",)}, {"roles": ("mayor of Belm",)}, APART),
        ({"roles": ("mayor of Marne",), "beside": ("Bo Lind",)}, {"roles": ("MP for Belm",), "beside": ("Bo Lind",)},
         TOGETHER),
        ({}, {}, TOGETHER),  # the same full name, and nothing against it
        ({"name": "John Smith"}, {"name": "John Smith"}, APART),  # a name that many bear
        ({"name": "John Smith", "beside": ("Bo Lind",)}, {"name": "John Smith", "beside": ("Bo Lind",)}, TOGETHER),
        ({"name": "John Smith", "roles": ("mayor of Marne",)}, {"name": "John Smith", "roles": ("Marne mayor",)},
         TOGETHER),
        ({"outlet": "Post"}, {"outlet": "Post"}, TOGETHER),
        ({"outlet": None}, {"outlet": None}, TOGETHER),
        ({"beside": ("Bo Lind",)}, {"beside": ("Bo Lind", "Tom Hale")}, TOGETHER),
        ({"published": "2026-03-04"}, {"published": "2026-03-02T10:00"}, TOGETHER),
        ({"published": "2026-03-04"}, {"published": "soon"}, TOGETHER),
        ({"roles": ("witness",)}, {"roles": ("neighbour",)}, TOGETHER),
        ({"name": "Ana Orbán", "outlet": "Post"}, {"name": "Ana Orban", "outlet": "Post"}, TOGETHER),
        ({"name": "Robert Hale", "roles": ("mayor of Marne",)}, {"name": "Bob Hale", "roles": ("Marne mayor",)},
         TOGETHER),
        ({"name": "Robert Hale", "outlet": "Post"}, {"name": "R. Hale", "outlet": "Post"}, APART),
        ({"name": "Robert S. Hale III", "roles": ("mayor",)}, {"name": "Robert Hale", "roles": ("mayor",)}, TOGETHER),
        ({"name": "Robert J. Hale"}, {"name": "Robert Hale"}, TOGETHER),
        ({"name": "Robert J. Hale"}, {"name": "Robert James Hale"}, TOGETHER),
        ({"name": "Robert J. Hale"}, {"name": "Robert K. Hale"}, APART),
        ({"name": "Robert Hale Jr."}, {"name": "Robert Hale"}, APART),
        ({"name": "Robert Hale Jr.", "roles": ("mayor of Marne",)}, {"name": "Robert Hale", "roles": ("Marne mayor",)},
         TOGETHER),
        ({"name": "Robert Hale Jr.", "roles": ("mayor",), "outlet": "Post"},
         {"name": "Robert Hale", "roles": ("mayor",), "outlet": "Post"}, APART),  # a paper that writes of both
        ({"name": "Robert Hale Jr.", "roles": ("mayor",)}, {"name": "Robert Hale Sr.", "roles": ("mayor",)}, APART),
        ({"born": 1985}, {"born": 1984}, TOGETHER),
        ({"born": 1985, "roles": ("mayor",)}, {"born": 1961, "roles": ("mayor",)}, APART),
        ({"name": "David Moore", "roles": ("striker",), "published": "2026-03-04"},
         {"name": "David Moore", "roles": ("minister",), "published": "2026-03-05"}, APART),
        ({"name": "Ana Solberg", "roles": ("campaign aide",), "published": "2026-03-04"},
         {"name": "Ana Solberg", "roles": ("chief executive",), "published": "2026-03-05"}, TOGETHER),
        ({"roles": ("spokesman for the National Harbour Board",)}, {"roles": ("NHB spokesman",)}, TOGETHER),
        ({"name": "Robert Hale", "roles": ("mayor",)}, {"name": "Ann Hale", "roles": ("mayor",)}, APART),
        ({"name": "Acme", "type": SpeakerType.ORGANIZATION}, {"name": "Acme Corp.", "type": SpeakerType.UNKNOWN},
         TOGETHER),
        ({"name": "Ash Vale", "type": SpeakerType.ORGANIZATION}, {"name": "Ash Vale"}, APART),
    ],
)  # fmt: skip
def test_two_appearances(one: dict[str, object], other: dict[str, object], expected: set[frozenset[str]]) -> None:
    assert groups(seen(1, **one), seen(2, **other)) == expected  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "type_", "anonymous", "stays"),
    [
        ("Ana Ruiz", SpeakerType.PERSON, False, False),
        ("Ruiz", SpeakerType.PERSON, False, True),
        ("a senior official", SpeakerType.PERSON, True, True),
        ("the company", SpeakerType.ORGANIZATION, False, True),
        ("Acme", SpeakerType.ORGANIZATION, False, False),
        ("Residents", SpeakerType.GROUP, False, True),
    ],
)
def test_who_stays_in_the_document(name: str, type_: SpeakerType, anonymous: bool, stays: bool) -> None:
    assert stays_apart(block_of(name, type_, anonymous=anonymous)) == stays


def by_surname(number: int, name: str = "Hale", **fields: object) -> Appearance:
    return seen(number, name, by_surname=True, **fields)


TOM, UWE = {"name": "Tom Hale", "roles": ("mayor of Marne",)}, {"name": "Uwe Hale", "roles": ("referee",)}


@pytest.mark.parametrize(
    ("bearers", "surname", "meant"),
    [
        # Nobody else bears it, and the papers of these weeks write of him.
        ([{**TOM, "published": f"2026-03-0{day}"} for day in (1, 2, 3)], {"published": "2026-03-04"}, 0),
        # At another time, nothing tells that he is meant; his office does.
        ([{**TOM, "published": "2021-03-01"}], {"published": "2026-03-04"}, None),
        ([{**TOM, "published": "2026-03-01"}], {"published": "2026-03-04", "roles": ("mayor",)}, 0),
        ([TOM, TOM, TOM], {"roles": ("striker",)}, None),
        # Two bear it: who is in the papers as often is not told apart but by role, company or title.
        ([TOM, UWE], {}, None),
        ([TOM, UWE, {**TOM, "outlet": "Post"}, {**UWE, "outlet": "Post"}], {"roles": ("mayor",)}, 0),
        ([TOM, {**UWE, "beside": ("Bo Lind",)}, UWE, UWE], {"beside": ("Bo Lind",)}, 1),
        ([{"name": "Anna Hale", "published": "2026-03-01"}] * 4, {"name": "Mr. Hale", "published": "2026-03-02"}, None),
        ([{"name": "Tom Hale", "published": "2026-03-01"}] * 4, {"name": "Hale Jr.", "published": "2026-03-02"}, None),
        # A frequent surname may always mean somebody else.
        ([{"name": "Tom Smith", "published": "2026-03-01"}] * 4, {"name": "Smith", "published": "2026-03-02"}, None),
        ([], {}, None),
    ],
)
def test_whom_a_surname_means(bearers: list[dict[str, Any]], surname: dict[str, Any], meant: int | None) -> None:
    found = identify([*(seen(at, **each) for at, each in enumerate(bearers)), by_surname(99, **surname)])
    (who,) = [identity for identity in found if "a99" in identity.members]
    chance, reason = who.members["a99"]
    if meant is None:
        assert (len(who.members), chance) == (1, None)
        assert not bearers or (reason or "").startswith("surname alone; may be ")
    else:
        assert f"a{meant}" in who.members
        assert who.name == bearers[meant]["name"]
        assert (reason or "").startswith("by surname, most likely of ")
        assert chance is not None
        assert chance >= 0.8


def test_a_surname_is_clearer_for_those_that_are_clear() -> None:
    days = [f"2026-03-{day:02}" for day in range(1, 9)]
    full = [seen(at, "Tom Hale", published=day, roles=("mayor",)) for at, day in enumerate(days[:2])]
    later = [by_surname(20 + at, published=f"2026-05-{at:02}", roles=("mayor",)) for at in range(1, 9)]
    without = by_surname(99, published="2026-05-04")
    assert frozenset({"a99"}) in groups(*full, without)
    assert frozenset({"a99"}) not in groups(*full, *later, without)


def test_two_whom_one_document_keeps_apart_are_two() -> None:
    both = [seen(1, "Robert Hale"), replace(seen(2, "Bob Hale"), document_id="d1")]
    assert groups(*both) == APART


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ([("National Harbour Board", "NHB"), ("NHB",)], 1),
        ([("National Harbour Board",), ("NHB",)], 2),  # no document has both
        ([("National Harbour Board", "NHB"), ("Nordic Hockey Bond", "NHB"), ("NHB",)], 3),  # two have it
        ([("National Harbour Board", "Board"), ("Board",)], 2),
    ],
)
def test_a_body_and_its_acronym(names: list[tuple[str, ...]], expected: int) -> None:
    found = [seen(at, each[0], names=each, type=SpeakerType.ORGANIZATION) for at, each in enumerate(names)]
    assert len(groups(*found)) == expected


@pytest.mark.parametrize(
    ("text", "published", "year"),
    [
        ("“No,” said Ana Ruiz, 41, a dentist.", "2026-03-04", 1985),
        ("The 41-year-old dentist Ana Ruiz said no.", "2026-03-04", 1985),
        ("Ana Ruiz (41) said no.", "2026-03-04", 1985),
        ("Ana Ruiz, born in 1985, said no.", None, 1985),
        ("Ana Ruiz, 41, said no.", None, None),
        ("Ana Ruiz, 300, said no.", "2026-03-04", None),
        ("Ana Ruiz said that 41 boats came.", "2026-03-04", None),
        ("Bo Lind, 41, said no.", "2026-03-04", None),
    ],
)
def test_the_age_that_a_document_tells(text: str, published: str | None, year: int | None) -> None:
    assert year_of_birth(text, "Ana Ruiz", published) == year


def test_one_without_a_role_goes_to_neither_of_two_people_unless_another_name_tells() -> None:
    dentist = seen(1, roles=("dentist",), outlet="Post", beside=("Bo Lind",))
    striker = seen(2, roles=("striker",), outlet="Post")
    assert frozenset({"a3"}) in groups(dentist, striker, seen(3, outlet="Post"))
    assert frozenset({"a1", "a3"}) in groups(dentist, striker, seen(3, beside=("Bo Lind",)))


def test_a_bare_role_joins_no_two_people_of_that_role() -> None:
    found = groups(seen(1, roles=("economist at Belm",)), seen(2, roles=("economist in Marne",)),
                   seen(3, roles=("economist",)))  # fmt: skip
    assert {frozenset({"a1"}), frozenset({"a2"})} < found


def test_each_merge_has_its_reason() -> None:
    (identity,) = identify([seen(1, roles=("mayor",)), seen(2, roles=("mayor",)), seen(3, beside=("Bo Lind",)),
                            seen(4, roles=("mayor",), beside=("Bo Lind",))])  # fmt: skip
    assert identity.members["a1"].reason == "same name and role"
    assert identity.members["a3"].reason == "same name, also names Bo Lind"


def test_people_of_one_name_have_ids_of_their_own_and_the_fullest_name() -> None:
    found = identify([seen(1, roles=("dentist",)), seen(2, roles=("striker",)), seen(3, roles=("striker",))])
    assert len({identity.id for identity in found}) == 2
    bob = identify([seen(1, "Bob Hale", roles=("mayor",)), seen(2, "Robert Hale", roles=("mayor",))])
    assert [identity.name for identity in bob] == ["Robert Hale"]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Mayor of Marne", "mayor of Marne", Relation.SAME),
        ("chief executive of Acme", "chairman of Acme", Relation.SAME),
        ("head teacher", "chief executive", Relation.APART),
        ("lawyer", "attorney", Relation.LIKE),
        ("Republican senator", "senator from Ohio", Relation.LIKE),
        ("roofer", "hairdresser", Relation.AGAINST),
        ("mayor of Marne", "mayor of Belm", Relation.ELSEWHERE),
        ("campaign aide", "chief executive", Relation.OTHER_OFFICE),
        ("brother", "mayor", Relation.NONE),
    ],
)
def test_roles(one: str, other: str, expected: Relation) -> None:
    assert relation_of_roles(one, other) is expected


# ------------------------------------------------------------------------------- what people decide


def decide(verdict: Verdict, speaker: Chosen, **fields: object) -> Decision:
    return Decision(verdict=verdict, speaker=speaker, made="2026-01-01", **fields)  # type: ignore[arg-type]


def test_decisions_come_before_evidence_and_last_when_documents_are_added() -> None:
    ana, lind = seen(1, roles=("dentist",)), seen(2, roles=("striker",))
    merge = decide(Verdict.MERGE, Chosen(names=("Ana Ruiz",)), other=Chosen(names=("Ana Ruiz",)), note="she is both")
    found = identify([ana, lind], [merge])
    assert [sorted(why.reason or "" for why in identity.members.values()) for identity in found] == [
        ["decided: merge (she is both)"] * 2
    ]
    split = decide(Verdict.SPLIT, Chosen(names=("ana ruiz",), documents=("d2",)))
    same = (replace(ana, roles=()), replace(lind, roles=()), seen(3))
    assert frozenset({"a2"}) in groups(*(replace(each, outlet="Post") for each in same), decisions=(split,))
    rename = decide(Verdict.RENAME, Chosen(names=("Ana Ruiz",)), name="Ana Ruiz Soto")
    assert [identity.name for identity in identify([ana], [rename])] == ["Ana Ruiz Soto"]


# ------------------------------------------------------------------------------- order and size

NAMES = st.sampled_from(
    ["Ana Ruiz", "A. Ruiz", "Robert Ruiz", "Bob Ruiz", "Ána Ruiz", "Robert J. Ruiz", "Bob Ruiz Jr.", "Ruiz"]
)
ROLES = st.lists(
    st.sampled_from(["mayor of Marne", "mayor", "MP for Belm", "dentist", "striker", "witness"]), max_size=2
)
ANY = st.lists(
    st.builds(
        lambda name, roles, outlet, beside: {"name": name, "roles": tuple(roles), "outlet": outlet, "beside": beside},
        NAMES, ROLES, st.sampled_from(["Post", "Herald", None]), st.sampled_from([(), ("Bo Lind",), ("Tom Hale",)]),
    ),
    max_size=9,
)  # fmt: skip


@settings(deadline=None)
@given(fields=ANY, seed=st.integers(0, 99), cut=st.integers(0, 8))
def test_the_order_of_documents_changes_nothing(fields: list[dict[str, object]], seed: int, cut: int) -> None:
    appearances = [
        seen(number, by_surname=each["name"] == "Ruiz", **each)  # type: ignore[arg-type]
        for number, each in enumerate(fields)
    ]
    split = decide(Verdict.SPLIT, Chosen(names=("Ana Ruiz",), documents=(f"d{cut}",)))
    turned = list(appearances)
    random.Random(seed).shuffle(turned)
    assert identify(appearances, [split]) == identify(turned, [split])
    ids = [identity.id for identity in identify(appearances, [split])]
    assert len(ids) == len(set(ids))
    told = [key for identity in identify(appearances, [split]) for key in identity.members]
    assert sorted(told) == sorted(each.id for each in appearances)


def settled(path: Path, articles: list[Any]) -> tuple[dict[str, str], int]:
    """The speaker of each appearance, and how many quotes point to another one than their appearance."""
    with open_store(path, create=True) as store:
        run = store.start_run(version="1", model="sm")
        for extraction, _ in articles:
            store.save(extraction, run)
        store.settle_speakers()
        rows = dict(store.connection.execute("SELECT id, speaker_id FROM appearances").fetchall())
        query = "SELECT count(*) FROM quotes AS q JOIN appearances AS a ON a.id = q.appearance_id"
        return rows, store.connection.execute(f"{query} WHERE q.speaker_id <> a.speaker_id").fetchone()[0]


def test_two_thousand_articles_about_three_hundred_people(tmp_path: Path) -> None:
    articles = collection()
    rows, strays = settled(tmp_path / "quotes.db", articles)
    true = {
        appearance_id(speaker, extraction.document): who[speaker.name]
        for extraction, who in articles
        for speaker in extraction.speakers
    }
    found = [rows[key] for key in true]
    assert b_cubed(found, list(true.values())) >= 0.98
    people = defaultdict(set)
    for speaker, number in zip(found, true.values(), strict=True):
        people[speaker].add(number)
    pairs = [{2 * pair, 2 * pair + 1} for pair in range(PAIRS)]
    assert not [both for both in people.values() if any(pair <= both for pair in pairs)]
    assert strays == 0


def test_stored_in_another_order_and_in_two_runs_the_speakers_are_the_same(tmp_path: Path) -> None:
    articles = collection(120)
    rows, _ = settled(tmp_path / "one.db", articles)
    settled(tmp_path / "other.db", articles[:40:-1])
    assert settled(tmp_path / "other.db", articles[40::-1]) == (rows, 0)
