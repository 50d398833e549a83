"""The bare limit of counting: DuckDB scanning the same rows from its own columns. Runs in var/bench-venv.

usage: duckdb_scan.py ROWS.csv KINDS START END PATH  →  {"seconds": …, "value": …}
"""

import json
import sys
import time

import duckdb

rows, kinds, start, end, path = sys.argv[1:]
db = duckdb.connect()
db.execute("SET threads = 2")
db.execute("CREATE TABLE records AS SELECT * FROM read_csv(?, header = true)", [rows])
question = (
    "SELECT sum(times) FROM records WHERE list_contains(?, kind) AND day BETWEEN ? AND ? AND starts_with(unit_path, ?)"
)
best, value = 9e9, None
for _ in range(9):
    began = time.perf_counter()
    (value,) = db.execute(question, [kinds.split(","), start, end, path]).fetchone()
    best = min(best, time.perf_counter() - began)
print(json.dumps({"seconds": best, "value": int(value)}))
