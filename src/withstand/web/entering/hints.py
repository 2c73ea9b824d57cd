"""A word of help under fields that need one."""

from __future__ import annotations

from django.utils.translation import gettext as _

from withstand.ledger.forms import Form


def hint(form: Form) -> str:
    """Help for a field, by its form or its name; empty where its label says enough."""
    by_name = {
        "start": _("2032, 2032-05 or 2032-05-20; a range as 2032-05-18..2032-05-20."),
        "end": _("Leave it empty if it was one day, or if it still goes on."),
        "area": _("Type a code or the beginning of a name."),
        "token": _("A word that only you understand. Never a name."),
        "listed_as": _("As ucdp_ged:12345, where a person found it to be the same."),
        "latitude": _("Degrees, as 4.36."),
        "longitude": _("Degrees, as 18.55."),
        "counts": _("Least, best, most. Leave out what is not known: unknown is not zero."),
        "perpetrators": _("Several claims may stand beside each other; none is the truth."),
        "consent": _("What the source agreed to. Without an entry only our own use is open."),
        "retain_until": _("Empty: as the office keeps such records."),
    }
    by_form = {
        "text": _("No names, numbers or addresses of people."),
        "day": _("2032, 2032-05 or 2032-05-20."),
        "grade": _("How reliable the source has been; how credible what it says is."),
    }
    return by_name.get(form.name, "") or ("" if form.parts else by_form.get(form.form, ""))
