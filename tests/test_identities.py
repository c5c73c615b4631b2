"""Which speakers of different documents are one: the evidence, people's decisions, and a whole collection."""

import random
from collections import defaultdict
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quoteattr.acronyms import other_name_in
from quoteattr.decisions import Decision, DecisionKind, DecisionScope
from quoteattr.evidence import Appearance, is_description, year_of_birth
from quoteattr.identities import block_of, identify, stays_apart
from quoteattr.lexicon import load_entries
from quoteattr.linkage.authority import Listed
from quoteattr.rolerelations import RoleRelation, relation_of_roles
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
        ({"name": "Moon Chol-un"}, {"name": "Moon Chol Un"}, TOGETHER),
        ({"name": "Moon Chol-un"}, {"name": "Moon Chol Ho"}, APART),
        ({"name": "David Moore", "roles": ("Norland captain",)}, {"name": "David Moore", "roles": ("Norland skipper",)},
         TOGETHER),
        ({"name": "David Moore", "roles": ("Acme chief",)}, {"name": "David Moore", "roles": ("Acme.com CEO",)},
         TOGETHER),
        ({"name": "David Moore", "roles": ("Jo Lind’s father",)}, {"name": "David Moore", "roles": ("dad of Jo Lind",)},
         TOGETHER),
        ({"name": "David Moore", "said": ("we will not sell the harbour to",)},
         {"name": "David Moore", "said": ("we will not sell the harbour to",)}, TOGETHER),
        ({"name": "Vincent Falk", "said": ("we will not sell the harbour to",)},
         {"name": "Vincint Falk", "said": ("we will not sell the harbour to",)}, TOGETHER),  # a slip of the pen
        ({"name": "Vincent Falk"}, {"name": "Vincint Falk"}, APART),
        ({"name": "Acme", "type": SpeakerType.ORGANIZATION}, {"name": "Acme Corp.", "type": SpeakerType.UNKNOWN},
         TOGETHER),
        ({"name": "Ash Vale", "type": SpeakerType.ORGANIZATION}, {"name": "Ash Vale"}, APART),
        # What one document has for a surname may be a body that another one knows.
        ({"name": "Orlane", "by_surname": True}, {"name": "Orlane", "type": SpeakerType.ORGANIZATION}, TOGETHER),
        ({"name": "John Smith", "subjects": ("ferry", "oil")}, {"name": "John Smith", "subjects": ("ferry", "oil")},
         TOGETHER),
        ({"name": "Bo Lind", "roles": ("House Ferry Committee Chairman",)},
         {"name": "Bo Lind", "roles": ("Representative",)}, TOGETHER),
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
        # But the papers say whose: the president of Norvane.
        ([{"name": "Tom Smith", "roles": ("president of Norvane",), "published": "2026-03-01"}] * 6,
         {"name": "Smith", "called": ("Norvane's Smith", "he"), "published": "2026-03-02"}, 0),
        ([{"name": "Tom Hale", "published": "2026-03-01"}] * 4,
         {"called": ("the peer Baroness Hale, who spoke",), "published": "2026-03-02"}, None),
        ([{**TOM, "subjects": ("ferry",), "published": "2026-03-01"}],
         {"subjects": ("ferry",), "published": "2026-03-04"}, 0),
        ([], {}, None),
    ],
)  # fmt: skip
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
        ("Mayor of Marne", "mayor of Marne", RoleRelation.SAME),
        ("chief executive of Acme", "chairman of Acme", RoleRelation.SAME),
        ("head teacher", "chief executive", RoleRelation.APART),
        ("lawyer", "attorney", RoleRelation.LIKE),
        ("Republican senator", "senator from Ohio", RoleRelation.LIKE),
        ("roofer", "hairdresser", RoleRelation.AGAINST),
        ("mayor of Marne", "mayor of Belm", RoleRelation.ELSEWHERE),
        ("campaign aide", "chief executive", RoleRelation.OTHER_OFFICE),
        ("brother", "mayor", RoleRelation.NONE),
        ("Norland captain", "Norland skipper", RoleRelation.SAME),
        ("Acme chief", "chief executive of Acme", RoleRelation.SAME),
        ("Bo Lind’s mother", "mum of Bo Lind", RoleRelation.SAME),
        ("Bo Lind’s mother", "mother of Jo Falk", RoleRelation.NONE),
        ("Norland Defence Minister", "Defence Minister", RoleRelation.SAME),
        ("Sen.", "Senate Budget Chairman", RoleRelation.LIKE),
        ("Republican of Norland", "Senate Majority Leader", RoleRelation.LIKE),
        ("newest Democratic presidential hopeful", "Norland Gov.", RoleRelation.LIKE),
        ("Democratic senator", "Democratic mayor", RoleRelation.LIKE),
        ("former governor of Norland", "ordained Southern Baptist minister", RoleRelation.LIKE),
        ("spokeswoman for the festival", "spokesperson for the Norland Opera", RoleRelation.NONE),
        ("spokeswoman for the festival", "spokesperson for the theatre", RoleRelation.ELSEWHERE),
        ("Linden President", "president and chief operating officer of Linden", RoleRelation.SAME),
        ("Rep.", "Republican of Norland and a critic of plans to", RoleRelation.LIKE),
        ("Rep.", "Belm spokesman", RoleRelation.OTHER_OFFICE),
        ("judge", "Senate candidate", RoleRelation.OTHER_OFFICE),
        ("Rep.", "Japan’s defense minister", RoleRelation.ELSEWHERE),
        ("Republican senator", "Tory whip", RoleRelation.ELSEWHERE),
        ("Republican senator", "Tory editor", RoleRelation.AGAINST),
        ("senator", "French senator", RoleRelation.LIKE),
    ],
)
def test_roles(one: str, other: str, expected: RoleRelation) -> None:
    assert relation_of_roles(one, other) is expected


@pytest.mark.parametrize(
    ("name", "described"),
    [
        ("Weber's spokesman", True),
        ("Mr. Weber’s lawyer", True),
        ("Norland's Chief Cabinet Secretary", True),
        ("Harbour engineer", True),
        ("Mum", True),
        ("Lib Dem MPs", True),
        ("South Marne Tories", True),
        ("Ana Ruiz", False),
        ("Norland's Jason Gardener", False),
        ("Masato Son", False),
        ("Ursel von der Lahr", False),
        ("Falconer", False),
        ("Prince", False),
        ("Joseph Sellers", False),
        ("Paulino do Rego Barros Jr.", False),
    ],
)
def test_what_is_no_name_of_a_person_stays_in_its_document(name: str, described: bool) -> None:
    assert is_description(name) is described
    assert (block_of(name, SpeakerType.PERSON, anonymous=False) is None) is described


@pytest.mark.parametrize("kind", ["chamber", "faith", "party"])
def test_words_of_politics_tell_nobody_apart(kind: str) -> None:
    entry = load_entries("politics")[kind]
    assert any(noun in entry.example for noun in entry.many("nouns"))
    assert all(relation_of_roles("governor", f"{noun} senator") is RoleRelation.LIKE for noun in entry.many("nouns"))


def test_who_runs_for_an_office_is_something_else_too() -> None:
    entry = load_entries("politics")["running"]
    assert any(noun in entry.example for noun in entry.many("nouns"))
    found = {relation_of_roles("judge", f"Belm {noun}") for noun in entry.many("nouns")}
    assert found == {RoleRelation.OTHER_OFFICE}


@pytest.mark.parametrize("country", ["United Kingdom", "United States"])
def test_parties_and_chambers_are_those_of_a_country(country: str) -> None:
    entry = load_entries("politics")[country]
    assert any(noun in entry.example for noun in entry.many("nouns"))
    found = {relation_of_roles("French senator", f"{noun} senator") for noun in entry.many("nouns")}
    assert found == {RoleRelation.ELSEWHERE}


# ------------------------------------------------------------------------------- what people decide


def decide(verdict: DecisionKind, speaker: DecisionScope, **fields: object) -> Decision:
    return Decision(verdict=verdict, speaker=speaker, made="2026-01-01", **fields)  # type: ignore[arg-type]


def test_decisions_come_before_evidence_and_last_when_documents_are_added() -> None:
    ana, lind = seen(1, roles=("dentist",)), seen(2, roles=("striker",))
    merge = decide(
        DecisionKind.MERGE,
        DecisionScope(names=("Ana Ruiz",)),
        other=DecisionScope(names=("Ana Ruiz",)),
        note="she is both",
    )
    found = identify([ana, lind], [merge])
    assert [sorted(why.reason or "" for why in identity.members.values()) for identity in found] == [
        ["decided: merge (she is both)"] * 2
    ]
    split = decide(DecisionKind.SPLIT, DecisionScope(names=("ana ruiz",), documents=("d2",)))
    same = (replace(ana, roles=()), replace(lind, roles=()), seen(3))
    assert frozenset({"a2"}) in groups(*(replace(each, outlet="Post") for each in same), decisions=(split,))
    rename = decide(DecisionKind.RENAME, DecisionScope(names=("Ana Ruiz",)), name="Ana Ruiz Soto")
    assert [identity.name for identity in identify([ana], [rename])] == ["Ana Ruiz Soto"]


def test_two_that_people_have_found_to_be_two_stay_two_and_are_not_asked_about() -> None:
    both = [seen(1, "John Smith", roles=("mayor",)), seen(2, "John Smith", roles=("mayor",))]
    assert groups(*both) == TOGETHER
    one, other = (DecisionScope(names=("John Smith",), documents=(document,)) for document in ("d1", "d2"))
    apart = decide(DecisionKind.APART, one, other=other)
    assert groups(*both, decisions=(apart,)) == APART
    assert [identity.near for identity in identify(both, [apart])] == [(), ()]


# ------------------------------------------------------------------------------- who else one may be


def test_whom_a_surname_or_a_name_may_mean_is_told() -> None:
    found = identify([seen(1, "John Smith"), seen(2, "John Smith"), seen(3, **TOM), seen(4, **UWE), by_surname(5)])
    near = {(near.one, near.other): near for identity in found for near in identity.near}
    assert len(near) == 2
    assert {each.reason for each in near.values()} == {"surname alone", "same name, nothing known against it"}
    ids = {identity.id for identity in found}
    assert all({each.one, each.other} <= ids for each in near.values())


# ------------------------------------------------------------------------------- lists of known people

MAYOR = Listed(identifier="Q1", names=("Ana Ruiz", "Ana Soto"), description="mayor of Marne", party="Blue")


@pytest.mark.parametrize(
    ("fields", "entry", "tied"),
    [
        ({}, MAYOR, "Q1"),  # a rare name
        ({"name": "Ana María Ruiz"}, MAYOR, "Q1"),
        ({"roles": ("mayor of Marne",)}, MAYOR, "Q1"),
        ({"name": "Bo Ruiz"}, MAYOR, None),
        ({"name": "Ana Ruiz Jr."}, MAYOR, None),
        ({"name": "John Smith"}, Listed(identifier="Q2", names=("John Smith",)), None),  # a frequent one: asked
        ({"name": "John Smith", "roles": ("mayor of Marne",)},
         Listed(identifier="Q2", names=("John Smith",), description="mayor of Marne"), "Q2"),
        ({"name": "John Smith", "roles": ("Blue mayor",)},
         Listed(identifier="Q2", names=("John Smith",), description="mayor", party="Blue"), "Q2"),
        ({"name": "Acme", "type": SpeakerType.ORGANIZATION},
         Listed(identifier="Q3", names=("Acme Corp.",), type=SpeakerType.ORGANIZATION), "Q3"),
        ({"published": "2026-03-04", "name": "Ann Hale"},
         Listed(identifier="Q4", names=("Ann Hale",), since="1891", until="1899"), None),
    ],
)  # fmt: skip
def test_who_is_on_a_list(fields: dict[str, Any], entry: Listed, tied: str | None) -> None:
    (found,) = identify([seen(1, **fields)], (), [entry])
    assert ([tie.identifier for tie in found.ties if tie.holds] or [None]) == [tied]


def test_two_entries_of_one_name_are_told_apart_by_their_office() -> None:
    other = Listed(identifier="Q2", names=("Ana Ruiz",), description="striker")
    (found,) = identify([seen(1, roles=("mayor of Marne",))], (), [MAYOR, other])
    assert found.ties[0].identifier == "Q1"
    (open_,) = identify([seen(1)], (), [MAYOR, replace(other, description=None)])
    assert not any(tie.holds for tie in open_.ties)


def test_two_names_of_an_entry_are_one_person_and_two_namesakes_are_not() -> None:
    married = identify([seen(1), seen(2, "Ana Soto")], (), [MAYOR])
    assert [len(identity.members) for identity in married] == [2]
    namesakes = identify([seen(1, roles=("mayor of Marne",)), seen(2, roles=("striker",))], (), [MAYOR])
    assert [bool(identity.ties and identity.ties[0].holds) for identity in namesakes].count(True) == 1


def test_what_people_say_of_a_list_comes_first() -> None:
    ana = DecisionScope(names=("Ana Ruiz",))
    (unlinked,) = identify([seen(1)], [decide(DecisionKind.UNLINK, ana, identifier="Q1")], [MAYOR])
    assert unlinked.ties == ()
    smith = Listed(identifier="Q2", names=("John Smith",))
    (linked,) = identify([seen(1)], [decide(DecisionKind.LINK, ana, identifier="Q2")], [smith])
    assert [(tie.identifier, tie.chance) for tie in linked.ties] == [("Q2", 1.0)]
    (stated,) = identify([seen(1, identifier="Q2")], (), [smith, MAYOR])
    assert stated.ties[0].identifier == "Q2"


@pytest.mark.parametrize(
    ("text", "name", "other"),
    [
        ("The National Harbour Board (NHB) met.", "National Harbour Board", "NHB"),
        ("The National Harbour Board (NHB) met.", "NHB", "National Harbour Board"),
        ("The Bank of Elmland (BoE) met.", "Bank of Elmland", "BoE"),
        ("The National Harbour Board met. The NHB said no.", "NHB", "National Harbour Board"),
        ("The Centres for Harbour Safety met. The CHS said no.", "Centres for Harbour Safety", "CHS"),
        ("The National Harbour Board met. The North Holm Bank, too. The NHB said no.", "NHB", None),
        ("The United Norland said no to the UN.", "UN", None),
        ("The National Harbour Board met.", "National Harbour Board", None),
    ],
)
def test_the_other_name_that_a_text_has_for_a_body(text: str, name: str, other: str | None) -> None:
    assert other_name_in(text, name) == other


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
    split = decide(DecisionKind.SPLIT, DecisionScope(names=("Ana Ruiz",), documents=(f"d{cut}",)))
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
