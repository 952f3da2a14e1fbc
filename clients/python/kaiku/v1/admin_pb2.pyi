import datetime

from google.protobuf import timestamp_pb2 as _timestamp_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class InfoRequest(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class InfoResponse(_message.Message):
    __slots__ = ("version", "embedder", "dim", "records", "fitted", "min_n")
    VERSION_FIELD_NUMBER: _ClassVar[int]
    EMBEDDER_FIELD_NUMBER: _ClassVar[int]
    DIM_FIELD_NUMBER: _ClassVar[int]
    RECORDS_FIELD_NUMBER: _ClassVar[int]
    FITTED_FIELD_NUMBER: _ClassVar[int]
    MIN_N_FIELD_NUMBER: _ClassVar[int]
    version: str
    embedder: str
    dim: int
    records: int
    fitted: _timestamp_pb2.Timestamp
    min_n: int
    def __init__(self, version: _Optional[str] = ..., embedder: _Optional[str] = ..., dim: _Optional[int] = ..., records: _Optional[int] = ..., fitted: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., min_n: _Optional[int] = ...) -> None: ...

class CheckRequest(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class CheckResponse(_message.Message):
    __slots__ = ("records", "bytes", "erasures", "damage")
    RECORDS_FIELD_NUMBER: _ClassVar[int]
    BYTES_FIELD_NUMBER: _ClassVar[int]
    ERASURES_FIELD_NUMBER: _ClassVar[int]
    DAMAGE_FIELD_NUMBER: _ClassVar[int]
    records: int
    bytes: int
    erasures: int
    damage: _containers.RepeatedCompositeFieldContainer[Damage]
    def __init__(self, records: _Optional[int] = ..., bytes: _Optional[int] = ..., erasures: _Optional[int] = ..., damage: _Optional[_Iterable[_Union[Damage, _Mapping]]] = ...) -> None: ...

class Damage(_message.Message):
    __slots__ = ("file", "offset", "reason")
    FILE_FIELD_NUMBER: _ClassVar[int]
    OFFSET_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    file: str
    offset: int
    reason: str
    def __init__(self, file: _Optional[str] = ..., offset: _Optional[int] = ..., reason: _Optional[str] = ...) -> None: ...
