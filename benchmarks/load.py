"""Ask a page at a steady rate for a while, on loopback, and tell how long answers take."""

import asyncio
import json
import sys
import time
from urllib.parse import urlsplit


async def _asked(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, head: bytes
) -> tuple[int, float]:
    begun = time.perf_counter()
    writer.write(head)
    status = int((await reader.readline()).split()[1])
    told: dict[bytes, bytes] = {}
    while (line := await reader.readline()).strip():
        name, _, value = line.partition(b":")
        told[name.strip().lower()] = value.strip().lower()
    if told.get(b"transfer-encoding") == b"chunked":
        while size := int(await reader.readline(), 16):
            await reader.readexactly(size + 2)
        await reader.readline()
    else:
        await reader.readexactly(int(told.get(b"content-length", 0)))
    return status, time.perf_counter() - begun


async def load(
    address: str, cookie: str, rate: int, seconds: float, connections: int = 20
) -> dict[str, float]:
    """A request every 1/rate seconds, spread over some connections; the times are those of answers, in order."""
    where = urlsplit(address)
    path = where.path + (f"?{where.query}" if where.query else "")
    head = (
        f"GET {path} HTTP/1.1\r\nHost: {where.netloc}\r\nAccept-Encoding: gzip\r\nCookie: {cookie}\r\n\r\n"
    ).encode()
    found: list[tuple[int, float]] = []

    async def one(offset: float) -> None:
        reader, writer = await asyncio.open_connection(where.hostname, where.port)
        begun = time.perf_counter() + offset
        for number in range(int(seconds * rate / connections)):
            await asyncio.sleep(max(0.0, begun + number * connections / rate - time.perf_counter()))
            found.append(await _asked(reader, writer, head))
        writer.close()

    begun = time.perf_counter()
    await asyncio.gather(*(one(n / rate) for n in range(connections)))
    took = time.perf_counter() - begun
    times = sorted(one for _, one in found)
    return {
        "requests": len(found),
        "per_second": len(found) / took,
        "failed": sum(status != 200 for status, _ in found),
        "p50": times[len(times) // 2],
        "p95": times[int(0.95 * (len(times) - 1))],
    }


if __name__ == "__main__":
    print(json.dumps(asyncio.run(load(sys.argv[1], sys.argv[2], int(sys.argv[3]), float(sys.argv[4])))))
