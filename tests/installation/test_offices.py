"""Offices of one operation, end to end by commands: join, exchange, lose a laptop, copy a folder, change a key."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from desk import SECRET, Desk, fingerprint_on


@pytest.fixture
def three(desk: Desk) -> Desk:
    """Headquarters and two field offices."""
    mark = desk.headquarters()
    desk.office("amber", mark)
    desk.office("kessin", mark, "confidential", "human_rights")
    return desk


def verified(desk: Desk, name: str) -> dict[str, dict[str, object]]:
    """The chains of a workspace by office, once they hold."""
    report = desk.does("ledger", "verify", "--workspace", name)
    assert report["holds"] is True
    return {chain["office"]: chain for chain in report["chains"]}


def test_three_offices_join_exchange_and_verify(three: Desk) -> None:
    three.write("amber", "Seen from Amber Ford")
    three.write("kessin", "Seen from Kessin")
    assert three.send("amber", "hq", "Headquarters")["new"] == 1
    assert three.send("kessin", "hq", "Headquarters")["from"] == "Kessin"
    three.send("hq", "amber")
    three.send("hq", "kessin")
    for name in ("hq", "amber", "kessin"):
        assert {"Headquarters", "Amber", "Kessin"} == set(verified(three, name))
    assert any(b"Seen from Kessin" in body for body in three.bodies("amber"))
    bundle = next(three.folder.glob("hq-amber-*.bundle"))
    assert three.does("ledger", "import", bundle, "--workspace", "amber")["new"] == 0


def test_the_founders_enrolment_is_the_first_entry(three: Desk) -> None:
    opened = three.opened("hq")
    chain = opened.ledger.log.chains()[opened.keyring.installation]
    first = next(opened.ledger.log.after(chain.k, 0)).entry
    opened.ledger.close()
    assert first.meta.kind.startswith("ledger.KeyStatement@")
    assert opened.keyring.installation.encode() in (first.body or b"")


def test_an_office_gets_no_text_that_it_is_not_cleared_for(three: Desk) -> None:
    three.write("hq", SECRET, classification="strictly_confidential")
    three.write("hq", "plain enough", classification="confidential")
    three.send("hq", "kessin")
    assert not any(SECRET.encode() in body for body in three.bodies("kessin"))
    assert any(b"plain enough" in body for body in three.bodies("kessin"))
    assert verified(three, "kessin")["Headquarters"]["absent"] == 1


def test_an_office_that_was_cleared_anew_gets_what_was_withheld(three: Desk) -> None:
    three.write("hq", SECRET, classification="strictly_confidential")
    three.send("hq", "kessin")
    three.does(
        "ledger", "enrol", "kessin-request.json", "--workspace", "hq", "--clearance", "strictly_confidential",
        "--components", "all", "--root-key", "hq-root-key.txt",
    )  # fmt: skip
    assert three.send("hq", "kessin", "", "--whole")["bodies_filled"] == 1
    assert any(SECRET.encode() in body for body in three.bodies("kessin"))


def test_a_workspace_that_has_not_joined_writes_nothing(desk: Desk) -> None:
    desk.does("init", "amber", "--join", "--not-encrypted")
    sentence = desk.refused("ledger", "export", "--workspace", "amber", "--for", "x", "--out", "x.age")
    assert "has not joined an operation yet" in sentence


def test_a_request_changed_on_its_way_is_refused(desk: Desk) -> None:
    desk.headquarters()
    desk.does("init", "amber", "--join", "--not-encrypted", "--office", "Amber")
    words = ("ledger", "enrol", "amber-request.json", "--workspace", "hq", "--clearance", "confidential")
    root = ("--root-key", "hq-root-key.txt")
    assert "not 'Kessin'" in desk.refused(*words, *root, "--office", "Kessin")
    assert "--clearance 'secret' is none" in desk.refused(*words[:-1], "secret", *root)
    assert "--components 'martians' is none" in desk.refused(*words, *root, "--components", "martians")
    request = json.loads((desk.folder / "amber-request.json").read_text())
    request["office"] = "Kessin"
    (desk.folder / "amber-request.json").write_text(json.dumps(request))
    assert "was changed on its way" in desk.refused(*words, *root)
    (desk.folder / "amber-request.json").write_text("{}")
    assert "is no request" in desk.refused(*words, *root)


def test_a_welcome_opens_for_its_office_and_its_operation_only(desk: Desk) -> None:
    mark = desk.headquarters()
    desk.office("amber", mark)
    other = desk.does("init", "elsewhere", "--not-encrypted")["fingerprint"]
    desk.does("init", "kessin", "--join", "--not-encrypted")
    join = ("ledger", "join", "amber.welcome", "--workspace")
    assert "is for another installation" in desk.refused(*join, "kessin", "--operation", mark)
    assert "not the one given. Do not join" in desk.refused(*join, "amber", "--operation", other)
    assert f"fingerprint is {mark}" in desk.refused(*join, "amber")
    assert mark == fingerprint_on(desk.folder / "hq-root-key.txt")
    sentence = desk.refused(
        "ledger", "enrol", "kessin-request.json", "--workspace", "hq", "--clearance", "confidential", "--root-key",
        "elsewhere-root-key.txt",
    )  # fmt: skip
    assert "root key of another operation" in sentence


def test_what_a_stolen_laptop_writes_after_it_was_revoked_counts_nowhere(three: Desk) -> None:
    three.write("amber", "before the theft")
    three.send("amber", "hq", "Headquarters")
    shutil.copytree(three.folder / "amber", three.folder / "stolen")
    held = {row["office"]: row["held"] for row in three.does("ledger", "offices", "--workspace", "hq")["installations"]}
    said = three.does(
        "ledger", "revoke", "Amber", "--after", held["Amber"], "--workspace", "hq", "--root-key", "hq-root-key.txt",
        "--reason", "taken at the bridge",
    )  # fmt: skip
    assert said["quarantined"] == 0
    three.write("stolen", "planted by the thief")
    taken = three.send("stolen", "hq", "Headquarters")
    assert taken["quarantined"] == 2
    three.send("hq", "kessin")
    opened = three.opened("kessin")
    lines = [row[0] or "" for row in opened.ledger.database.rows("SELECT line FROM version WHERE kind LIKE 'evid%'")]
    opened.ledger.close()
    assert len(lines) == 1
    verified(three, "kessin")
    sentence = three.refused("ledger", "export", "--workspace", "hq", "--for", "Amber", "--out", "x")
    assert "was revoked: no bundle is made for it" in sentence
    listed = three.does("ledger", "offices", "--workspace", "kessin")["installations"]
    assert {row["office"]: row["revoked_after"] for row in listed}["Amber"] == held["Amber"]


def test_entries_held_before_a_revocation_are_quarantined_too(three: Desk) -> None:
    three.write("amber", "true")
    record, _ = three.write("amber", "planted")
    three.send("amber", "hq", "Headquarters")
    said = three.does(
        "ledger", "revoke", "Amber", "--after", "1", "--workspace", "hq", "--root-key", "hq-root-key.txt"
    )  # fmt: skip
    assert said["quarantined"] == 1
    opened = three.opened("hq")
    assert opened.ledger.database.one("SELECT 1 FROM record WHERE record = ?", (record,)) is None
    opened.ledger.close()
    verified(three, "hq")


def test_an_installation_that_learns_of_its_revocation_writes_no_more(three: Desk) -> None:
    shutil.copytree(three.folder / "amber", three.folder / "lost")
    bundle = three.folder / "last.bundle"
    three.does("ledger", "export", "--workspace", "hq", "--for", "Amber", "--out", bundle)
    three.does("ledger", "revoke", "Amber", "--after", "0", "--workspace", "hq", "--root-key", "hq-root-key.txt")
    opened, lost = three.opened("hq"), three.opened("lost")
    with lost.ledger.database.writing():
        lost.ledger.believe(opened.ledger.trust.statements)
    lost.ledger.close()
    opened.ledger.close()
    assert "was revoked" in three.refused("ledger", "import", bundle, "--workspace", "lost")


def test_a_copied_folder_that_writes_is_found(three: Desk) -> None:
    shutil.copytree(three.folder / "amber", three.folder / "copy")
    three.write("amber", "written on the laptop")
    three.write("copy", "written on its copy")
    three.send("amber", "hq", "Headquarters")
    three.does("ledger", "export", "--workspace", "copy", "--for", "Headquarters", "--out", "copy.bundle")
    sentence = three.refused("ledger", "import", "copy.bundle", "--workspace", "hq")
    assert "Two different entries claim number 1" in sentence
    assert "a copied workspace" in sentence
    verified(three, "hq")


def test_a_replaced_key_signs_from_the_next_entry_and_verifies_everywhere(three: Desk) -> None:
    three.write("amber", "with the old key")
    three.send("amber", "hq", "Headquarters")
    said = three.does("ledger", "replace-key", "--workspace", "amber", "--root-key", "hq-root-key.txt")
    three.write("amber", "with the new key")
    assert said["from_entry"] == 4
    three.send("amber", "hq", "Headquarters")
    three.send("hq", "kessin")
    for name in ("amber", "hq", "kessin"):
        assert verified(three, name)["Amber"]["entries"] >= 4
    opened = three.opened("amber")
    assert len(opened.keyring.signing) == 2
    opened.ledger.close()


def test_keys_older_than_the_operation_knows_are_refused(three: Desk) -> None:
    old = (three.folder / "amber" / "keys" / "installation.json").read_bytes()
    three.does("ledger", "replace-key", "--workspace", "amber", "--root-key", "hq-root-key.txt")
    (three.folder / "amber" / "keys" / "installation.json").write_bytes(old)
    assert "keys were taken from an older copy" in three.refused("ledger", "verify", "--workspace", "amber")


def test_a_key_that_was_made_but_never_stated_harms_nothing(three: Desk) -> None:
    """A crash between the keyring and the ledger."""
    from withstand.installation.stating import replace_key
    from withstand.ledger.errors import LedgerError

    path = three.folder / "amber" / "keys" / "installation.json"
    opened = three.opened("amber")
    from withstand.installation.root_key import read_sheet

    root = read_sheet((three.folder / "hq-root-key.txt").read_text(), None, "sheet")

    def dies(keyring: object) -> None:
        kept = json.loads(path.read_bytes())
        kept["signing"].append("11" * 32)
        path.write_text(json.dumps(kept))
        raise LedgerError("the light went out")

    with pytest.raises(LedgerError, match="the light"):
        replace_key(opened, root, dies, "11" * 32)
    opened.ledger.close()
    three.write("amber", "still with the old key")
    verified(three, "amber")


def test_versions_side_by_side_are_listed_by_their_headers(three: Desk) -> None:
    record, entry = three.write("hq", "first")
    three.send("hq", "amber")
    three.write("amber", "the field's", record=record, supersedes=(entry,))
    three.write("hq", "headquarters'", record=record, supersedes=(entry,))
    assert three.send("amber", "hq", "Headquarters")["conflicts"] == 1
    code, out, _ = three.run("ledger", "conflicts", "--workspace", "hq")
    answer = json.loads(out)
    listed = answer["conflicts"]
    assert code == 0
    assert answer["strange"] == []
    assert [one["record"] for one in listed] == [record]
    assert {head["office"] for head in listed[0]["heads"]} == {"Headquarters", "Amber"}
    assert sum(head["shown"] for head in listed[0]["heads"]) == 1
    assert "field's" not in out


def test_rebuild_gives_the_same_answers(three: Desk) -> None:
    three.write("amber", "one")
    three.send("amber", "hq", "Headquarters")
    before = three.does("ledger", "offices", "--workspace", "hq")
    assert three.does("ledger", "rebuild", "--workspace", "hq")["entries"] == sum(
        row["held"] for row in before["installations"]
    )
    assert three.does("ledger", "offices", "--workspace", "hq") == before


def test_a_bundle_for_another_or_cut_is_refused(three: Desk) -> None:
    three.does("ledger", "export", "--workspace", "hq", "--for", "Amber", "--out", "a.bundle")
    assert "encrypted for another installation" in three.refused(
        "ledger", "import", "a.bundle", "--workspace", "kessin"
    )
    whole = Path("a.bundle").read_bytes()
    Path("cut.bundle").write_bytes(whole[:-7])
    assert "changed or cut" in three.refused("ledger", "import", "cut.bundle", "--workspace", "amber")
    assert "cannot be read" in three.refused("ledger", "import", "nowhere", "--workspace", "amber")
    assert "is there already" in three.refused(
        "ledger", "export", "--workspace", "hq", "--for", "Amber", "--out", "a.bundle"
    )


def test_a_changed_byte_is_found_and_named(three: Desk) -> None:
    _, entry = three.write("hq", "true words")
    opened = three.opened("hq")
    opened.ledger.database.run(
        "UPDATE body SET body = CAST(replace(CAST(body AS TEXT), 'true', 'fake') AS BLOB)"
        " WHERE n = (SELECT n FROM entry WHERE id = ?)",
        (entry,),
    )
    opened.ledger.close()
    sentence = three.refused("ledger", "verify", "--workspace", "hq")
    assert "of Headquarters does not hold: the body or its salt was changed" in sentence
