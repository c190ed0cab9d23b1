"""Downloads from a model hub: a real server on loopback that redirects, resumes, breaks off, and worse."""

from __future__ import annotations

import asyncio
import hashlib
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest

from companion.models.catalogue import Entry, Hub
from companion.models.download import fetch
from companion.models.partial import DownloadError, Progress
from tests.models.server import serving

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable
    from pathlib import Path

    from tests.models.server import Exchange, Server

WHOLE = b"GGUF" + bytes(range(256)) * 4000
SHA256 = hashlib.sha256(WHOLE).hexdigest()
ADDRESS = "/someone/Some-GGUF/resolve/abc123/some%20model.gguf"


@pytest.fixture
def models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "models"
    monkeypatch.setenv("COMPANION_MODELS", str(folder))
    return folder


def entry(sha256: str | None = SHA256) -> Entry:
    return Entry(
        name="some",
        purpose="chat",
        parameters="0",
        size=len(WHOLE),
        memory=0,
        licence="MIT",
        window=128,
        sha256=sha256,
        good_for="tests",
        sources=(Hub("someone/Some-GGUF", "abc123", "some model.gguf"),),
    )


@asynccontextmanager
async def hub(
    behave: Callable[[Exchange], Awaitable[None]], monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Server]:
    async with serving(behave) as server:
        monkeypatch.setenv("HF_ENDPOINT", f"http://127.0.0.1:{server.port}/")
        yield server


async def download(one: Entry | None = None) -> Path:
    return await asyncio.to_thread(fetch, one or entry(), lambda _: None)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


async def resolve(exchange: Exchange, etag: str = f'"{SHA256}"') -> bool:
    """What the hub does with a file's address: declare the checksum and send on to the storage."""
    if exchange.path != ADDRESS:
        return False
    await exchange.answer(302, "", Location="/storage/blob?signature=1", X_Linked_Etag=etag)
    return True


async def store(exchange: Exchange, data: bytes = WHOLE, cut: int | None = None) -> None:
    """What the storage does: the range that was asked for, or its first `cut` bytes and then no more."""
    start = int(exchange.headers.get("range", "bytes=0-").removeprefix("bytes=").rstrip("-"))
    head = "HTTP/1.1 206 Partial Content" if "range" in exchange.headers else "HTTP/1.1 200 OK"
    lines = [head, f"Content-Length: {len(data) - start}", "Content-Type: application/octet-stream"]
    lines += [f"Content-Range: bytes {start}-{len(data) - 1}/{len(data)}", "", ""]
    await exchange.send("\r\n".join(lines).encode())
    rest = data[start:]
    await exchange.send(rest if cut is None else rest[:cut])
    if cut is not None:
        await asyncio.sleep(0.05)
        exchange.reset()


async def good(exchange: Exchange) -> None:
    if not await resolve(exchange):
        await store(exchange)


async def test_a_file_comes_by_way_of_the_redirect_and_is_checked(
    models: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with hub(good, monkeypatch) as server:
        path = await download()
    assert path.read_bytes() == WHOLE
    assert names(models) == ["some.gguf"]
    assert [exchange.path for exchange in server.exchanges] == [ADDRESS, "/storage/blob?signature=1"]


async def test_the_checksum_that_the_hub_declares_is_enough(
    models: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with hub(good, monkeypatch):
        assert (await download(entry(sha256=None))).read_bytes() == WHOLE


async def test_content_that_is_not_what_the_hub_declared_is_thrown_away(
    models: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def false(exchange: Exchange) -> None:
        if not await resolve(exchange):
            await store(exchange, WHOLE[:-1] + b"!")

    async with hub(false, monkeypatch):
        with pytest.raises(DownloadError, match="its checksum is wrong"):
            await download(entry(sha256=None))
    assert names(models) == []


async def test_a_hub_that_declares_another_checksum_than_the_catalogue_is_not_believed(
    models: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def changed(exchange: Exchange) -> None:
        await resolve(exchange, etag='"' + "0" * 64 + '"')

    async with hub(changed, monkeypatch) as server:
        with pytest.raises(DownloadError, match="their checksums differ"):
            await download()
    assert len(server.exchanges) == 1


async def test_without_any_checksum_nothing_is_downloaded(
    models: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def silent(exchange: Exchange) -> None:
        if not await resolve(exchange, etag='W/"d41d8cd98f"'):
            await store(exchange)

    async with hub(silent, monkeypatch):
        with pytest.raises(DownloadError, match="Neither the hub nor the catalogue has a checksum"):
            await download(entry(sha256=None))
    assert names(models) == []


async def test_connections_that_are_cut_are_made_again_and_go_on(
    models: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def shaky(exchange: Exchange) -> None:
        if not await resolve(exchange):
            await store(exchange, cut=400_000)

    async with hub(shaky, monkeypatch) as server:
        assert (await download()).read_bytes() == WHOLE
    starts = [exchange.headers.get("range") for exchange in server.exchanges if exchange.path != ADDRESS]
    assert starts == [None, "bytes=400000-", "bytes=800000-"]


async def test_a_download_that_was_given_up_goes_on_the_next_time(
    models: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def dying(exchange: Exchange) -> None:
        if await resolve(exchange):
            return
        if "range" in exchange.headers:
            exchange.reset()
        else:
            await store(exchange, cut=300_000)

    async with hub(dying, monkeypatch):
        with pytest.raises(DownloadError, match="could not be downloaded") as caught:
            await download()
        assert "what has come already is kept" in caught.value.advice
        assert (models / "some.gguf.part").stat().st_size == 300_000
        dying_address = (models / "some.gguf.part.json").read_text()
    async with hub(good, monkeypatch) as server:
        moved = dying_address.replace(dying_address.split("/")[2], f"127.0.0.1:{server.port}")
        (models / "some.gguf.part.json").write_text(moved)
        assert (await download()).read_bytes() == WHOLE
    assert server.exchanges[-1].headers["range"] == "bytes=300000-"
    assert names(models) == ["some.gguf"]


async def test_a_server_that_ignores_the_range_sends_all_again(
    models: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def forgetful(exchange: Exchange) -> None:
        if not await resolve(exchange):
            first = "range" not in exchange.headers
            exchange.headers.pop("range", None)
            await store(exchange, cut=500_000 if first else None)

    async with hub(forgetful, monkeypatch):
        assert (await download()).read_bytes() == WHOLE


async def test_more_than_the_catalogue_says_is_not_taken(
    models: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def endless(exchange: Exchange) -> None:
        if not await resolve(exchange):
            await store(exchange, WHOLE + b"and more")

    async with hub(endless, monkeypatch):
        with pytest.raises(DownloadError, match="is too long"):
            await download()
    assert names(models) == []


@pytest.mark.parametrize(
    ("status", "reason"),
    [(404, "is not there any more"), (401, "is not open to everyone"), (410, "status 410")],
)
async def test_a_file_that_is_refused_says_why(
    models: Path, monkeypatch: pytest.MonkeyPatch, status: int, reason: str
) -> None:
    async def refusing(exchange: Exchange) -> None:
        await exchange.answer(status, "Entry not found")

    async with hub(refusing, monkeypatch) as server:
        with pytest.raises(DownloadError, match=f"some {reason}|some was refused with {reason}"):
            await download()
    assert len(server.exchanges) == 1
    assert names(models) == []


async def test_a_web_page_is_not_a_model(models: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def portal(exchange: Exchange) -> None:
        await exchange.answer(
            200, "<html>Log in to our network!</html>", Content_Type="text/html; charset=utf-8"
        )

    async with hub(portal, monkeypatch):
        with pytest.raises(DownloadError, match="a web page"):
            await download()
    assert names(models) == []


async def test_a_busy_hub_is_asked_again(models: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    async def busy(exchange: Exchange) -> None:
        asked.append(1)
        if len(asked) < 3:
            await exchange.answer(503, "later")
        else:
            await good(exchange)

    async with hub(busy, monkeypatch):
        assert (await download()).read_bytes() == WHOLE


async def test_redirects_without_an_end_are_given_up(models: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def circle(exchange: Exchange) -> None:
        await exchange.answer(302, "", Location=ADDRESS)

    async with hub(circle, monkeypatch) as server:
        with pytest.raises(DownloadError, match="redirects without an end"):
            await download()
    assert len(server.exchanges) < 10


async def test_a_redirect_to_a_file_of_this_machine_is_not_followed(
    models: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def sly(exchange: Exchange) -> None:
        await exchange.answer(302, "", Location="file:///etc/passwd")

    async with hub(sly, monkeypatch):
        with pytest.raises(DownloadError):
            await download()


async def test_progress_grows_with_what_has_come(models: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[Progress] = []
    async with hub(good, monkeypatch):
        await asyncio.to_thread(fetch, entry(), told.append)
    assert told[-1] == Progress(len(WHOLE), len(WHOLE), "checking")
    assert [one.done for one in told] == sorted(one.done for one in told)
