"""Bodies and their acronyms: "National Harbour Board" and "NHB", where a document gives one body both names.

In: the appearances of bodies by key. Out: for the key of a full name, those of its acronyms::

    full_names({"national harbour board": [...], "nhb": [...]})  -> {"national harbour board": ["nhb"]}

An acronym that documents define in two ways belongs to neither.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from quoteattr.acronyms import is_acronym_of
from quoteattr.evidence import Appearance, bodies_key


def acronyms_among(name: str, names: Iterable[str]) -> list[str]:
    """Those of some names of a body that are an acronym of its name."""
    return [other for other in names if other != name and is_acronym_of(other, name)]


def full_names(bodies: Mapping[str, Sequence[Appearance]]) -> dict[str, list[str]]:
    """The acronyms of each full name, by the keys of both."""
    defined: dict[str, set[str]] = defaultdict(set)
    for key, appearances in bodies.items():
        for each in appearances:
            for acronym in acronyms_among(each.name, each.names):
                defined[bodies_key(acronym)].add(key)
            defined[key].update(bodies_key(name) for name in each.names if is_acronym_of(each.name, name))
    found: dict[str, list[str]] = defaultdict(list)
    for acronym, keys in sorted(defined.items()):
        if len(keys) == 1 and acronym in bodies and min(keys) in bodies:
            found[min(keys)].append(acronym)
    return dict(found)
