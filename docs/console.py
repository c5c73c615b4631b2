"""Commands in the docs with their real output; `make docs` runs them anew.

In: commands, as a reader would type them. Out: a console block for cog, printed in a folder that holds the sample
articles; its database is kept from one command to the next::

    begin()
    show("quoteattr extract quotes.db seeds/", "quoteattr lookup quotes.db belousov")

Not checked by `make lint`: running the model takes too long for that; tests/machines compares what it finds.
"""

import atexit
import json
import os
import shutil
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

import cog

ROOT = Path(__file__).parents[1]


@cache
def folder() -> Path:
    """A temporary folder with the sample articles."""
    path = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, path)
    shutil.copytree(ROOT / "seeds", path / "seeds")
    return path


def begin() -> None:
    """Begin a page: nothing that another one has made is there."""
    folder.cache_clear()


def run(command: str) -> str:
    """What a command prints, on both streams."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "PYTHONPATH": str(ROOT), "COLUMNS": "118"}
    options: Any = {"shell": True, "cwd": folder(), "env": environment, "text": True, "stderr": subprocess.STDOUT}
    return subprocess.run(command, stdout=subprocess.PIPE, **options).stdout


def show(*commands: str, most: int | None = None) -> None:
    """Print the commands and what they answer.

    Args:
        commands: shell commands.
        most: lines of an answer that are shown; a line "..." stands for the rest.
    """
    cog.outl("```console")
    for command in commands:
        lines = [line.rstrip() for line in run(command).rstrip().splitlines()]
        shown = lines if most is None or len(lines) <= most else [*lines[:most], "..."]
        cog.outl("\n".join((f"$ {command}", *shown)))
    cog.outl("```")


def quotes_of(article: str) -> None:
    """Print the quotes of an article as a table: words, speaker, role."""
    records = [json.loads(line) for line in run(f"quoteattr show {article} --nl").splitlines()]
    cog.outl("| quote | speaker | role |\n|---|---|---|")
    for record in records:
        if record["kind"] == "direct":
            cog.outl(f"| {record['text']} | {record['speaker'] or 'not settled'} | {record['role'] or ''} |")
