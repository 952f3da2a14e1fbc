import datetime

from google.protobuf import timestamp_pb2 as _timestamp_pb2
from kaiku.v1 import feedback_pb2 as _feedback_pb2
from kaiku.v1 import figures_pb2 as _figures_pb2
from kaiku.v1 import text_pb2 as _text_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class SearchMode(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    SEARCH_MODE_UNSPECIFIED: _ClassVar[SearchMode]
    SEARCH_MODE_BOTH: _ClassVar[SearchMode]
    SEARCH_MODE_WORD: _ClassVar[SearchMode]
    SEARCH_MODE_MEANING: _ClassVar[SearchMode]

class MatchReason(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    MATCH_REASON_UNSPECIFIED: _ClassVar[MatchReason]
    MATCH_REASON_WORD: _ClassVar[MatchReason]
    MATCH_REASON_COMPOUND_PART: _ClassVar[MatchReason]
    MATCH_REASON_PREFIX: _ClassVar[MatchReason]
    MATCH_REASON_TRANSLATION: _ClassVar[MatchReason]
    MATCH_REASON_MISSPELT: _ClassVar[MatchReason]
    MATCH_REASON_FOLDED: _ClassVar[MatchReason]
SEARCH_MODE_UNSPECIFIED: SearchMode
SEARCH_MODE_BOTH: SearchMode
SEARCH_MODE_WORD: SearchMode
SEARCH_MODE_MEANING: SearchMode
MATCH_REASON_UNSPECIFIED: MatchReason
MATCH_REASON_WORD: MatchReason
MATCH_REASON_COMPOUND_PART: MatchReason
MATCH_REASON_PREFIX: MatchReason
MATCH_REASON_TRANSLATION: MatchReason
MATCH_REASON_MISSPELT: MatchReason
MATCH_REASON_FOLDED: MatchReason

class Filter(_message.Message):
    __slots__ = ("fields", "languages", "to", "ids")
    FIELDS_FIELD_NUMBER: _ClassVar[int]
    LANGUAGES_FIELD_NUMBER: _ClassVar[int]
    FROM_FIELD_NUMBER: _ClassVar[int]
    TO_FIELD_NUMBER: _ClassVar[int]
    IDS_FIELD_NUMBER: _ClassVar[int]
    fields: _containers.RepeatedCompositeFieldContainer[FieldFilter]
    languages: _containers.RepeatedScalarFieldContainer[_text_pb2.Language]
    to: _timestamp_pb2.Timestamp
    ids: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, fields: _Optional[_Iterable[_Union[FieldFilter, _Mapping]]] = ..., languages: _Optional[_Iterable[_Union[_text_pb2.Language, str]]] = ..., to: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., ids: _Optional[_Iterable[str]] = ..., **kwargs) -> None: ...

class FieldFilter(_message.Message):
    __slots__ = ("name", "values")
    NAME_FIELD_NUMBER: _ClassVar[int]
    VALUES_FIELD_NUMBER: _ClassVar[int]
    name: str
    values: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, name: _Optional[str] = ..., values: _Optional[_Iterable[str]] = ...) -> None: ...

class SearchRequest(_message.Message):
    __slots__ = ("text", "mode", "language", "filter", "page_size", "page_token")
    TEXT_FIELD_NUMBER: _ClassVar[int]
    MODE_FIELD_NUMBER: _ClassVar[int]
    LANGUAGE_FIELD_NUMBER: _ClassVar[int]
    FILTER_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    text: str
    mode: SearchMode
    language: _text_pb2.Language
    filter: Filter
    page_size: int
    page_token: str
    def __init__(self, text: _Optional[str] = ..., mode: _Optional[_Union[SearchMode, str]] = ..., language: _Optional[_Union[_text_pb2.Language, str]] = ..., filter: _Optional[_Union[Filter, _Mapping]] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class SearchResponse(_message.Message):
    __slots__ = ("hits", "total", "next_page_token")
    HITS_FIELD_NUMBER: _ClassVar[int]
    TOTAL_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    hits: _containers.RepeatedCompositeFieldContainer[Hit]
    total: int
    next_page_token: str
    def __init__(self, hits: _Optional[_Iterable[_Union[Hit, _Mapping]]] = ..., total: _Optional[int] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class Hit(_message.Message):
    __slots__ = ("document", "score", "similarity", "matches")
    DOCUMENT_FIELD_NUMBER: _ClassVar[int]
    SCORE_FIELD_NUMBER: _ClassVar[int]
    SIMILARITY_FIELD_NUMBER: _ClassVar[int]
    MATCHES_FIELD_NUMBER: _ClassVar[int]
    document: _feedback_pb2.Document
    score: float
    similarity: float
    matches: _containers.RepeatedCompositeFieldContainer[Match]
    def __init__(self, document: _Optional[_Union[_feedback_pb2.Document, _Mapping]] = ..., score: _Optional[float] = ..., similarity: _Optional[float] = ..., matches: _Optional[_Iterable[_Union[Match, _Mapping]]] = ...) -> None: ...

class Match(_message.Message):
    __slots__ = ("start", "end", "reason")
    START_FIELD_NUMBER: _ClassVar[int]
    END_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    start: int
    end: int
    reason: MatchReason
    def __init__(self, start: _Optional[int] = ..., end: _Optional[int] = ..., reason: _Optional[_Union[MatchReason, str]] = ...) -> None: ...

class SimilarRequest(_message.Message):
    __slots__ = ("id", "limit", "filter")
    ID_FIELD_NUMBER: _ClassVar[int]
    LIMIT_FIELD_NUMBER: _ClassVar[int]
    FILTER_FIELD_NUMBER: _ClassVar[int]
    id: str
    limit: int
    filter: Filter
    def __init__(self, id: _Optional[str] = ..., limit: _Optional[int] = ..., filter: _Optional[_Union[Filter, _Mapping]] = ...) -> None: ...

class SimilarResponse(_message.Message):
    __slots__ = ("hits",)
    HITS_FIELD_NUMBER: _ClassVar[int]
    hits: _containers.RepeatedCompositeFieldContainer[Hit]
    def __init__(self, hits: _Optional[_Iterable[_Union[Hit, _Mapping]]] = ...) -> None: ...

class FacetsRequest(_message.Message):
    __slots__ = ("text", "language", "where", "by", "min_n")
    TEXT_FIELD_NUMBER: _ClassVar[int]
    LANGUAGE_FIELD_NUMBER: _ClassVar[int]
    WHERE_FIELD_NUMBER: _ClassVar[int]
    BY_FIELD_NUMBER: _ClassVar[int]
    MIN_N_FIELD_NUMBER: _ClassVar[int]
    text: str
    language: _text_pb2.Language
    where: _figures_pb2.DimensionValue
    by: _containers.RepeatedScalarFieldContainer[_figures_pb2.Dimension]
    min_n: int
    def __init__(self, text: _Optional[str] = ..., language: _Optional[_Union[_text_pb2.Language, str]] = ..., where: _Optional[_Union[_figures_pb2.DimensionValue, _Mapping]] = ..., by: _Optional[_Iterable[_Union[_figures_pb2.Dimension, str]]] = ..., min_n: _Optional[int] = ...) -> None: ...

class FacetsResponse(_message.Message):
    __slots__ = ("facets", "total", "min_n")
    FACETS_FIELD_NUMBER: _ClassVar[int]
    TOTAL_FIELD_NUMBER: _ClassVar[int]
    MIN_N_FIELD_NUMBER: _ClassVar[int]
    facets: _containers.RepeatedCompositeFieldContainer[Facet]
    total: _figures_pb2.Count
    min_n: int
    def __init__(self, facets: _Optional[_Iterable[_Union[Facet, _Mapping]]] = ..., total: _Optional[_Union[_figures_pb2.Count, _Mapping]] = ..., min_n: _Optional[int] = ...) -> None: ...

class Facet(_message.Message):
    __slots__ = ("by", "values")
    BY_FIELD_NUMBER: _ClassVar[int]
    VALUES_FIELD_NUMBER: _ClassVar[int]
    by: _figures_pb2.Dimension
    values: _containers.RepeatedCompositeFieldContainer[FacetValue]
    def __init__(self, by: _Optional[_Union[_figures_pb2.Dimension, str]] = ..., values: _Optional[_Iterable[_Union[FacetValue, _Mapping]]] = ...) -> None: ...

class FacetValue(_message.Message):
    __slots__ = ("value", "count")
    VALUE_FIELD_NUMBER: _ClassVar[int]
    COUNT_FIELD_NUMBER: _ClassVar[int]
    value: str
    count: _figures_pb2.Count
    def __init__(self, value: _Optional[str] = ..., count: _Optional[_Union[_figures_pb2.Count, _Mapping]] = ...) -> None: ...
