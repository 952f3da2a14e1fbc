"""Records as Python programs have them, made into messages."""

from __future__ import annotations

import datetime
import numbers
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from kaiku.v1 import feedback_pb2, text_pb2

CODES = {
    text_pb2.LANGUAGE_UNSPECIFIED: "und",
    text_pb2.LANGUAGE_FINNISH: "fi",
    text_pb2.LANGUAGE_SWEDISH: "sv",
    text_pb2.LANGUAGE_ENGLISH: "en",
    text_pb2.LANGUAGE_OTHER: "mis",
}
"""ISO 639 codes of the languages."""

LANGUAGES = {code: language for language, code in CODES.items()}

BATCH_BYTES = 4 << 20
"""Where a batch ends before it is full. A server takes 16 MiB as a rule."""

_NAMES = tuple(feedback_pb2.Record.DESCRIPTOR.fields_by_name)


class Refused(NamedTuple):
    """A record that was not kept."""

    place: int
    """Where it is among those that were given, from 0."""
    id: str
    field: str
    """What is wrong, such as ``score``."""
    description: str
    """What was expected. It holds nothing of a text."""


@dataclass
class Added:
    """What became of records that were given."""

    added: int = 0
    """How many are on the server's disk."""
    refused: list[Refused] = field(default_factory=list)
    """The others, and why."""


class Batch:
    """Consecutive records that go to the server in one message."""

    def __init__(self) -> None:
        self.records: list[feedback_pb2.Record] = []
        self.places: list[int] = []
        self.refused: list[Refused] = []
        self.bytes = 0


class _Wrong(ValueError):
    """A field that is not what it must be: its name, and what was expected."""


def batches(records: Iterable[Mapping[str, Any] | feedback_pb2.Record], size: int) -> Iterator[Batch]:
    """Makes batches of at most size records. Those that cannot be sent are among the refused of their batch.

    Raises ValueError for a name that no record has: that is a mistake in the program, not in its data.
    """
    batch = Batch()
    for place, given in enumerate(records):
        try:
            record = given if isinstance(given, feedback_pb2.Record) else _record(place, given)
        except _Wrong as wrong:
            name, expected = wrong.args
            batch.refused.append(Refused(place, str(given.get("id", ""))[:40], name, expected))
            continue
        length = record.ByteSize()
        if batch.records and (len(batch.records) == size or batch.bytes + length > BATCH_BYTES):
            yield batch
            batch = Batch()
        batch.records.append(record)
        batch.places.append(place)
        batch.bytes += length
    if batch.records or batch.refused:
        yield batch


def _record(place: int, given: Mapping[str, Any]) -> feedback_pb2.Record:
    """Makes a message. None, NaN, NaT, NA and "" are left out."""
    record = feedback_pb2.Record()
    for name, value in given.items():
        if name not in _NAMES:
            raise ValueError(f"record {place}: {name!r}: expected one of {', '.join(_NAMES)}; other values belong in extra")
        if _missing(value):
            continue
        if name == "time":
            record.time.FromDatetime(_time(value))
        elif name == "score":
            record.score = _score(value)
        elif name == "language":
            record.language = _language(value)
        elif name == "extra":
            if not isinstance(value, Mapping):
                raise _Wrong(name, "expected a dict of names and values")
            record.extra.extend(
                feedback_pb2.Field(name=_text(name, k), value=_text(name, v)) for k, v in value.items() if not _missing(v)
            )
        else:
            setattr(record, name, _text(name, value))
    return record


def _missing(value: Any) -> bool:
    """Whether there is no value, in any way in which pandas says so."""
    if value is None or type(value).__name__ == "NAType":
        return True
    if isinstance(value, (str, numbers.Number, datetime.datetime)):
        return value == "" or value != value
    return False


def _text(name: str, value: Any) -> str:
    """A text, or the digits of a whole number, as ids and units are in many tables."""
    if isinstance(value, str):
        try:
            value.encode()
        except UnicodeEncodeError:
            raise _Wrong(name, "expected text that can be encoded as UTF-8") from None
        return value
    if isinstance(value, numbers.Integral) and not isinstance(value, bool) or isinstance(value, float) and value.is_integer():
        return str(int(value))
    raise _Wrong(name, f"{type(value).__name__}: expected a text or a whole number")


def _time(value: Any) -> datetime.datetime:
    """A time; one without a zone is UTC."""
    try:
        if isinstance(value, str):
            value = datetime.datetime.fromisoformat(value.replace("Z", "+00:00"))
        elif isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
            value = datetime.datetime(value.year, value.month, value.day)
        if isinstance(value, datetime.datetime):
            return value if value.tzinfo is None else value.astimezone(datetime.timezone.utc)
    except (ValueError, OverflowError):
        pass
    raise _Wrong("time", "expected a datetime, a date or ISO 8601 such as 2025-05-01T12:40:00+03:00")


def _score(value: Any) -> int:
    """A score; its range is the server's to check."""
    try:
        if not isinstance(value, bool) and float(value).is_integer() and abs(float(value)) < 1 << 31:
            return int(float(value))
    except (TypeError, ValueError):
        pass
    raise _Wrong("score", "expected a whole number, 0 to 10")


def _language(value: Any) -> text_pb2.Language:
    try:
        return LANGUAGES[value]
    except (KeyError, TypeError):
        raise _Wrong("language", f"expected one of {', '.join(LANGUAGES)}") from None
