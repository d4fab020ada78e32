"""What a dip sample has found: by check, and by team. Reads only; names no child."""

from collections import Counter, defaultdict

from lineofsight.packs.forms import QuestionKind
from lineofsight.web.practice.models import Answer, Audit

SHOWN = ("yes", "partly", "no", "not-applicable", "")


def by_check(audits: list[Audit]) -> list[dict]:
    """For each check how often it was met, of the records it applies to."""
    return [_row(question.text, counted) for question, counted in _counted(audits)]


def by_team(audits: list[Audit]) -> list[dict]:
    """The same for all checks together, by team."""
    answers, rows = _answers(audits), []
    teams = defaultdict(list)
    for audit in audits:
        teams[audit.team_name or audit.team_id].append(audit)
    checks = _checks(audits)
    for team, some in sorted(teams.items()):
        counted = Counter(answers[(audit.pk, q.key)] for audit in some for q in checks)
        rows.append(_row(team, counted) | {"records": len(some)})
    return rows


def _counted(audits: list[Audit]):
    answers = _answers(audits)
    for question in _checks(audits):
        yield question, Counter(answers[(audit.pk, question.key)] for audit in audits)


def _checks(audits: list[Audit]):
    asked = audits[0].activity.form.questions if audits else ()
    return [question for question in asked if question.kind == QuestionKind.YES_NO_PARTLY]


def _answers(audits: list[Audit]) -> dict:
    rows = Answer.objects.filter(part__audit__in=audits).values_list(
        "part__audit_id", "question_key", "text", "is_not_applicable"
    )
    found: dict = defaultdict(str)
    for audit_id, key, text, not_applicable in rows:
        found[(audit_id, key)] = "not-applicable" if not_applicable else text
    return found


def _row(title: str, counted: Counter) -> dict:
    applies = counted["yes"] + counted["partly"] + counted["no"]
    return {
        "title": title,
        "yes": counted["yes"],
        "partly": counted["partly"],
        "no": counted["no"],
        "not_applicable": counted["not-applicable"],
        "unanswered": counted[""],
        "of": applies,
        "share": f"{100 * counted['yes'] / applies:.0f}%" if applies else "–",
    }
