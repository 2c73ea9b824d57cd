"""The workspace in the browser: the Django project. Nothing but the command line imports it."""
