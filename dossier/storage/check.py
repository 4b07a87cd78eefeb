"""Tries a vault's promises on a key of its own, for `guichet doctor`."""

import hashlib
from uuid import uuid4

from dossier.errors import DossierError
from dossier.storage.vault import KeyTaken, Vault

_FIRST = b"Guichet tries its store.\n"
_OTHER = b"Guichet tries to overwrite.\n"


async def broken_promises(vault: Vault) -> list[str]:
    """Return a sentence for each promise that the vault breaks: write, read back, put-if-absent, remove.

    Leaves nothing behind where the vault lets it remove what it wrote.
    """
    key = f"doctor/{uuid4()}/{hashlib.sha256(_FIRST).hexdigest()}"
    wrongs: list[str] = []
    try:
        await vault.put_bytes(key, _FIRST)
        await vault.put_bytes(key, _FIRST)
        try:
            await vault.put_bytes(key, _OTHER)
            wrongs.append("The store let a second file overwrite the first: it has no put-if-absent. Use another one.")
        except KeyTaken:
            if await vault.read(key) != _FIRST:
                wrongs.append("The store gave back other bytes than were written.")
        await vault.delete(key)
        if await vault.size(key) is not None:
            wrongs.append("The store kept a file that was removed: the sweep cannot free space.")
    except DossierError as error:
        reason = str(error.__cause__ or "").partition("\n")[0]  # an object store adds pages of its own debugging
        wrongs.append(f"{error} ({reason})" if reason else str(error))
    return wrongs
