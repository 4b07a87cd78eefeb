"""What a person is told of a request by e-mail or SMS, in their language."""

from datetime import date

from dossier.requests.tell import ChannelName, NewNotice
from web.catalogues import gettext as _
from web.catalogues import speaking


def notices(
    channels: tuple[ChannelName, ...], language: str, centre: str, due_on: date, address: str, *, is_reminder: bool
) -> tuple[NewNotice, ...]:
    """Return what a person is told by each way: that something is asked, before when, and where to see what."""
    with speaking(language):
        facts = {"centre": centre, "day": due_on, "address": address}
        subject = (
            _("Reminder from {centre}", centre=centre) if is_reminder else _("A question from {centre}", centre=centre)
        )
        lines = (
            _("Hello,"),
            _("We need documents from you before the end of {day}. See which ones, and send photos of them:", **facts),
            address,
            _("You will be asked for your birth date. Nobody reads answers to this message."),
            centre,
        )
        text = _("{centre}: we need documents before the end of {day}. See which: {address}", **facts)
    words = {ChannelName.EMAIL: "\n\n".join(lines), ChannelName.SMS: text}
    return tuple(NewNotice(channel=each, subject=subject, words=words[each]) for each in channels)
