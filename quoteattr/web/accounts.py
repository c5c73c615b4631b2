"""Accounts of reviewers, from a file: a name and a password hash a line.

In: a YAML file, with hashes as `datasette hash-password` prints them. Out: settings of the plugins that let these
people sign in and review::

    mia: pbkdf2_sha256$600000$...
    tom: pbkdf2_sha256$600000$...
"""

import os
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import yaml

from quoteattr.errors import QuoteattrError
from quoteattr.web.reviewers import PASSWORDS, PLUGIN

_HASH = "pbkdf2_sha256$"
# Datasette shows its settings to everybody, but not what it takes from the environment.
_VARIABLE = "QUOTEATTR_PASSWORD_HASH_{}"


def review_settings(path: Path) -> dict[str, Any]:
    """The settings by which the people of a file may review.

    Raises:
        QuoteattrError: the file has no accounts, or the plugin for passwords is not installed.
    """
    accounts = _read(path)
    if find_spec("datasette_auth_passwords") is None:
        raise QuoteattrError("reviewers sign in with datasette-auth-passwords: pip install 'quoteattr[review]'")
    settings = {}
    for number, (name, password_hash) in enumerate(accounts.items()):
        variable = _VARIABLE.format(number)
        os.environ[variable] = password_hash
        settings[f"{name}_password_hash"] = {"$env": variable}
    return {PASSWORDS: settings, PLUGIN: {"reviewers": {"id": [*accounts]}}}


def _read(path: Path) -> dict[str, str]:
    """Names and hashes."""
    try:
        found = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, yaml.YAMLError) as err:
        raise QuoteattrError(f"{path} cannot be read as YAML: {err}") from err
    if not isinstance(found, dict) or not found:
        raise QuoteattrError(f"{path} names no reviewers; write a line “name: hash” for each (datasette hash-password)")
    for name, password_hash in found.items():
        if not isinstance(name, str) or not str(password_hash).startswith(_HASH):
            raise QuoteattrError(f"{path}: the line of {name!r} has no hash; `datasette hash-password` makes one")
    return found
