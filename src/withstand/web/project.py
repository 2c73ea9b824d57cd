"""Django's settings, built from the workspace that is held: no settings file, no environment."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from withstand.web.holding import Holding, held, hold
from withstand.web.serving import Serving

HERE = Path(__file__).parent
LANGUAGES = (("en", "English"), ("fr", "Français"), ("es", "Español"), ("ar", "العربية"))
CONTENT_SECURITY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
_APPS = (
    "accounts", "acts", "work", "records", "seeing", "entering", "week", "support", "coherence", "reaching", "dialogue",
    "warning", "obstruction", "stance", "api",
)  # fmt: skip


def configure(holding: Holding, serving: Serving) -> None:
    """Make this process the server of a workspace: once."""
    import django
    from django.conf import settings

    hold(holding)
    settings.configure(**settings_for(holding, serving))
    django.setup()


def prepare() -> None:
    """Bring the file of accounts up to date, and lay the style sheet and scripts out under hashed names."""
    from django.core.management import call_command

    held().workspace.accounts.touch(mode=0o600, exist_ok=True)
    call_command("migrate", interactive=False, verbosity=0)
    call_command("clearsessions", verbosity=0)
    call_command(
        "collectstatic",
        interactive=False,
        verbosity=0,
        clear=True,
        ignore_patterns=["htmx-2*", "htmax*", "ext", "htmx-4.js", "django-htmx.js"],
    )


def settings_for(holding: Holding, serving: Serving) -> dict[str, Any]:
    """All settings that differ from Django's own."""
    suffix = holding.installation.replace("-", "")[-8:]
    prefix = "__Host-" if serving.secure else ""
    return {
        "SECRET_KEY": holding.session_secret,
        "DEBUG": False,
        "ALLOWED_HOSTS": serving.allowed_hosts,
        "ROOT_URLCONF": "withstand.web.urls",
        "INSTALLED_APPS": [
            "django.contrib.auth",
            "django.contrib.contenttypes",
            "django.contrib.sessions",
            "django.contrib.messages",
            "django.contrib.staticfiles",
            "django_htmx",
            "withstand.web.apps.Web",
            *(f"withstand.web.{name}.apps.{name.title()}" for name in _APPS),
        ],
        "MIDDLEWARE": [
            "withstand.web.middleware.headers.Headers",
            "whitenoise.middleware.WhiteNoiseMiddleware",
            "django.middleware.gzip.GZipMiddleware",
            "withstand.web.middleware.language.Language",
            "withstand.web.middleware.problems.Problems",
            "django.middleware.common.CommonMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
            "withstand.web.middleware.gate.Gate",
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            "django.contrib.messages.middleware.MessageMiddleware",
            "withstand.web.middleware.language.OwnLanguage",
            "django_htmx.middleware.HtmxMiddleware",
            "withstand.web.entering.keeping.Keeping",
            "withstand.web.middleware.rights.Rights",
        ],
        "TEMPLATES": [
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "APP_DIRS": True,
                "OPTIONS": {
                    "context_processors": [
                        "django.template.context_processors.request",
                        "django.template.context_processors.i18n",
                        "django.contrib.messages.context_processors.messages",
                        "withstand.web.frame.frame",
                    ],
                    "builtins": [
                        "django.templatetags.i18n",
                        "django.templatetags.static",
                        "withstand.web.templatetags.words",
                    ],
                },
            }
        ],
        "DATABASES": {
            "default": {
                "ENGINE": "withstand.web.cipher",
                "NAME": str(holding.workspace.accounts),
                "OPTIONS": {
                    "transaction_mode": "IMMEDIATE",
                    "timeout": 20,
                },
            }
        },
        "DEFAULT_AUTO_FIELD": "django.db.models.BigAutoField",
        "AUTH_USER_MODEL": "accounts.Account",
        "AUTHENTICATION_BACKENDS": ["withstand.web.accounts.signing_in.ByPassphrase"],
        "PASSWORD_HASHERS": ["django.contrib.auth.hashers.Argon2PasswordHasher"],
        "AUTH_PASSWORD_VALIDATORS": [
            {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
            {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
            {
                "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
                "OPTIONS": {"user_attributes": ("name", "display_name")},
            },
        ],
        "LOGIN_URL": "sign-in",
        "SESSION_ENGINE": "withstand.web.sessions",
        "SESSION_COOKIE_NAME": f"{prefix}withstand-{suffix}",
        "CSRF_COOKIE_NAME": f"{prefix}withstand-form-{suffix}",
        "LANGUAGE_COOKIE_NAME": "withstand-language",
        "SESSION_COOKIE_HTTPONLY": True,
        "CSRF_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SECURE": serving.secure,
        "CSRF_COOKIE_SECURE": serving.secure,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "CSRF_COOKIE_SAMESITE": "Strict",
        "SESSION_EXPIRE_AT_BROWSER_CLOSE": True,
        "SESSION_COOKIE_AGE": 12 * 3600,
        "SESSION_SERIALIZER": "django.contrib.sessions.serializers.JSONSerializer",
        "CSRF_FAILURE_VIEW": "withstand.web.problems.form_refused",
        "MESSAGE_STORAGE": "django.contrib.messages.storage.session.SessionStorage",
        "USE_TZ": True,
        "TIME_ZONE": holding.settings.office.time_zone,
        "USE_I18N": True,
        "LANGUAGE_CODE": "en",
        "LANGUAGES": LANGUAGES,
        "FORMAT_MODULE_PATH": ["withstand.web.formats"],
        "LOCALE_PATHS": [str(HERE / "locale")],
        "STATIC_URL": "/static/",
        "STATIC_ROOT": str(holding.workspace.cache / "static"),
        "STORAGES": {
            "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
            "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
        },
        "FILE_UPLOAD_PERMISSIONS": 0o600,
        "DATA_UPLOAD_MAX_MEMORY_SIZE": 5_000_000,
        "FILE_UPLOAD_HANDLERS": ["django.core.files.uploadhandler.MemoryFileUploadHandler"],
        "LOGGING_CONFIG": None,
    }
