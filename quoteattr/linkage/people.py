"""Puts together the appearances of a surname that are most likely one person.

In: appearances with full names, all of one surname. Out: their profiles::

    [profile.members for profile in find_people(appearances)]  -> [{"a1": Membership(0.98, ...), "a2": ...}]

The likeliest pair comes first, and what then is one is looked at as one; so the order of documents does not matter.
Those of one name with a telling role come before those without, those of one name before forms of it.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations

from quoteattr.components.vocabulary import familiar_forms, fold
from quoteattr.evidence import Appearance
from quoteattr.linkage.profile import Profile, given_names
from quoteattr.linkage.weights import Weight, weigh

# From these log odds on two are one: a little likelier than not.
LINE = 0.2
# So much likelier (log odds) must one be than another one that contradicts it, for what may belong to both.
MARGIN = 2.0
# One who is in the papers a hundred times is likelier meant than one who is there once.
OFTEN = 1.0
# What another name beside it adds (up to two) that stands beside only one of those whom it may mean.
ONLY_BESIDE = 2.5
# Whom a name without a role, or with initials only, may mean: no more than so many of its most frequent bearers.
LIKELY = 20
# Of so many all pairs are looked at; the others only go to one of them.
MOST = 40


def find_people(appearances: Iterable[Appearance]) -> list[Profile]:
    """The people behind appearances of one surname."""
    by_name: dict[str, list[Profile]] = defaultdict(list)
    for each in sorted(appearances, key=lambda each: each.id):
        by_name[fold(each.name)].append(Profile.of(each))
    known: list[Profile] = []
    plain: list[Profile] = []
    for _, alike in sorted(by_name.items()):
        told = [profile for profile in alike if profile.roles]
        known += _of_one_name(told) if told else _join(_of_one_company(alike))
        plain += [profile for profile in alike if told and not profile.roles]
    families, initials = _families(known)
    people = _join_slips([profile for family in families for profile in _join(family)])
    bearers = _by_given_name(people)
    left = [each for each in (*initials, *plain) if not _give(each, bearers.get(_given(each.fullest), ())[:LIKELY])]
    # Those who have become better known by now may be one after all.
    families, alone = _families(people)
    return [*(profile for family in families for profile in _join(family)), *alone, *_of_one_company(left)]


def _join_slips(people: Sequence[Profile]) -> list[Profile]:
    """People with those joined whose given names differ in one letter, and who are reported to say the same words."""
    by_words: dict[str, list[Profile]] = defaultdict(list)
    for person in people:
        for words in person.said:
            by_words[words].append(person)
    pairs = {frozenset((one.key, other.key)) for alike in by_words.values() for one, other in combinations(alike, 2)}
    left = {person.key: person for person in people}
    for first, second in sorted(map(sorted, pairs)):
        if first in left and second in left and (weight := weigh(left[first], left[second])).odds >= LINE:
            left[first].take(left.pop(second), weight.chance, weight.told)
    return list(left.values())


def _by_given_name(people: Iterable[Profile]) -> dict[str, list[Profile]]:
    """People by their first given name and its initial, those first whom most documents name."""
    found: dict[str, list[Profile]] = defaultdict(list)
    for person in sorted(people, key=lambda person: (-len(person.documents), person.key)):
        given = {_given(name) for name in person.names}
        for form in sorted(given | {name[:1] for name in given}):
            found[form].append(person)
    return found


def _given(name: str) -> str:
    return given_names(name)[0]


def _of_one_name(told: Sequence[Profile]) -> list[Profile]:
    """The people of one full name, by the roles that documents state."""
    by_roles: dict[tuple[str, ...], list[Profile]] = defaultdict(list)
    for profile in told:
        by_roles[tuple(sorted(map(fold, profile.roles)))].append(profile)
    return _join([profile for _, same in sorted(by_roles.items()) for profile in _gather(same)])


def _gather(same: Iterable[Profile]) -> list[Profile]:
    """Those of one name and role, one after the other."""
    found: list[Profile] = []
    for profile in same:
        if not _give(profile, found):
            found.append(profile)
    return found


def _of_one_company(profiles: Iterable[Profile]) -> list[Profile]:
    """Those together beside whom one other person stands."""
    found: list[Profile] = []
    by_other: dict[str, Profile] = {}
    for profile in profiles:
        company = {id(by_other[name]): by_other[name] for name in sorted(profile.beside) if name in by_other}
        if not _give(profile, list(company.values())):
            found.append(profile)
            by_other.update(dict.fromkeys(profile.beside, profile))
    return found


def _give(profile: Profile, people: Sequence[Profile]) -> bool:
    """Add a profile to the one of some people whom it most likely means; not when two come close."""
    able = [(weight, each) for each in people if (weight := weigh(profile, each)).odds >= LINE]
    if not able:
        return False
    company = Counter(name for name in profile.beside for _, each in able if name in each.beside)
    likely = [
        (_rank(weight, each) + ONLY_BESIDE * min(2, sum(company[name] == 1 for name in company if name in each.beside)),
         weight, each)
        for weight, each in able
    ]  # fmt: skip
    likely.sort(key=lambda found: (-found[0], found[2].key))
    rank, weight, best = likely[0]
    rivals = [other for other, _, third in likely[1:] if weigh(best, third).odds < 0]
    if rivals and rivals[0] > rank - MARGIN:
        return False
    best.take(profile, weight.chance / (1 + sum(math.exp(other - rank) for other in rivals)), weight.told)
    return True


def _rank(weight: Weight, person: Profile) -> float:
    return weight.odds + OFTEN * math.log(len(person.documents))


def _join(profiles: Iterable[Profile]) -> list[Profile]:
    """Profiles in which what is most likely one is one."""
    left = sorted(profiles, key=lambda profile: (-len(profile.members), profile.key))
    found: list[Profile] = []
    while left:
        people = _join_likeliest(left[:MOST])
        left = [profile for profile in left[MOST:] if not _give(profile, people)]
        found += people
    return found


def _join_likeliest(profiles: Iterable[Profile]) -> list[Profile]:
    """Join the likeliest pair, again and again, until none is likely."""
    people = {profile.key: profile for profile in profiles}
    keys = sorted(people)
    weights = {(a, b): weigh(people[a], people[b]) for at, a in enumerate(keys) for b in keys[at + 1 :]}
    while likely := [(pair, weight) for pair, weight in weights.items() if weight.odds >= LINE]:
        likely.sort(key=lambda found: (-found[1].odds, found[0]))
        chosen = next((found for found in likely if not _is_open(*found[0], people, weights)), None)
        if chosen is None:
            break
        _unite(*chosen, people, weights)
    return list(people.values())


def _unite(
    pair: tuple[str, str], weight: Weight, people: dict[str, Profile], weights: dict[tuple[str, str], Weight]
) -> None:
    """Make one profile of two, and weigh it anew."""
    less, more = sorted((people.pop(key) for key in pair), key=lambda profile: (len(profile.members), profile.key))
    more.take(less, weight.chance, weight.told)
    for known in [known for known in weights if not set(pair).isdisjoint(known)]:
        del weights[known]
    for key, other in people.items():
        weights[min(key, more.key), max(key, more.key)] = weigh(more, other)
    people[more.key] = more


def _is_open(one: str, other: str, people: dict[str, Profile], weights: dict[tuple[str, str], Weight]) -> bool:
    """Whether the lesser of two may as well belong to a third, who contradicts the other: a mere “economist”."""
    thirds = [key for key in people if key not in (one, other)]
    between = {
        (mine, key): weights[(mine, key) if mine < key else (key, mine)] for key in thirds for mine in (one, other)
    }
    pair = (one, other) if one < other else (other, one)
    for mine, theirs in ((one, other), (other, one)):
        size, rank = len(people[mine].members), _rank(weights[pair], people[theirs])
        if size > len(people[theirs].members):
            continue
        for key in thirds:
            third = people[key]
            if size > len(third.members) or between[mine, key].odds < LINE:
                continue
            if between[theirs, key].odds < 0 and _rank(between[mine, key], third) > rank - MARGIN:
                return True
    return False


def _families(profiles: Iterable[Profile]) -> tuple[list[list[Profile]], list[Profile]]:
    """Profiles whose given names may be forms of one name, and those with initials only."""
    family_of: dict[str, list[Profile]] = {}
    initials = []
    for profile in profiles:
        given = [name for name in given_names(profile.fullest) if len(name) > 1]
        forms = [form for name in given for form in (name, *familiar_forms(name))]
        if not forms:
            initials.append(profile)
            continue
        joined = {id(family): family for form in forms if (family := family_of.get(form)) is not None}
        more = max(joined.values(), key=len, default=[])
        more += [each for family in joined.values() if family is not more for each in family] + [profile]
        family_of.update(dict.fromkeys(forms, more))
        if len(joined) > 1:
            family_of.update({form: more for form, family in family_of.items() if id(family) in joined})
    families = {id(family): family for family in family_of.values()}
    return list(families.values()), initials
