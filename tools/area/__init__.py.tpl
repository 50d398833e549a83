"""$title.

A union enters an activity it held; it becomes a service record at once; a mistake is cancelled, with a reason.
`rules.py` says what is allowed, `actions.py` what happens, `record_kinds.py` and `indicators.py` how it counts.
"""
