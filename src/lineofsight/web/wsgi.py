"""What the server runs: `gunicorn --config python:lineofsight.web.server lineofsight.web.wsgi`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lineofsight.web.settings")

application = get_wsgi_application()
