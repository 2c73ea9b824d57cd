from test_reaching_pages import World, FULL, DAY
from web_site import words


def test_all(site):
    w = World(site)
    ana = site.signed_in("ana", "head_of_office", **FULL)
    for a in (
        "/dialogue/",
        "/dialogue/promises/",
        "/dialogue/demarches/",
        "/dialogue/follow-ups/",
        f"/dialogue/follow-ups/{w.met}/",
        f"/dialogue/office/{w.office}/?on={DAY}",
        f"/dialogue/office/{w.office}/?on={DAY}&form=full",
        "/overview/",
        f"/records/office/{w.office}/",
    ):
        r = ana.get(a)
        print(a, r.status_code, len(r.content))
        print(words(r)[:1500])
        assert r.status_code == 200
