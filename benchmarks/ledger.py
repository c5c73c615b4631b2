"""The ledger of rules: every rule off once over all annotated text, where it fires and what it changes.

In: the texts of corpora/press, where they are at hand; the articles and examples of the project. Out: docs/rules.md::

    python benchmarks/ledger.py --texts ../shared/data/press_pool.jsonl           # all rules, an hour on one core
    python benchmarks/ledger.py --texts ... --only links                          # those of one module, a minute

A rule is a function of quoteattr/components that may find nothing or leave what it is given as it is: `rules()` says
which. It is off when it does just that. The network is not asked again: what it says of each text is kept in build/.
A rule that changes nothing in any text has to make a test fail, or goes.
"""

import argparse
import importlib
import io
import json
import os
import pickle
import pkgutil
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from functools import cached_property
from inspect import Parameter, isclass, isfunction, signature
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any, get_args, get_origin

from spacy.tokens import Doc

import quoteattr
from quoteattr import components
from quoteattr.annotation.article import read_articles
from quoteattr.components import stages
from quoteattr.components.annotations import Attribution, Quotation
from quoteattr.components.attribution.model import AttributionModel, Found
from quoteattr.components.component import DOCUMENT, QuoteattrComponent
from quoteattr.documents import Document
from quoteattr.pipeline import component_of
from quoteattr.records import to_extraction
from quoteattr.scoring import GoldDocument, evaluate, read_gold
from quoteattr.scoring.predictions import to_predictions
from quoteattr.scoring.press import read_press
from quoteattr.spans import Span
from quoteattr.statements import Extraction
from quoteattr.timelimit import time_limit

ROOT = Path(__file__).parents[1]
PAGE, KEPT = ROOT / "docs" / "rules.md", ROOT / "build" / "ledger"
EXAMPLES = ROOT / "tests" / "machines" / "texts.jsonl"
PARTS = ("train", "dev")
# What reads the network, runs the stages, or says for people what they did; and features, which a scorer weighs.
NO_RULES = (
    "annotations", "attribution.calibration", "attribution.decoding", "attribution.model", "attribution.windows",
    "component", "grammar", "reasons", "speakers.candidate", "speakers.evidence", "speakers.scorer",
    "speech.claims", "speech.logit", "speech.page", "speech.quotations", "stages", "subjects", "tokens",
)  # fmt: skip
MOST = 6  # texts in which a rule is off, the shortest in which it fires; all of them where it changes nothing in these
SLOW = 120.0  # seconds after which a text without a rule counts as one that cannot be read without it
# Not those of the texts above: where nothing is otherwise in a text, no test of it fails.
TESTS = (
    "tests/components", "tests/test_cases.py", "tests/test_not_said.py", "tests/test_voices.py", "tests/test_said.py",
    "tests/test_identities.py", "tests/store/test_members.py",
)  # fmt: skip
FIELDS = ("speaker", "role", "polarity", "modality", "source_span", "cue_span", "proposition")
SPOKEN = {"source_span": "source", "cue_span": "cue"}
CONTAINERS = (tuple, list, set, frozenset, dict)
ROW = re.compile(r"\| `(?P<name>[\w.]+)` \|")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A function that may find nothing, or leave what it is given as it is.

    Attributes:
        name: its module below quoteattr/components, and its own.
        function: itself.
        given: the parameter that it returns where it changes nothing; None where it finds.
        nothing: what it returns where it finds nothing, as source.
    """

    name: str
    function: FunctionType
    given: str | None
    nothing: str

    @property
    def module(self) -> str:
        """The module below quoteattr/components; of a method, without its class."""
        return self.function.__module__.removeprefix(f"{components.__name__}.")

    @property
    def told(self) -> str:
        """The first line of its docstring."""
        return (self.function.__doc__ or "").strip().partition("\n")[0].replace("|", "\\|")


def rules() -> dict[str, Rule]:
    """All rules by name, module by module."""
    found: dict[str, Rule] = {}
    for info in pkgutil.walk_packages(components.__path__, f"{components.__name__}."):
        module = importlib.import_module(info.name)
        below = info.name.removeprefix(f"{components.__name__}.")
        own = [each for each in vars(module).values() if getattr(each, "__module__", None) == info.name]
        methods = [method for each in own if isclass(each) for method in vars(each).values() if isfunction(method)]
        for function in (*own, *methods):
            if below not in NO_RULES and isfunction(function) and not function.__name__.startswith("__"):
                rule = _rule(f"{below}.{function.__qualname__}", function)
                if rule is not None:
                    found[rule.name] = rule
    return found


def _rule(name: str, function: FunctionType) -> Rule | None:
    """The rule that a function is, by what it says to return."""
    parameters = signature(function).parameters
    result = function.__annotations__.get("return")
    same = next((each.name for each in parameters.values() if _is_alike(result, each)), None)
    if same is not None:
        return Rule(name=name, function=function, given=same, nothing="")
    if type(None) in get_args(result):
        return Rule(name=name, function=function, given=None, nothing="None")
    if result is bool:
        return Rule(name=name, function=function, given=None, nothing="False")
    origin = get_origin(result)
    is_open = origin in CONTAINERS[1:] or (origin is tuple and get_args(result)[-1] is Ellipsis)
    if origin is Iterator:
        return Rule(name=name, function=function, given=None, nothing="iter(())")
    return Rule(name=name, function=function, given=None, nothing=f"{origin.__name__}()") if is_open else None


def _is_alike(result: Any, parameter: Parameter) -> bool:
    """Whether a function may return what it is given: the same type, or a container of the same."""
    given = parameter.annotation
    if result in (bool, int, float, str, None, Parameter.empty) or type(None) in get_args(result):
        return False
    parts, others = ([each for each in get_args(one) if each is not Ellipsis] for one in (result, given))
    is_container = get_origin(result) in (tuple, list) and get_origin(given) in (tuple, list, Sequence)
    return result == given or (is_container and parts == others and len(parts) == 1)


def _stand_in(rule: Rule) -> CodeType:
    """The code of a function with the same parameters that does nothing."""
    kind = {list: "list", tuple: "tuple"}.get(get_origin(rule.function.__annotations__.get("return")), "")
    return _code(rule, f"{kind}({rule.given})" if rule.given else rule.nothing)


def _code(rule: Rule, answer: str) -> CodeType:
    """The code of a function with the same parameters that returns an expression."""
    parameters = ", ".join(
        str(each.replace(annotation=Parameter.empty, default=Parameter.empty))
        if not _keyword(each)
        else f"*, {each.name}"
        for each in _until_keywords(signature(rule.function).parameters.values())
    )
    rest = [each.name for each in signature(rule.function).parameters.values() if _keyword(each)][1:]
    space: dict[str, FunctionType] = {}
    exec(f"def other({', '.join(filter(None, (parameters, *rest)))}):\n    return {answer}", space)
    return space["other"].__code__


def _keyword(parameter: Parameter) -> bool:
    return parameter.kind is Parameter.KEYWORD_ONLY


def _until_keywords(parameters: Iterable[Parameter]) -> Iterator[Parameter]:
    """The parameters up to the first that has to be named."""
    for each in parameters:
        yield each
        if _keyword(each):
            return


@contextmanager
def without(rule: Rule) -> Iterator[None]:
    """The rule is off, whoever holds it; what was computed with it is forgotten."""
    code = rule.function.__code__
    rule.function.__code__ = _stand_in(rule)
    _forget()
    try:
        yield
    finally:
        rule.function.__code__ = code
        _forget()


def _forget() -> None:
    """Empty the caches of what components found in texts and words."""
    for name, module in list(sys.modules.items()):
        if name.startswith(components.__name__):
            for each in vars(module).values():
                inner = getattr(each, "__wrapped__", None)
                if inner is not None and hasattr(each, "cache_clear") and _takes_anything(inner):
                    each.cache_clear()


def _takes_anything(function: FunctionType) -> bool:
    """Whether a function has parameters: what it keeps then was computed from a text or a word."""
    return bool(function.__code__.co_argcount or function.__code__.co_kwonlyargcount)


class _Kept:
    """Stands for the network: says what it said of each text, whatever the quotation marks are taken for now."""

    def __init__(self, model: AttributionModel) -> None:
        self.calibration, self.config, self.grammar, self.name = model.calibration, model.config, None, model.name
        self.said: tuple[Attribution, ...] = ()

    def predict(self, texts: Sequence[str], quotations: Sequence[tuple[Quotation, ...]]) -> list[Found]:
        """As `AttributionModel.predict`."""
        return [Found(attributions=self.said, grammar=())]


@dataclass(frozen=True, kw_only=True)
class Read:
    """A text with what the network says of it, and its annotation."""

    document: Document
    gold: GoldDocument | None
    doc: bytes
    said: tuple[Attribution, ...]

    @cached_property
    def name(self) -> str:
        """A name for messages."""
        return self.gold.id if self.gold else self.document.text[:30]


class Bench:
    """Extracts from what is kept of the texts.

    Args:
        texts: JSONL with the articles of corpora/press; None without.
    """

    def __init__(self, texts: Path | None) -> None:
        self.nlp = quoteattr.load()
        component = component_of(self.nlp)
        self.read = _read(self.nlp, texts)
        self._kept = _Kept(component.model)
        self._component = QuoteattrComponent(self._kept)  # type: ignore[arg-type]
        stages.PASSED_ON = (Exception,)  # what a rule makes impossible is told, not hidden

    def extract(self, read: Read) -> Extraction:
        """What is found in a text."""
        self._kept.said = read.said
        doc = Doc(self.nlp.vocab).from_bytes(read.doc)
        doc.user_data[DOCUMENT] = read.document
        with time_limit(SLOW):
            return to_extraction(self._component(doc))


def _read(nlp: Any, texts: Path | None) -> list[Read]:
    """The texts with what the network says of them, asked once for each model and text."""
    model, digest = component_of(nlp).model, component_of(nlp).model.digest
    KEPT.mkdir(parents=True, exist_ok=True)
    read = []
    for document, gold in _documents(texts):
        path = KEPT / f"{document.id}-{digest[:12]}.pickle"
        if not path.exists():
            path.write_bytes(pickle.dumps(_ask(nlp, model, document)))
        doc, rows = pickle.loads(path.read_bytes())
        read.append(Read(document=document, gold=gold, doc=doc, said=tuple(map(_attribution, rows))))
    return read


def _documents(texts: Path | None) -> Iterator[tuple[Document, GoldDocument | None]]:
    """All texts, those with annotations first."""
    gold = list(read_gold([ROOT / "tests" / "gold" / "articles"]))
    if texts is not None:
        articles = {article.id: article for article in read_articles(texts)}
        gold += [one for part in PARTS for one in read_press(ROOT / "corpora" / "press", articles, part)]
    yield from ((one.document, one) for one in gold)
    seeds = (path.read_text("utf-8") for path in sorted((ROOT / "seeds").glob("*.txt")))
    examples = (article.text for article in read_articles(EXAMPLES))
    yield from ((Document(text=text), None) for text in (*seeds, *examples))


def _attribution(row: tuple[Any, ...]) -> Attribution:
    """An attribution as it is kept."""
    content, cue, source = (tuple(Span(*span) for span in spans) for spans in row[:3])
    return Attribution(content=content, cue=cue, source=source, method=row[3], scores=row[4])


def _ask(nlp: Any, model: AttributionModel, document: Document) -> tuple[bytes, list[tuple[Any, ...]]]:
    """The tokens of a text with their grammar, and a row for each attribution that the network finds."""
    said: list[Found] = []

    def predict(texts: Sequence[str], quotations: Sequence[tuple[Quotation, ...]]) -> list[Found]:
        said[:] = AttributionModel.predict(model, texts, quotations)
        return said

    doc = nlp.make_doc(document.text)
    doc.user_data[DOCUMENT] = document
    model.predict = predict  # type: ignore[method-assign]
    try:
        doc = component_of(nlp)(doc)
    finally:
        del model.predict
    rows = [(one.content, one.cue, one.source, one.method, one.scores) for one in said[0].attributions]
    return doc.to_bytes(exclude=["user_data"]), [(*map(list, row[:3]), *row[3:]) for row in rows]


@dataclass(slots=True)
class Entry:
    """What the ledger says of a rule.

    Attributes:
        fires: numbers of the texts in which it finds or changes something.
        tried: in how many of them it has been off.
        changes: what is otherwise with it: statements “more” and “less”, and fields of those that stay.
        texts: in how many of the texts that were tried something is otherwise.
        right, wrong: speakers of annotated statements that are right, and wrong, with it and not without.
        broken: texts that cannot be read without it.
        test: one that fails without it, looked for where nothing else is otherwise.
    """

    fires: tuple[int, ...] = ()
    tried: int = 0
    changes: Counter[str] = field(default_factory=Counter)
    texts: int = 0
    right: int = 0
    wrong: int = 0
    broken: int = 0
    test: str | None = None

    @property
    def has_effect(self) -> bool:
        """Whether anything is otherwise without it."""
        return bool(self.changes or self.broken)


WATCH = "_watch_of_the_ledger"


@contextmanager
def watched(all_rules: Mapping[str, Rule], note: Callable[[str], None]) -> Iterator[None]:
    """Each rule tells its name when it finds or changes something, whoever holds it."""
    codes = {rule: rule.function.__code__ for rule in all_rules.values()}
    originals = {name: _copied(rule.function) for name, rule in all_rules.items()}

    def watch(name: str, given: Any, positional: tuple[Any, ...], named: dict[str, Any]) -> Any:
        found = originals[name](*positional, **named)
        if isinstance(found, Iterator):
            return _noted(found, name, note)
        if _is_found(found, given, all_rules[name]):
            note(name)
        return found

    for name, rule in all_rules.items():
        parameters = signature(rule.function).parameters.values()
        positional = "".join(f"{_starred(each)}, " for each in parameters if not _keyword(each))
        named = ", ".join(f"{each.name}={each.name}" for each in parameters if _keyword(each))
        rule.function.__globals__[WATCH] = watch
        rule.function.__code__ = _code(rule, f"{WATCH}({name!r}, {rule.given}, ({positional}), dict({named}))")
    _forget()
    try:
        yield
    finally:
        for rule, code in codes.items():
            rule.function.__code__ = code
            rule.function.__globals__.pop(WATCH, None)
        _forget()


def _starred(parameter: Parameter) -> str:
    return f"*{parameter.name}" if parameter.kind is Parameter.VAR_POSITIONAL else parameter.name


def _copied(function: FunctionType) -> FunctionType:
    """A function that does the same, whatever becomes of the code of this one."""
    copied = FunctionType(function.__code__, function.__globals__, function.__name__, function.__defaults__)
    copied.__kwdefaults__ = function.__kwdefaults__
    return copied


def _noted(found: Iterator[Any], name: str, note: Callable[[str], None]) -> Iterator[Any]:
    for each in found:
        note(name)
        yield each


def firing(bench: Bench, all_rules: Mapping[str, Rule]) -> dict[str, tuple[int, ...]]:
    """The texts in which each rule finds or changes something."""
    found: dict[str, dict[int, None]] = {name: {} for name in all_rules}
    here = [0]
    with watched(all_rules, lambda name: found[name].setdefault(here[0])):
        for here[0], read in enumerate(bench.read):
            bench.extract(read)
    return {name: tuple(places) for name, places in found.items()}


def _is_found(value: Any, before: Any, rule: Rule) -> bool:
    """Whether a call of a rule was more than nothing."""
    if rule.given:
        return bool(
            value is not before
            and value is not None
            and (type(value) is type(before) or tuple(value) != tuple(before))
            and value != before
        )
    return value is not None and value is not False and not (isinstance(value, CONTAINERS) and not value)


def audit(bench: Bench, rule: Rule, fires: tuple[int, ...], with_it: Sequence[Extraction]) -> Entry:
    """What is otherwise without a rule, in some of the texts in which it fires, in all where that is nothing."""
    entry = Entry(fires=fires)
    ordered = sorted(fires, key=lambda place: len(bench.read[place].document.text))
    with without(rule):
        _try(bench, entry, ordered[:MOST], with_it)
        if not entry.has_effect:
            _try(bench, entry, ordered[MOST:], with_it)
    return entry


def _try(bench: Bench, entry: Entry, places: Iterable[int], with_it: Sequence[Extraction]) -> None:
    for place in places:
        if entry.has_effect and entry.tried >= MOST:
            return
        entry.tried += 1
        try:
            other = bench.extract(bench.read[place])
        except Exception:
            entry.broken += 1
            continue
        changes = differences(with_it[place], other)
        if changes:
            entry.changes += changes
            entry.texts += 1
            right, wrong = (_counts(bench.read[place].gold, one) for one in (with_it[place], other))
            entry.right += right[0] - wrong[0]
            entry.wrong += right[1] - wrong[1]


def differences(with_it: Extraction, other: Extraction) -> Counter[str]:
    """How many statements, and fields of them, are otherwise."""
    ours = {(one.kind, one.spans): one for one in with_it.statements}
    theirs = {(one.kind, one.spans): one for one in other.statements}
    changes = Counter({"more": len(ours.keys() - theirs.keys()), "less": len(theirs.keys() - ours.keys())})
    for key in ours.keys() & theirs.keys():
        changes.update(name for name in FIELDS if getattr(ours[key], name) != getattr(theirs[key], name))
    if not +changes and with_it.statements != other.statements:
        changes["more of the record"] += 1
    return +changes


def _counts(gold: GoldDocument | None, found: Extraction) -> tuple[int, int]:
    """How many annotated statements have the right speaker, and a wrong one."""
    if gold is None:
        return 0, 0
    report = evaluate([gold], {gold.id: to_predictions(found)}, samples=0)
    scores = report.speakers.values()
    return sum(score.right for score in scores), sum(score.wrong for score in scores)


def tests_of(all_rules: Mapping[str, Rule]) -> dict[str, list[str]]:
    """The files of tests in which each rule finds or changes something, those first in which it does so most."""
    found: dict[str, Counter[str]] = {name: Counter() for name in all_rules}
    here = [""]

    class Listener:
        def pytest_runtest_logstart(self, nodeid: str) -> None:
            here[0] = nodeid.partition("::")[0]

    def run() -> str:
        with watched(all_rules, lambda name: found[name].update(here)):
            _test(TESTS, Listener())
        return json.dumps({name: [file for file, _ in files.most_common()] for name, files in found.items()})

    told: dict[str, list[str]] = json.loads(_apart(run))
    return told


def failing_test(rule: Rule, files: Sequence[str]) -> str | None:
    """A test of these files that fails without the rule; None when all pass."""
    failed: list[str] = []

    class Listener:
        def pytest_runtest_logreport(self, report: Any) -> None:
            if report.failed:
                failed.append(report.nodeid)

    def run() -> str:
        with without(rule):
            _test(("-x", *files), Listener())
        return failed[0] if failed else ""

    return _apart(run) or None if files else None


def _test(arguments: Sequence[str], listener: object) -> None:
    import pytest

    stages.PASSED_ON = PASSED_ON
    with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
        pytest.main(["-q", "-p", "no:cacheprovider", "--no-header", *arguments], plugins=[listener])


def _apart(run: Callable[[], str]) -> str:
    """What a function returns in a process of its own, which leaves nothing behind."""
    receiver, sender = os.pipe()
    child = os.fork()
    if not child:
        os.close(receiver)
        with os.fdopen(sender, "w") as out:
            out.write(run())
        os._exit(0)
    os.close(sender)
    with os.fdopen(receiver) as told:
        answer = told.read()
    os.waitpid(child, 0)
    return answer


PASSED_ON = stages.PASSED_ON


def row(rule: Rule, entry: Entry, count: int) -> str:
    """The line of a rule in docs/rules.md."""
    return f"| `{rule.name}` | {rule.told} | {len(entry.fires)} | {_effect(entry)} | {_worth(entry)} |"


def _effect(entry: Entry) -> str:
    """What a rule changes, in words."""
    where = f"{entry.texts} of {entry.tried}: " if entry.tried else ""
    signs = {"more": "+{}", "less": "-{}"}
    parts = [signs[name].format(entry.changes[name]) for name in signs if entry.changes[name]]
    others = (name for name in (*FIELDS, "more of the record") if entry.changes[name])
    parts += [f"{SPOKEN.get(name, name)} {entry.changes[name]}" for name in others]
    if entry.broken:
        parts.append(f"{entry.broken} cannot be read without")
    if parts:
        return where + ", ".join(parts)
    return f"a test: `{entry.test.rpartition('/')[2]}`" if entry.test else "nothing"


def _worth(entry: Entry) -> str:
    return f"{entry.right:+} right, {entry.wrong:+} wrong" if entry.right or entry.wrong else ""


INTRODUCTION = """# Rules

Each rule of `quoteattr/components`, and what is otherwise with it: made by `make ledger`, which turns every rule off
once over {count} texts. A rule is a function that may find nothing, or leave what it is given as it is; off, it does
that. The network is not asked again, and nothing is trained again.

- **fires**: in how many of the texts it finds or changes something.
- **with it**: in how many of the texts that were tried the statements are otherwise; statements more (+) and less (-),
  and statements with another speaker, role, polarity and so on. Where no text is otherwise, a test that fails without
  the rule.
- **speakers**: of annotated statements in those texts, how many more have the right speaker with it, and how many more
  a wrong one.

A row without figures has not been tried yet; `make ledger ONLY=new` tries those alone.
"""


def page(rows: Mapping[str, str], count: str) -> str:
    """docs/rules.md, a table a module."""
    parts = [INTRODUCTION.format(count=count)]
    by_module: dict[str, list[str]] = {}
    for name, rule in rules().items():
        by_module.setdefault(rule.module, []).append(rows.get(name) or f"| `{name}` | {rule.told} | | | |")
    for module, lines in by_module.items():
        told = (sys.modules[f"{components.__name__}.{module}"].__doc__ or "").strip().partition("\n")[0]
        parts.append(f"\n## {module}\n\n{told}\n\n| rule | | fires | with it | speakers |\n|---|---|---|---|---|\n")
        parts.append("\n".join(lines) + "\n")
    return "".join(parts)


def read_rows() -> dict[str, str]:
    """The lines of docs/rules.md by the name of their rule, without those that no figure has been counted for."""
    lines = PAGE.read_text("utf-8").splitlines() if PAGE.exists() else []
    return {found["name"]: line for line in lines if (found := ROW.match(line)) and not line.endswith("| | | |")}


def count_of_page() -> str:
    """How many texts the figures of docs/rules.md are from."""
    found = re.search(r"over (\d+) texts", PAGE.read_text("utf-8")) if PAGE.exists() else None
    return found[1] if found else "0"


def main() -> None:
    """Write docs/rules.md, and print each of its lines as soon as it is known."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--texts", type=Path, help="the articles that corpora/press annotates, as JSONL")
    parser.add_argument("--only", help="rules whose name has this in it, or `new`: those without figures")
    parser.add_argument("--no-tests", action="store_true", help="look for no failing test")
    parser.add_argument("--list", action="store_true", help="measure nothing: new rules get a line without figures")
    arguments = parser.parse_args()
    os.chdir(ROOT)
    all_rules, rows = rules(), read_rows()
    PAGE.write_text(page(rows, count_of_page()), "utf-8")
    if arguments.list:
        return
    bench = Bench(arguments.texts)
    with_it = [bench.extract(read) for read in bench.read]
    fires = firing(bench, all_rules)
    tests: dict[str, list[str]] = {}
    for name, rule in all_rules.items():
        if arguments.only and not (name not in rows if arguments.only == "new" else arguments.only in name):
            continue
        entry = audit(bench, rule, fires[name], with_it)
        if not entry.has_effect and not arguments.no_tests:
            tests = tests or tests_of(all_rules)
            entry.test = failing_test(rule, tests[name])
        rows[name] = row(rule, entry, len(bench.read))
        print(rows[name], flush=True)
        PAGE.write_text(page(rows, str(len(bench.read))), "utf-8")


if __name__ == "__main__":
    main()
