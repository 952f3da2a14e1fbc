"""Errors of a server, with what it says is wrong with which field."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import NamedTuple

import grpc
from google.rpc import error_details_pb2
from grpc_status import rpc_status


class Violation(NamedTuple):
    """What is wrong with one field of a request, such as ``records[3].score``. It holds nothing of a text."""

    field: str
    description: str


class Error(Exception):
    """A call that failed.

    Its text is the code, what the server says, and every field that is wrong on a line of its own.
    """

    code: grpc.StatusCode
    """Such as ``grpc.StatusCode.INVALID_ARGUMENT``; the proto files say what it means of each call."""
    message: str
    """What the server says."""
    violations: list[Violation]
    """The fields that are wrong; at most 100."""
    retry_after: float | None
    """Seconds until a token that made too many calls may make another; None where the server says nothing of it."""

    def __init__(self, call: grpc.RpcError) -> None:
        """Reads what a stub raised."""
        assert isinstance(call, grpc.Call)
        self.code = call.code()
        self.message = call.details() or ""
        self.violations = []
        self.retry_after = None
        for detail in _details(call):
            if detail.Is(error_details_pb2.BadRequest.DESCRIPTOR):
                bad = error_details_pb2.BadRequest()
                detail.Unpack(bad)
                self.violations += [Violation(v.field, v.description) for v in bad.field_violations]
            elif detail.Is(error_details_pb2.RetryInfo.DESCRIPTOR):
                retry = error_details_pb2.RetryInfo()
                detail.Unpack(retry)
                self.retry_after = retry.retry_delay.ToNanoseconds() / 1e9
        super().__init__(self.code, self.message)

    def __str__(self) -> str:
        if not self.violations:
            return f"{self.code.name}: {self.message}"
        return "\n  ".join([f"{self.code.name}:", *(f"{v.field}: {v.description}" for v in self.violations)])

    @property
    def passes(self) -> bool:
        """Whether the same call may succeed in a while: the server was away, or there were too many calls."""
        return self.code is grpc.StatusCode.UNAVAILABLE or self.retry_after is not None


def _details(call: grpc.Call) -> list:
    """The details of an error; none where what sends them is no kaiku server, such as a proxy between."""
    try:
        status = rpc_status.from_call(call)
    except ValueError:
        return []
    return list(status.details) if status else []


@contextlib.contextmanager
def raised() -> Iterator[None]:
    """Raises Error in place of what stubs raise."""
    try:
        yield
    except grpc.RpcError as err:
        raise Error(err) from None
