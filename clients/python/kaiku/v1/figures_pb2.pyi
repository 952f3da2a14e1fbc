from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class Dimension(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    DIMENSION_UNSPECIFIED: _ClassVar[Dimension]
    DIMENSION_SERVICE: _ClassVar[Dimension]
    DIMENSION_UNIT: _ClassVar[Dimension]
    DIMENSION_CHANNEL: _ClassVar[Dimension]
    DIMENSION_GROUP: _ClassVar[Dimension]
    DIMENSION_QUESTION: _ClassVar[Dimension]
    DIMENSION_LANGUAGE: _ClassVar[Dimension]
    DIMENSION_MONTH: _ClassVar[Dimension]
    DIMENSION_AREA: _ClassVar[Dimension]
    DIMENSION_THEME: _ClassVar[Dimension]
    DIMENSION_TOPIC: _ClassVar[Dimension]
    DIMENSION_DETAIL: _ClassVar[Dimension]
DIMENSION_UNSPECIFIED: Dimension
DIMENSION_SERVICE: Dimension
DIMENSION_UNIT: Dimension
DIMENSION_CHANNEL: Dimension
DIMENSION_GROUP: Dimension
DIMENSION_QUESTION: Dimension
DIMENSION_LANGUAGE: Dimension
DIMENSION_MONTH: Dimension
DIMENSION_AREA: Dimension
DIMENSION_THEME: Dimension
DIMENSION_TOPIC: Dimension
DIMENSION_DETAIL: Dimension

class DimensionValue(_message.Message):
    __slots__ = ("dimension", "value")
    DIMENSION_FIELD_NUMBER: _ClassVar[int]
    VALUE_FIELD_NUMBER: _ClassVar[int]
    dimension: Dimension
    value: str
    def __init__(self, dimension: _Optional[_Union[Dimension, str]] = ..., value: _Optional[str] = ...) -> None: ...

class Count(_message.Message):
    __slots__ = ("n", "withheld")
    N_FIELD_NUMBER: _ClassVar[int]
    WITHHELD_FIELD_NUMBER: _ClassVar[int]
    n: int
    withheld: bool
    def __init__(self, n: _Optional[int] = ..., withheld: bool = ...) -> None: ...

class Interval(_message.Message):
    __slots__ = ("value", "low", "high")
    VALUE_FIELD_NUMBER: _ClassVar[int]
    LOW_FIELD_NUMBER: _ClassVar[int]
    HIGH_FIELD_NUMBER: _ClassVar[int]
    value: float
    low: float
    high: float
    def __init__(self, value: _Optional[float] = ..., low: _Optional[float] = ..., high: _Optional[float] = ...) -> None: ...

class NetPromoter(_message.Message):
    __slots__ = ("score", "answers", "withheld")
    SCORE_FIELD_NUMBER: _ClassVar[int]
    ANSWERS_FIELD_NUMBER: _ClassVar[int]
    WITHHELD_FIELD_NUMBER: _ClassVar[int]
    score: Interval
    answers: int
    withheld: bool
    def __init__(self, score: _Optional[_Union[Interval, _Mapping]] = ..., answers: _Optional[int] = ..., withheld: bool = ...) -> None: ...
