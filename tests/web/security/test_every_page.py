"""No child's word stands where its reader may not see it: the whole product, as each role.

Who may see whom is said here once more, plainly and without the product's own code. All that
reads the crawl stands in this one file, so that one process of the tests goes through it.
"""

import json
import re

from tests.factories.canaries import RESTRICTED, child_id
from tests.web.security.crawling import CRAWLED_AS, dangerous

EVERYBODY = {"south1", "south2", "north1", "east1", "nobody1"}
MAY_SEE = {
    "social-worker": {"south1"},
    "team-manager": {"south1", "south2", "north1"},  # north1: as its peer auditor
    "group-manager": {"south1", "south2", "north1"},
    "asw": EVERYBODY,
    "sqa": EVERYBODY,
    "iro": EVERYBODY,
    "keeper": EVERYBODY | RESTRICTED,
    "analyst": EVERYBODY,
    "lead-member": set(),
    "partner": set(),
    "administrator": set(),
    "nobody": set(),
}
# Somebody told of a safeguarding concern reads it whoever the child is.
TOLD_OF = {"team-manager": {"hidden1"}}
CONCERN_PAGES = {"practice:concern", "practice:concerns"}


def _may_see(visit) -> set[str]:
    more = TOLD_OF.get(visit.who, set()) if visit.view in CONCERN_PAGES else set()
    return MAY_SEE[visit.who] | more


def test_no_child_stands_where_the_reader_may_not_see_them(visits):
    wrong = [f"{each.where} tells of {sorted(each.told - _may_see(each))}"
             for each in visits if each.told - _may_see(each)]  # fmt: skip

    assert wrong == []


def test_the_crawl_came_to_every_child_that_may_be_seen(visits):
    """Otherwise silence would prove nothing."""
    for who in CRAWLED_AS:
        seen = set().union(*(each.named for each in visits if each.who == who))
        assert (who, MAY_SEE[who] - seen) == (who, set())


def test_the_crawl_read_what_people_wrote_and_every_kind_of_file(visits):
    assert {"south1", "south2"} <= set().union(
        *(each.told - each.named for each in visits if each.view == "actions:all")
    ), "actions"
    kinds = {each.headers.get("Content-Type", "").split(";")[0] for each in visits}
    assert {"text/html", "text/csv", "application/pdf"} <= kinds
    assert any("wordprocessing" in kind for kind in kinds)
    assert any("spreadsheet" in kind for kind in kinds)


def test_every_page_that_was_linked_to_is_there(visits):
    broken = [f"{each.where}: {each.status}" for each in visits
              if each.status not in (200, 302, 403, 404, 405)]  # fmt: skip
    lost = [each.where for each in visits if each.status == 404 and not _is_refused(each)
            and not each.url.startswith(("/reports/", "/practice/audits/"))]  # fmt: skip

    assert (broken, lost) == ([], [])


def _is_refused(visit) -> bool:
    """A notice given before its child's record was restricted still leads there."""
    hidden = {child_id(key) for key in RESTRICTED}
    return any(refused and child in hidden for _, child, refused, _ in visit.written)


def test_no_address_carries_a_childs_name_or_number(visits):
    addresses = {link for each in visits for link in (*each.links, each.url)}

    assert [each for each in addresses if re.search(r"qz[a-z]+\dz|qt[a-z]+\dt", each, re.I)] == []


def test_every_answer_forbids_what_it_does_not_need(visits):
    for each in visits:
        heads = each.headers
        policy = heads.get("Content-Security-Policy", "")
        assert "default-src 'none'" in policy, each.where
        assert "'unsafe-inline'" not in policy and "'unsafe-eval'" not in policy, each.where
        assert "frame-ancestors 'none'" in policy and "base-uri 'none'" in policy, each.where
        assert heads.get("X-Content-Type-Options") == "nosniff", each.where
        assert heads.get("X-Frame-Options") == "DENY", each.where
        assert heads.get("Referrer-Policy") == "same-origin", each.where
        assert heads.get("Cross-Origin-Opener-Policy") == "same-origin", each.where
        assert heads.get("Cache-Control") == "no-store, private", each.where


def test_a_script_of_a_page_carries_the_pages_own_nonce(visits):
    for each in visits:
        if not each.headers.get("Content-Type", "").startswith("text/html"):
            continue
        nonce = re.search(r"'nonce-([^']+)'", each.headers["Content-Security-Policy"])
        scripts = re.findall(r"<script\b([^>]*)>", each.text)
        assert all(f'nonce="{nonce.group(1)}"' in tag for tag in scripts), each.where
        assert not re.search(r"<[a-z][^>]*\s(style|on[a-z]+)=", each.text), each.where


def _is_covered(visit) -> bool:
    """Is every child named in this answer in the log rows that were written with it?"""
    read = {child for verb, child, refused, _ in visit.written
            if verb == "child.read" and not refused}  # fmt: skip
    listed = [json.loads(detail).get("children", json.loads(detail).get("rows", 0))
              for verb, _, _, detail in visit.written
              if verb in ("children.listed", "children.downloaded")]  # fmt: skip
    unread = {key for key in visit.named if child_id(key) not in read}
    return len(unread) <= max(listed, default=0)


def test_every_page_that_names_a_child_was_written_down(visits):
    missed = [f"{each.where} names {sorted(each.named)}" for each in visits
              if each.status == 200 and not _is_covered(each)]  # fmt: skip

    assert missed == []


def test_so_many_pages_named_a_child_that_the_proof_means_something(visits):
    views = {each.view for each in visits if each.named and each.status == 200}

    assert {"home:home", "performance:child", "performance:children", "performance:tracker",
            "performance:search", "practice:audit", "practice:mine", "practice:board",
            "practice:plan", "practice:concerns", "practice:concern",
            "people:restrictions"} <= views  # fmt: skip


def test_no_file_of_the_product_holds_a_formula(visits):
    """A worker is called =HYPERLINK(…), a loaded file =cmd.xlsx and a reason begins with =."""
    files = [each for each in visits if each.headers["Content-Type"].startswith("text/csv")]

    assert {"performance:take", "performance:scorecard_csv", "performance:figures_csv",
            "submissions:fix-list"} <= {each.view for each in files}  # fmt: skip
    assert any("'=HYPERLINK" in each.text for each in files)
    assert [(each.where, dangerous(each.text)) for each in files if dangerous(each.text)] == []


def test_a_spreadsheet_of_a_report_holds_no_formula(visits):
    books = [each for each in visits if "spreadsheet" in each.headers["Content-Type"]]

    assert books
    assert all("<f>" not in each.text for each in books)


READING = {"child.read", "children.listed", "access.refused", "audit.exported",
           "report.downloaded", "problems.downloaded"}  # fmt: skip


def test_looking_changes_nothing(visits):
    """The whole product was gone through by links alone: nothing but readings was recorded."""
    done = {verb for each in visits if each.method == "GET" for verb, *_ in each.written}

    assert done <= READING
