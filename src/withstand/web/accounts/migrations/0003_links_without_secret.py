"""The secret of the second factor belongs to the browser that opens a link, not to the link."""

from django.db import migrations


class Migration(migrations.Migration):
    """One column less."""

    dependencies = [("accounts", "0002_log_only_added_to")]
    operations = [migrations.RemoveField("onetimelink", "totp_secret")]
