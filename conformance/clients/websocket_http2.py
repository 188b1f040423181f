"""Debian's python3-h2 and python3-wsproto: a WebSocket on a stream of HTTP/2 (RFC 8441).

    websocket_http2.py URI [CA]    says much, and expects to hear all of it again; ends in order
"""

import socket
import ssl
import sys
from urllib.parse import urlsplit

from h2.config import H2Configuration
from h2.connection import H2Connection
from h2.events import DataReceived, RemoteSettingsChanged, ResponseReceived, StreamEnded, StreamReset
from wsproto.connection import Connection, ConnectionType
from wsproto.events import BytesMessage, CloseConnection, Ping, Pong, TextMessage

MESSAGES = 200
SECONDS = 30


def connect(uri, authority):
    url = urlsplit(uri)
    plain = socket.create_connection((url.hostname, url.port), SECONDS)
    if url.scheme != "wss":
        return plain
    context = ssl.create_default_context(cafile=authority)
    context.check_hostname = False
    context.set_alpn_protocols(["h2"])
    secure = context.wrap_socket(plain, server_hostname="chat.test")
    assert secure.selected_alpn_protocol() == "h2", secure.selected_alpn_protocol()
    return secure


class WebSocket:
    def __init__(self, transport, uri):
        self.transport = transport
        self.http = H2Connection(H2Configuration(header_encoding="utf-8"))
        self.http.initiate_connection()
        self.frames = Connection(ConnectionType.CLIENT)
        self.announced = False
        self.status = None
        self.ended = False
        self.begin(urlsplit(uri))

    def begin(self, url):
        while not self.announced:
            self.receive()
        self.stream = self.http.get_next_available_stream_id()
        self.http.send_headers(self.stream, [
            (":method", "CONNECT"),
            (":protocol", "websocket"),
            (":scheme", "https" if url.scheme == "wss" else "http"),
            (":authority", url.netloc),
            (":path", url.path),
            ("sec-websocket-version", "13"),
        ])
        while not self.status:
            self.receive()
        assert self.status == "200", self.status

    def receive(self):
        """Passes on what comes, and gives room for as much."""
        self.transport.sendall(self.http.data_to_send())
        came = self.transport.recv(65536)
        assert came, "the connection ended"
        for event in self.http.receive_data(came):
            if isinstance(event, RemoteSettingsChanged):
                self.announced |= any(int(code) == 8 and each.new_value == 1
                                      for code, each in event.changed_settings.items())
            elif isinstance(event, ResponseReceived):
                self.status = dict(event.headers)[":status"]
            elif isinstance(event, DataReceived):
                # The end of the stream may come in a frame of its own, behind the end of the WebSocket.
                if event.data:
                    self.frames.receive_data(event.data)
                self.http.acknowledge_received_data(event.flow_controlled_length, event.stream_id)
            elif isinstance(event, StreamEnded):
                self.ended = True
            elif isinstance(event, StreamReset):
                raise AssertionError("reset: %s" % event.error_code)
        self.transport.sendall(self.http.data_to_send())

    def send(self, event):
        left = self.frames.send(event)
        while left:
            room = min(self.http.local_flow_control_window(self.stream), self.http.max_outbound_frame_size)
            if room == 0:
                self.receive()
                continue
            self.http.send_data(self.stream, left[:room])
            self.transport.sendall(self.http.data_to_send())
            left = left[room:]

    def next(self, kind):
        """The whole of the next message, in as many parts as it comes."""
        parts = []
        while True:
            for event in self.frames.events():
                assert isinstance(event, kind), event
                if kind not in (TextMessage, BytesMessage):
                    return event
                parts.append(event.data)
                if event.message_finished:
                    return parts[0][:0].join(parts)
            self.receive()


def talk(uri, authority=None):
    with connect(uri, authority) as transport:
        client = WebSocket(transport, uri)
        client.send(Ping(b"?"))
        assert client.next(Pong).payload == b"?"
        for number in range(MESSAGES):
            kind = BytesMessage if number % 2 else TextMessage
            said = bytes([number % 256]) * (number * 500) if number % 2 else "text %d" % number
            client.send(kind(said))
            assert client.next(kind) == said, number
        client.send(CloseConnection(1000))
        assert client.next(CloseConnection).code == 1000
        client.http.end_stream(client.stream)
        while not client.ended:
            client.receive()
        print("heard", MESSAGES)


talk(*sys.argv[1:])
