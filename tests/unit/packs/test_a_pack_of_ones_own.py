"""The example of the how-to is a pack, and differs from those that we ship."""

import re
from pathlib import Path

from lineofsight.indicators import CATALOGUE
from lineofsight.packs import load_file, load_pack, shipped_packs
from lineofsight.packs.model import Pack
from lineofsight.packs.values import Source

DOCS = Path(__file__).parents[3] / "docs"
FILE = DOCS / "how-to" / "examples" / "fenmarsh.yaml"


def test_the_example_has_no_problems_and_assumes_nothing():
    pack = load_file(FILE, indicators=set(CATALOGUE))
    assert Source.ASSUMED not in {scale.source for scale in pack.grade_scales}


def test_it_differs_from_every_shipped_pack_in_grades_forms_cadence_and_moderation():
    own = load_file(FILE)
    programme, audit = own.programmes[0], own.activity_types[0]
    for pack in map(load_pack, shipped_packs()):
        grades = {grade.title for scale in pack.grade_scales for grade in scale.grades}
        assert not grades & {grade.title for grade in own.grade_scales[0].grades}
        domains = {d.key for each in pack.activity_types for d in each.form.domains}
        assert not domains & {domain.key for domain in audit.form.domains}
        spans = {each.plans_every_months.value for each in pack.programmes}
        assert programme.plans_every_months.value not in spans
        days = {each.release.day_of_month.value for each in pack.programmes}
        assert programme.release.day_of_month.value not in days
        shares = {each.moderation.sampled_percent.value for each in pack.activity_types}
        assert audit.moderation.sampled_percent.value not in shares


def test_the_reference_page_names_every_key_of_a_pack():
    page = (DOCS / "reference" / "packs.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`([a-z_]+)`", page))
    assert set(Pack.model_fields) - named == set()
