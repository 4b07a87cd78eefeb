"""The headers of every answer."""

from litestar import Response, get

from tests.web.app import app_of, client_of


@get("/open")
async def open_to_all() -> Response[str]:
    return Response(
        "x", headers={"Cache-Control": "public, max-age=60", "Cross-Origin-Resource-Policy": "cross-origin"}
    )


async def test_every_answer_is_strict_and_personal_until_it_says_otherwise() -> None:
    async with client_of(app_of([open_to_all])) as client:
        nowhere, opened = await client.get("/nowhere"), await client.get("/open")
    policy = nowhere.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert nowhere.headers["cache-control"] == "no-store"
    assert nowhere.headers["referrer-policy"] == "same-origin"
    assert "strict-transport-security" not in nowhere.headers
    assert opened.headers["cache-control"] == "public, max-age=60"
    assert opened.headers.get_list("cross-origin-resource-policy") == ["cross-origin"]


async def test_https_is_kept_to_once_it_is_there() -> None:
    async with client_of(app_of([open_to_all], public_url="https://guichet.test")) as client:
        answer = await client.get("/open?lang=nl")
    assert "max-age=31536000" in answer.headers["strict-transport-security"]
    assert "Secure" in answer.headers["set-cookie"]
