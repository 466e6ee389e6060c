"""Pictures, PDF files and links on an idea: added, described, ordered, removed."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.accounts.browsing import as_person
from tests.cast import SENTENCE, Cast, happened, hide
from tests.pictures import drawn, kept, pdf
from tests.refusals import nothing_written, refused

from tandem.accounts.rules import Actor
from tandem.activity.search import found_by_words
from tandem.attachments import jobs, queries, services
from tandem.attachments.rules import About, AttachmentKind, name_of, why_not_address
from tandem.attachments.rules import MediaType as Media
from tandem.core.errors import BadInput, NotAllowed, NotFound, RuleBroken

pytestmark = pytest.mark.usefixtures("tuesday")


def add(actor: Actor, subject: int, title: str = "Calendar", **more: object) -> int:
    content = more.pop("content", None)
    assert content is None or isinstance(content, bytes)
    return services.add_file(
        actor=actor, subject_id=subject, file=kept(content), about=About(title), **more
    ).pk  # type: ignore[arg-type]


def link(actor: Actor, subject: int, address: str = "https://shop.example/day") -> int:
    return services.add_link(actor=actor, subject_id=subject, address=address, title="There").pk


def titles(subject: int) -> list[str]:
    return [row.title for row in queries.newest_of(queries.attached_to(subject))]


def test_a_picture_is_added_and_found(cast: Cast, idea: int) -> None:
    about = About(file_name="My_first day.PNG", description="Tuesday is free")
    made = services.add_file(actor=cast.charlie, subject_id=idea, file=kept(), about=about)
    row = queries.one_attachment(cast.rita, made.pk)
    assert (row.title, row.kind, row.version) == ("My first day", AttachmentKind.IMAGE, 1)
    assert happened(idea)[-1] == "attachment.added"
    assert [one.subject_id for one in found_by_words(cast.rita, "tuesday free")] == [made.pk]


def test_readers_add_nothing_and_outsiders_find_nothing(cast: Cast, idea: int) -> None:
    made = add(cast.alice, idea)
    with refused(NotAllowed):
        add(cast.rita, idea)
    with refused(NotAllowed):
        link(cast.rita, idea)
    with refused(NotAllowed):
        services.change_attachment(
            actor=cast.charlie, attachment_id=made, title="Mine", description=""
        )
    with refused(NotAllowed):
        services.remove_attachment(actor=cast.charlie, attachment_id=made)
    hide(idea)
    digest = queries.one_attachment(cast.alice, made).digest
    for act in (
        lambda: add(cast.igor, idea),
        lambda: queries.one_attachment(cast.igor, made),
        lambda: queries.file_to_send(cast.igor, made, digest),
        lambda: services.remove_attachment(actor=cast.igor, attachment_id=made),
    ):
        with refused(NotFound):
            act()


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "ftp://a.example", "shop.example", "https://", "https://a b.example"],
)
def test_only_whole_web_addresses_are_linked(address: str) -> None:
    assert why_not_address(address)
    assert why_not_address("https://shop.example/day?x=1#y") is None


def test_a_link_is_never_opened_and_has_a_title(cast: Cast, idea: int) -> None:
    made = link(cast.igor, idea)
    assert happened(idea)[-1] == "attachment.linked"
    assert not queries.one_attachment(cast.alice, made).is_file
    with refused(BadInput):
        link(cast.igor, idea, "javascript:alert(1)")
    with refused(RuleBroken):
        add(cast.igor, idea, version_of=made)


def test_the_same_form_adds_once(cast: Cast, idea: int) -> None:
    first = add(cast.alice, idea, form_key="once")
    with nothing_written():
        assert add(cast.alice, idea, form_key="once") == first


def test_versions_follow_one_another(cast: Cast, idea: int) -> None:
    first = add(cast.alice, idea)
    second = add(cast.igor, idea, "", version_of=first, content=drawn("#0b5d80"))
    row = queries.one_attachment(cast.alice, second)
    assert (row.title, row.version, row.first_id) == ("Calendar", 2, first)
    assert [one.id for one in queries.versions_of(row)] == [first, second]
    assert titles(idea) == ["Calendar"]
    assert happened(idea)[-1] == "attachment.version_added"
    with refused(RuleBroken):
        add(cast.igor, idea, version_of=first)


def test_they_stand_in_an_order(cast: Cast, idea: int) -> None:
    for title in ("One", "Two", "Three"):
        last = add(cast.alice, idea, title)
    services.move_attachment(actor=cast.alice, attachment_id=last, step=-1)
    assert titles(idea) == ["One", "Three", "Two"]
    assert happened(idea)[-1] == "attachment.moved"
    services.move_attachment(actor=cast.alice, attachment_id=last, step=-1)
    with nothing_written():
        services.move_attachment(actor=cast.alice, attachment_id=last, step=-1)


def test_words_change_with_the_talk_below(cast: Cast, idea: int) -> None:
    made = add(cast.alice, idea)
    services.change_attachment(
        actor=cast.alice, attachment_id=made, title="Choose a day", description="Seven days"
    )
    assert titles(idea) == ["Choose a day"]
    assert happened(idea)[-1] == "attachment.changed"
    assert found_by_words(cast.rita, "seven days")


def test_a_removed_one_leaves_its_line_and_its_file_goes(
    cast: Cast, idea: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = add(cast.alice, idea, content=pdf())
    row = queries.one_attachment(cast.alice, made)
    services.remove_attachment(actor=cast.alice, attachment_id=made)
    assert titles(idea) == []
    assert happened(idea)[-1] == "attachment.removed"
    assert not found_by_words(cast.alice, "calendar")
    with pytest.raises(NotFound):
        queries.file_to_send(cast.alice, made, row.digest)
    with refused(RuleBroken):
        services.remove_attachment(actor=cast.alice, attachment_id=made)
    assert queries.digests_spoken_of([row.digest, row.small_key]) == set()
    monkeypatch.setattr("tandem.core.kept_files.SPARED", -(10**9))
    assert jobs.sweep_files() >= 3


def test_an_owner_removes_what_their_side_added(cast: Cast, assessed: int) -> None:
    of_marketing, of_it = add(cast.mona, assessed), add(cast.ivan, assessed)
    with refused(NotAllowed):
        services.remove_attachment(actor=cast.igor, attachment_id=of_marketing)
    services.remove_attachment(actor=cast.igor, attachment_id=of_it)
    services.remove_attachment(actor=cast.alice, attachment_id=of_marketing)


def test_bytes_are_sent_as_what_they_are_and_nothing_more(cast: Cast, idea: int) -> None:
    picture, document = add(cast.alice, idea, "Ärger/../x"), add(cast.alice, idea, content=pdf())
    browser = as_person(cast.rita)

    def get(address: str) -> Any:
        sent = browser.get(address)
        sent.content_sent = sent.getvalue()  # and so its file is closed
        return sent

    row = queries.one_attachment(cast.alice, picture)
    sent = get(row.file_url)
    assert sent.headers["Content-Type"] == "image/png"
    assert sent.headers["X-Content-Type-Options"] == "nosniff"
    assert sent.headers["Content-Disposition"].startswith("inline")
    assert "sandbox" in sent.headers["Content-Security-Policy"]
    assert sent.headers["Cache-Control"] == "private, max-age=31536000, immutable"
    assert sent.content_sent.startswith(b"\x89PNG")
    assert get(row.small_url).headers["Content-Type"] == "image/webp"
    paper = queries.one_attachment(cast.alice, document)
    whole = get(paper.file_url)
    assert whole.headers["Content-Type"] == "application/pdf"
    assert whole.headers["Content-Disposition"].startswith("attachment")
    page = queries.pages_of([document])[document][1]
    assert get(page.picture_url).headers["Content-Type"] == "image/jpeg"
    # The content of one thing is none of another's.
    assert browser.get(f"{paper.url}files/{row.digest}/").status_code == 404
    assert name_of("Ärger/../x", Media.PNG) == "Ärger x.png"


def test_a_picture_is_sent_by_the_form(cast: Cast, idea: int) -> None:
    browser = as_person(cast.alice)

    def sent(content: bytes, **more: str) -> tuple[int, str]:
        file = SimpleUploadedFile("day.png", content, "image/png")
        answer = browser.post(f"/attached/{idea}/", {"file": file, **more})
        return answer.status_code, answer.content.decode()

    assert sent(drawn())[0] == 303
    assert titles(idea) == ["day"]
    status, page = sent(b'<svg xmlns="http://www.w3.org/2000/svg"/>', title="Typed before")
    assert status == 422
    assert "Save it as PNG or PDF" in page
    assert "Typed before" in page
    for wrong in ({}, {"address": "https://a.example"}, {"address": "nowhere", "title": "X"}):
        assert browser.post(f"/attached/{idea}/", wrong).status_code == 422
    page = browser.get(f"/attached/{idea}/").content.decode()
    assert SENTENCE in page
    assert 'accept="image/png,image/jpeg' in page  # a phone offers its pictures and its camera
