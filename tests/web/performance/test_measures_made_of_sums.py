# ruff: noqa: E501 - drawings are as wide as they need to be
"""Pages of a mean, and of a figure by what its cases are, as the analyst and the member see them."""

import pytest
from tests.factories.journeys import journey

from lineofsight.indicators import cube
from lineofsight.indicators.local import basis_of
from lineofsight.packs.authority import Authority, write_authority
from lineofsight.web.performance import reading

pytestmark = pytest.mark.django_db
NINE = tuple(f"C{n}" for n in range(9))


def _rows(heading: str, *rows: str) -> str:
    return "\n".join((heading, *rows))


@pytest.fixture
def home(settings, ashmere, tmp_path, monkeypatch):
    """Nine children in care who went missing, one of them nine times more; three leavers."""
    kept = {name: cube.CATALOGUE[name] for name in ("MIS01", "MIS03", "CL01")}
    monkeypatch.setattr(cube, "CATALOGUE", kept)
    episodes = [
        f"{child}-1 | {child} | 2026-03-0{n + 1} | M | 2026-03-2{n}" for n, child in enumerate(NINE)
    ]
    episodes += [f"again-{n} | C0 | 2026-05-0{n} | M | 2026-05-0{n}" for n in range(1, 10)]
    snapshot = journey(
        tmp_path,
        as_at="2026-10-31",
        ssd_person=_rows(
            "pers_person_id | pers_forename | pers_surname | pers_dob",
            *(f"{child} | Given | Family{child} | 2012-03-04" for child in NINE),
            *(f"L{n} | Given | Leaver{n} | 2006-03-04" for n in range(3)),
        ),
        ssd_department=_rows(
            "dept_team_id | dept_team_name | dept_team_parent_id",
            "CARE | Through Care |",
            "EAST | Through Care East | CARE",
            "WEST | Through Care West | CARE",
        ),
        ssd_involvements=_rows(
            "invo_involvements_id | invo_person_id | invo_professional_id | invo_professional_team | invo_involvement_start_date",
            *(
                f"I{n} | {child} | W | {'EAST' if n < 6 else 'WEST'} | 2024-01-01"
                for n, child in enumerate(NINE)
            ),
        ),
        ssd_cla_episodes=_rows(
            "clae_cla_episode_id | clae_person_id | clae_cla_episode_start_date | clae_cla_episode_start_reason | clae_cla_id",
            *(f"E{child} | {child} | 2024-01-01 | S | P{child}" for child in NINE),
        ),
        ssd_missing=_rows(
            "miss_table_id | miss_person_id | miss_missing_episode_start_date | miss_missing_episode_type | miss_missing_episode_end_date",
            *episodes,
        ),
        ssd_care_leavers=_rows(
            "clea_table_id | clea_person_id | clea_care_leaver_eligibility",
            "1 | L0 | Former relevant",
            "2 | L1 | Former relevant",
            "3 | L2 |",
        ),
    )
    authority = Authority(name="Ashmere")
    write_authority(tmp_path, authority)
    cube.build(snapshot, basis_of(authority))
    snapshot.close()
    (settings.HOME / "warehouse").symlink_to(tmp_path / "warehouse")
    (settings.HOME / "authority.yaml").write_text((tmp_path / "authority.yaml").read_text())
    reading._points.cache_clear()
    return tmp_path


def page_of(client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_a_mean_is_said_with_its_words_and_compared_by_bars_without_intervals(client_as, home):
    page = page_of(
        client_as("analyst"), "/performance/measures/MIS03/?unit=service:CARE&month=2026-10"
    )
    assert "2.0 incidents" in page  # 18 incidents of 9 children
    assert "2.5 incidents" in page  # East: 15 of 6
    assert "1.0 incidents" in page  # West: 3 of 3
    assert "With few cases in a team one of them moves its figure far." in page
    assert "95% interval" not in page


def test_somebody_outside_does_not_learn_the_mean_of_a_few_children(client_as, home):
    client = client_as("lead-member")
    asked = client.get("/performance/measures/MIS03/?unit=team:WEST&month=2026-10")
    assert asked.status_code == 404  # those who see totals are not told of teams
    whole = page_of(client, "/performance/measures/MIS03/?month=2026-10")
    assert "2.0 incidents" in whole  # of all nine
    assert "Through Care West" not in whole


def test_care_leavers_are_shown_by_eligibility(client_as, home):
    page = page_of(client_as("analyst"), "/performance/measures/CL01/?month=2026-10")
    assert "<summary>Eligibility</summary>" in page
    assert "Former relevant" in page
    assert "Not recorded" in page[page.index("Former relevant") :]


def test_the_figures_of_a_mean_can_be_taken_as_a_spreadsheet(client_as, home):
    response = client_as("analyst").get(
        "/performance/measures/MIS03/figures.csv?unit=all&month=2026-10"
    )
    assert response.status_code == 200
