"""A model from the public model hub: one file at a pinned revision, resumed where it was cut.

The hub answers `<base>/<repository>/resolve/<revision>/<file>` with a redirect to its storage, and declares
the file's sha256 in the header X-Linked-Etag. HF_ENDPOINT stands in for the base address, as in the hub's own
tools.
"""

from __future__ import annotations

import os
import re
import time
from typing import TYPE_CHECKING
from urllib.parse import quote, urljoin, urlsplit

import httpx2

from companion.models.partial import DownloadError, Progress, need_room

if TYPE_CHECKING:
    from collections.abc import Callable

    from companion.models.catalogue import Entry, Hub
    from companion.models.partial import Partial

_BASE = "https://huggingface.co"
_REDIRECTS = 5
_CUTS = 4  # in a row, with nothing come between them
_PAUSE = 0.2  # seconds before the first new attempt; doubles with each cut
_KEEP = 64 * 2**20  # bytes between two notes of what is good
_SHA256 = re.compile(r"[0-9a-f]{64}")
_AGAIN = "Look at the network, then try again: what has come already is kept."


class _CutError(Exception):
    """The connection ended before the file did."""


def fill(source: Hub, entry: Entry, partial: Partial, progress: Callable[[Progress], None]) -> str:
    """Download what is missing of the file; the sha256 that it has to have. Raises `DownloadError`."""
    transfer = _Transfer(source, entry, partial, progress)
    need_room(partial, entry.size - sum(partial.begin(transfer.address)))
    cuts = 0
    timeout = httpx2.Timeout(30.0, connect=10.0)
    with httpx2.Client(timeout=timeout, headers={"Accept-Encoding": "identity"}) as client:
        while True:
            before = partial.file.tell()
            try:
                transfer.attempt(client)
            except (_CutError, httpx2.TransportError) as error:
                cuts = 1 if partial.file.tell() > before else cuts + 1
                if cuts > _CUTS:
                    raise DownloadError(
                        f"{entry.name} could not be downloaded: {_why(error)}.", _AGAIN
                    ) from None
                time.sleep(_PAUSE * 2 ** (cuts - 1))
            else:
                return transfer.sha256
            finally:
                transfer.keep()


class _Transfer:
    def __init__(
        self, source: Hub, entry: Entry, partial: Partial, progress: Callable[[Progress], None]
    ) -> None:
        base = os.environ.get("HF_ENDPOINT", "").rstrip("/") or _BASE
        self.address = f"{base}/{source.repository}/resolve/{source.revision}/{quote(source.file)}"
        self.sha256 = entry.sha256 or ""
        self._entry = entry
        self._partial = partial
        self._progress = progress

    def keep(self) -> None:
        """Note what has come."""
        self._partial.keep(self.address, [self._partial.file.tell()])

    def attempt(self, client: httpx2.Client) -> None:
        """Ask for what is missing and append it. Raises `_CutError` and httpx2's errors."""
        have = self._partial.file.tell()
        if have == self._entry.size and self.sha256:
            return
        address = self.address
        for _ in range(_REDIRECTS):
            ranged = {"Range": f"bytes={have}-"} if have else {}
            with client.stream("GET", address, headers=ranged) as response:
                if urlsplit(address).netloc == urlsplit(self.address).netloc:
                    self._declare(response.headers.get("X-Linked-Etag", ""))
                if not response.has_redirect_location:
                    self._take(response, have)
                    return
                address = self._next(address, response.headers["Location"])
        raise DownloadError("The hub redirects without an end.", "Try again later.")

    def _next(self, address: str, location: str) -> str:
        target = urljoin(address, location)
        schemes = urlsplit(address).scheme, urlsplit(target).scheme
        if schemes[1] not in {"http", "https"} or schemes == ("https", "http"):
            raise DownloadError(f"The hub sends {self._entry.name} without encryption.", "It is not used.")
        return target

    def _take(self, response: httpx2.Response, have: int) -> None:
        if not self.sha256:
            raise DownloadError(
                f"Neither the hub nor the catalogue has a checksum of {self._entry.name}.",
                "It can't be checked, so it is not downloaded.",
            )
        if have and response.status_code == 416:  # what we have is longer than the file
            self._partial.discard()
            raise _CutError
        self._check(response)
        if have and not _continues(response, have):
            self._partial.discard()
        self._receive(response)
        if self._partial.file.tell() < self._entry.size:
            raise _CutError

    def _declare(self, etag: str) -> None:
        declared = etag.removeprefix("W/").strip('"').lower()
        if not _SHA256.fullmatch(declared):
            return
        if self.sha256 and self.sha256 != declared:
            raise DownloadError(
                f"The hub has another {self._entry.name} than the catalogue: their checksums differ.",
                "It was not downloaded. A newer version of this program may know the new file.",
            )
        self.sha256 = declared

    def _check(self, response: httpx2.Response) -> None:
        if response.status_code in {200, 206}:
            if response.headers.get("Content-Type", "").startswith("text/html"):
                raise DownloadError(
                    "In place of the model came a web page, as from a login page of a network.",
                    "Open a page in a browser to log in to the network, then try again.",
                )
            return
        if response.status_code >= 500 or response.status_code == 429:
            raise _CutError(f"the hub answered {response.status_code}")
        reasons = {
            401: "is not open to everyone",
            403: "is not open to everyone",
            404: "is not there any more",
        }
        reason = reasons.get(response.status_code, f"was refused with status {response.status_code}")
        raise DownloadError(
            f"{self._entry.name} {reason} at {urlsplit(self.address).hostname}.",
            "Choose another model: companion models list.",
        )

    def _receive(self, response: httpx2.Response) -> None:
        kept = self._partial.file.tell()
        for block in response.iter_raw():  # as it comes, so that a cut loses nothing
            self._partial.file.write(block)
            done = self._partial.file.tell()
            if done > self._entry.size:
                self._partial.discard()
                raise DownloadError(f"What comes as {self._entry.name} is too long.", "It was deleted.")
            self._progress(Progress(done, self._entry.size, "downloading"))
            if done - kept >= _KEEP:
                self.keep()
                kept = done


def _continues(response: httpx2.Response, have: int) -> bool:
    """Whether what comes begins where we are; a server may ignore the range and send all."""
    return response.headers.get("Content-Range", "").startswith(f"bytes {have}-")


def _why(error: Exception) -> str:
    said = str(error) or "the connection was cut again and again"
    return said.rstrip(".")[:200]
