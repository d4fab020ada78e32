"""A restricted record cannot be told from anything around it: not from totals, the sentence
below a list, a search, the order of a list, or the page that says “not found”."""

import re

import pytest
from django.urls import reverse
from tests.factories.canaries import child_id, named_in

from lineofsight.web.people.references import child_reference

pytestmark = pytest.mark.django_db

LIST = "/performance/measures/ASM03/children/?unit={}&month=2026-10&show=counted"
RESTRICTED_SENTENCE = re.compile(r"[^<>]*restricted record[^<>]*", re.IGNORECASE)


def body(response) -> str:
    """A page without what differs with every request, and without what the reader themselves
    typed or came with: the number searched for, the reference of the page asked for."""
    text = " ".join(response.content.decode().split())
    text = re.sub(r'(name="number" value=|\?of=)["\w =-]*', "", text)
    text = re.sub(r'(data-token|name="csrfmiddlewaretoken" value)="\w+"', "", text)
    return re.sub(r'nonce="[^"]+"', "", text)


def sentences(text: str) -> list[str]:
    return sorted({each.strip() for each in RESTRICTED_SENTENCE.findall(text) if each.strip()})


def test_totals_are_the_same_whoever_looks(client_for):
    """The list is shorter by two for who is not cleared; no number around it is."""
    cleared, other = (client_for(who).get(LIST.format("all")) for who in ("keeper", "sqa"))
    chips = [re.findall(r"\((\d+)\)", body(page)) for page in (cleared, other)]
    titles = [re.search(r"<h1[^>]*>(.*?)</h1>", body(page)).group(1) for page in (cleared, other)]

    assert chips[0] == chips[1]
    assert titles[0] == titles[1]
    assert named_in(body(cleared)) - named_in(body(other)) == {"hidden1", "hidden2"}


@pytest.mark.parametrize("page", [
    "/performance/", "/performance/measures/ASM03/?unit=all",
    "/performance/measures/ASM03/figures.csv?unit=all",
])  # fmt: skip
def test_a_page_of_figures_is_the_same_whoever_looks(client_for, page):
    """But for what audits found, which is from the audits that the reader may see."""
    cleared, other = (
        body(client_for(who).get(page)).split("What audits of these children found")[0]
        for who in ("keeper", "sqa")
    )

    assert cleared.replace("Person Keeper", "") == other.replace("Person Sqa", "")


def test_the_sentence_on_restricted_records_stands_below_every_list(client_for):
    """Whether one of the list is restricted (Assessment South) or none is (North), and for
    those who are cleared as for those who are not."""
    said = [
        sentences(body(client_for(who).get(LIST.format(unit))))
        for who in ("keeper", "sqa")
        for unit in ("team:SOUTH", "team:NORTH", "all")
    ]

    assert said[0]
    assert all(each == said[0] for each in said)


@pytest.mark.parametrize("sort", ["", "started", "-started", "finished", "-finished", "days"])
def test_whoever_is_not_cleared_has_the_same_order_with_the_restricted_left_out(client_for, sort):
    def names(who):
        found = re.findall(r"qz([a-z]+\d)z</a>", body(client_for(who).get(
            f"{LIST.format('all')}&sort={sort}")), re.I)  # fmt: skip
        return list(dict.fromkeys(each.lower() for each in found))

    assert [each for each in names("keeper") if "hidden" not in each] == names("sqa")
    assert len(names("keeper")) == len(names("sqa")) + 2


@pytest.mark.parametrize("words", ["Qzhidden1z", "Ava Qzhidden1z", "QZHIDDEN1Z", "qzhidden"])
def test_a_search_for_a_restricted_child_is_a_search_for_nobody(client_for, words):
    client = client_for("sqa")
    restricted = client.post("/performance/search/", {"q": words})
    nobody = client.post("/performance/search/", {"q": words.replace("hidden", "madeup")
                                                  .replace("HIDDEN", "MADEUP")})  # fmt: skip

    assert body(restricted) == body(nobody)
    assert restricted.status_code == nobody.status_code == 200
    assert {"hidden1"} <= named_in(body(client_for("keeper").post(
        "/performance/search/", {"q": words})))  # fmt: skip


@pytest.mark.parametrize(
    ("who", "name"),
    [
        ("team-manager", "performance:child"),
        ("team-manager", "performance:readings"),
        ("team-manager", "submissions:changes"),
        ("sqa", "performance:child"),
    ],
)
def test_not_found_is_the_same_for_restricted_unknown_and_made_up(client_for, name, who):
    client = client_for(who)
    references = [
        child_reference(child_id("hidden1")), child_reference("QZNEVERWASZ"), "bm90aGluZw",
    ]  # fmt: skip
    answers = [client.get(reverse(name, args=[each])) for each in references]

    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert len({body(answer) for answer in answers}) == 1
    assert len({tuple(sorted(set(a.headers) - {"Content-Length"})) for a in answers}) == 1


@pytest.mark.parametrize("address", ["/practice/audits/{}/", "/practice/audits/{}/file.docx",
                                     "/practice/audits/{}/concern/"])  # fmt: skip
def test_an_audit_of_a_restricted_child_is_an_audit_that_never_was(client_for, world, address):
    client = client_for("sqa")
    answers = [client.get(address.format(pk)) for pk in (world.audits["hidden1"].pk, 987654)]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert body(answers[0]) == body(answers[1])


def test_a_small_figure_of_a_team_one_does_not_see_is_not_shown(client_for):
    """One assessment: with the figure, its child's would be told to everybody."""
    measure = "/performance/measures/ASM03/?unit=team:EAST&month=2026-10"
    for who, is_shown in (("team-manager", False), ("group-manager", False),
                          ("care-group", True), ("sqa", True)):  # fmt: skip
        client = client_for(who)
        page = body(client.get(measure))
        assert (who, "2 of 2" in page) == (who, is_shown)
        rows = client.get(measure.replace("/?", "/figures.csv?")).content.decode()
        october = next(line for line in rows.splitlines() if (line.startswith("Oct") and "2026"
                       in line) or line.startswith("October 2026"))  # fmt: skip
        assert (who, bool(re.search(r"\b100(\.0)?%", october))) == (who, is_shown)
        scorecard = client.get("/performance/scorecard.csv?unit=team:EAST&month=2026-10")
        assert (who, "2 of 2" in scorecard.content.decode()) == (who, is_shown)


def test_who_sees_totals_only_is_told_of_no_team(client_for):
    client = client_for("lead-member")
    for page in ("measures/ASM03/", "measures/ASM03/figures.csv", "scorecard.csv"):
        address = f"/performance/{page}?unit=team:EAST&month=2026-10"
        assert (page, client.get(address).status_code) == (page, 404)


def test_the_list_behind_a_small_figure_one_does_not_see_is_not_there(client_for):
    """Its counts would say what the figure does not."""
    client, theirs = client_for("team-manager"), LIST.format("team:EAST")

    assert client.get(theirs).status_code == 404
    assert client.get(theirs.replace("children/", "children/take/")).status_code == 404
    assert client.get(LIST.format("team:SOUTH")).status_code == 200
