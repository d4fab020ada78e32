"""Beginning an activity no record was drawn for: choose the kind, say whom it is about."""

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from lineofsight.errors import UserError
from lineofsight.packs.activities import ActivityType, PartKind, Record
from lineofsight.sampling import Card
from lineofsight.web import clock, warehouse
from lineofsight.web.frameworks.queries import pack_on
from lineofsight.web.people.access import requires
from lineofsight.web.people.children import note_reading
from lineofsight.web.people.models import OrgUnit, RoleAssignment, User
from lineofsight.web.people.permissions import Permission as P
from lineofsight.web.people.references import child_id_of
from lineofsight.web.people.scopes import access_to_child, scope_for
from lineofsight.web.practice import subjects
from lineofsight.web.practice.opening import cards_of_children
from lineofsight.web.practice.services import beginning as services
from lineofsight.web.practice.services import dipping, turns
from lineofsight.web.practice.subjects import Subject
from lineofsight.web.ui.forms import DateField, Form

ON_A_DAY = {PartKind.OBSERVATION, PartKind.VISIT, PartKind.WORKER_DISCUSSION}
UNITS = {
    Record.TEAM: OrgUnit.Kind.TEAM,
    Record.SETTING: OrgUnit.Kind.TEAM,
    Record.SERVICE: OrgUnit.Kind.SERVICE,
}


class BeginForm(Form):
    """What is asked depends on the record that the activity is kept on."""

    def __init__(self, *args, kind: ActivityType, user: User, **kwargs):
        super().__init__(*args, **kwargs)
        self.kind, self.user = kind, user
        record = kind.record
        if kind.many_on_one_screen:
            self._ask_for_a_sample()
        elif record == Record.CHILD:
            self._add(
                "child",
                forms.CharField(
                    label="The child’s record",
                    max_length=200,
                    help_text="The record number. From the child’s page it is filled in for you.",
                ),
            )
        elif record == Record.WORKER:
            self._add(
                "worker", forms.ModelChoiceField(label="Whose practice", queryset=_staff(user))
            )
        elif record in UNITS:
            self._add(
                "unit",
                forms.ModelChoiceField(
                    label=f"Which {record.value}", queryset=_units(user, UNITS[record])
                ),
            )
        else:
            self._ask_for_a_reference(record)
        if ON_A_DAY & {part.kind for part in kind.parts}:
            self._add("held_on", DateField(label="On which day", required=False))

    def _add(self, name: str, field: forms.Field) -> None:
        self.fields[name] = field
        lower = f"{field.label[:1].lower()}{field.label[1:]}"
        field.error_messages["required"] = f"Say {lower}"

    def _ask_for_a_sample(self) -> None:
        self._add(
            "unit",
            forms.ModelChoiceField(
                label="Which team", queryset=_units(self.user, OrgUnit.Kind.TEAM)
            ),
        )
        self._add(
            "size",
            forms.IntegerField(
                label="How many records",
                initial=10,
                min_value=1,
                max_value=dipping.AT_MOST,
                widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "w4"}),
            ),
        )
        self._add(
            "question",
            forms.CharField(
                label="What you want to know",
                required=False,
                widget=forms.Textarea(attrs={"rows": 2}),
            ),
        )

    def _ask_for_a_reference(self, record: Record) -> None:
        who = record.value.replace("-", " ")
        self._add(
            "reference",
            forms.CharField(label=f"The {who}’s reference in the case system", max_length=100),
        )
        self._add("name", forms.CharField(label=f"The {who}’s name", max_length=200))
        self._add(
            "unit",
            forms.ModelChoiceField(
                label="Which team is responsible", queryset=_units(self.user, OrgUnit.Kind.TEAM)
            ),
        )


def _units(user: User, kind):
    """The teams or services somebody reaches; all of them, for a role that reaches all."""
    scope = scope_for(user)
    found = OrgUnit.objects.open_on(clock.today()).filter(kind=kind).order_by("name")
    return found if scope.everything else found.filter(code__in=scope.teams)


def _staff(user: User):
    """Workers of the teams somebody reaches, never oneself."""
    held = RoleAssignment.objects.on(clock.today()).filter(unit__in=_reached(user))
    workers = User.objects.filter(is_active=True, assignments__in=held, staff_id__gt="")
    return workers.exclude(pk=user.pk).distinct().order_by("name")


def _reached(user: User):
    scope = scope_for(user)
    units = OrgUnit.objects.open_on(clock.today())
    return units if scope.everything else units.filter(code__in=scope.teams)


@requires(P.AUDIT_DO, P.PROGRAMME_PLAN)
def choose(request: HttpRequest) -> HttpResponse:
    """What I may begin."""
    context = {
        "kinds": services.open_to(request.user, pack_on(clock.today())),
        "child": request.GET.get("child", ""),
        "crumbs": [{"label": "Practice", "url": reverse("practice:home")}],
    }
    return render(request, "practice/choose.html", context)


@requires(P.AUDIT_DO, P.PROGRAMME_PLAN)
def begin(request: HttpRequest, key: str) -> HttpResponse:
    """Say whom it is about, and begin."""
    turn = _turn(request)
    kind = turn.plan.activity if turn else _kind(request, key)
    initial = {"child": request.GET.get("child", "")}
    form = BeginForm(request.POST or None, kind=kind, user=request.user, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(_begun(request, kind, form, turn))
        except UserError as error:
            form.add_error(None, str(error))
    chosen = _chosen(request, form)
    context = {
        "kind": kind,
        "form": form,
        "chosen": chosen,
        "names_children": chosen is not None,
        "turn": turn,
        "due_on": turn.due_on if turn else None,
        "crumbs": [
            {"label": "Practice", "url": reverse("practice:home")},
            {"label": "Begin", "url": reverse("practice:choose")},
        ],
    }
    return render(request, "practice/begin.html", context)


def _chosen(request: HttpRequest, form: BeginForm) -> Card | None:
    """The child from whose page one came: told by name, and asked for no more."""
    given = form.initial["child"]
    if "child" not in form.fields or not given:
        return None
    try:
        child_id = _child(request, given).child_id
    except UserError:
        form.initial["child"] = ""
        return None
    form.fields["child"].widget = forms.HiddenInput()
    return cards_of_children({child_id})[child_id]


def _kind(request: HttpRequest, key: str) -> ActivityType:
    found = services.open_to(request.user, pack_on(clock.today()))
    return next((each for each in found if each.key == key), None) or _gone()


def _gone():
    raise Http404


def _turn(request: HttpRequest):
    pk = request.GET.get("turn", "")
    if not pk.isdigit():
        return None
    try:
        return turns.mine_to_begin(request.user, int(pk))
    except UserError:
        raise Http404 from None


def _begun(request: HttpRequest, kind: ActivityType, form: BeginForm, turn) -> str:
    said = form.cleaned_data
    if kind.many_on_one_screen:
        plan = dipping.begin(
            kind.key,
            said["unit"].code,
            size=said["size"],
            by=request.user,
            question=said["question"],
            snapshot=warehouse.current(),
        )
        return reverse("practice:dip-sample", args=[plan.pk])
    subject = _subject(request, kind, said)
    more = {"plan": turn.plan, "due_on": turn.due_on} if turn else {}
    audit = services.begin(
        kind.key, subject, by=request.user, holder=request.user, held_on=said.get("held_on"), **more
    )
    if turn:
        turns.begun(turn, audit)
    return reverse("practice:audit", args=[audit.pk])


def _subject(request: HttpRequest, kind: ActivityType, said: dict) -> Subject:
    today = clock.today()
    if kind.record == Record.CHILD:
        return _child(request, said["child"])
    if kind.record == Record.WORKER:
        return subjects.worker(said["worker"], today)
    if kind.record in UNITS:
        return subjects.unit(said["unit"], kind.record)
    return subjects.referred(kind.record, said["reference"], said["name"], said["unit"])


def _child(request: HttpRequest, given: str) -> Subject:
    """The child of a reference or record number, for those whom the record would open for;
    either way it is written down."""
    child_id = child_id_of(given.strip()) or given.strip()
    subject = subjects.child(child_id, warehouse.current_or_none(), clock.today())
    access = access_to_child(
        request.user, child_id, team=subject.case.team_code, worker=subject.case.worker_id
    )
    is_known = bool(subject.case.team_code)
    note_reading(
        request, child_id, why="To begin an activity", refused=not (access.is_allowed and is_known)
    )
    if not access.is_allowed or not is_known:
        raise UserError(
            "There is no such record within your work.",
            advice="Check the number, or open the child’s page and begin there.",
        )
    return subject
