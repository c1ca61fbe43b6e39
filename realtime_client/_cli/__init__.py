"""The command line: `recording` reads, `summary` sums up, `presentation` shows, `app` is the command itself.

Only `presentation` and `app` need the extra ``[cli]``.
"""
