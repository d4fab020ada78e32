"""A snapshot with fourteen months of assessments in two services, and reports made from it."""

import dataclasses
import datetime
import shutil

import pytest
from tests.factories.journeys import journey
from tests.web.reporting.activities import adopt, role_with

from lineofsight.indicators import cube
from lineofsight.packs import load_pack
from lineofsight.periods import Period
from lineofsight.web.frameworks import services as frameworks
from lineofsight.web.reporting import gather, services
from lineofsight.web.reporting.models import Report

OCTOBER = Period.parse("2026-10")
DEPARTMENTS = """
    dept_team_id | dept_team_name     | dept_team_parent_id
    ASHMERE      | Ashmere            |
    ASSESSMENT   | Assessment         | ASHMERE
    CARE         | Through Care       | ASHMERE
    SOUTH        | Assessment South   | ASSESSMENT
    NORTH        | Assessment North   | ASSESSMENT
    EAST         | Through Care East  | CARE
    WEST         | Through Care West  | CARE
"""


def assessments(*, late_in_october: int = 12, of: int = 30) -> str:
    """Thirty assessments a month in Assessment South, the last of them late in October."""
    rows = ["cina_assessment_id | cina_person_id | cina_assessment_start_date | "
            "cina_assessment_auth_date | cina_assessment_team"]  # fmt: skip
    for month in OCTOBER.series(14):
        late = late_in_october if month == OCTOBER else 2
        for number in range(of):
            started = month.start - datetime.timedelta(days=100 if number < late else 20)
            rows.append(
                f"{month.id}-{number} | CHILD{number:03} | {started} | {month.start} | SOUTH"
            )
    return "\n".join(f"            {row}" for row in rows)


def persons(count: int = 30) -> str:
    rows = ["pers_person_id | pers_dob"]
    rows += [f"CHILD{number:03} | 2015-03-0{number % 9 + 1}" for number in range(count)]
    return "\n".join(f"            {row}" for row in rows)


@pytest.fixture(scope="session")
def counted_data(tmp_path_factory):
    """Two loads with all their figures counted, once for every test: (home, snapshots)."""
    home = tmp_path_factory.mktemp("counted")
    loads = []
    for as_at, late in (("2026-11-04", 12), ("2026-11-18", 3)):
        loads.append(
            journey(
                home, as_at=as_at, ssd_department=DEPARTMENTS, ssd_person=persons(),
                ssd_cin_assessments=assessments(late_in_october=late),
            )
        )  # fmt: skip
        cube.build(loads[-1])
    return home, loads


def given(settings, counted_data, number: int):
    """Put one of the loads into the product's own warehouse."""
    home, loads = counted_data
    folder = loads[number].path.relative_to(home)
    shutil.copytree(home / folder, settings.HOME / folder)
    return loads[number]


@pytest.fixture
def snapshot(settings, ashmere, counted_data):
    frameworks.adopt(load_pack("worcestershire"), by=None, from_on=datetime.date(2022, 2, 1))
    return given(settings, counted_data, 0)


@pytest.fixture
def newer_snapshot(settings, snapshot, counted_data):
    """Later data, in which fewer of October's assessments were late."""
    return lambda: given(settings, counted_data, 1)


_GATHERED = {}


@pytest.fixture(autouse=True)
def made_at_once(settings):
    """By this process instead of one of its own."""
    settings.LOADS_IN_BACKGROUND = False


@pytest.fixture
def gathers_anew():
    """For a test in which something beside the snapshot matters."""


@pytest.fixture(autouse=True)
def figures_are_gathered_once(monkeypatch, request):
    """A snapshot's figures are the same in every test that does not ask otherwise."""
    if "gathers_anew" in request.fixturenames:
        return
    really = gather.gathered

    def remembered(snapshot, period, pack, tell, *, with_figures=True, only=()):
        key = (snapshot.id, period, pack.id, with_figures, frozenset(only))
        if key not in _GATHERED:
            _GATHERED[key] = really(
                snapshot, period, pack, tell, with_figures=with_figures, only=only
            )
        return _GATHERED[key]

    monkeypatch.setattr(gather, "gathered", remembered)


_WRITTEN = {}


@pytest.fixture(autouse=True)
def files_are_written_once(monkeypatch):
    """The same document in the same format is the same file in every test: whenever in the
    day it was compiled, which no reader is told."""

    def once(form):
        def render(document):
            made = document.provenance
            morning = made.compiled_at.replace(hour=9, minute=0, second=0, microsecond=0)
            made = dataclasses.replace(made, compiled_at=morning)
            document = dataclasses.replace(document, provenance=made)
            key = (form.key, repr(document))
            if key not in _WRITTEN:
                _WRITTEN[key] = form.render(document)
            return _WRITTEN[key]

        return dataclasses.replace(form, render=render)

    written = {key: once(form) for key, form in services.FORMATS.items()}
    monkeypatch.setattr(services, "FORMATS", written)


@pytest.fixture
def data(settings, ashmere):
    """A snapshot with two services and no figure: reports of practice need no more."""
    return journey(
        settings.HOME,
        as_at="2026-02-28",
        ssd_department="dept_team_id | dept_team_name | dept_team_parent_id\n"
        "ASHMERE | Ashmere |\nASSESSMENT | Assessment | ASHMERE\nSOUTH | South | ASSESSMENT",
        ssd_person="pers_person_id | pers_dob\nSOUTH-001 | 2016-05-01",
    )


@pytest.fixture
def in_force(settings, person, the_day):
    """`in_force("wirral")`: the framework, and somebody who writes its reports."""

    def make(name: str):
        adopted = adopt(name, settings)
        return adopted, person(role_with(adopted, "report.write"), name="Ruth Ellison")

    return make


@pytest.fixture
def writer(person):
    return person("sqa", name="Priya Shah")


@pytest.fixture
def signer(person):
    return person("assistant-director", name="Helen Marsden")


@pytest.fixture
def director(person):
    return person("director", name="Ann Lee")


@pytest.fixture
def report(snapshot, writer) -> Report:
    """October's report, compiled."""
    started = services.start("monthly-quality", OCTOBER, by=writer)
    return services.compile_report(started, by=writer)


@pytest.fixture
def signed(report, writer, signer) -> Report:
    services.submit(report, by=writer)
    services.sign_off(report, by=signer)
    return report


@pytest.fixture
def published(signed, director) -> Report:
    services.publish(signed, by=director)
    return signed
