"""The figures behind a chart as a file, to be looked at elsewhere."""

import asyncio

from litestar import Response, get
from litestar.params import FromPath, FromQuery

from backoffice.monitoring.routes import HOME, period_asked
from dossier.monitoring.export import Format, as_file
from dossier.monitoring.sheets import sheet
from web.scope import AnyRequest, settings_of
from web.staff import staff_member

_MEDIA = {Format.CSV: "text/csv", Format.PARQUET: "application/vnd.apache.parquet"}


@get(f"{HOME}/sheets/{{name:str}}/{{form:str}}")
async def download_sheet(
    request: AnyRequest,
    name: FromPath[str],
    form: FromPath[str],
    first: FromQuery[str] = "",
    last: FromQuery[str] = "",
) -> Response[bytes]:
    """Answer figures by their name as a file; of those that are about a period, of the one that is asked for."""
    staff = await staff_member(request)
    told = await sheet(staff.actor, name, period_asked(first, last), settings_of(request))
    content = await asyncio.to_thread(as_file, told, form)
    headers = {
        "Content-Disposition": f'attachment; filename="{told.name}.{form}"',
        "X-Content-Type-Options": "nosniff",
    }
    return Response(content, media_type=_MEDIA[Format(form)], headers=headers)


ROUTES = [download_sheet]
