"""Other catalogues come in, again and again: what is added, changed, kept, marked."""

import pytest
from tests.accounts.browsing import as_person, words
from tests.api.program import program_of
from tests.cast import Cast, happened, waits
from tests.refusals import nothing_written, refused

from tandem.accounts.rules import Actor
from tandem.core.errors import BadInput, NotAllowed, NotFound
from tandem.systems import queries, services
from tandem.systems.models import CatalogueFile, System
from tandem.systems.queries import Shown
from tandem.systems.rules import Criticality, DataClass, Entry, Lifecycle
from tandem.systems.rules.sourced import Compared, meant

TABLE = "Id,Name,Vendor,Owner,Tier,Data,Status\n"
SHOP = "7,Shop,Northstar,igor@nordlicht.example,2,customer contact; payment,live\n"
TILL = "8,Till,Kassandra,Ivan Iwers,high,,deprecated\n"


def take(actor: Actor, text: str, *, source: str = "CMDB", whole: bool = True) -> Compared:
    kept = services.upload_catalogue(actor=actor, source=source, data=text.encode())
    return services.take_in_catalogue(actor=actor, file_id=kept.pk, whole=whole)


def entry(name: str) -> Entry:
    return queries.entry_of(System.objects.get(name=name))


def test_texts_of_a_source_mean_what_they_say_or_are_named() -> None:
    said = {
        "name": " Shop ",
        "kind": "service",
        "criticality": "Tier 2",
        "data": "Payment, e-mail, gossip",
        "yearly_cost": "24.000,00 €",
        "renews_on": "2027-01-01",
        "lifecycle": "in the clouds",
        "it_owner": "Nobody",
        "aliases": "Web shop; Store, Web shop",
    }
    told = meant(said, {"Igor": 1}.get)
    assert told.unread == [("lifecycle", "in the clouds"), ("it_owner", "Nobody")]
    assert told.fields["criticality"] is Criticality.IMPORTANT
    assert told.fields["data_classes"] == (DataClass.PAYMENT,)
    assert (told.fields["name"], told.fields["yearly_cost"]) == ("Shop", 24_000)
    assert told.fields["aliases"] == ("Web shop", "Store")


def test_a_table_comes_in_and_its_source_confirms(cast: Cast) -> None:
    done = take(cast.igor, TABLE + SHOP + TILL)
    assert (done.new, done.changed, done.same, done.gone) == (["Shop", "Till"], [], 0, [])
    shop, till = entry("Shop"), entry("Till")
    assert (shop.vendor, shop.it_owner, shop.criticality) == ("Northstar", cast.igor.me, 2)
    assert shop.data_classes == (DataClass.CUSTOMER_CONTACT, DataClass.PAYMENT)
    assert (till.it_owner, till.lifecycle) == (cast.ivan.me, Lifecycle.FADING)
    system = System.objects.get(name="Till")
    assert system.confirmed_by_id == cast.igor.me
    assert happened(system.pk) == ["system.came_in"]
    assert queries.by_name(cast.rita, words="kassandra").get() == system


def test_the_same_again_changes_nothing_and_counts_as_a_look(cast: Cast) -> None:
    take(cast.igor, TABLE + SHOP)
    System.objects.update(confirmed_at=None)
    done = take(cast.ada, TABLE + SHOP)
    assert (done.new, done.changed, done.same) == ([], [], 1)
    assert System.objects.get().confirmed_by_id == cast.ada.me
    assert happened(System.objects.get().pk)[-1] == "system.confirmed_by_source"


def test_what_people_changed_stays_until_the_source_says_something_else(cast: Cast) -> None:
    take(cast.igor, TABLE + SHOP)
    system = System.objects.get()
    ours = Entry("Shop", vendor="Ours", target_means="Stays.", criticality=Criticality.VITAL)
    services.edit_system(actor=cast.igor, system_id=system.pk, entry=ours, version=1)
    take(cast.igor, TABLE + SHOP)
    assert entry("Shop") == ours
    done = take(cast.igor, TABLE + SHOP.replace("Shop", "Web shop").replace(",2,", ",3,"))
    assert done.changed == [("Shop", ("name", "criticality"))]
    now = entry("Web shop")
    assert (now.vendor, now.target_means, now.criticality) == ("Ours", "Stays.", 3)
    assert happened(system.pk)[-1] == "system.changed_by_source"


def test_what_was_here_before_only_gets_what_was_empty(cast: Cast) -> None:
    ours = Entry("shop", vendor="Ours", criticality=Criticality.VITAL)
    pk = services.add_system(actor=cast.alice, entry=ours).pk
    done = take(cast.igor, TABLE + SHOP)
    assert [name for name, _ in done.changed] == ["shop"]
    now = entry("shop")
    assert (now.vendor, now.criticality, now.it_owner) == ("Ours", 1, cast.igor.me)
    assert waits(pk) == set()


def test_what_disappears_is_marked_and_comes_back_and_what_is_retired_stays_so(cast: Cast) -> None:
    take(cast.igor, TABLE + SHOP + TILL)
    assert take(cast.igor, TABLE + SHOP, whole=False).gone == []
    assert take(cast.igor, TABLE + SHOP).gone == ["Till"]
    pk = System.objects.get(name="Till").pk
    assert "No longer in “CMDB”" in words(as_person(cast.rita).get(f"/systems/{pk}/"))
    assert take(cast.igor, TABLE + SHOP).gone == [], "it is said once"
    take(cast.igor, TABLE + SHOP + TILL)
    assert "No longer in" not in words(as_person(cast.rita).get(f"/systems/{pk}/"))
    services.retire_system(actor=cast.igor, system_id=pk)
    assert take(cast.igor, TABLE + SHOP + TILL).retired == ["Till"]
    assert queries.by_name(cast.rita, shown=Shown.RETIRED).count() == 1


def test_two_that_were_merged_stay_one(cast: Cast) -> None:
    take(cast.igor, TABLE + SHOP + TILL)
    shop, till = (System.objects.get(name=name).pk for name in ("Shop", "Till"))
    services.merge_system(actor=cast.igor, system_id=till, into_id=shop)
    done = take(cast.igor, TABLE + SHOP + TILL)
    assert (done.new, done.retired, done.gone) == ([], [], [])
    assert entry("Shop").vendor == "Northstar"


def test_flows_of_a_source_wait_for_it_and_what_ended_stays_ended(cast: Cast) -> None:
    parts = [
        "apiVersion: backstage.io/v1\nkind: Component\nmetadata: {name: shop}\n"
        "spec: {providesApis: [orders]}",
        "apiVersion: backstage.io/v1\nkind: Component\nmetadata: {name: mail}\n"
        "spec: {consumesApis: [orders]}",
    ]
    text = "\n---\n".join(parts)
    assert take(cast.igor, text, source="Backstage").flows == 1
    shop = System.objects.get(name="shop").pk
    (flow,) = queries.flows_of(cast.rita, shop).gives
    assert (flow.to_system.name, flow.how, flow.confirmed_at) == ("mail", "api", None)
    assert waits(shop) == {("system.confirm_flows", "it")}
    services.end_flow(actor=cast.igor, flow_id=flow.id)
    assert take(cast.igor, text, source="backstage").flows == 0
    assert [one.name for one in queries.sources()] == ["Backstage"]


def test_only_it_takes_in_and_each_their_own_file(cast: Cast) -> None:
    with refused(NotAllowed):
        services.upload_catalogue(actor=cast.alice, source="CMDB", data=b"Name,Vendor\nShop,\n")
    kept = services.upload_catalogue(actor=cast.igor, source="CMDB", data=b"Name,Vendor\nShop,\n")
    for other in (cast.rita, cast.ivan):
        with refused(NotFound):
            services.take_in_catalogue(actor=other, file_id=kept.pk)
    with refused(BadInput):
        services.take_in_catalogue(actor=cast.igor, file_id=kept.pk, columns={})
    services.take_in_catalogue(actor=cast.igor, file_id=kept.pk)
    assert CatalogueFile.objects.get().content == ""
    with nothing_written(), pytest.raises(NotFound):
        services.take_in_catalogue(actor=cast.igor, file_id=kept.pk)


def test_the_page_shows_what_would_come_and_takes_it_in(cast: Cast) -> None:
    igor, home = as_person(cast.igor), "/systems/files/"
    assert "Choose a file, or paste its rows" in words(igor.post(home, {"source": "CMDB"}))
    wrong = igor.post(home, {"source": "CMDB", "pasted": "a: &x [*x]"})
    assert wrong.status_code == 422
    assert "refers to another part of itself" in words(wrong)
    sent = igor.post(home, {"source": "CMDB", "pasted": TABLE + SHOP + TILL + "9,,,,,,\n"})
    page = words(igor.get(sent.url))
    assert "2 entries were found. 2 are new: Shop , Till" in page
    assert "Rows without a name: 1." in page
    with nothing_written():
        looked = igor.post(sent.url, {"c_name": "2", "whole": "on"})
    assert "Kassandra" in words(looked)
    done = igor.post(sent.url, {"take": "on", "c_name": "1", "whole": "on"}, follow=True)
    assert "Taken in: 2 new, 0 changed" in words(done)


def test_programs_take_another_catalogue_in(cast: Cast) -> None:
    program = program_of(cast.igor)
    file = program.post("/systems/files", {"source": "CMDB", "content": TABLE + SHOP})
    assert (file["new"], file["columns"]["name"]) == (1, 1)
    done = program.post(f"/systems/files/{file['id']}/taking", {"columns": {"name": 1}})
    assert (done["new"], done["gone"]) == (1, 0)
    assert [one["count"] for one in program.get("/systems/sources")["items"]] == [1]
