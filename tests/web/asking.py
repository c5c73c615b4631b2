"""What a Datasette without plugins asks of a database, as a program: the version that comes first on the path.

In: a database and addresses of pages. Out: the SQL as a JSON list on stdout::

    DATASETTE_LOAD_PLUGINS= PYTHONPATH=newest python tests/web/asking.py quotes.db "/quotes/statements?_facet=role"
"""

import asyncio
import json
import sys
from typing import Any

from datasette.app import Datasette


async def main(path: str, *addresses: str) -> None:
    """Visits the pages, and prints what was asked."""
    datasette = Datasette([path], settings={"suggest_facets": False})
    await datasette.invoke_startup()
    database = datasette.get_database("quotes")
    execute, asked = database.execute, []

    async def listen(sql: str, *rest: Any, **options: Any) -> Any:
        asked.append(sql)
        return await execute(sql, *rest, **options)

    database.execute = listen
    for address in addresses:
        answer = await datasette.client.get(address)
        assert answer.status_code == 200, answer.text
    print(json.dumps(asked))


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
