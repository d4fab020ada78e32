from django.urls import path

from lineofsight.web.performance.views import (
    asking,
    child,
    children,
    differences,
    editing,
    measure,
    published,
    reconciled,
    scorecard,
    tracker,
)

app_name = "performance"

urlpatterns = [
    path("", scorecard.scorecard, name="scorecard"),
    path("published/", published.published, name="published"),
    path("search/", scorecard.search, name="search"),
    path("scorecard.csv", scorecard.download, name="scorecard_csv"),
    path("scorecard.<slug:form>", scorecard.document, name="scorecard_document"),
    path("measures/<str:indicator_id>/", measure.measure, name="measure"),
    path("measures/<str:indicator_id>/figures.csv", measure.figures_csv, name="figures_csv"),
    path("measures/<str:indicator_id>/chart.<str:form>", measure.chart, name="chart"),
    path("measures/<str:indicator_id>/children/", children.children, name="children"),
    path("measures/<str:indicator_id>/children/take/", children.take, name="take"),
    path("measures/<str:indicator_id>/changed/", reconciled.compare, name="reconciled"),
    path("measures/<str:indicator_id>/differences/", differences.compare, name="differences"),
    path("measures/<str:indicator_id>/comment/", editing.comment, name="comment"),
    path("measures/<str:indicator_id>/target/", editing.target, name="target"),
    path("measures/<str:indicator_id>/restart/", editing.restart, name="restart"),
    path(
        "measures/<str:indicator_id>/restart/<int:pk>/withdraw/",
        editing.withdraw_restart,
        name="withdraw_restart",
    ),
    path("measures/<str:indicator_id>/action/", editing.action, name="action"),
    path("children/ask/", asking.ask, name="ask"),
    path("children/<str:reference>/", child.child, name="child"),
    path("children/<str:reference>/readings/", child.readings, name="readings"),
    path("due/", tracker.trackers_list, name="trackers"),
    path("due/<slug:key>/", tracker.tracker, name="tracker"),
]
