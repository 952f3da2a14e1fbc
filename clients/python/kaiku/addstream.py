"""Batches of records on their way to a server that may go away."""

from __future__ import annotations

import queue
import time
from collections.abc import Iterator, Sequence

import grpc

from kaiku.errors import Error
from kaiku.v1 import feedback_pb2, feedback_pb2_grpc

_PATIENCE = 30.0
"""Seconds, in all, for which a batch is sent again."""


class AddStream:
    """A stream of batches, made anew where it breaks.

    It sends one batch and waits for its answer, which costs little: the server works on one at a time, too. So what has to be
    sent again is one batch, and errors of the program's own iterator are raised where it is read.
    """

    def __init__(self, stub: feedback_pb2_grpc.FeedbackStub) -> None:
        self._stub = stub
        self._requests: queue.SimpleQueue[feedback_pb2.AddStreamRequest | None] | None = None
        self._answers: Iterator[feedback_pb2.AddStreamResponse] = iter(())

    def __enter__(self) -> AddStream:
        return self

    def __exit__(self, *_: object) -> None:
        self._end()

    def _end(self) -> None:
        if self._requests is not None:
            self._requests.put(None)
            self._requests = None

    def send(self, records: Sequence[feedback_pb2.Record]) -> feedback_pb2.AddStreamResponse:
        """Sends a batch until it is acknowledged."""
        give_up = time.monotonic() + _PATIENCE
        pause = 0.1
        while True:
            try:
                return self._send(records)
            except grpc.RpcError as err:
                self._end()
                failed = Error(err)
                wait = max(pause, failed.retry_after or 0)
                if not failed.passes or time.monotonic() + wait > give_up:
                    raise failed from None
            time.sleep(wait)
            pause = min(2 * pause, 5)

    def _send(self, records: Sequence[feedback_pb2.Record]) -> feedback_pb2.AddStreamResponse:
        if self._requests is None:
            self._requests = queue.SimpleQueue()
            self._answers = self._stub.AddStream(iter(self._requests.get, None))
        self._requests.put(feedback_pb2.AddStreamRequest(records=records))
        return next(self._answers)
