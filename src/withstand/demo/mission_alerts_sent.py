"""An alert that was sent, and one about which a head of office spoke with a superior in other words."""

from __future__ import annotations

from withstand.demo.mission_data import AMBER_FORD, KESSIN_TOWN
from withstand.demo.mission_words import RIGHTS, edit, on, province, to, told
from withstand.dialogue.intercession import Intercession, KeptWords
from withstand.evidence.dispatched import Dispatched

ALERTS_SENT = (
    told(
        "reed-line-sent", AMBER_FORD, "2031-05-06",
        Dispatched(sent_on="2031-05-05", route_verdict="may_travel", sent_by="civil_affairs", sent_how="voice"),
        *to("sends", "alert-reed-line-2031"),
        *to("sent_to", "own-battalion"),
    ),
    told(
        "hollowbank-interceded", KESSIN_TOWN, "2031-08-27",
        Intercession(
            when=on("2031-08-27"),
            by_role="head_of_office",
            lead="head_of_office",
            spoken_words=(
                "The conduct of the 21st Battalion in this province concerns us. Please see that its orders protect "
                "civilians, and tell us what was done."
            ),
            where=province("Kessin"),
            about_month="2031-08",
            reasons="The brigade may not be told; somebody above it can still act.",
            kept_words=(
                KeptWords(
                    gives_away="few", words="VM02 2031-08",
                    reason="Our officers slept in six places that week: nobody can tell who called.",
                ),
                KeptWords(gives_away="not_agreed", words="–", reason="Nothing of what was told is said."),
            ),
        ),
        *to("rests_on", "alert-hollowbank-2031"),
        *to("interceded_with", "command-2"),
        *to("concerns", "army-21"),
        seen_by=RIGHTS,
        edits=(
            edit(KESSIN_TOWN, "2031-08-28", intercession_status="confirmed", reviewed_by="5d0c77a41b9e"),
            edit(
                KESSIN_TOWN, "2031-09-14", replaces=1, intercession_status="ended", superior_did="acted",
                reply="The soldiers were moved to their barracks.", reply_on="2031-09-12",
            ),
        ),
    ),
)  # fmt: skip
