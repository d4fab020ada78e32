"""Books: who may have one made, what stands in it, and that it goes to nobody else."""

import datetime
import io

import openpyxl
import pytest
from tests.web.reporting.test_report_pages import text

from lineofsight.errors import TransitionNotAllowed, UserError
from lineofsight.web.activity.models import ActivityEvent
from lineofsight.web.reporting import books
from lineofsight.web.reporting.models import Book

pytestmark = pytest.mark.django_db

ASKED = {"kind": "annex-a", "reason": "For the inspection of 2 December"}


def asked_for(client, **said):
    answer = client.post("/reports/books/", ASKED | said)
    assert answer.status_code == 302, text(answer)
    return Book.objects.latest("pk")


def workbook(client, book) -> dict:
    name = next(n for n in book.file_names if n.endswith(".xlsx"))
    answer = client.get(f"/reports/books/{book.pk}/files/{book.file_names.index(name)}/")
    assert answer.status_code == 200
    found = openpyxl.load_workbook(io.BytesIO(answer.content))
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in found}


def test_an_analyst_has_the_book_of_the_whole_authority(snapshot, client_as):
    client = client_as("analyst")
    assert "Have a book made" in text(client.get("/reports/books/"))
    book = asked_for(client)
    assert book.state == Book.State.DONE
    assert book.file_names == [
        "annex-a-book-2026-11-04-public.pdf", "annex-a-book-2026-11-04.pdf",
        "annex-a-book-2026-11-04.xlsx",
    ]  # fmt: skip
    shown = text(client.get(f"/reports/books/{book.pk}/"))
    assert f"{book.row_count} rows about {book.child_count} children" in shown
    sheets = workbook(client, book)
    cover = " ".join(str(row[0]) for row in sheets["Cover"])
    assert "Why: For the inspection of 2 December" in cover
    assert "The whole authority" in cover
    assert f"Taken by {book.by.get_full_name()}" in cover
    assert book.child_count > 0
    verbs = list(ActivityEvent.objects.order_by("number").values_list("verb", flat=True))
    assert ["book.asked", "book.made"] == [verb for verb in verbs if verb.startswith("book.")][:2]
    assert verbs[-2:] == [ActivityEvent.LISTED, "book.downloaded"]
    listed = ActivityEvent.objects.filter(verb=ActivityEvent.LISTED).latest("number")
    assert f'"children":{book.child_count}' in listed.detail.replace(" ", "")


def test_a_manager_has_their_own_team_only_and_a_book_goes_to_its_maker_only(
    snapshot, client_as, ashmere
):
    client = client_as("team-manager")
    book = asked_for(client)
    assert book.reach != "The whole authority"
    assert not any(name.endswith("-public.pdf") for name in book.file_names)
    teams = {row[10] for row in workbook(client, book)["List_4"][3:] if len(row) > 10}
    assert len(teams) <= 1
    other = client_as("analyst")
    assert other.get(f"/reports/books/{book.pk}/").status_code == 404
    assert other.get(f"/reports/books/{book.pk}/files/0/").status_code == 404


@pytest.mark.parametrize("role", ["lead-member", "scrutiny", "administrator"])
def test_those_who_see_no_children_have_no_book(snapshot, client_as, role):
    client = client_as(role)
    assert client.get("/reports/books/").status_code == 403
    assert client.post("/reports/books/", ASKED).status_code == 403
    assert not Book.objects.exists()


def test_a_book_is_not_made_without_a_reason(snapshot, client_as):
    client = client_as("analyst")
    answer = text(client.post("/reports/books/", {"kind": "annex-a", "reason": " "}))
    assert "There is a problem" in answer
    assert not Book.objects.exists()


def test_a_book_is_deleted_after_a_week_and_who_took_it_stays(snapshot, client_as):
    client = client_as("analyst")
    book = asked_for(client)
    folder = books.folder_of(book)
    assert folder.is_dir()
    assert oct(folder.stat().st_mode)[-3:] == "700"
    assert books.delete_old(book.until_on) == 0
    assert books.delete_old(book.until_on + datetime.timedelta(days=1)) == 1
    assert not folder.exists()
    assert "were deleted" in text(client.get(f"/reports/books/{book.pk}/"))
    assert client.get(f"/reports/books/{book.pk}/files/0/").status_code == 404


def test_a_book_is_not_handed_out_once_its_maker_sees_other_children(
    snapshot, client_as, monkeypatch
):
    client = client_as("analyst")
    book = asked_for(client)
    monkeypatch.setattr(books, "reach_key", lambda scope: "another")
    assert "not handed out any more" in text(client.get(f"/reports/books/{book.pk}/"))
    assert client.get(f"/reports/books/{book.pk}/files/0/").status_code == 404


def test_what_breaks_leaves_no_files_and_says_so(snapshot, client_as, monkeypatch):
    def broken(book):
        raise UserError("The data cannot be read.")

    monkeypatch.setattr(books.book_files, "make", broken)
    client = client_as("analyst")
    book = asked_for(client)
    assert book.state == Book.State.REFUSED
    assert "The data cannot be read." in text(client.get(f"/reports/books/{book.pk}/"))
    assert not books.folder_of(book).exists()


def test_one_book_of_a_kind_is_made_for_one_person_at_a_time(snapshot, client_as, monkeypatch):
    monkeypatch.setattr(books, "perform", lambda book: None)
    client = client_as("analyst")
    book = asked_for(client)
    assert "being made" in text(client.get(f"/reports/books/{book.pk}/"))
    with pytest.raises(TransitionNotAllowed):
        books.ask(Book.Kind.ANNEX_A, by=book.by, reason="Again")


def test_the_data_book_has_the_scorecards_figures(snapshot, client_as):
    client = client_as("analyst")
    sheets = workbook(client, asked_for(client, kind="data"))
    heads, *lines = sheets["Figures"][2:]
    rows = [dict(zip(heads, line, strict=True)) for line in lines]
    whole = next(r for r in rows if r["Measure code"] == "ASM03" and r["Level"] == "Authority")
    card = client.get("/performance/scorecard.csv?month=2026-10&unit=all").content.decode()
    line = next(each for each in card.splitlines() if each.startswith("ASM03"))
    assert f"{whole['Figure']:.1f}%" in line
    assert f"{whole['Numerator']} of {whole['Denominator']}" in line
    months = dict(zip(*sheets["Months"][2:4], strict=True))
    assert "October 2026" in months
    assert "October 2025" in months
    assert {r["Level"] for r in rows} == {"Authority", "Service", "Team"}
    due = {row[1]: row for row in sheets["Due"][3:]}
    assert due["ASM05"][2] is not None
    assert sheets["Definitions"][2][0] == "Measure code"


def test_reports_lead_to_the_books_for_those_who_may_have_them(snapshot, client_as):
    assert "/reports/books/" in client_as("analyst").get("/reports/").content.decode()
    assert "/reports/books/" not in client_as("lead-member").get("/reports/").content.decode()


def test_the_data_book_by_command_is_taken_in_somebodys_name_and_noted(
    snapshot, person, tmp_path, settings
):
    from lineofsight.web import command_line

    analyst = person("analyst", name="Sara Whitcombe")
    settings.LOADS_IN_BACKGROUND = True
    (path,) = command_line.data_book(
        analyst.email.upper(), why="For the board", month=None, out=tmp_path / "books"
    )
    assert path.name == "data-book-2026-10.xlsx"
    sheets = openpyxl.load_workbook(io.BytesIO(path.read_bytes()))
    cover = " ".join(str(row[0]) for row in sheets["Cover"].iter_rows(values_only=True))
    assert "Taken by Sara Whitcombe" in cover
    assert path.stat().st_mode & 0o077 == 0
    taken = ActivityEvent.objects.filter(verb="book.downloaded").get()
    assert taken.by_name == "Sara Whitcombe"


def test_no_data_book_by_command_for_somebody_who_is_not_here_or_sees_no_child(
    snapshot, person, tmp_path
):
    from lineofsight.web import command_line

    out = tmp_path / "books"
    asked = {"why": "For the board", "month": None, "out": out}
    with pytest.raises(UserError, match="nobody here has that e-mail address"):
        command_line.data_book("nobody@ashmere.invalid", **asked)
    with pytest.raises(UserError, match="sees children"):
        command_line.data_book(person("lead-member").email, **asked)
    assert not out.exists()
