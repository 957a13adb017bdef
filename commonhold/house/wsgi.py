"""Django's own entry; `asgi.py` calls it from its threads."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "commonhold.house.settings")
application = get_wsgi_application()
