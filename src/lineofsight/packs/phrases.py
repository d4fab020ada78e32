"""What the keys and values of a pack mean, in plain words."""

from enum import StrEnum

from lineofsight.packs.values import Setting, Source

ON_WHOSE_WORD = {
    Source.STATED: "stated",
    Source.ASSUMED: "assumed",
    Source.NOT_SET: "not set",
    Source.SET: "set by the authority",
}

FIELDS = {
    "activity_types": "activities",
    "indicators": "indicators and targets",
    "grade_scales": "grades",
    "principles": "ethos and principles",
    "inspection_criteria": "what inspection looks for",
    "criteria": "what inspection looks for",
    "handovers": "where one service hands over to another",
    "from_service": "from",
    "to_services": "to",
    "issue_stages": "stages in which an issue is dealt with",
    "activity": "activity",
    "then": "then in turn",
    "about": "about",
    "does": "what they do",
    "job_titles": "job titles that give it",
    "permissions": "may",
    "aggregates_only": "sees totals only",
    "looks_like": "what good looks like",
    "inspected_as": "what inspection calls it",
    "done_by": "done by",
    "by": "by",
    "also_by": "or by",
    "within_working_days": "within working days",
    "reason_where_it_differs": "a reason where the final grade differs",
    "sampled_percent": "share that is moderated, in per cent",
    "attendance": "who is invited",
    "overall_grade": "overall grade",
    "many_on_one_screen": "many records on one screen",
    "pausable": "pauses in paused months",
    "action_due_working_days": "actions are due within working days",
    "write_back": "written back",
    "after_days": "after days",
    "anchor": "counted from",
    "non_working": "on a day that is not worked",
    "tells_the_worker": "tells the worker",
    "hears_the_worker": "hears the worker",
    "tells_the_chair": "tells the chair",
    "acknowledge_within_hours": "to be acknowledged within hours",
    "step_within_working_days": "each step within working days",
    "given_by": "given by",
    "raised_by": "raised by",
    "plans_every_months": "a plan spans months",
    "year_starts_in_month": "the year starts in month",
    "number_a_year": "how many a year",
    "paused_months": "paused months",
    "starts_spread": "starts are spread",
    "own_team_excluded": "the own team is left out",
    "exempted_by": "exemptions are decided by",
    "switched_on": "switched on",
    "drawn_days_before": "drawn days before",
    "stratified_by": "spread over each",
    "at_least_per_stratum": "at least for each",
    "day_of_month": "goes out on day of the month",
    "lasts_working_days": "lasts working days",
    "is_at_hand": "at hand",
    "part_of": "part of",
    "review_every_months": "to be reviewed every so many months",
    "raises_themes": "raises themes",
    "looks_at": "looks at",
    "agenda": "standing items of the agenda",
    "said_by": "said by",
    "recommends": "its recommendations come back to it",
    "supports": "asks services to support each other",
    "from_whom": "feedback from",
    "each": "a report for each",
    "issues": "what it may be about",
    "data_quality": "putting data right",
    "correct_within_working_days": "the worker corrects within working days",
    "check_within_working_days": "the team manager checks within working days",
    "confirm_within_working_days": "the group manager confirms within working days",
    "exempt_at_most_days": "an exemption holds at most so many days",
    "relevance_every_months": "each item is asked whether it is needed every so many months",
    "cin_deadline": "the census of children in need is handed in by",
    "ssda903_deadline": "the return of looked-after children is handed in by",
    "annex_a_deadline": "the lists of Annex A are handed in by",
    "totals_only": "totals only, in every copy",
    "asks_each_agency": "asked of each agency",
    "group": "run by the partnership's group",
    "counted": "what is counted",
    "decided_by": "decided by",
    "decide_within_working_days": "to be decided within working days",
    "runs": "compiled by itself",
    "by_service": "by service",
    "member_version": "has a version for members",
    "is_one_of": "is one of",
    "may_not_apply": "may not apply",
    "asks_for_evidence": "asks for evidence",
    "names_nobody": "names no child",
    "asks_if_seen": "asks whether the child was seen",
    "hears_the_child": "judges whether the child was heard",
    "shown_when": "asked only when",
    "reported_as": "reported as",
    "plans_actions": "plans the actions",
    "record_system": "the case system",
    "compared_with": "figures are compared with",
    "cycle": "the month's cycle",
    "starts_on_day": "its first week holds day of the month",
    "counted_from_year": "28 days are counted from January of",
    "meets": "how often it meets",
    "times_a_year": "times a year or more",
    "week_of_cycle": "week of the cycle",
    "public_every": "every so many meetings one is public",
    "agenda_days_before": "agenda goes out days before",
    "publishing": "given out",
    "on_day": "on day of the month",
    "lag_months": "about the month so many before",
    "begun_in_month": "begun in month",
    "final_in_month": "final in month",
    "complaint_stages": "stages of a complaint",
    "answer_within_working_days": "answered within working days",
    "outcome_tool": "tool for outcomes",
}

VALUES = {
    "case-responsible-manager": "the manager responsible for the case",
    "another-manager-of-the-service": "another manager of the same service",
    "another-manager": "another manager",
    "holder-of-role": "somebody of the role",
    "holder-of-role-in-the-service": "somebody of the role in the service",
    "worker-of-the-case": "the child's worker",
    "line-manager-of-the-worker": "the worker's line manager",
    "chair-of-the-child": "the child's IRO or chair",
    "whose-turn-it-is": "whose turn it is",
    "planned-span": "a plan for a span of months, sent out month by month",
    "one-per-holder": "one for each holder of the roles, every month",
    "rotation": "one activity a month for each holder, the kinds in turn",
    "number-a-year": "so many in a year, spread",
    "fixed-months": "in the months named",
    "on-request": "when it is asked for",
    "month-publication": "the week of the month in which figures are published",
    "strict-28-days": "every 28 days",
    "every-second-month": "every second month",
    "twice-a-year": "twice a year",
    "four-weekly": "every four weeks",
    "required-or-reason": "required, or a reason why not",
    "yes-no-partly": "yes, partly or no",
    "last-working-day-of-month": "the last working day of the month",
    "last-day-of-month": "the last day of the month",
    "step-before": "the step before",
    "by-role": "by a role",
    "by-senior-leaders": "by senior leaders",
    "by-qa-service": "by the QA service",
    "group-session": "in a group session",
    "foster-carer": "the foster carer",
    "planned-work": "planned piece of work",
    "whoever-leads": "whoever leads the meeting",
    "agencies": "each agency",
}


def field(name: str) -> str:
    return FIELDS.get(name, name.replace("_", " "))


def value(said, *, titles: dict[str, str] | None = None) -> str:
    """A value as a person says it: a role by its title, “yes” for true."""
    if isinstance(said, bool):
        return "yes" if said else "no"
    if isinstance(said, tuple | list):
        parts = [value(each, titles=titles) for each in said]
        return ("; " if any("," in part for part in parts) else ", ").join(parts) or "none"
    if isinstance(said, float) and said == int(said):
        return str(int(said))
    plain = said.value if isinstance(said, StrEnum) else said
    return (titles or {}).get(plain) or VALUES.get(str(plain), str(plain))


def setting(said: Setting, *, titles: dict[str, str] | None = None) -> str:
    """“5 (assumed: The framework gives no time.)”"""
    word = ON_WHOSE_WORD[said.source]
    note = f": {said.note}" if said.note else ""
    if said.value is None:
        return f"not set{note}"
    return f"{value(said.value, titles=titles)} ({word}{note})"
