"""A small closed-loop HTTP client: many people at once, each one request after the other."""

import asyncio
import json
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

Send = Callable[[str, str, dict[str, str], bytes], Awaitable[tuple[int, bytes]]]


class Connection:
    """One keep-alive connection; a request that the server dropped is sent again once."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.reader: asyncio.StreamReader | None = None
        self.writer: asyncio.StreamWriter | None = None

    async def send(
        self, method: str, path: str, headers: dict[str, str], body: bytes = b""
    ) -> tuple[int, bytes]:
        host = f"127.0.0.1:{self.port}"
        lines = [f"{method} {path} HTTP/1.1", f"Host: {host}", f"Referer: https://{host}/"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        lines += [f"Content-Length: {len(body)}"] if method != "GET" else []
        raw = "\r\n".join([*lines, "", ""]).encode() + body
        try:
            return await self._exchange(raw)
        except (asyncio.IncompleteReadError, ConnectionError):
            self.close()
            return await self._exchange(raw)

    async def _exchange(self, raw: bytes) -> tuple[int, bytes]:
        if self.writer is None or self.reader is None:
            self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port)
        self.writer.write(raw)
        head = (await self.reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
        length = next(
            (int(line[15:]) for line in head.split("\r\n") if line.startswith("content-length:")), 0
        )
        body = await self.reader.readexactly(length)
        if "connection: close" in head:
            self.close()
        return int(head.split(" ", 2)[1]), body

    def close(self) -> None:
        if self.writer is not None:
            self.writer.close()
        self.reader = self.writer = None


@dataclass
class Timing:
    """How long each request of a run took, in seconds."""

    took: list[float] = field(default_factory=list)
    elapsed: float = 0.0

    @property
    def rate(self) -> float:
        return len(self.took) / self.elapsed if self.elapsed else 0.0

    @property
    def p95(self) -> float:
        ordered = sorted(self.took)
        return ordered[int((len(ordered) - 1) * 0.95)] if ordered else 0.0


@dataclass
class Writer:
    """One person in one browser tab, saving answers as the page's script would."""

    cookie: str
    token: str
    client: str
    path: str
    questions: int
    acknowledged: dict[int, tuple[int, Any]] = field(default_factory=dict)
    refused: list[tuple[int, bytes]] = field(default_factory=list)
    count: int = 0

    async def save(self, send: Send) -> None:
        position = self.count % self.questions + 1
        self.count += 1
        sequence = self.acknowledged.get(position, (0, None))[0] + 1
        answer = {"text": f"Jawaban {self.client} ke-{self.count} untuk soal {position}"}
        body = {
            "answer": answer,
            "sequence": sequence,
            "base": sequence - 1,
            "client": self.client,
        }
        headers = {
            "Cookie": self.cookie,
            "X-CSRFToken": self.token,
            "X-Forwarded-Proto": "https",
            "Content-Type": "application/json",
        }
        address = f"{self.path}jawaban/{position}/"
        status, reply = await send("POST", address, headers, json.dumps(body).encode())
        said = json.loads(reply) if status == 200 else {}
        if said.get("answer") == answer:
            self.acknowledged[position] = (said["sequence"], answer)
        else:
            self.refused.append((status, reply[:200]))


async def run(port: int, jobs: list[Callable[[Send], Awaitable[object]]], seconds: float) -> Timing:
    """Let every job repeat itself on a connection of its own until the time is up."""
    timing = Timing()
    began = time.perf_counter()

    async def repeat(job: Callable[[Send], Awaitable[object]]) -> None:
        connection = Connection(port)
        while time.perf_counter() - began < seconds:
            started = time.perf_counter()
            await job(connection.send)
            timing.took.append(time.perf_counter() - started)
        connection.close()

    await asyncio.gather(*(repeat(job) for job in jobs))
    timing.elapsed = time.perf_counter() - began
    return timing


async def empty_page(send: Send) -> None:
    status, _body = await send("GET", "/healthz/", {}, b"")
    if status != 200:
        raise RuntimeError(f"the empty page answered {status}")
