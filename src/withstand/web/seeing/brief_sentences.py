"""The sentences of the brief that pages tell in the reader's language, as `withstand.mission` writes them."""

from __future__ import annotations

from django.utils.translation import gettext_noop

SENTENCES = (
    gettext_noop(" (low to high {low:,} to {high:,})"),
    gettext_noop(", and {since:,} after the data end"),
    gettext_noop(", by history alone"),
    gettext_noop("; in the 12 months before, {before:,}"),
    gettext_noop("Access was denied in {places}: little recorded there does not mean that little happened."),
    gettext_noop("After the data end, {incidents} more: {classes}."),
    gettext_noop("All are linked to events of the data set: what they say is in both."),
    gettext_noop("By recorded perpetrator: {parts}."),
    gettext_noop("Deaths by {who} that are recorded in {when} are most probable{basis}: {places}."),
    gettext_noop("For deaths by {who} in {when} no area stands out; the probabilities lie around {percent}."),
    gettext_noop("In the 12 months to {until} no {violence} was recorded. That is not the same as none."),
    gettext_noop(
        "In the data's last 12 months the operation recorded {incidents} of its own: {classes}. They are not "
        "added to the data set's counts."
    ),
    gettext_noop("In the {period} to {until} the data hold {events} of {violence} with {deaths}{span}{earlier}."),
    gettext_noop("None is linked to an event of the data set yet, so some may be in both counts."),
    gettext_noop("None of these deaths is recorded as the state's, under any rule."),
    gettext_noop("Obstruction of the operation's own work was recorded {times}."),
    gettext_noop(
        "The data end {months} before the day on which this was made. The probabilities were those of {day}; "
        "they are no forecast of today."
    ),
    gettext_noop("The file holds no {violence} at all: look whether its export left it out."),
    gettext_noop(
        "The operation has recorded no incident against civilians for this period. That is not the same as none."
    ),
    gettext_noop("The operation itself recorded no incident in this time. That is not the same as none."),
    gettext_noop(
        "The operation itself recorded {incidents} in these 12 months{later}. They are in none of the counts "
        "above; a section of their own says by whom."
    ),
    gettext_noop(
        "The state's part in this is between {low} % and {high} %, depending on {why}; the table gives every rule."
    ),
    gettext_noop("The state's part in this is {low} to {high} % under every rule and count."),
    gettext_noop("To be settled by a person: {records} with two versions side by side."),
    gettext_noop("no test forecast was at this level"),
    gettext_noop("the count taken"),
    gettext_noop("who counts as the state, and the count taken"),
    gettext_noop("{area} ({denied} of {attempted} attempted)"),
    gettext_noop("{area} ({denied} of {attempted} attempted; days blind: {blind})"),
    gettext_noop("{area} (denied before; days blind: {blind})"),
    gettext_noop("{incidents} found refuted after a reply or a check: kept, and in no count."),
    gettext_noop("{incidents} without a date cannot be placed in a period."),
    gettext_noop(
        "{linked} of {incidents} are linked to events of the data set; the others may or may not be in both counts."
    ),
    gettext_noop("{number:,} of {all:,} came true"),
    gettext_noop("{number:,} of {all:,} test forecasts at this level came true"),
    gettext_noop("{said} In the tests, forecasts as high as for {areas} came true less often than they said."),
    gettext_noop("{who} {deaths:,} in {events}"),
    gettext_noop("one-sided violence"),
    gettext_noop("violence targeting civilians"),
    gettext_noop(
        "A probability here is about deaths that will be recorded, not about all violence. A low one does not"
        " mean that a place is safe, and no method has been able to say in which month a massacre happens."
    ),
    gettext_noop(
        "ACLED counts everybody killed in an event, so deaths in events that target civilians may include "
        "others, and it gives no low and high counts."
    ),
    gettext_noop(
        "UCDP counts only deaths of which a report names the perpetrator's organisation, from actors that "
        "reach 25 deaths in a year; injuries, abductions and sexual violence are not in it."
    ),
    gettext_noop(
        "Events of UCDP candidate releases are provisional: many are recoded or dropped in the yearly release."
    ),
    gettext_noop(
        "Events of the last months are often added or recoded later; compare vintages before reading a fall "
        "as a fall. The tests used the data as they stand today, not as they stood at the time."
    ),
    gettext_noop("{area} ({percent}; {track})"),
    gettext_noop(
        "No goal that an authority and the operation share is recorded as pursued, as far as this reader may see."
    ),
    gettext_noop("{what} {step} {review}"),
    gettext_noop("{goals} more that both pursue."),
    gettext_noop(", {area}"),
    gettext_noop("{goal}{where} ({issue})."),
    gettext_noop("With {who}: {goal}{where} ({issue})."),
    gettext_noop("No next step is named; it is with {owner}."),
    gettext_noop("Next: {step} ({owner})."),
    gettext_noop("It was to be looked at again by {day}: that is overdue."),
    gettext_noop("To be looked at again by {day}."),
    gettext_noop(", version {version}"),
    gettext_noop("Review to {day}. Data: {source}{version}. Counts are of recorded deaths of civilians in {violence}."),
)
