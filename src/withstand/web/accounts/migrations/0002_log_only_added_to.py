"""Rows of the audit log can be added, never changed or removed."""

from django.db import migrations

_REFUSE = "BEGIN SELECT RAISE(ABORT, 'the log can only be added to'); END"


def _trigger(verb: str) -> migrations.RunSQL:
    name = f"auditentry_no_{verb.lower()}"
    return migrations.RunSQL(
        f"CREATE TRIGGER {name} BEFORE {verb} ON accounts_auditentry {_REFUSE}", f"DROP TRIGGER {name}"
    )


class Migration(migrations.Migration):
    """Two triggers."""

    dependencies = [("accounts", "0001_initial")]
    operations = [_trigger("UPDATE"), _trigger("DELETE")]
