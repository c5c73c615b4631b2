"""What rules change stays on the trace of a statement, and its method follows from it."""

import ast
from pathlib import Path

import quoteattr.components
from quoteattr.components.annotations import Attribution, Repair, Reported, TraceEntry, changed
from quoteattr.components.attribution.assemble import assemble
from quoteattr.components.attribution.clefts import add_corrections
from quoteattr.components.attribution.order import ATTRIBUTION_STEPS, STATEMENT_STEPS
from quoteattr.components.veridicality.page import STAGE
from quoteattr.explanations import METHODS, TRACED, found_by
from quoteattr.spans import Span
from quoteattr.statements import Kind

TEXT = "Ann Lee praised the plan, saying it was overdue."


def spans(words: str) -> tuple[Span, ...]:
    start = TEXT.index(words)
    return (Span(start, start + len(words)),)


def test_a_source_that_a_rule_gave_is_on_the_trace_and_in_the_method() -> None:
    found = (
        Attribution(content=spans("the plan"), cue=spans("praised"), source=spans("Ann Lee"), method="model"),
        Attribution(content=spans("it was overdue"), cue=spans("saying"), source=(), method="model"),
    )
    first, second = assemble(TEXT, (), found, lambda _: 0.9)
    assert (first.method, first.trace) == ("model", ())
    assert (second.method, second.source) == ("model+shared_subject", Span(0, 7))
    assert second.trace == (TraceEntry(rule="shared_subject", field="source", before=(), after=(Span(0, 7),)),)
    assert found_by(second.method) == f"{METHODS['model']}; {TRACED['shared_subject']}"


def test_whom_a_cleft_names_is_on_the_trace_and_in_the_method() -> None:
    text = "It was Mia Orr, not Tom Hale, who said the dam was safe."
    who, cue = Span(text.index("who"), text.index("who") + 3), Span(text.index("said"), text.index("said") + 4)
    one = Reported(kind=Kind.INDIRECT, spans=(Span(text.index("the dam"), len(text) - 1),), cue=cue, source=who)
    (found,) = add_corrections(text, (one,))
    assert found.source is not None and found.source.of(text) == "Mia Orr"
    assert found.method == "model+cleft"
    assert [(entry.rule, entry.field) for entry in found.trace] == [("cleft", "source"), ("cleft", "method")]


def test_what_stays_as_it_was_leaves_no_trace() -> None:
    one = Reported(kind=Kind.DIRECT, spans=(Span(0, 1),))
    assert changed(one, "carried", confidence=1.0, source=None) is one


BY_NAME = ("changed", "_given")  # functions whose second argument names a rule


def rules_that_change() -> set[str]:
    """The names that the calls of `changed` give."""
    found = set()
    for path in Path(quoteattr.components.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in BY_NAME:
                rule = node.args[1]
                found.add(rule.value if isinstance(rule, ast.Constant) else "")
    return found


def test_every_rule_that_changes_statements_says_why_in_words() -> None:
    assert (rules_that_change() - {""}) | set(Repair) | {STAGE} == set(TRACED)


def test_every_step_says_why_it_stands_where_it_does() -> None:
    for step in (*ATTRIBUTION_STEPS, *STATEMENT_STEPS):
        assert step.why.endswith(".")
