"""Two people at once: the chain stays one chain."""

import threading

import pytest
from django.db import connection, connections

from lineofsight.web.activity import services
from lineofsight.web.activity.verification import verify


@pytest.mark.django_db(transaction=True)
def test_events_written_at_the_same_time_form_one_chain():
    if connection.vendor == "sqlite" and connection.is_in_memory_db():
        pytest.skip("an in-memory database is one connection; PostgreSQL runs this")
    start = threading.Barrier(6)

    def write(n):
        start.wait()
        for each in range(10):
            services.record("x.done", by=None, subject_kind="x", subject_id=f"{n}-{each}")
        connections.close_all()

    threads = [threading.Thread(target=write, args=(n,)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    found = verify()
    assert (found.events, found.faults) == (60, ())
