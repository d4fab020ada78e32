"""What holds for every app of the product, found by going through all of them."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.template.loader import get_template

from lineofsight.packs import load_pack, shipped_packs
from lineofsight.web.people.permissions import MEANINGS, Permission
from lineofsight.web.ui import assets, sections

WEB = Path(settings.PACKAGE)
OURS = [app for app in apps.get_app_configs() if app.name.startswith("lineofsight.")]
MODELS = [model for app in OURS for model in app.get_models()]
TEMPLATES = sorted(WEB.glob("*/templates/**/*.html"))


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_every_field_says_whether_it_is_personal(model):
    fields = {
        field.name
        for field in (*model._meta.local_concrete_fields, *model._meta.local_many_to_many)
        if not field.primary_key
    }

    assert set(model.privacy) == fields
    assert set(model.privacy.values()) <= {"personal", "special", "none"}


def test_every_permission_is_explained():
    assert set(MEANINGS) == set(Permission)


@pytest.mark.parametrize("name", shipped_packs())
def test_the_roles_of_a_pack_name_permissions_that_exist(name):
    load_pack(name, permissions={str(each) for each in Permission})


@pytest.mark.parametrize("name", shipped_packs())
def test_every_permission_is_held_by_some_role(name):
    held = {each for role in load_pack(name).roles for each in role.permissions}

    assert {str(each) for each in Permission} - held == set()


def test_the_sections_of_the_navigation_ask_for_permissions_that_exist():
    asked = {each for section in sections.all_sections() for each in section.permissions}

    assert asked <= {str(each) for each in Permission}


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(WEB)))
def test_a_template_has_no_style_and_no_script_of_its_own(path):
    text = path.read_text(encoding="utf-8")

    assert not re.findall(r"<[a-z][^>]*\sstyle=", re.sub(r"<c-[^>]*>", "", text))
    assert not re.findall(r"\son[a-z]+=", text)
    assert "javascript:" not in text
    assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", text))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(WEB)))
def test_a_template_is_short_enough_to_read(path):
    lines = len(path.read_text(encoding="utf-8").splitlines())

    assert lines <= (40 if "cotton" in path.parts else 120)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(WEB)))
def test_a_template_compiles(path):
    get_template(str(path).split("/templates/")[1])


def test_the_stylesheet_has_every_part_once():
    parts = {path.stem for path in assets.PARTS.glob("*.css")}

    assert sorted(assets.STYLESHEET_PARTS) == sorted(parts)


def test_every_colour_is_a_token_or_stated_where_it_is_used():
    """No style reaches outside: no address, no import, no font that is not on the machine."""
    sheet = assets.stylesheet()

    assert "url(" not in sheet and "@import" not in sheet and "@font-face" not in sheet


def test_no_state_crown_or_typeface_is_served():
    assert not re.search(r"transport|crown", assets.stylesheet(), re.IGNORECASE)
