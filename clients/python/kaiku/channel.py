"""Channels to a server, with TLS and a token."""

from __future__ import annotations

import ipaddress
import os
from collections.abc import Callable
from typing import Any, TypeAlias

import grpc

Path: TypeAlias = "str | os.PathLike[str] | None"


def make(address: str, *, ca: Path, certificate: Path, key: Path, tls: bool | None) -> grpc.Channel:
    """Makes the channel that kaiku.connect describes."""
    if tls is None:
        tls = not _loopback(address) or ca is not None or certificate is not None
    if not tls and (ca is not None or certificate is not None or key is not None):
        raise ValueError("ca, certificate and key are of use with TLS only")
    if (certificate is None) != (key is None):
        raise ValueError("certificate and key: expected both or neither")
    options = [("grpc.max_receive_message_length", 64 << 20)]
    if tls:
        credentials = grpc.ssl_channel_credentials(_read(ca), _read(key), _read(certificate))
        return grpc.secure_channel(address, credentials, options)
    return grpc.insecure_channel(address, options)


class Bearer(
    grpc.UnaryUnaryClientInterceptor,
    grpc.UnaryStreamClientInterceptor,
    grpc.StreamUnaryClientInterceptor,
    grpc.StreamStreamClientInterceptor,
):
    """Sends the token with every call, also to a server on this machine without TLS, where gRPC's own credentials do not."""

    def __init__(self, token: str) -> None:
        self._metadata = ("authorization", "Bearer " + token.strip())

    def _call(self, continuation: Callable, details: Any, request: Any) -> Any:
        return continuation(_Details(details, [*(details.metadata or ()), self._metadata]), request)

    intercept_unary_unary = intercept_unary_stream = _call
    intercept_stream_unary = intercept_stream_stream = _call


class _Details(grpc.ClientCallDetails):
    """The details of a call with other metadata."""

    def __init__(self, of: grpc.ClientCallDetails, metadata: list[tuple[str, str]]) -> None:
        self.method = of.method
        self.timeout = of.timeout
        self.metadata = metadata
        self.credentials = of.credentials
        self.wait_for_ready = of.wait_for_ready
        self.compression = of.compression


def _loopback(address: str) -> bool:
    host = address.rpartition(":")[0].strip("[]")
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _read(file: Path) -> bytes | None:
    if file is None:
        return None
    with open(file, "rb") as f:
        return f.read()
