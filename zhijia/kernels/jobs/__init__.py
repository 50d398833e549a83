"""Work that takes longer than a page: queued in the caller's transaction, done by a worker, watched while it runs.

One table and a conditional UPDATE are the whole queue: it behaves alike on SQLite and PostgreSQL, needs no broker, and
a worker that is killed loses nothing but time (`worker.sweep`).
"""
