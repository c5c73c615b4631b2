"""`quoteattr annotate`: numbers articles for people who annotate them by hand, and checks what they wrote.

In: articles as JSONL, and notes. Out: the numbered articles; or what is wrong with the notes, and the annotations as
offsets::

    quoteattr annotate prepare articles.jsonl --id a1 > a1.numbered
    quoteattr annotate check articles.jsonl notes/a1.txt --into corpora/own
"""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from quoteattr.cli.app import SKIPPED
from quoteattr.cli.options import Database

if TYPE_CHECKING:
    from quoteattr.annotation import Numbered

Articles = Annotated[
    Path, typer.Argument(exists=True, dir_okay=False, metavar="ARTICLES", help="JSONL: a line has an id and a text.")
]


def annotate(context: typer.Context) -> None:
    """Annotate articles by hand: number them, and check what was written about them.

    Example:
      quoteattr annotate prepare articles.jsonl --id a1
    """
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


def prepare(
    articles: Articles,
    wanted: Annotated[
        list[str] | None, typer.Option("--id", metavar="ID", help="Only this article; may be repeated.")
    ] = None,
) -> None:
    """Print articles with numbers on paragraphs, quoted segments and candidate mentions.

    Example:
      quoteattr annotate prepare articles.jsonl --id a1 --id a2
    """
    from quoteattr.annotation import render

    for numbered in _numbered(articles, wanted).values():
        typer.echo(render(numbered) + "\n")


def check(
    articles: Articles,
    notes: Annotated[list[Path], typer.Argument(exists=True, dir_okay=False, metavar="NOTES...")],
    into: Annotated[
        Path | None, typer.Option(file_okay=False, metavar="FOLDER", help="Write what has no problem here, as offsets.")
    ] = None,
    part: Annotated[str | None, typer.Option(metavar="NAME", help="Part of the corpus: train, dev or test.")] = None,
) -> None:
    """Check what annotators wrote; exit code 1 when something is wrong or missing.

    Example:
      quoteattr annotate check articles.jsonl notes/a1.txt --into corpora/own --part dev
    """
    from dataclasses import replace

    from quoteattr.annotation import check as find_problems
    from quoteattr.annotation import parse_notes, write_annotation
    from quoteattr.annotation.notes import split_notes

    written = dict(pair for path in notes for pair in split_notes(path.read_text(encoding="utf-8")))
    failed = False
    for identifier, numbered in _numbered(articles, list(written)).items():
        read = parse_notes(written[identifier], numbered)
        problems = find_problems(read, numbered)
        for problem in problems:
            typer.echo(f"{identifier}: {problem}")
        failed = failed or bool(problems)
        counts = (len(read.annotation.statements), sum(len(entity.mentions) for entity in read.annotation.entities))
        if not problems:
            typer.echo(f"{identifier}: in order; {counts[0]} statements, {counts[1]} mentions")
            if into:
                into.mkdir(parents=True, exist_ok=True)
                write_annotation(replace(read.annotation, part=part), into / f"{identifier}.json")
    if failed:
        raise typer.Exit(SKIPPED)


def from_reviews(
    database: Database,
    into: Annotated[Path, typer.Argument(file_okay=False, metavar="FOLDER", help="Where the annotations go.")],
    texts: Annotated[
        Path | None,
        typer.Option(dir_okay=False, metavar="FILE", help="Write the articles with their texts here."),
    ] = None,
    part: Annotated[str, typer.Option(metavar="NAME", help="Part of the corpus: train, dev or test.")] = "train",
) -> None:
    """Write what reviewers have decided as annotations, an article a file, offsets without text.

    What nobody has reviewed is left open: finding it is neither right nor wrong. `evaluate` and the training of the
    scorer read the folder, with the texts beside it.

    Example:
      quoteattr annotate from-reviews quotes.db corpora/own --texts own.jsonl
      quoteattr evaluate corpora/own --texts own.jsonl
    """
    from quoteattr.annotation import reviewed_articles, write_annotation, write_articles

    found = list(reviewed_articles(database, part))
    into.mkdir(parents=True, exist_ok=True)
    for article, annotation in found:
        write_annotation(annotation, into / f"{article.id}.json")
        open_ = sum(statement.unsure is not None for statement in annotation.statements)
        decided = len(annotation.statements) - open_ + len(annotation.not_quotes)
        typer.echo(f"{article.id}: {decided} decided, {open_} left open")
    if texts:
        write_articles((article for article, _ in found), texts)
    if not found:
        typer.echo("no reviews yet: reviewers sign in to `quoteattr serve quotes.db --reviewers FILE`", err=True)


def _numbered(path: Path, wanted: list[str] | None) -> "dict[str, Numbered]":
    """The articles of these ids, numbered, in the order of the file; all without ids."""
    from quoteattr.annotation import number, read_articles
    from quoteattr.pipeline import find_spacy_model, load_parser

    found = {article.id: article for article in read_articles(path) if not wanted or article.id in wanted}
    if missing := sorted(set(wanted or ()) - set(found)):
        raise typer.BadParameter(f"no article of {path} has the id {', '.join(missing)}")
    parser = load_parser(find_spacy_model())
    return {identifier: number(article, parser) for identifier, article in found.items()}


ACTIONS = (prepare, check, from_reviews)
