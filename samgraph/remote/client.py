"""Requests to an engine: tried again where that may help, and bounded in time and size."""

from __future__ import annotations

import gc
import socket
import ssl
import threading
import time
import weakref
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass

import httpx

from samgraph.errors import EngineError
from samgraph.remote.address import same_server, shown_address
from samgraph.remote.credentials import Credentials
from samgraph.remote.patience import Patience, retry_after
from samgraph.remote.refusals import AGAIN, refusal
from samgraph.version import VERSION

_MOST_REDIRECTS = 5
_REDIRECTS = frozenset({301, 302, 303, 307, 308})


@dataclass(frozen=True, slots=True)
class Reply:
    """What an engine answered, whole."""

    status: int
    headers: Mapping[str, str]
    """By name in lower case."""
    content: bytes
    url: str
    """Where it came from in the end."""

    @property
    def media_type(self) -> str:
        """The media type, in lower case and without parameters."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


class Client:
    """Speaks to one engine; to be closed.

    `said` is told of every pause before another try.
    """

    def __init__(
        self,
        credentials: Credentials | None = None,
        patience: Patience | None = None,
        *,
        said: Callable[[str], None] = lambda _: None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.credentials = credentials or Credentials()
        self.patience = patience or Patience()
        self._said = said
        self._sleep = sleep
        self._auth: httpx.Auth = _first_auth(self.credentials)
        self._http = httpx.Client(
            timeout=httpx.Timeout(self.patience.seconds, connect=self.patience.connecting),
            follow_redirects=False,
            headers={"User-Agent": f"samgraph/{VERSION}"},
        )

        # A plan that is asked has no end of its own: its connections close when nobody holds it.
        self._finish = weakref.finalize(self, self._http.close)

    def close(self) -> None:
        """Close the connections."""
        self._finish()

    def send(
        self,
        method: str,
        url: str,
        *,
        content: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        params: Mapping[str, str] | None = None,
        accepted: frozenset[int] = frozenset(),
    ) -> Reply:
        """Return the answer to a request that does the same when it is sent twice.

        A status of 400 or more is an error unless it is among `accepted`.

        Raises:
            EngineError: the engine cannot be reached, refuses, or answers with an error.

        """
        tried = 0
        while True:
            tried += 1
            last = tried >= self.patience.tries
            wanted: float | None = None
            try:
                reply = self._follow(method, url, content, headers, params)
            except _Passing as problem:
                if last:
                    raise problem.error(tried) from problem
                why = problem.message
            else:
                if reply.status < 300 or reply.status in accepted:
                    return reply
                error = refusal(reply.status, reply.headers, reply.content, reply.url)
                error = _without_secrets(error, self.credentials)
                if last or reply.status not in AGAIN:
                    raise error
                wanted = retry_after(reply.headers.get("retry-after", ""), time.time())
                why = f"status {reply.status}"
            pause = self.patience.pause(tried, wanted)
            self._said(f"{shown_address(url)}: {why}; trying again in {pause:g} s")
            self._sleep(pause)

    def _follow(
        self,
        method: str,
        url: str,
        content: bytes | None,
        headers: Mapping[str, str] | None,
        params: Mapping[str, str] | None,
    ) -> Reply:
        """Send a request where redirects lead, as long as that is the same server."""
        for _ in range(_MOST_REDIRECTS):

            def request(url: str = url, params: Mapping[str, str] | None = params) -> httpx.Request:
                return self._http.build_request(
                    method, url, content=content, headers=dict(headers or {}), params=params or None
                )

            reply = self._bounded(request(), self._auth)
            if reply.status == 401 and self._may_digest(request()):
                reply = self._bounded(request(), self._auth)
            target = reply.headers.get("location", "")
            if reply.status not in _REDIRECTS or not target:
                return reply
            try:
                led = str(httpx.URL(reply.url).join(target))
            except (httpx.InvalidURL, ValueError):
                led = ""
            if not led or not same_server(url, led):
                raise EngineError(
                    f"leads to another server, {shown_address(led) or 'which has no address'}",
                    where=shown_address(url),
                    hint="give that address yourself if you trust it",
                )
            url, params = led, None
        raise EngineError(
            f"leads on more than {_MOST_REDIRECTS} times",
            where=shown_address(url),
            hint="give the address of the SPARQL endpoint itself",
        )

    def _may_digest(self, request: httpx.Request) -> bool:
        """Turn to digest authentication where the server wants it, as Virtuoso does.

        It says so only to whoever sends nothing.
        """
        if not self.credentials.user or isinstance(self._auth, httpx.DigestAuth):
            return False
        challenge = self._bounded(request, httpx.Auth()).headers.get("www-authenticate", "")
        if not challenge.lower().startswith("digest"):
            return False
        self._auth = httpx.DigestAuth(self.credentials.user, self.credentials.password)
        return True

    def _bounded(self, request: httpx.Request, auth: httpx.Auth) -> Reply:
        """Send a request once, from a thread that is left behind when the time is over.

        Every bound of the HTTP library is on one step, and a server may take ever so many.
        """
        found: list[Reply | BaseException] = []

        def run() -> None:
            try:
                found.append(self._once(request, auth))
            except BaseException as error:
                found.append(error)

        thread = threading.Thread(target=run, daemon=True)
        # Rubbish with a result of the engine here in it may be swept up by its own thread only.
        sweeps = gc.isenabled()
        gc.disable()
        try:
            thread.start()
            thread.join(self.patience.seconds + self.patience.connecting)
        finally:
            if sweeps:
                gc.enable()
        if not found:
            raise self._too_long(str(request.url))
        outcome = found.pop()
        if isinstance(outcome, BaseException):
            try:
                raise outcome
            finally:
                del outcome
        return outcome

    def _once(self, request: httpx.Request, auth: httpx.Auth) -> Reply:
        url = str(request.url)
        ends = time.monotonic() + self.patience.seconds
        try:
            response = self._http.send(request, auth=auth, stream=True)
            try:
                parts, size = [], 0
                for part in response.iter_bytes():
                    parts.append(part)
                    size += len(part)
                    if size > self.patience.size:
                        raise EngineError(
                            f"the answer is larger than {self.patience.size:,} bytes",
                            where=shown_address(url),
                            hint="ask for less, with LIMIT or in parts",
                        )
                    if time.monotonic() > ends:
                        raise self._too_long(url)
            finally:
                response.close()
        except (httpx.ReadTimeout, httpx.WriteTimeout) as error:
            raise self._too_long(url) from error
        except httpx.DecodingError as error:
            raise EngineError(
                "the answer cannot be unpacked",
                where=shown_address(url),
                hint="it says that it is compressed, and is not",
            ) from error
        except httpx.TransportError as error:
            raise _transport(error, url) from error
        headers = {name.lower(): value for name, value in response.headers.items()}
        return Reply(response.status_code, headers, b"".join(parts), url)

    def _too_long(self, url: str) -> EngineError:
        return EngineError(
            f"took longer than {self.patience.seconds:g} seconds",
            where=shown_address(url),
            hint="narrow the question down, or allow more with --timeout SECONDS",
        )


class _Passing(Exception):  # noqa: N818 - no fault yet: another try may do
    """Something that may be over at the next try."""

    def __init__(self, message: str, url: str, hint: str) -> None:
        super().__init__(message)
        self.message, self.url, self.hint = message, url, hint

    def error(self, tried: int) -> EngineError:
        times = f", {tried} times" if tried > 1 else ""
        return EngineError(f"{self.message}{times}", where=shown_address(self.url), hint=self.hint)


def _transport(error: httpx.TransportError, url: str) -> _Passing | EngineError:
    """Return what a failed connection means: whether it may pass, and what to do."""
    where = shown_address(url)
    causes = _causes(error)
    if any(isinstance(one, ssl.SSLError) for one in causes):
        hint = "look at its certificate; one of your own goes into SSL_CERT_FILE"
        return EngineError("the connection is not safe", where=where, hint=hint)
    if any(isinstance(one, socket.gaierror) for one in causes):
        return EngineError(
            "there is no server of that name", where=where, hint="look for a misspelling"
        )
    if isinstance(error, httpx.UnsupportedProtocol | httpx.ProxyError):
        hint = "look at HTTP_PROXY, HTTPS_PROXY and NO_PROXY in the environment"
        return EngineError("the proxy does not let this through", where=where, hint=hint)
    if isinstance(error, httpx.ConnectTimeout | httpx.PoolTimeout):
        return _Passing("does not answer", url, "see whether it runs and its port is open")
    if isinstance(error, httpx.ConnectError):
        return _Passing("cannot be reached", url, "see whether it runs, and at which port")
    return _Passing(
        "the connection was cut before the answer was whole",
        url,
        "see the log of the engine: it may have run out of memory, or have been ended",
    )


def _causes(error: BaseException) -> list[BaseException]:
    found: list[BaseException] = []
    one: BaseException | None = error
    while one is not None and one not in found:
        found.append(one)
        one = one.__cause__ or one.__context__
    return found


def _first_auth(credentials: Credentials) -> httpx.Auth:
    if credentials.token:
        return _Bearer(credentials.token)
    if credentials.user:
        return httpx.BasicAuth(credentials.user, credentials.password)
    # Without this httpx would look in the address, where nothing may stand.
    return httpx.Auth()


class _Bearer(httpx.Auth):
    def __init__(self, token: str) -> None:
        self._token = token

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Send the token along."""
        request.headers["Authorization"] = f"Bearer {self._token}"
        yield request


def _without_secrets(error: EngineError, credentials: Credentials) -> EngineError:
    return type(error)(credentials.hidden(error.message), where=error.where, hint=error.hint)
