"""Components that a record is opened to."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("acts", "0001_initial")]

    operations = [migrations.AddField("actrequest", "components", models.JSONField(default=list))]
