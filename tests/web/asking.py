"""What a Datasette without plugins asks of a database, as a program: the version that comes first on the path.

In: a database and addresses of pages. Out: the SQL as a JSON list on stdout::

    DATASETTE_LOAD_PLUGINS= PYTHONPATH=newest python tests/web/asking.py quotes.db "/quotes/statements?_facet=role"
"""

import asyncio
import json
import sys
from typing import Any

from datasette.app import Datasette


async def questions_of(datasette: Datasette, *addresses: str) -> list[str]:
    """What Datasette asks of the database “quotes” for pages."""
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
    return asked


if __name__ == "__main__":
    served = Datasette([sys.argv[1]], settings={"suggest_facets": False})
    print(json.dumps(asyncio.run(questions_of(served, *sys.argv[2:]))))
