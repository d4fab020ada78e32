"""Static files: one stylesheet, the few files that npm fetched, nothing broken without them."""

from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.core.management import call_command

from lineofsight.web.ui import assets


@pytest.fixture(autouse=True)
def nothing_remembered():
    assets.vendor_url.cache_clear()
    yield
    assets.vendor_url.cache_clear()


def test_the_stylesheet_is_found_as_one_file():
    found = Path(finders.find("ui/los.css"))

    assert found.read_text(encoding="utf-8") == assets.stylesheet()


def test_a_page_does_without_packages_that_were_not_fetched(client, db, settings, tmp_path):
    settings.NODE_MODULES = tmp_path / "nowhere"

    page = client.get("/accessibility/").content.decode()

    assert "vendor/" not in page
    assert assets.vendor_url("htmx/htmx.min.js") == ""


def test_only_the_files_that_pages_use_are_served(settings, tmp_path):
    settings.NODE_MODULES = tmp_path
    folder = tmp_path / "htmx.org" / "dist"
    folder.mkdir(parents=True)
    (folder / "htmx.min.js").write_text("//")
    (folder / "other.js").write_text("//")

    assert finders.find("vendor/htmx/htmx.min.js") == str(folder / "htmx.min.js")
    assert finders.find("vendor/htmx/other.js") is None


def test_files_are_collected_whether_or_not_packages_were_fetched(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path / "static"
    settings.NODE_MODULES = tmp_path / "modules"
    folder = settings.NODE_MODULES / "govuk-frontend" / "dist" / "govuk"
    folder.mkdir(parents=True)
    (folder / "govuk-frontend.min.js").write_text("//\n//# sourceMappingURL=missing.js.map\n")
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "lineofsight.web.ui.assets.HashedNames"}
    }

    call_command("collectstatic", interactive=False, verbosity=0)

    names = {path.name for path in settings.STATIC_ROOT.rglob("*.js")}
    assert "govuk-frontend.min.js" in names
    assert (settings.STATIC_ROOT / "staticfiles.json").exists()
