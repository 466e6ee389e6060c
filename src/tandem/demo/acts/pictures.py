"""Pictures, links, prototypes and pins."""

from tandem.attachments import services as attachments
from tandem.attachments.queries import attachment_visible_to
from tandem.attachments.rules import About
from tandem.briefs import services as briefs
from tandem.briefs.rules import picture_in
from tandem.demo.mock_ups import mock_up
from tandem.demo.play import Play, act
from tandem.demo.story import Act


def _drawn(line: Act) -> tuple[About, str, list[str]]:
    title, seen, words = line.texts(3)
    name = f"{title.lower().replace(' ', '-')}.png"
    return About(title, seen, name), line.plain[0], [word.strip() for word in words.split(";")]


@act("draws")
def draw(play: Play, line: Act) -> None:
    """`draws page|phone|sketch [newer] #name: title | what is to be seen | word; word; word`.

    On an idea; `newer` is the next version of what `#name` speaks of.
    """
    about, kind, words = _drawn(line)
    before = play.meant(line) if "newer" in line.plain else None
    made = attachments.add_file(
        actor=play.actor(line),
        subject_id=play.initiative,
        file=mock_up(kind, words),
        about=about,
        version_of=before,
    )
    play.name(line, made.pk)


@act("links")
def link(play: Play, line: Act) -> None:
    """`links: title | address`."""
    title, address = line.texts(2)
    attachments.add_link(
        actor=play.actor(line), subject_id=play.initiative, address=address, title=title
    )


@act("shows")
def show(play: Play, line: Act) -> None:
    """`shows page|phone|sketch [newer] #name: title | what is to be seen | word; word; word`.

    A prototype in the brief; `newer` is the next version of the one that `#name` speaks of.
    """
    about, kind, words = _drawn(line)
    actor, file = play.actor(line), mock_up(kind, words)
    if "newer" in line.plain:
        shown = attachment_visible_to(actor, play.meant(line)).first_id
        part = next(
            item
            for item in play.brief(line).items
            if (now := picture_in(item.fields))
            and attachment_visible_to(actor, now.attachment_id).first_id == shown
        )
        item = briefs.add_prototype_version(
            actor=actor, initiative_id=play.initiative, item_id=part.id, file=file, about=about
        )
    else:
        item = briefs.add_prototype(
            actor=actor, initiative_id=play.initiative, file=file, about=about
        )
    now = picture_in(play.item(line, str(item)).fields)
    if now is not None:
        play.name(line, now.attachment_id)


@act("pins")
def pin(play: Play, line: Act) -> None:
    """`pins X Y #name: words`: X and Y in percent, on the version that `#name` speaks of."""
    right, down = line.plain[:2]
    made = attachments.place_pin(
        actor=play.actor(line),
        attachment_id=play.meant(line),
        page=1,
        x=int(right) / 100,
        y=int(down) / 100,
        text=line.text,
    )
    play.named[f"{line.label}-pin"] = made.pk


@act("settles-pin")
def settle_pin(play: Play, line: Act) -> None:
    """`settles-pin #name`: the last pin placed on it is done."""
    attachments.settle_pin(actor=play.actor(line), pin_id=play.named[f"{line.label}-pin"])
