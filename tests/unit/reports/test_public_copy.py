"""In the copy for members and partners no small number can be read or worked out."""

from dataclasses import replace

from tests.unit.reports.sample_gathered import audited_service, frame, gathered, measure

from lineofsight.reports import as_html, as_xlsx, model
from lineofsight.reports.gathered import Gathered, Service
from lineofsight.reports.monthly_quality import compile_report
from lineofsight.reports.public_copy import NO_DRAWING, TOO_SMALL, public_copy

BIG = [(100, 160)] * 14


def service(key, *pairs):
    series = measure([*BIG[: 14 - len(pairs)], *pairs])
    return Service(key=key, title=key.upper(), measures=(series,))


def compiled(*services, whole=()):
    return compile_report(frame(), Gathered(whole=tuple(whole), services=services))


def shown(report, key):
    (table,) = [
        b
        for s, _, b in model.blocks(report)
        if s.key == key and isinstance(b, model.FigureTable)
    ]  # fmt: skip
    return table.rows[0]


def test_a_figure_made_from_three_children_is_c_and_nothing_is_said_of_it():
    report = compiled(service("a", (3, 168)), service("b", (150, 168)))
    row = shown(public_copy(report), "a")
    assert row.figure.text == "c"
    assert row.figure.numerator is None
    assert (row.target.word, row.direction.word) == ("Not shown", "Not shown")
    assert shown(public_copy(report), "b").figure.text == "89.3%"


def test_those_who_missed_it_are_hidden_too_when_they_are_few():
    assert shown(public_copy(compiled(service("a", (165, 168)))), "a").figure.text == "c"


def test_a_hidden_figure_is_hidden_in_every_place_it_stands():
    copy = public_copy(compiled(service("a", (3, 168))))
    content = as_html.document(copy).decode()
    assert "3 of 168" not in content
    assert "1.8%" not in content
    charts = [b for _, _, b in model.blocks(copy) if isinstance(b, model.ChartBlock)]
    assert [chart.summary for chart in charts] == [NO_DRAWING]
    assert charts[0].svg == ""
    assert charts[0].points[-1].figure.text == "c"
    items = [i for _, _, b in model.blocks(copy) if isinstance(b, model.ExceptionList)
             for i in b.items]  # fmt: skip
    assert {item.finding for item in items} == {TOO_SMALL}
    assert b"1.7857" not in as_xlsx.document(copy)


def test_what_could_be_had_by_taking_services_from_the_whole_is_hidden_too():
    services = [service("a", (3, 20)), service("b", (30, 60)), service("c", (40, 70))]
    whole = measure([*[(300, 480)] * 13, (73, 150)])
    copy = public_copy(compiled(*services, whole=[whole]))
    hidden = [key for key in "abc" if shown(copy, key).figure.text == "c"]
    assert hidden[0] == "a"
    assert len(hidden) == 2
    assert shown(copy, "summary").figure.text == "48.7%"


def test_grades_of_few_children_are_hidden_and_counts_of_work_are_not():
    copy = public_copy(compile_report(frame(), gathered(audited_service())))
    tables = {b.kind: b for s, _, b in model.blocks(copy)
              if isinstance(b, model.CrossTable) and s.key == "assess"}  # fmt: skip
    assert {cell.text for row in tables["grades"].rows for cell in row.cells} <= {"c", "0"}
    assert [cell.text for cell in tables["audits"].rows[0].cells] == ["7", "6", "6"]


def test_one_small_grade_cannot_be_had_from_the_number_of_audits():
    (audits,) = audited_service().audits
    domain = replace(audits.domains[0], counts=(0, 20, 3, 12))
    one = replace(audited_service(), audits=(replace(audits, completed=35, domains=(domain,)),))
    copy = public_copy(compile_report(frame(), gathered(one)))
    (grades,) = [b for _, _, b in model.blocks(copy)
                 if isinstance(b, model.CrossTable) and b.kind == "grades"]  # fmt: skip
    assert [cell.text for cell in grades.rows[0].cells] == ["0", "20", "c", "c"]


def test_a_small_number_of_unknowns_is_left_out_of_the_workbook():
    few = measure(BIG)
    figure = replace(few.cells[-1], unknown=2)
    headline = replace(few.headline, figure=figure)
    cells = (*few.cells[:-1], figure)
    report = compiled(Service("a", "A", (replace(few, headline=headline, cells=cells),)))
    assert shown(report, "a").figure.unknown == 2
    assert shown(public_copy(report), "a").figure.unknown is None


def test_a_public_copy_says_that_it_is_one():
    copy = public_copy(compiled(service("a", (150, 168))))
    assert b"Public copy: small numbers are shown as c." in as_html.document(copy)


def test_the_smallest_other_share_is_hidden_beside_a_single_hidden_one():
    """Else the hidden one could be taken from what the questions add up to."""

    def row(label, part, whole):
        figure = model.FigureCell.of(100 * part / whole, unit="percent", numerator=part,
                                     denominator=whole, unknown=0)  # fmt: skip
        return model.CrossRow(label, (figure,))

    def shares(*rows):
        table = model.CrossTable("t", "shares", "Signs", "Service", ("Yes",), rows)
        part = model.Part("p", "", "", (table,))
        report = replace(compiled(), sections=(model.Section("s", "S", (part,)),))
        shown = next(b for _, _, b in model.blocks(public_copy(report)))
        return [each.cells[0].text for each in shown.rows]

    assert shares(row("A", 2, 12), row("B", 30, 60), row("C", 20, 40)) == ["c", "50.0%", "c"]
    assert shares(row("A", 10, 20), row("B", 30, 60)) == ["50.0%", "50.0%"]
    assert shares(row("A", 2, 12), row("B", 1, 60), row("C", 20, 40)) == ["c", "c", "50.0%"]
