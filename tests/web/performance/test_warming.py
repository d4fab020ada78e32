"""Each server process reads what pages need before its first visitor comes."""

import logging

import pytest
from django.template.loader import get_template

from lineofsight.indicators import cube, trackers
from lineofsight.web import server, warehouse, warming


@pytest.fixture
def warmed():
    """As a server process starts; connections of the test's own are left alone."""

    def warm():
        for step in (warming._pages, warming._framework, warming._figures):
            step()

    return warm


def test_every_template_can_be_made_ready():
    names = warming.template_names()
    assert "home/home.html" in names
    assert "cotton/due.html" in names
    for name in names:
        get_template(name)


def test_the_first_visitor_finds_figures_and_what_is_due_read(figures, warmed, client_as):
    newest, basis = warehouse.current(), warehouse.basis()
    cube.build(newest, basis)
    trackers.build(newest, basis)
    cube._opened.cache_clear()
    trackers._everything.cache_clear()
    warmed()
    read = cube._opened.cache_info().misses, trackers._everything.cache_info().misses
    assert client_as("analyst").get("/performance/due/").status_code == 200
    assert client_as("analyst").get("/performance/").status_code == 200
    assert (cube._opened.cache_info().misses, trackers._everything.cache_info().misses) == read


def test_a_server_that_starts_counts_nothing(figures, warmed, monkeypatch):
    monkeypatch.setattr(cube, "build", lambda *_, **__: pytest.fail("it counted"))
    monkeypatch.setattr(cube, "is_built", lambda *_: False)
    monkeypatch.setattr(trackers, "is_built", lambda *_: False)
    warmed()


def test_with_nothing_loaded_a_server_starts(db, warmed):
    warmed()


def test_what_cannot_be_read_does_not_stop_a_server(monkeypatch, caplog):
    def broken():
        raise OSError

    for step in ("_pages", "_framework", "_figures"):
        monkeypatch.setattr(warming, step, broken)
    monkeypatch.setattr(warming.connections, "close_all", lambda: None)
    with caplog.at_level(logging.ERROR):
        server.post_worker_init(None)
    assert len(caplog.records) == 3


def test_a_fault_of_the_product_itself_is_not_kept_quiet(monkeypatch):
    def wrong():
        raise KeyError("a page that does not exist")

    monkeypatch.setattr(warming, "_pages", wrong)
    with pytest.raises(KeyError):
        server.post_worker_init(None)
