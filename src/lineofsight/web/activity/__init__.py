"""Who did what, and who read what: an append-only, hash-chained log.

Every event is a row that carries the SHA-256 of itself and of the row before it, written in
the same transaction as what it describes. The database refuses to change or remove a row; if
somebody with the keys to the database does it all the same, `verify` shows where.

    from lineofsight.web.activity import services as activity

    activity.record("target.changed", by=user, subject_kind="indicator", subject_id="ASM03",
                    detail={"from": 85, "to": 90})
    activity.record_reading(user, child_id, why="From a figure: ASM03, October 2026")

`record_reading` must come before the page is made; if it can't be written, nothing is shown.
"""
