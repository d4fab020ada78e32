"""The CIN census, child by child: every block, every date of an element that repeats."""

from datetime import date

from lxml import etree

from lineofsight.intake.cells import read_date
from lineofsight.intake.problems import Kind
from lineofsight.intake.source import WANTED, Opened, refuse
from lineofsight.intake.xml_leaves import Leaves
from lineofsight.intake.xml_stream import Collector, local
from lineofsight.returns import cin

ROOT = "Message"
_CHILD = "child_number"
_DETAILS = "cin_details_number"
_ASSESSMENT = "assessment_number"
_PLAN = "cpp_number"
NUMBERS = {
    "child_identifiers": (_CHILD,),
    "child_characteristics": (_CHILD,),
    "disabilities": (_CHILD,),
    "cin_details": (_CHILD, _DETAILS),
    "assessments": (_CHILD, _DETAILS, _ASSESSMENT),
    "assessment_factors": (_CHILD, _DETAILS, _ASSESSMENT),
    "cin_plan_dates": (_CHILD, _DETAILS),
    "section_47": (_CHILD, _DETAILS),
    "child_protection_plans": (_CHILD, _DETAILS, _PLAN),
    "reviews": (_CHILD, _DETAILS, _PLAN),
    "pre_proceedings": (_CHILD, _DETAILS),
}
_BLOCKS_OF_DETAILS = {
    "Assessments": "assessments",
    "CINPlanDates": "cin_plan_dates",
    "Section47": "section_47",
    "ChildProtectionPlans": "child_protection_plans",
    "PreProceedingsandFGDM": "pre_proceedings",
}


def _leaves(table: str, *blocks: str) -> Leaves:
    return Leaves(cin.CIN.by_name[table], blocks=blocks)


class CinReader:
    """Takes the `Header` and every `Child` of a census and gathers their rows."""

    def __init__(self, opened: Opened, year: int | None):
        self._opened = opened
        self._given_year = year
        self._header: dict[str, str | None] = {}
        self._children = 0
        self._collector: Collector | None = None
        self._identifiers = _leaves("child_identifiers")
        self._characteristics = _leaves("child_characteristics", "Disabilities")
        self._details = _leaves("cin_details", *_BLOCKS_OF_DETAILS)
        self._of_details = {
            "assessments": _leaves("assessments", "FactorsIdentifiedAtAssessment"),
            "cin_plan_dates": _leaves("cin_plan_dates"),
            "section_47": _leaves("section_47"),
            "child_protection_plans": _leaves("child_protection_plans", "Reviews"),
            "pre_proceedings": _leaves("pre_proceedings"),
        }

    @property
    def reference_date(self) -> date | None:
        day, kind = read_date(self._header.get("reference_date") or "")
        return day if kind is None else None

    @property
    def year(self) -> int | None:
        """The year the collection ends in: as given, of the reference date, or as written."""
        if self._given_year is not None:
            return self._given_year
        if self.reference_date is not None:
            return self.reference_date.year
        written = self._header.get("year") or ""
        return int(written) if written.isdigit() else None

    @property
    def collector(self) -> Collector:
        """Made when the first child comes, because the header says which year's codes hold."""
        if self._collector is None:
            self._collector = Collector(
                self._opened.name, cin.CIN.tables, year=self.year, numbers=NUMBERS
            )
        return self._collector

    def take(self, element: etree._Element) -> None:
        if local(element) == "Header":
            self._take_header(element)
        elif local(element) == "Child":
            self._take_child(element)

    def finish(self) -> Collector:
        if not self._children:
            raise refuse(self._opened.name, "there is no child in the file.", WANTED)
        return self.collector

    def _take_header(self, element: etree._Element) -> None:
        written = {local(leaf): leaf.text for leaf in element.iter() if not len(leaf)}
        collection = (written.get("Collection") or "").strip()
        if collection and collection != "CIN":
            raise refuse(
                self._opened.name, "this is another collection, not the CIN census.", WANTED
            )
        names = {field.published: field.name for field in cin.HEADER.fields}
        self._header = {names[tag]: text for tag, text in written.items() if tag in names}
        row = self.collector.add("header", self._header, {})
        day = self.reference_date
        year = (self._header.get("year") or "").strip()
        if day is not None and ((day.month, day.day) != (3, 31) or year != str(day.year)):
            self.collector.note(
                Kind.YEAR_AND_DATE_DIFFER, cin.HEADER.title, row=row, column="ReferenceDate"
            )
        for tag in sorted(set(written) - set(names)):
            self.collector.note_once(Kind.UNKNOWN_ELEMENT, cin.HEADER.title, row=row, column=tag)

    def _take_child(self, child: etree._Element) -> None:
        self._children += 1
        number = {_CHILD: self._children}
        found = child.find("{*}ChildIdentifiers/{*}LAchildID")
        parent = {"la_child_id": None if found is None else found.text}
        for block in child:
            match local(block):
                case "ChildIdentifiers":
                    self._add(self._identifiers, block, {}, number)
                case "ChildCharacteristics":
                    self._add(self._characteristics, block, parent, number)
                    for each in self._items(block, "Disabilities", "Disability"):
                        self.collector.add(
                            "disabilities", {**parent, "disability": each.text}, number
                        )
                case "CINdetails":
                    self._take_details(block, parent, number)
                case "":
                    pass
                case other:
                    self.collector.note_once(
                        Kind.UNKNOWN_ELEMENT, "Child", row=self._children, column=other
                    )

    def _add(self, leaves: Leaves, block, parent: dict, numbers: dict) -> int:
        table = leaves.table.name
        row = leaves.row(block, self.collector, self.collector.rows(table) + 1)
        return self.collector.add(table, {**row, **parent}, numbers)

    def _items(self, block, holder: str, item: str) -> list[etree._Element]:
        """Every `item` in every `holder` of a block; anything else in there is noted."""
        items = []
        for each in block.iterfind(f"{{*}}{holder}/*"):
            if local(each) == item:
                items.append(each)
            elif local(each):
                self.collector.note_once(
                    Kind.UNKNOWN_ELEMENT, holder, row=self._children, column=local(each)
                )
        return items

    def _take_details(self, block, parent: dict, number: dict) -> None:
        numbers = {**number, _DETAILS: self.collector.rows("cin_details") + 1}
        self._add(self._details, block, parent, numbers)
        for part in block:
            table = _BLOCKS_OF_DETAILS.get(local(part))
            if table == "assessments":
                self._take_assessment(part, parent, numbers)
            elif table == "child_protection_plans":
                self._take_plan(part, parent, numbers)
            elif table is not None:
                self._add(self._of_details[table], part, parent, numbers)

    def _take_assessment(self, block, parent: dict, numbers: dict) -> None:
        numbers = {**numbers, _ASSESSMENT: self.collector.rows("assessments") + 1}
        row = self._add(self._of_details["assessments"], block, parent, numbers)
        factors = self._items(block, "FactorsIdentifiedAtAssessment", "AssessmentFactors")
        for factor in factors:
            self.collector.add(
                "assessment_factors", {**parent, "assessment_factor": factor.text}, numbers
            )
        if not factors and block.find("{*}FactorsIdentifiedAtAssessment") is not None:
            self.collector.note(
                Kind.BLANK, cin.ASSESSMENTS.title, row=row, column="AssessmentFactors"
            )

    def _take_plan(self, block, parent: dict, numbers: dict) -> None:
        numbers = {**numbers, _PLAN: self.collector.rows("child_protection_plans") + 1}
        self._add(self._of_details["child_protection_plans"], block, parent, numbers)
        for each in self._items(block, "Reviews", "CPPreviewDate"):
            self.collector.add("reviews", {**parent, "cpp_review_date": each.text}, numbers)
