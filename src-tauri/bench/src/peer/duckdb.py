"""DuckDB for the benchmark: loads CSV from standard input, or answers statements, a line of JSON each.

    duckdb.py load FILE TABLE COLUMNS    CSV on standard input; \\N is NULL
    duckdb.py ask FILE                   {"kind": "count|page|facet", "sql": "..."} a line
"""

import json
import sys

import duckdb


def connected(path, **options):
    connection = duckdb.connect(path, **options)
    # Standard output is for answers alone.
    connection.execute("SET enable_progress_bar = false")
    return connection


def load(path, table, columns):
    connection = connected(path)
    connection.execute(f"CREATE TABLE {table} ({columns})")
    connection.execute(
        f"COPY {table} FROM '/dev/stdin' "
        "(FORMAT csv, HEADER false, QUOTE '\"', ESCAPE '\"', AUTO_DETECT false, NULLSTR '\\N')"
    )
    connection.close()


def ask(path):
    connection = connected(path, read_only=True)
    for line in sys.stdin:
        wanted = json.loads(line)
        try:
            rows = connection.execute(wanted["sql"]).fetchall()
            if wanted["kind"] == "count":
                said = [1, rows[0][0]]
            else:
                facet = wanted["kind"] == "facet"
                said = [len(rows), sum(row[1] for row in rows) if facet else 0]
        except Exception as error:
            said = str(error)
        print(json.dumps(said), flush=True)


if sys.argv[1] == "load":
    load(*sys.argv[2:5])
else:
    ask(sys.argv[2])
