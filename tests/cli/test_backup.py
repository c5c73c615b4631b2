import re
from pathlib import Path

from tests.cli.conftest import Run


def test_a_named_copy(run: Run, database: Path, tmp_path: Path) -> None:
    result = run("backup", database, tmp_path / "copy.db")
    assert (result.exit_code, result.stdout.strip()) == (0, str(tmp_path / "copy.db"))
    assert run("lookup", tmp_path / "copy.db", "ruiz", "--nl").stdout == run("lookup", database, "ruiz", "--nl").stdout


def test_a_copy_beside_it_has_the_time_in_its_name(run: Run, database: Path) -> None:
    named = Path(run("backup", database).stdout.strip())
    assert named.exists()
    assert re.fullmatch(r"quotes-\d{4}-\d\d-\d\dT\d{6}\.db", named.name)


def test_what_cannot_be_copied(run: Run, database: Path, tmp_path: Path) -> None:
    for arguments, message in (
        ((database, database), "exists already; name another file"),
        ((tmp_path / "none.db",), "does not exist"),
        ((database, tmp_path / "none" / "copy.db"), "cannot be opened; check that its folder exists"),
    ):
        result = run("backup", *arguments)
        assert result.exit_code == 2
        assert message in result.stderr
