"""How each server process starts: `gunicorn --config python:lineofsight.web.server …`.

A process takes visitors when it has read what every page needs. Beyond that gunicorn is told
on its command line what the place wants: how many processes, on which address.
"""


def post_worker_init(worker) -> None:
    """Called in each process once the application is loaded, after it was forked: engines
    opened before would not live on in it."""
    from lineofsight.web.warming import warm

    warm()
