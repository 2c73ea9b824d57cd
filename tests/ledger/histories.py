"""Random histories of an operation: offices that write, edit, link, redact, lose keys, and exchange what they have."""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from forging import forged_entry
from offices import Office, Operation, incident, operation, save, write_statement

from withstand.evidence.records import ALERT, INCIDENT, SOURCE, Alert, Incident, Source
from withstand.ledger import rights
from withstand.ledger.acts import lower, redact, regive, widen
from withstand.ledger.entries import Entry, public_text
from withstand.ledger.errors import InvalidRecord, LedgerError, NotFound
from withstand.ledger.fields import Consent, Place, Span
from withstand.ledger.heads import head_entries
from withstand.ledger.journal import LinkTo, append_links, withdraw_link, writing_counts
from withstand.ledger.kinds import Kind
from withstand.ledger.ledger import Ledger, Signer
from withstand.ledger.merging import Merged, believe, merge
from withstand.ledger.store.comparing import rows_of
from withstand.ledger.system import LINK, Link
from withstand.vocabulary.terms import vocabulary

LEVELS = ("unclassified", "confidential", "strictly_confidential")
COMPONENTS = tuple(vocabulary("components").terms)
NAMES = ("HQ", "North", "South", "East", "West", "Port")
WORDS = ("zqvarnak", "zqbelomi", "zqoduvar", "zqsentok", "zqmirano", "zqfaldor", "zqkruvel", "zqhotami")
NOBODY = "0" * 8 + "-0000-7000-8000-" + "0" * 12
KINDS = {"evidence.Incident": INCIDENT, "evidence.Source": SOURCE, "evidence.Alert": ALERT}


@dataclass
class History:
    """A run: what its offices hold, and the bundles that are on their way."""

    made: Operation
    dice: random.Random
    on_the_way: list[tuple[str, bytes]] = field(default_factory=list)
    revoked: set[str] = field(default_factory=set)
    told: list[str] = field(default_factory=list)

    @property
    def names(self) -> list[str]:
        """The offices."""
        return list(self.made.offices)

    def step(self) -> None:
        """One thing happens somewhere."""
        name, weight = zip(*_STEPS.items(), strict=True)
        what = self.dice.choices(name, weight)[0]
        office = self.made[self.dice.choice(self.names)]
        self.told.append(f"{office.name} {what}")
        self.made.time.now += self.dice.randrange(60_000_000)
        try:
            _HAPPENS[what](self, office)
        except (InvalidRecord, LedgerError, NotFound) as refused:
            if not any(reason in str(refused) for reason in _REFUSALS):
                raise


def history(seed: int, steps: int = 24) -> History:
    """An operation of three to six offices after a random run."""
    dice = random.Random(seed)
    names = NAMES[: dice.randint(3, 6)]
    run = History(operation(*names, seed=seed, components=dict.fromkeys(names, COMPONENTS)), dice)
    for _ in range(steps):
        run.step()
    return run


def _records(office: Office, *kinds: str) -> list[str]:
    marks = ",".join("?" * len(kinds))
    rows = office.ledger.database.rows(f"SELECT record FROM record WHERE kind IN ({marks}) ORDER BY record", kinds)
    return [row[0] for row in rows]


def _fields(run: History, kind: Kind) -> Incident | Source | Alert:
    dice, words = run.dice, " ".join(run.dice.sample(WORDS, 3))
    consent = tuple(
        Consent(
            recipient=dice.choice(("un", "public", "judicial")),
            purposes=("protection",),
            given=dice.random() < 0.6,
            on=dice.choice((None, "2032", "2032-03", "2032-04-01", "2032-04-09", "2032-05")),
        )
        for _ in range(dice.randint(0, 2))
    )
    if kind is SOURCE:
        return Source(token=words, type="ngo", consent=consent)
    if kind is ALERT:
        return Alert(
            what="looting", where=Place(area="VM0102"), when=Span(start="2032-05"), received="2032-05-21",
            narrative=words, consent=consent,
        )  # fmt: skip
    return incident(day=f"2032-05-{dice.randint(1, 28):02}", narrative=words, consent=consent)


def _write(run: History, office: Office) -> None:
    dice = run.dice
    kind = dice.choice((INCIDENT, INCIDENT, SOURCE, ALERT))
    sources = _records(office, "evidence.Source")
    links = [LinkTo("source", dice.choice(sources))] if sources and kind is not SOURCE and dice.random() < 0.7 else []
    parts = tuple(dice.sample(COMPONENTS[:4], dice.choice((0, 0, 1, 2))))
    save(office.ledger, _fields(run, kind), kind, dice.choice(LEVELS), *links, compartments=parts)


def _edit(run: History, office: Office) -> None:
    records = _records(office, *KINDS)
    if not records:
        return
    record = run.dice.choice(records)
    row = office.ledger.database.one("SELECT kind, level, compartments FROM record WHERE record = ?", (record,))
    assert row is not None
    level = LEVELS[min(2, max(row[1], run.dice.randrange(3)))]
    heads, kind = head_entries(office.ledger, record), KINDS[row[0]]
    open_to = rights.component_names(row[2])
    fewer = tuple(one for one in open_to if run.dice.random() < 0.8)
    parts = fewer or open_to or tuple(run.dice.sample(COMPONENTS[:4], run.dice.choice((0, 1, 2))))
    some = tuple(run.dice.sample(heads, run.dice.randint(1, len(heads))))
    save(
        office.ledger, _fields(run, kind), kind, level, compartments=parts, record=record, supersedes=some, beside=True
    )  # fmt: skip


def _link(run: History, office: Office) -> None:
    incidents, sources = _records(office, "evidence.Incident", "evidence.Alert"), _records(office, "evidence.Source")
    starts = _records(office, "evidence.Incident")
    role, ends = run.dice.choice((("rests_on", incidents), ("source", sources), ("same_as", starts)))
    if starts and ends:
        append_links(office.ledger, INCIDENT, run.dice.choice(starts), [LinkTo(role, run.dice.choice(ends))])


def _unlink(run: History, office: Office) -> None:
    links = office.ledger.database.rows("SELECT record FROM link ORDER BY record")
    if links:
        withdraw_link(office.ledger, run.dice.choice(links)[0])


def _redact(run: History, office: Office) -> None:
    records = _records(office, *KINDS)
    if records:
        redact(office.ledger, run.dice.choice(records), "a life is at risk", _day(run), run.made.people)


def _lower(run: History, office: Office) -> None:
    records = _records(office, *KINDS)
    if records:
        level = run.dice.choice(LEVELS[:2])
        lower(office.ledger, run.dice.choice(records), level, "reviewed", _day(run), run.made.people)


def _widen(run: History, office: Office) -> None:
    records = office.ledger.database.rows(
        "SELECT record FROM record WHERE compartments > 0 AND kind LIKE 'evidence.%' ORDER BY record"
    )
    if records:
        parts = tuple(run.dice.sample(COMPONENTS[:4], run.dice.choice((0, 1, 2))))
        widen(office.ledger, run.dice.choice(records)[0], parts, "they work there now", _day(run), run.made.people)


def _regive(run: History, office: Office) -> None:
    records = _records(office, *KINDS)
    if records:
        regive(office.ledger, run.dice.choice(records), "a slip of the pen", _day(run), run.made.people)


def _strange(run: History, office: Office) -> None:
    """An office signs, over a record, what this program would never write."""
    records = _records(office, *KINDS)
    if not records or not writing_counts(office.ledger):
        return
    record, dice = run.dice.choice(records), run.dice
    tag, body = dice.choice(
        (
            (INCIDENT.tag, b'{"fields":{"what":1},"vocabularies":{}}'),
            (INCIDENT.tag, b'{"fields":{"consent":[{"given":false,"recipient":"un"}]},"vocabularies":{}}'),
            (SOURCE.tag, SOURCE.body(Source(token="zqstrange", type="ngo"))),
            ("x.New@1", b'{"fields":{},"vocabularies":{}}'),
            (LINK.tag, LINK.body(Link(role="source", source=record, target=NOBODY, binds=True))),
        )
    )
    chain = office.ledger.log.chain(office.ledger.signer.installation)
    supersedes = head_entries(office.ledger, record) if dice.random() < 0.7 else ()
    more = {} if tag == LINK.tag else {"record": record, "supersedes": supersedes}
    level = dice.choice((*LEVELS, "cosmic"))
    entry = forged_entry(office, chain.tail + 1, chain.hash, body, kind=tag, classification=level, **more)
    merge(office.ledger, [entry], (), Merged())


def _day(run: History) -> str:
    return f"2032-02-{run.dice.randint(1, 28):02}"


def _revoke(run: History, office: Office) -> None:
    """The root revokes an office's key after a number that it may have passed long ago."""
    lost = run.dice.choice(run.names)
    if len(run.revoked) > 1 or lost == office.name or office.name in run.revoked:
        return
    run.revoked.add(lost)
    known = office.ledger.trust.installations[run.made[lost].ledger.signer.installation]
    tail = run.made[lost].ledger.log.chain(known.id).tail
    after = run.dice.randint(0, tail + 1)
    for key in sorted({key for _, key in known.keys}):
        write_statement(office.ledger, run.made.say("revoke", known.id, key, sequence=after, on="2032-02-01"))


def _replace(run: History, office: Office) -> None:
    """An office signs with a new key from some number on, perhaps one that is already written."""
    ledger = office.ledger
    own = ledger.signer.installation
    key = Ed25519PrivateKey.from_private_bytes(run.dice.randbytes(32))
    tail = ledger.log.chain(own).tail
    since = max(1, tail + 2 - run.dice.choice((0, 0, 2, 3)))
    signed = run.made.say("replace", own, public_text(key), sequence=since, on="2032-02-02")
    other = run.made[run.dice.choice([name for name in run.names if name != office.name])]
    if since <= tail + 1:
        write_statement(other.ledger, signed)
        with ledger.database.writing():
            believe(ledger, [signed])
    else:
        write_statement(ledger, signed)
    ledger.signer = Signer(own, office.name, key)
    run.made.offices[office.name] = replace(office, key=key)


def _unperson(run: History, office: Office) -> None:
    """One of the two people of acts leaves, on a day that may lie before acts that were already carried out."""
    person = run.made.people[1]
    signed = run.made.say("revoke_person", "person-second", public_text(person.key), on=f"2032-02-{20:02}")
    write_statement(office.ledger, signed)


def _send(run: History, office: Office) -> None:
    other = run.made[run.dice.choice([name for name in run.names if name != office.name])]
    run.on_the_way.append((other.name, office.send(other, whole=run.dice.random() < 0.15)))


def _deliver(run: History, _office: Office) -> None:
    if run.on_the_way:
        place = run.dice.randrange(len(run.on_the_way))
        name, sent = run.on_the_way[place]
        if run.dice.random() < 0.7:
            del run.on_the_way[place]
        if run.dice.random() < 0.9:
            run.made[name].take(sent)


def _piece(run: History, office: Office) -> None:
    """A stretch of one chain arrives by itself: without its beginning, without bodies, twice."""
    other = run.made[run.dice.choice(run.names)]
    chains = [chain for chain in other.ledger.log.chains().values() if chain.tail]
    if other is office or not chains:
        return
    chain = run.dice.choice(chains)
    first = run.dice.randint(1, chain.tail)
    entries = [one.entry for one in other.ledger.log.after(chain.k, first - 1, first + run.dice.randint(0, 4))]
    if entries:
        bare = [Entry(one.meta, one.header, one.signature) if run.dice.random() < 0.3 else one for one in entries]
        known = other.ledger.trust.statements
        merge(office.ledger, run.dice.sample([*bare, bare[0]], len(bare) + 1), known, Merged())


def meet(run: History) -> None:
    """Everything that anybody holds reaches everybody, in pieces, in an order of its own for each, some of it twice."""
    held: dict[str, dict[int, Entry]] = {}
    known = [signed for office in run.made.offices.values() for signed in office.ledger.trust.statements]
    for office in run.made.offices.values():
        for chain in office.ledger.log.chains().values():
            entries = held.setdefault(chain.installation, {})
            for one in office.ledger.log.after(chain.k, 0):
                if one.entry.body is not None or one.entry.meta.sequence not in entries:
                    entries[one.entry.meta.sequence] = one.entry
    for office in run.made.offices.values():
        pieces = []
        for entries in held.values():
            numbers = sorted(entries)
            run.dice.shuffle(numbers)
            size = run.dice.randint(1, 6)
            pieces.extend(numbers_of(entries, numbers[at : at + size]) for at in range(0, len(numbers), size))
        run.dice.shuffle(pieces)
        merge(office.ledger, [], known, Merged())
        for piece in [*pieces, *run.dice.sample(pieces, min(3, len(pieces)))]:
            merge(office.ledger, piece, (), Merged())


def numbers_of(entries: dict[int, Entry], numbers: list[int]) -> list[Entry]:
    """The entries with these numbers."""
    return [entries[number] for number in numbers]


def state(ledger: Ledger) -> dict[tuple[str, str], tuple[object, ...]]:
    """All that the projections say, by ids."""
    return dict(rows_of(ledger.database))


_REFUSALS = (
    "was redacted: nothing is added",  # a redacted record has no new versions
    "was revoked or replaced",  # an installation whose key was revoked writes no more
    "No other installation",  # nor is anything sent to it
    "Lowering that takes two people",  # a classification that nobody knows closes a record to edits
    "open to these already",  # what is open to a component is not widened to it
    "two different people",  # somebody who left takes part in no act
)
_STEPS = {
    "write": 8, "edit": 8, "link": 3, "unlink": 2, "redact": 1.5, "lower": 1.5, "revoke": 0.3, "replace": 0.4,
    "widen": 1, "regive": 1, "strange": 1.5,
    "unperson": 0.2, "send": 6, "deliver": 6, "piece": 3,
}  # fmt: skip
_HAPPENS = {
    "write": _write, "edit": _edit, "link": _link, "unlink": _unlink, "redact": _redact, "lower": _lower,
    "revoke": _revoke, "replace": _replace, "unperson": _unperson, "send": _send, "deliver": _deliver, "piece": _piece,
    "widen": _widen, "regive": _regive, "strange": _strange,
}  # fmt: skip

__all__ = ["History", "history", "meet", "state"]
