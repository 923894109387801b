"""Background work: rows in the database, carried out by `manage.py worker`."""

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}
