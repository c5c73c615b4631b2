import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import quoteattr
from quoteattr.cli import COMMANDS
from tests.cli.conftest import Run

HEAVY = (
    "spacy",
    "textacy",
    "onnxruntime",
    "torch",
    "transformers",
    "trafilatura",
    "datasette",
    "pandas",
    "pyarrow",
    "scipy",
    "fsspec",
    "ray",
)


def python(*arguments: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *arguments], capture_output=True, text=True, encoding="utf-8", cwd=cwd)


def test_version(run: Run) -> None:
    assert run("--version").stdout.strip() == f"quoteattr {quoteattr.__version__}"


@pytest.mark.parametrize("option", ["-h", "--help"])
@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.__name__)
def test_help_ends_with_an_example(run: Run, command: Callable[..., None], option: str) -> None:
    result = run(command.__name__, option)
    assert result.exit_code == 0
    assert f"quoteattr {command.__name__} " in result.stdout.split("Example:")[1]


def test_no_command_and_a_wrong_command_are_misuse(run: Run) -> None:
    assert run().exit_code == 2
    assert run("extrakt").exit_code == 2


@pytest.mark.parametrize(
    "arguments",
    [
        ["--help"],
        ["lookup", "quotes.db", "ruiz"],
        ["search", "quotes.db", "bridge"],
        ["extract", "--help"],
        ["verify", "quotes.db", "The bridge is unsafe"],
        ["export", "quotes.db"],
        ["load", "--help"],
        ["batch", "--help"],
    ],
    ids=" ".join,
)
def test_what_starts_fast_imports_nothing_that_is_slow(arguments: list[str], database: Path) -> None:
    program = (
        "import sys\n"
        "from quoteattr.cli import main\n"
        f"sys.argv = ['quoteattr', *{arguments!r}]\n"
        "try:\n    main()\n"
        "except SystemExit as end:\n    assert not end.code, end.code\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)"
    )
    result = python("-c", program, cwd=database.parent)
    assert result.stderr.splitlines()[-1] == "[]"


def test_extracting_leaves_the_commands_of_spacy_out(tmp_path: Path) -> None:
    pytest.importorskip("quoteattr.pipeline", reason="the pipeline cannot be imported")
    (tmp_path / "article.txt").write_text("“It is late,” said Mia Orr.", encoding="utf-8")
    program = (
        "import sys\n"
        "from quoteattr.cli import main\n"
        "sys.argv = ['quoteattr', 'show', 'article.txt']\n"
        "try:\n    main()\n"
        "except SystemExit as end:\n    assert not end.code, end.code\n"
        "print('spacy.cli' in sys.modules, file=sys.stderr)"
    )
    assert python("-c", program, cwd=tmp_path).stderr.splitlines()[-1] == "False"


def test_importing_the_package_imports_nothing_that_is_slow() -> None:
    program = (
        f"import sys, quoteattr; quoteattr.read, quoteattr.Document; print([n for n in {HEAVY!r} if n in sys.modules])"
    )
    assert python("-c", program).stdout.strip() == "[]"


def test_every_public_name_is_there() -> None:
    pytest.importorskip("quoteattr.pipeline", reason="the pipeline cannot be imported")
    assert all(hasattr(quoteattr, name) for name in quoteattr.__all__)
    with pytest.raises(AttributeError, match="no attribute 'speak'"):
        quoteattr.speak  # noqa: B018


def test_the_module_is_the_command(database: Path) -> None:
    result = python("-m", "quoteattr", "lookup", database.name, "ruiz", "--nl", cwd=database.parent)
    assert (result.returncode, len(result.stdout.splitlines())) == (0, 2)
    assert python("-m", "quoteattr", "lookup", "none.db", "ruiz", cwd=database.parent).returncode == 2


def test_a_closed_pipe_is_no_error(database: Path) -> None:
    command = f"{sys.executable} -m quoteattr lookup {database.name} ruiz --nl | head -c 1"
    result = subprocess.run(command, shell=True, capture_output=True, text=True, cwd=database.parent)
    assert "Error" not in result.stderr
