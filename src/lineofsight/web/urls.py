"""Every address of the product. An app adds one line here; its views say what they require."""

from django.urls import include, path

urlpatterns = [
    path("", include("lineofsight.web.home.urls")),
    path("", include("lineofsight.web.people.sign_in_urls")),
    path("api/v1/", include("lineofsight.web.api.urls")),
    path("actions/", include("lineofsight.web.actions.urls")),
    path("framework/", include("lineofsight.web.frameworks.urls")),
    path("practice/", include("lineofsight.web.practice.urls")),
    path("improvement/", include("lineofsight.web.improvement.urls")),
    path("partners/", include("lineofsight.web.partnership.urls")),
    path("boards/", include("lineofsight.web.boards.urls")),
    path("reports/", include("lineofsight.web.reporting.urls")),
    path("data/", include("lineofsight.web.submissions.urls")),
    path("data-quality/", include("lineofsight.web.data_quality.urls")),
    path("performance/", include("lineofsight.web.performance.urls")),
    path("people/", include("lineofsight.web.people.urls")),
    path("connections/", include("lineofsight.web.connections.urls")),
]

handler403 = "lineofsight.web.ui.views.not_allowed"
handler404 = "lineofsight.web.ui.views.not_found"
handler429 = "lineofsight.web.ui.views.too_many"
handler500 = "lineofsight.web.ui.views.broken"
