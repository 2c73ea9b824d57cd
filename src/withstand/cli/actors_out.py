"""`withstand actors export` and `template`: entities of FollowTheMoney out, an empty sheet to fill in."""

from __future__ import annotations

from pathlib import Path

from withstand.brief.actors.ftm_out import export_entities
from withstand.brief.actors.own_sheet import COLUMNS, write_template
from withstand.brief.records.scanning import Clearance, TextNotCleared
from withstand.cli.opening import warn
from withstand.cli.records_out import print_findings
from withstand.cli.terminal import piped, print_json, print_table, say
from withstand.picture.picture import Picture


def run_export(picture: Picture, out: Path, keep_code: str, keep_text: str) -> None:
    """Write the entities that a profile may take away, and say what has no form there.

    Raises:
        TextNotCleared: after the findings were printed.
        InputError: the file is there, or there is nothing to write.
    """
    clearance = Clearance(keep_code, keep_text) if keep_code or keep_text else None
    try:
        made = export_entities(picture, out, clearance)
    except TextNotCleared as asked:
        print_findings(asked)
        raise
    if not made.receipt:
        warn("the workspace is read-only: the ledger keeps no receipt of this file; note by hand who gets it")
    if piped():
        print_json(
            {
                "file": str(made.path),
                "manifest": str(made.manifest_path),
                "entities": dict(made.schemata),
                "left_out": dict(made.left_out),
                "receipt": made.receipt,
                "audience": picture.audience.name,
            }
        )
        return
    print_table(str(made.path), ["schema", "entities"], [[name, str(number)] for name, number in made.schemata.items()])
    for kind, number in made.left_out.items():
        say(f"{number} {kind} records lead to what {picture.audience.name} may not see, or to no actor: left out.")
    say(f"Its manifest is {made.manifest_path}. Places, posts and persons have no form there and were not written.")


def run_template(out: Path) -> None:
    """Write the empty sheet."""
    write_template(out)
    if piped():
        print_json({"file": str(out), "columns": list(COLUMNS)})
    else:
        say(f"{out}: a row is an actor with one superior and one place; repeat it for more.")
