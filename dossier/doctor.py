"""Tries out what an installation stands on, for `guichet doctor`: each finding is a sentence."""

import asyncio
import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import asyncpg
from piccolo.apps.migrations.commands.base import BaseMigrationManager
from pydantic import SecretStr

from dossier.antivirus.clamd import AntivirusAway, Clamd
from dossier.database.engine import Connection
from dossier.database.piccolo_app import APP_CONFIG
from dossier.errors import DossierError, Refused
from dossier.finding import Finding
from dossier.imaging.box import Box
from dossier.imaging.office import converter
from dossier.journal.authority import AuthorityAway, authority_of
from dossier.resources import caps_of
from dossier.settings import Settings, UnsafeSettingsError
from dossier.storage.vault import open_vault

_OLDEST_SERVER = 150_000  # PostgreSQL 15, as `server_version_num` writes it
_PATIENCE_SECONDS = 5
_PIECE_BYTES = 1024 * 1024
_STORE_KEEPS = "The store takes a file once, also of many at a time, gives it back, lists it, and lets go of it."
_AWAY = (OSError, TimeoutError, asyncpg.PostgresError, ValueError)


async def examine(settings: Settings) -> list[Finding]:
    """Try the database in its three roles, the migrations, the store and the scratch folder, for real."""
    findings = [Finding(well=True, sentence=f"The settings can be used (mode: {settings.mode}).")]
    findings += await _database("DATABASE_URL", settings.database_url, _app_role, _separation)
    findings += await _database("DATABASE_LISTEN_URL", SecretStr(settings.listen_url), _listening)
    if settings.database_owner_url:
        findings += await _database("DATABASE_OWNER_URL", settings.database_owner_url, _owner_role, _migrations)
    else:
        findings += await _database("DATABASE_URL", settings.database_url, _migrations)
    findings += await _store(settings)
    findings.append(_scratch(settings))
    findings += await _walls(settings)
    findings += await _antivirus(settings)
    findings.append(_office(settings))
    findings.append(await _time_stamps(settings))
    return findings


@asynccontextmanager
async def _connected(url: SecretStr) -> AsyncIterator[Connection]:
    connection = await asyncpg.connect(url.get_secret_value(), timeout=_PATIENCE_SECONDS)
    try:
        yield connection
    finally:
        await connection.close(timeout=_PATIENCE_SECONDS)


async def _database(variable: str, url: SecretStr, *checks: Callable[..., AsyncIterator[Finding]]) -> list[Finding]:
    found: list[Finding] = []
    try:
        async with _connected(url) as connection:
            for check in checks:
                found += [each async for each in check(connection)]
    except _AWAY as error:
        found.append(
            Finding(well=False, sentence=f"{variable}: no use can be made of it ({type(error).__name__}: {error}).")
        )
    return found


async def _app_role(connection: Connection) -> AsyncIterator[Finding]:
    version = int(await connection.fetchval("SELECT current_setting('server_version_num')"))
    yield Finding(
        well=version >= _OLDEST_SERVER,
        sentence=f"PostgreSQL {version // 10_000} answers at DATABASE_URL; 15 or later is needed.",
    )
    powerful = await connection.fetchval("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
    owned = await connection.fetchval(
        "SELECT count(*) FROM pg_class WHERE pg_has_role(relowner, 'USAGE') AND relkind IN ('r', 'p') "
        "AND relnamespace NOT IN ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)"
    )
    yield Finding(
        well=not powerful,
        sentence="DATABASE_URL signs in as a role that row-level security binds."
        if not powerful
        else "DATABASE_URL signs in as a role that row-level security does not bind; use one without BYPASSRLS.",
    )
    yield Finding(
        well=not owned,
        sentence="It owns no table."
        if not owned
        else f"DATABASE_URL signs in as a role that owns {owned} tables; use one that owns none.",
    )


async def _separation(connection: Connection) -> AsyncIterator[Finding]:
    open_tables = await connection.fetch(
        "SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'centre_id' "
        "WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relnamespace = 'public'::regnamespace "
        "AND NOT (c.relrowsecurity AND c.relforcerowsecurity) ORDER BY 1"
    )
    names = ", ".join(each["relname"] for each in open_tables)
    yield Finding(
        well=not names,
        sentence=f"Centres are not kept apart in: {names}." if names else "Every table of a centre is kept apart.",
    )


async def _listening(connection: Connection) -> AsyncIterator[Finding]:
    heard = asyncio.Event()
    await connection.add_listener("doctor", lambda *_: heard.set())
    await connection.execute("NOTIFY doctor")
    try:
        await asyncio.wait_for(heard.wait(), _PATIENCE_SECONDS)
    except TimeoutError:
        sentence = "DATABASE_LISTEN_URL hears no notification: it must lead to PostgreSQL itself, not to a pooler."
        yield Finding(well=False, sentence=sentence)
    else:
        yield Finding(well=True, sentence="DATABASE_LISTEN_URL hears notifications.")


async def _owner_role(connection: Connection) -> AsyncIterator[Finding]:
    foreign = await connection.fetchval(
        "SELECT count(*) FROM pg_class WHERE relkind IN ('r', 'p') AND NOT pg_has_role(relowner, 'USAGE') "
        "AND relnamespace = 'public'::regnamespace"
    )
    yield Finding(
        well=not foreign,
        sentence=f"DATABASE_OWNER_URL signs in as a role to which {foreign} of the tables do not belong."
        if foreign
        else "DATABASE_OWNER_URL signs in as the owner of the tables.",
    )


async def _migrations(connection: Connection) -> AsyncIterator[Finding]:
    manager = BaseMigrationManager()
    wanted = set(manager.get_migration_ids(manager.get_migration_modules(str(APP_CONFIG.migrations_folder_path))))
    done: set[str] = set()
    if await connection.fetchval("SELECT to_regclass('public.migration')") is not None:
        if not await connection.fetchval("SELECT has_table_privilege('public.migration', 'SELECT')"):
            yield Finding(well=True, sentence="Migrations: not looked at; that takes DATABASE_OWNER_URL.")
            return
        done = {each["name"] for each in await connection.fetch("SELECT name FROM public.migration")}
    missing = len(wanted - done)
    ahead = len(done - wanted)
    if missing:
        yield Finding(well=False, sentence=f"{missing} migrations have not run: guichet migrate")
    elif ahead:
        yield Finding(well=False, sentence=f"The database is {ahead} migrations ahead of this version of Guichet.")
    else:
        yield Finding(well=True, sentence="The database is up to date.")


async def _store(settings: Settings) -> list[Finding]:
    """Try the store. What loses everything with a restart is good enough for a demo, and told there all the same."""
    try:
        vault = open_vault(settings.store_url, settings.store_timeout_seconds)
        found, lies_on = await vault.check(), await vault.ground()
    except (DossierError, OSError, ValueError) as error:
        return [Finding(well=False, sentence=f"STORE_URL: {error} ({error.__cause__})")]
    if all(each.well for each in found):
        found.insert(0, Finding(well=True, sentence=_STORE_KEEPS))
    bound = settings.mode == "production"
    return found + [Finding(well=each.well or not bound, sentence=each.sentence) for each in lies_on]


def _scratch(settings: Settings) -> Finding:
    try:
        settings.scratch_dir.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=settings.scratch_dir) as file:
            file.write(b"Guichet")
    except OSError as error:
        return Finding(well=False, sentence=f"GUICHET_SCRATCH_DIR cannot be written to ({error.strerror}).")
    return Finding(well=True, sentence="The scratch folder can be written to.")


async def _walls(settings: Settings) -> list[Finding]:
    """Have a boxed child try to get out. A wall that the kernel does not have stops nothing, but is told."""
    with tempfile.TemporaryDirectory() as elsewhere:
        secret = Path(elsewhere) / "secret"
        secret.write_text("Guichet")
        box = Box(max_bytes=settings.box_max_bytes, seconds=settings.box_seconds, caps=caps_of(settings))
        try:
            async with box:
                walls = await box.try_walls([secret, Path("/etc/passwd")], Path(elsewhere) / "new")
        except (Refused, OSError) as error:
            return [Finding(well=False, sentence=f"The boxed child cannot be started ({type(error).__name__}).")]
    held = {
        "opens no connection": walls.no_network,
        "reads no file but its own": walls.no_other_files,
        "writes nowhere else": walls.no_writing_elsewhere,
        "starts no program": walls.no_programs,
    }
    stand = [name for name, stands in (("Landlock", walls.landlock), ("seccomp", walls.seccomp)) if stands]
    sentence = f"The boxed child that reads files stands behind its limits{''.join(f', {each}' for each in stand)}"
    sentence += f": it {', '.join(each for each, holds in held.items() if holds)}." if any(held.values()) else "."
    findings = [Finding(well=True, sentence=sentence)]
    missing = [each for each, holds in held.items() if not holds]
    if missing:
        said = f"This kernel has no wall so that it {', '.join(missing)}; Linux 6.7 or later, on x86-64 or ARM, has."
        findings.append(Finding(well=True, sentence=said))
    return findings


async def _antivirus(settings: Settings) -> list[Finding]:
    """Have the antivirus look at the largest file that is taken in: its own limit may be lower."""
    if not settings.clamd_address:
        return []

    async def zeros() -> AsyncIterator[bytes]:
        for at in range(0, settings.upload_max_bytes, _PIECE_BYTES):
            yield bytes(min(_PIECE_BYTES, settings.upload_max_bytes - at))

    clamd = Clamd(settings.clamd_address, settings.clamd_timeout_seconds)
    try:
        await clamd.ping()
    except AntivirusAway as error:
        return [Finding(well=False, sentence=f"GUICHET_CLAMD_ADDRESS: no clamd answers ({error.facts['answer']}).")]
    try:
        await clamd.scan(zeros())
    except AntivirusAway as error:
        said = f"The antivirus does not take {settings.upload_max_bytes} bytes ({error.facts['answer']}): "
        return [Finding(well=False, sentence=f"{said}set StreamMaxLength and MaxFileSize in its clamd.conf.")]
    return [Finding(well=True, sentence="The antivirus answers, and takes the largest file that we take.")]


def _office(settings: Settings) -> Finding:
    """Tell what becomes of a text of Word; doing without LibreOffice is no fault."""
    if converter(settings.office_program):
        return Finding(well=True, sentence="LibreOffice is here, and makes pages of texts that are registered.")
    return Finding(well=True, sentence="No LibreOffice is here: texts that are registered are kept without pages.")


async def _time_stamps(settings: Settings) -> Finding:
    """Have the authority vouch for a few bytes. Without one the journal is anchored all the same, and that is told."""
    try:
        authority = authority_of(settings)
    except UnsafeSettingsError as error:
        return Finding(well=False, sentence=str(error))
    if authority is None or not settings.stamp_authority_url:
        said = "Nobody vouches for the journal: who holds database and store could write it anew. "
        return Finding(well=True, sentence=f"{said}GUICHET_STAMP_AUTHORITY_URL names who would.")
    try:
        await authority.stamp(b"Guichet")
    except AuthorityAway as error:
        said = f"GUICHET_STAMP_AUTHORITY_URL: no stamp that can be believed comes ({error.facts['answer']})."
        return Finding(well=False, sentence=said)
    return Finding(well=True, sentence="The time stamp authority answers, and its stamps can be believed.")
