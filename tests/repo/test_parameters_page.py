"""What frameworks differ in: every parameter, every pack, none blank, and the page as it is now."""

import pytest
from tests.repo import parameters

from lineofsight.packs import load_pack, shipped_packs
from lineofsight.packs.choices import choices


def test_there_are_thirty_nine_in_their_order():
    assert [each.number for each in parameters.PARAMETERS] == list(range(1, 40))
    titles = [each.title for each in parameters.PARAMETERS]
    assert len(set(titles)) == len(titles)


@pytest.mark.parametrize("each", parameters.PARAMETERS, ids=lambda each: f"{each.number}")
def test_every_pack_says_something_or_that_it_is_not_set(each):
    assert each.where and each.acts
    cells = [parameters.cell(each, load_pack(name)) for name in shipped_packs()]
    assert all(cells)
    assert any(said != parameters.NOT_SET for said in cells), "no pack says anything of it"


def test_the_page_is_what_the_packs_say_now():
    assert parameters.PAGE.read_text(encoding="utf-8") == parameters.page(), (
        "run: python -m tests.repo.parameters"
    )


@pytest.mark.parametrize("name", shipped_packs())
@pytest.mark.parametrize(
    "address",
    ["cycle/anchor", "cycle/starts_on_day", "record_system", "compared_with",
     "outcome_tool/title", "review_every_months"],
)  # fmt: skip
def test_what_one_pack_sets_an_administrator_of_another_may_set(name, address):
    assert address in {each.address for each in choices(load_pack(name))}


@pytest.mark.parametrize("name", shipped_packs())
def test_every_board_and_report_of_every_pack_has_its_settings(name):
    pack = load_pack(name)
    known = {each.address for each in choices(pack)}
    for board in pack.boards:
        for setting in ("meets", "months", "public_every", "agenda_days_before"):
            assert f"boards/{board.key}/meetings/{setting}" in known
    for report in pack.reports:
        for setting in ("on_day", "lag_months", "begun_in_month", "final_in_month"):
            assert f"reports/{report.key}/publishing/{setting}" in known
