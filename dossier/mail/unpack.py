"""Open the packages in a mail, a zip or Outlook's winmail.dat: each file in one is a part, as if it were attached.

They are opened in the box, within limits that all packages of one mail share.
"""

import asyncio
import tempfile
from dataclasses import dataclass
from pathlib import Path

from dossier.imaging.packages import Found, Member, Room, Unpacked
from dossier.mail.fates import fate_of
from dossier.mail.head import one_line
from dossier.mail.values import Fate, Part
from dossier.resources import Resources

PREFIX = "mail-"
_MEDIA_TYPE = "application/octet-stream"
_INSIDE = " › "


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A package with its fate, and what was in it."""

    fate: Fate
    inside: tuple[Part, ...] = ()


class Unpacker:
    """Opens the packages of one mail."""

    def __init__(self, resources: Resources, *, has_words: bool) -> None:
        """`has_words`: the mail says something beside what is attached."""
        self._resources, self._has_words = resources, has_words
        self._parts_left = resources.settings.mail_parts_max
        self._bytes_left = resources.settings.mail_unpacked_max_bytes

    async def open(self, part: Part) -> Opened:
        """Open a package; one that cannot be keeps the fate that it had. Raises a leaf of Refused, Unavailable."""
        settings = self._resources.settings
        if part.depth >= settings.mail_nested_max:
            return Opened(fate=Fate.TOO_DEEP)
        settings.scratch_dir.mkdir(parents=True, exist_ok=True)
        room = Room(
            members_max=self._parts_left, member_max_bytes=settings.upload_max_bytes, all_max_bytes=self._bytes_left
        )
        with tempfile.TemporaryDirectory(dir=settings.scratch_dir, prefix=PREFIX) as name:
            folder = Path(name)
            package = folder / "package"
            await asyncio.to_thread(package.write_bytes, part.data)
            unpacked = await self._resources.box.unpack(package, folder, room)
            inside = await asyncio.to_thread(lambda: tuple(_part(each, part) for each in unpacked.members))
        self._parts_left -= len(inside)
        self._bytes_left -= sum(len(each.data) for each in inside)
        return Opened(fate=self._fate(part, unpacked), inside=inside)

    def _fate(self, part: Part, unpacked: Unpacked) -> Fate:
        is_winmail = part.fate is Fate.WINMAIL
        if unpacked.found is Found.OPENED:
            if unpacked.members:
                return Fate.UNPACKED
            if is_winmail:  # it says once more, with colours, what the mail says; or else it is all that there is
                return Fate.UNPACKED if self._has_words else Fate.WINMAIL
            return Fate.EMPTY
        if unpacked.found is Found.DAMAGED:
            return Fate.WINMAIL if is_winmail else Fate.DAMAGED
        known = {Found.LOCKED: Fate.PACKED_LOCKED, Found.TOO_MUCH: Fate.PACKED_TOO_MUCH}
        return known.get(unpacked.found, part.fate or Fate.PACKED)


def _part(member: Member, package: Part) -> Part:
    name = one_line(member.name.replace("\\", "/").rpartition("/")[2]) or "?"
    shown = f"{package.file_name}{_INSIDE}{name}" if package.file_name else name
    data = b"" if member.path is None else member.path.read_bytes()
    return Part(
        media_type=_MEDIA_TYPE,
        file_name=shown,
        data=data,
        fate=Fate.TOO_LARGE if member.path is None else fate_of(_MEDIA_TYPE, name, data),
        is_inline=member.is_inline,
        depth=package.depth + 1,
    )
