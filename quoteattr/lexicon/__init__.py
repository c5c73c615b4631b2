"""The word lists: the one module that reads the files of this folder.

In: the name of a list ("cues"). Out: its entries by headword, read once and kept.

A file `NAME.yml` is one mapping from headword to entry, sorted by headword (case ignored). An entry
is a mapping of names to a string or a list of strings. `example` is required everywhere: a sentence
of the project's own in which the entry is at work. What other names mean stands in a comment at the
top of the file. All values are strings (`no` and `on` are words here, not truth values)::

    announce: {frame: statement, example: "Rhea Cole announced that the pool would open in May."}
    say:
      frame: statement
      forms: [said]
      example: "“We are late,” Tom Hale said."

    >>> load_entries("cues")["say"].many("forms")
    ('said',)
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from types import MappingProxyType

import yaml

from quoteattr.errors import LexiconError

# All values are strings; libyaml's loader, where PyYAML has it, is ten times as fast.
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)

Value = str | tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One headword of a list.

    Attributes:
        file: file name of the list, for messages.
        term: the headword.
        example: a sentence in which the entry is at work.
        fields: everything else that the entry says.
    """

    file: str
    term: str
    example: str
    fields: Mapping[str, Value]

    def one(self, name: str, default: str = "", allowed: tuple[str, ...] = ()) -> str:
        """The value of a field that holds one string.

        Raises:
            LexiconError: the field holds a list, or a value that is not among `allowed`.
        """
        value = self.fields.get(name, default)
        if not isinstance(value, str):
            raise self.error(f"{name!r} must be one string")
        if allowed and value not in allowed:
            raise self.error(f"{name!r} is {value!r}; allowed: {', '.join(allowed)}")
        return value

    def many(self, name: str) -> tuple[str, ...]:
        """The values of a field that holds a list; a single string counts as a list of one."""
        value = self.fields.get(name, ())
        return (value,) if isinstance(value, str) else value

    def error(self, problem: str) -> LexiconError:
        """The error that names this file and entry."""
        return LexiconError(f"lexicon/{self.file}, entry {self.term!r}: {problem}")


@cache
def load_entries(name: str) -> Mapping[str, Entry]:
    """The entries of `NAME.yml` by headword, in the order of the file; read once a process.

    Raises:
        LexiconError: the file is missing or not valid YAML, or an entry is wrong; the message
            names file and entry.
    """
    file = f"{name}.yml"
    try:
        text = (files(__name__) / file).read_text(encoding="utf-8")
    except FileNotFoundError as err:
        raise LexiconError(f"lexicon/{file}: there is no such word list; is the installation complete?") from err
    return parse_entries(file, text)


def parse_entries(file: str, text: str) -> Mapping[str, Entry]:
    """The entries that the text of a list spells out.

    Raises:
        LexiconError: as `load_entries`.
    """
    try:
        root = yaml.compose(text, Loader=_LOADER)
    except yaml.YAMLError as err:
        raise LexiconError(f"lexicon/{file}: not valid YAML: {err}") from err
    if not isinstance(root, yaml.MappingNode):
        raise LexiconError(f"lexicon/{file}: must be one mapping from headword to entry")
    entries: dict[str, Entry] = {}
    for key, node in root.value:
        entry = _entry(file, str(key.value), node)
        if entry.term in entries:
            raise entry.error("stands in the list twice")
        entries[entry.term] = entry
    _check_order(tuple(entries.values()))
    return MappingProxyType(entries)


@cache
def word_set(name: str) -> frozenset[str]:
    """The words of a set of word_sets.yml."""
    return frozenset(load_entries("word_sets")[name].many("words"))


def _entry(file: str, term: str, node: yaml.Node) -> Entry:
    unfinished = Entry(file=file, term=term, example="", fields={})
    if not isinstance(node, yaml.MappingNode):
        raise unfinished.error("must be a mapping with at least `example`")
    fields = {str(key.value): _value(unfinished, str(key.value), value) for key, value in node.value}
    example = fields.pop("example", "")
    if not isinstance(example, str) or not example.strip():
        raise unfinished.error("has no `example` (one sentence in which it is at work)")
    return Entry(file=file, term=term, example=example, fields=MappingProxyType(fields))


def _value(entry: Entry, name: str, node: yaml.Node) -> Value:
    if isinstance(node, yaml.ScalarNode):
        return str(node.value)
    if isinstance(node, yaml.SequenceNode) and all(isinstance(item, yaml.ScalarNode) for item in node.value):
        return tuple(str(item.value) for item in node.value)
    raise entry.error(f"{name!r} must be a string or a list of strings")


def _check_order(entries: tuple[Entry, ...]) -> None:
    for before, after in pairwise(entries):
        if before.term.casefold() > after.term.casefold():
            raise after.error(f"must stand before {before.term!r}: lists are sorted")
