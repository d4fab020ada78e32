"""X-1: an installation serves one authority, in its own words, with its own roles.

Five homes side by side are five databases, five keys and five folders: nothing that the product
keeps lies outside its home.
"""

import datetime
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.utils.html import escape
from tests.web.people.test_job_titles import TITLES

from lineofsight.packs import load_pack, shipped_packs
from lineofsight.web.frameworks import presenting, queries, services
from lineofsight.web.people import roles
from lineofsight.web.people.bring_in import Department, Post, bring_in
from lineofsight.web.people.models import RoleAssignment
from lineofsight.web.people.permissions import Permission
from lineofsight.web.people.queries import people_who_may
from lineofsight.web.people.sign_in import demo_people

LONG_AGO = datetime.date(2022, 4, 1)
TODAY = datetime.date(2026, 11, 23)
UNITS = [
    Department("ashmere", "Ashmere", ""),
    Department("loc", "Locality Safeguarding", "ashmere"),
    Department("loc-north", "Locality North", "loc"),
]
OWN_WORDS = {
    "wirral": "deep dive audit",
    "west-sussex": "collaborative learning audit",
    "sandwell": "practice review",
    "tameside": "collaborative audit",
    "worcestershire": "case file audit",
}


@pytest.fixture
def home_of(db, settings):
    """The home of an authority: its framework in force, its people in their roles."""

    def make(name: str):
        settings.PACK, settings.DEMO = name, True
        posts = [
            Post(f"W{n}", f"Person {n}", title, _unit(title), f"p{n}@ashmere.invalid", LONG_AGO,
                 None)
            for n, title in enumerate(TITLES)
        ]  # fmt: skip
        bring_in(UNITS, posts, by=None)
        return services.adopt(load_pack(name), by=None, from_on=LONG_AGO)

    return make


def _unit(title: str) -> str:
    if title in ("Group Manager", "Head of Service"):
        return "loc"
    return "loc-north" if "Worker" in title or title == "Team Manager" else "ashmere"


@pytest.mark.parametrize("name", shipped_packs())
def test_people_are_given_the_roles_of_their_own_framework(home_of, name):
    home_of(name)
    known = set(roles.roles())
    held = RoleAssignment.objects.values_list("role", flat=True)
    assert len(held) == len(TITLES)
    assert set(held) <= known
    for permission in (Permission.PROGRAMME_PLAN, Permission.REPORT_SIGN, Permission.AUDIT_DO,
                       Permission.PEOPLE_MANAGE, Permission.SUBMISSIONS_LOAD):  # fmt: skip
        assert people_who_may(permission, TODAY).exists(), permission


@pytest.mark.parametrize("name", shipped_packs())
def test_one_person_of_each_role_is_offered_in_the_words_of_the_framework(
    home_of, name, monkeypatch
):
    pack = home_of(name).pack
    monkeypatch.setattr("lineofsight.web.warehouse.holders", lambda day: {})
    offered = [each["role"].split(", ")[0] for each in demo_people()]
    assert len(offered) == len(set(RoleAssignment.objects.values_list("role", flat=True)))
    assert set(offered) <= {role.title for role in pack.roles}


@pytest.mark.parametrize("name", shipped_packs())
def test_its_pages_name_no_other_authority_and_none_of_its_words(home_of, client_of, name):
    home_of(name)
    somebody = people_who_may(Permission.FRAMEWORK_ADOPT, TODAY)[0]
    pages = "".join(
        client_of(somebody).get(address).content.decode()
        for address in ("/framework/", "/framework/standards/", "/me/")
    )
    own = load_pack(name)
    for other in map(load_pack, set(shipped_packs()) - {name}):
        assert escape(other.publisher) not in pages
    assert escape(own.publisher) in pages
    assert own.term("audit").one == OWN_WORDS[name]


@pytest.mark.parametrize("name", shipped_packs())
def test_every_choice_on_the_page_has_a_name(home_of, name):
    for group in presenting.groups(home_of(name)):
        assert group.title
        assert [row.address for row in group.rows if not row.title] == []


def test_two_homes_side_by_side_share_nothing(tmp_path_factory):
    """Each of them is made by its own process, as two installations on a machine would be."""
    say = (
        "import django; django.setup()\n"
        "from django.core.management import call_command; call_command('migrate', verbosity=0)\n"
        "from lineofsight.web import clock\n"
        "from lineofsight.web.frameworks.queries import adopted_on\n"
        "from lineofsight.web.frameworks.models import AdoptedPack\n"
        "from django.conf import settings\n"
        "adopted_on(clock.today())\n"
        "print(*AdoptedPack.objects.values_list('pack_id', flat=True), settings.SECRET_KEY)"
    )
    said, homes = {}, tmp_path_factory.mktemp("homes")
    for name in ("sandwell", "tameside"):
        home = homes / name
        home.mkdir()
        surroundings = {
            "PATH": os.environ["PATH"], "LINEOFSIGHT_HOME": str(home), "LINEOFSIGHT_PACK": name,
            "DJANGO_SETTINGS_MODULE": "lineofsight.web.settings",
            "PYTHONPATH": os.pathsep.join(sys.path),
        }  # fmt: skip
        done = subprocess.run(
            [sys.executable, "-c", say], env=surroundings, capture_output=True, text=True,
            cwd=homes, check=True,
        )  # fmt: skip
        said[name] = done.stdout.split()
    assert [words[0] for words in said.values()] == ["sandwell", "tameside"]
    assert said["sandwell"][1] != said["tameside"][1]
    assert {path.name for path in homes.iterdir()} == {"sandwell", "tameside"}
    for name, other in (("sandwell", "tameside"), ("tameside", "sandwell")):
        kept = Path(homes / name / "lineofsight.sqlite3").read_bytes()
        assert load_pack(name).publisher.encode() in kept
        assert load_pack(other).publisher.encode() not in kept


def test_what_follows_the_framework_in_force_is_reset_between_installations(home_of):
    home_of("wirral")
    queries.follow(TODAY)
    assert "improvement-lead" in roles.roles()
    roles.follow(None)
