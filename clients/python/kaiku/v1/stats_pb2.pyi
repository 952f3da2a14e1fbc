from kaiku.v1 import figures_pb2 as _figures_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class NpsRequest(_message.Message):
    __slots__ = ("by", "min_n")
    BY_FIELD_NUMBER: _ClassVar[int]
    MIN_N_FIELD_NUMBER: _ClassVar[int]
    by: _containers.RepeatedScalarFieldContainer[_figures_pb2.Dimension]
    min_n: int
    def __init__(self, by: _Optional[_Iterable[_Union[_figures_pb2.Dimension, str]]] = ..., min_n: _Optional[int] = ...) -> None: ...

class NpsResponse(_message.Message):
    __slots__ = ("total", "rows", "columns", "cells", "min_n")
    TOTAL_FIELD_NUMBER: _ClassVar[int]
    ROWS_FIELD_NUMBER: _ClassVar[int]
    COLUMNS_FIELD_NUMBER: _ClassVar[int]
    CELLS_FIELD_NUMBER: _ClassVar[int]
    MIN_N_FIELD_NUMBER: _ClassVar[int]
    total: Cell
    rows: _containers.RepeatedCompositeFieldContainer[Cell]
    columns: _containers.RepeatedCompositeFieldContainer[Cell]
    cells: _containers.RepeatedCompositeFieldContainer[Cell]
    min_n: int
    def __init__(self, total: _Optional[_Union[Cell, _Mapping]] = ..., rows: _Optional[_Iterable[_Union[Cell, _Mapping]]] = ..., columns: _Optional[_Iterable[_Union[Cell, _Mapping]]] = ..., cells: _Optional[_Iterable[_Union[Cell, _Mapping]]] = ..., min_n: _Optional[int] = ...) -> None: ...

class Cell(_message.Message):
    __slots__ = ("value", "records", "nps")
    VALUE_FIELD_NUMBER: _ClassVar[int]
    RECORDS_FIELD_NUMBER: _ClassVar[int]
    NPS_FIELD_NUMBER: _ClassVar[int]
    value: str
    records: _figures_pb2.Count
    nps: _figures_pb2.NetPromoter
    def __init__(self, value: _Optional[str] = ..., records: _Optional[_Union[_figures_pb2.Count, _Mapping]] = ..., nps: _Optional[_Union[_figures_pb2.NetPromoter, _Mapping]] = ...) -> None: ...
