"""What the documentation site takes from outside docs/: README.md as its first page, CONTRIBUTING.md and CHANGELOG.md.

In: the files that mkdocs has found. Out: these three beside them, with links that lead to where things are on the site;
a link to what is not on it (a sample, the licence) becomes its words::

    hooks: [docs/site.py]  # in mkdocs.yml
"""

import re
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

ROOT = Path(__file__).parents[1]
PAGES = {"README.md": "index.md", "CONTRIBUTING.md": "contributing.md", "CHANGELOG.md": "changelog.md"}
LINK = re.compile(r"\[(?P<words>[^\]]*)\]\((?P<target>(?!https?:|#)[^)\s]+)\)")


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Adds the pages."""
    for source, page in PAGES.items():
        content = LINK.sub(_on_site, (ROOT / source).read_text(encoding="utf-8"))
        files.append(File.generated(config, page, content=content))
    return files


def _on_site(link: re.Match[str]) -> str:
    target = PAGES.get(link["target"], link["target"].removeprefix("docs/"))
    known = link["target"] in PAGES or link["target"].startswith("docs/")
    return f"[{link['words']}]({target})" if known else link["words"]
