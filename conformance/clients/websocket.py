"""Debian's python3-websockets on both sides.

    websocket.py serve             echoes on a port of loopback, which it prints
    websocket.py talk URI [CA]     says much, and expects to hear all of it again
"""

import asyncio
import ssl
import sys

import websockets

MESSAGES = 200


async def serve():
    async def echo(socket, path=None):
        async for message in socket:
            await socket.send(message)

    async with websockets.serve(echo, "127.0.0.1", 0) as server:
        print(server.sockets[0].getsockname()[1], flush=True)
        await asyncio.Future()


async def talk(uri, authority=None):
    context = None
    if authority:
        context = ssl.create_default_context(cafile=authority)
        context.check_hostname = False
    async with websockets.connect(uri, ssl=context) as socket:
        await (await socket.ping())
        for number in range(MESSAGES):
            said = bytes([number % 256]) * (number * 500) if number % 2 else "text %d" % number
            await socket.send(said)
            assert await socket.recv() == said, number
    print("heard", MESSAGES)


asyncio.run({"serve": serve, "talk": talk}[sys.argv[1]](*sys.argv[2:]))
