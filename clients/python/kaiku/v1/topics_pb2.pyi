import datetime

from google.protobuf import timestamp_pb2 as _timestamp_pb2
from kaiku.v1 import figures_pb2 as _figures_pb2
from kaiku.v1 import search_pb2 as _search_pb2
from kaiku.v1 import text_pb2 as _text_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class FitState(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    FIT_STATE_UNSPECIFIED: _ClassVar[FitState]
    FIT_STATE_RUNNING: _ClassVar[FitState]
    FIT_STATE_DONE: _ClassVar[FitState]
    FIT_STATE_FAILED: _ClassVar[FitState]
    FIT_STATE_CANCELLED: _ClassVar[FitState]

class Placement(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    PLACEMENT_UNSPECIFIED: _ClassVar[Placement]
    PLACEMENT_TOPIC: _ClassVar[Placement]
    PLACEMENT_UNASSIGNED: _ClassVar[Placement]
    PLACEMENT_NO_CONTENT: _ClassVar[Placement]

class LabelOrigin(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    LABEL_ORIGIN_UNSPECIFIED: _ClassVar[LabelOrigin]
    LABEL_ORIGIN_OWN: _ClassVar[LabelOrigin]
    LABEL_ORIGIN_TRANSLATED: _ClassVar[LabelOrigin]
    LABEL_ORIGIN_NEAR: _ClassVar[LabelOrigin]
    LABEL_ORIGIN_FOREIGN: _ClassVar[LabelOrigin]

class EventKind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    EVENT_KIND_UNSPECIFIED: _ClassVar[EventKind]
    EVENT_KIND_FIT: _ClassVar[EventKind]
    EVENT_KIND_RENAME: _ClassVar[EventKind]
    EVENT_KIND_MERGE: _ClassVar[EventKind]
    EVENT_KIND_SPLIT: _ClassVar[EventKind]
    EVENT_KIND_PIN: _ClassVar[EventKind]
    EVENT_KIND_HIDE: _ClassVar[EventKind]
    EVENT_KIND_REASSIGN: _ClassVar[EventKind]
    EVENT_KIND_UNDO: _ClassVar[EventKind]

class TransitionKind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    TRANSITION_KIND_UNSPECIFIED: _ClassVar[TransitionKind]
    TRANSITION_KIND_BIRTH: _ClassVar[TransitionKind]
    TRANSITION_KIND_DEATH: _ClassVar[TransitionKind]
    TRANSITION_KIND_SPLIT: _ClassVar[TransitionKind]
    TRANSITION_KIND_MERGE: _ClassVar[TransitionKind]
FIT_STATE_UNSPECIFIED: FitState
FIT_STATE_RUNNING: FitState
FIT_STATE_DONE: FitState
FIT_STATE_FAILED: FitState
FIT_STATE_CANCELLED: FitState
PLACEMENT_UNSPECIFIED: Placement
PLACEMENT_TOPIC: Placement
PLACEMENT_UNASSIGNED: Placement
PLACEMENT_NO_CONTENT: Placement
LABEL_ORIGIN_UNSPECIFIED: LabelOrigin
LABEL_ORIGIN_OWN: LabelOrigin
LABEL_ORIGIN_TRANSLATED: LabelOrigin
LABEL_ORIGIN_NEAR: LabelOrigin
LABEL_ORIGIN_FOREIGN: LabelOrigin
EVENT_KIND_UNSPECIFIED: EventKind
EVENT_KIND_FIT: EventKind
EVENT_KIND_RENAME: EventKind
EVENT_KIND_MERGE: EventKind
EVENT_KIND_SPLIT: EventKind
EVENT_KIND_PIN: EventKind
EVENT_KIND_HIDE: EventKind
EVENT_KIND_REASSIGN: EventKind
EVENT_KIND_UNDO: EventKind
TRANSITION_KIND_UNSPECIFIED: TransitionKind
TRANSITION_KIND_BIRTH: TransitionKind
TRANSITION_KIND_DEATH: TransitionKind
TRANSITION_KIND_SPLIT: TransitionKind
TRANSITION_KIND_MERGE: TransitionKind

class FitRequest(_message.Message):
    __slots__ = ("topics", "outliers", "resolution", "min_size", "cold", "taxonomy", "why")
    TOPICS_FIELD_NUMBER: _ClassVar[int]
    OUTLIERS_FIELD_NUMBER: _ClassVar[int]
    RESOLUTION_FIELD_NUMBER: _ClassVar[int]
    MIN_SIZE_FIELD_NUMBER: _ClassVar[int]
    COLD_FIELD_NUMBER: _ClassVar[int]
    TAXONOMY_FIELD_NUMBER: _ClassVar[int]
    WHY_FIELD_NUMBER: _ClassVar[int]
    topics: int
    outliers: float
    resolution: float
    min_size: int
    cold: bool
    taxonomy: str
    why: str
    def __init__(self, topics: _Optional[int] = ..., outliers: _Optional[float] = ..., resolution: _Optional[float] = ..., min_size: _Optional[int] = ..., cold: bool = ..., taxonomy: _Optional[str] = ..., why: _Optional[str] = ...) -> None: ...

class FitResponse(_message.Message):
    __slots__ = ("fit",)
    FIT_FIELD_NUMBER: _ClassVar[int]
    fit: FitOperation
    def __init__(self, fit: _Optional[_Union[FitOperation, _Mapping]] = ...) -> None: ...

class FitOperation(_message.Message):
    __slots__ = ("name", "state", "stage", "done", "total", "started", "ended", "error", "levels")
    NAME_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    STAGE_FIELD_NUMBER: _ClassVar[int]
    DONE_FIELD_NUMBER: _ClassVar[int]
    TOTAL_FIELD_NUMBER: _ClassVar[int]
    STARTED_FIELD_NUMBER: _ClassVar[int]
    ENDED_FIELD_NUMBER: _ClassVar[int]
    ERROR_FIELD_NUMBER: _ClassVar[int]
    LEVELS_FIELD_NUMBER: _ClassVar[int]
    name: str
    state: FitState
    stage: str
    done: int
    total: int
    started: _timestamp_pb2.Timestamp
    ended: _timestamp_pb2.Timestamp
    error: str
    levels: _containers.RepeatedCompositeFieldContainer[FittedLevel]
    def __init__(self, name: _Optional[str] = ..., state: _Optional[_Union[FitState, str]] = ..., stage: _Optional[str] = ..., done: _Optional[int] = ..., total: _Optional[int] = ..., started: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., ended: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., error: _Optional[str] = ..., levels: _Optional[_Iterable[_Union[FittedLevel, _Mapping]]] = ...) -> None: ...

class FittedLevel(_message.Message):
    __slots__ = ("level", "topics")
    LEVEL_FIELD_NUMBER: _ClassVar[int]
    TOPICS_FIELD_NUMBER: _ClassVar[int]
    level: str
    topics: int
    def __init__(self, level: _Optional[str] = ..., topics: _Optional[int] = ...) -> None: ...

class GetFitRequest(_message.Message):
    __slots__ = ("name",)
    NAME_FIELD_NUMBER: _ClassVar[int]
    name: str
    def __init__(self, name: _Optional[str] = ...) -> None: ...

class GetFitResponse(_message.Message):
    __slots__ = ("fit",)
    FIT_FIELD_NUMBER: _ClassVar[int]
    fit: FitOperation
    def __init__(self, fit: _Optional[_Union[FitOperation, _Mapping]] = ...) -> None: ...

class WatchFitRequest(_message.Message):
    __slots__ = ("name",)
    NAME_FIELD_NUMBER: _ClassVar[int]
    name: str
    def __init__(self, name: _Optional[str] = ...) -> None: ...

class WatchFitResponse(_message.Message):
    __slots__ = ("fit",)
    FIT_FIELD_NUMBER: _ClassVar[int]
    fit: FitOperation
    def __init__(self, fit: _Optional[_Union[FitOperation, _Mapping]] = ...) -> None: ...

class CancelFitRequest(_message.Message):
    __slots__ = ("name",)
    NAME_FIELD_NUMBER: _ClassVar[int]
    name: str
    def __init__(self, name: _Optional[str] = ...) -> None: ...

class CancelFitResponse(_message.Message):
    __slots__ = ("fit",)
    FIT_FIELD_NUMBER: _ClassVar[int]
    fit: FitOperation
    def __init__(self, fit: _Optional[_Union[FitOperation, _Mapping]] = ...) -> None: ...

class AssignRequest(_message.Message):
    __slots__ = ("ids",)
    IDS_FIELD_NUMBER: _ClassVar[int]
    ids: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, ids: _Optional[_Iterable[str]] = ...) -> None: ...

class AssignResponse(_message.Message):
    __slots__ = ("assignments",)
    ASSIGNMENTS_FIELD_NUMBER: _ClassVar[int]
    assignments: _containers.RepeatedCompositeFieldContainer[Assignment]
    def __init__(self, assignments: _Optional[_Iterable[_Union[Assignment, _Mapping]]] = ...) -> None: ...

class AssignStreamRequest(_message.Message):
    __slots__ = ("filter",)
    FILTER_FIELD_NUMBER: _ClassVar[int]
    filter: _search_pb2.Filter
    def __init__(self, filter: _Optional[_Union[_search_pb2.Filter, _Mapping]] = ...) -> None: ...

class AssignStreamResponse(_message.Message):
    __slots__ = ("assignments",)
    ASSIGNMENTS_FIELD_NUMBER: _ClassVar[int]
    assignments: _containers.RepeatedCompositeFieldContainer[Assignment]
    def __init__(self, assignments: _Optional[_Iterable[_Union[Assignment, _Mapping]]] = ...) -> None: ...

class Assignment(_message.Message):
    __slots__ = ("id", "fitted", "places")
    ID_FIELD_NUMBER: _ClassVar[int]
    FITTED_FIELD_NUMBER: _ClassVar[int]
    PLACES_FIELD_NUMBER: _ClassVar[int]
    id: str
    fitted: bool
    places: _containers.RepeatedCompositeFieldContainer[Place]
    def __init__(self, id: _Optional[str] = ..., fitted: bool = ..., places: _Optional[_Iterable[_Union[Place, _Mapping]]] = ...) -> None: ...

class Place(_message.Message):
    __slots__ = ("level", "placement", "topic", "confidence", "runner_up")
    LEVEL_FIELD_NUMBER: _ClassVar[int]
    PLACEMENT_FIELD_NUMBER: _ClassVar[int]
    TOPIC_FIELD_NUMBER: _ClassVar[int]
    CONFIDENCE_FIELD_NUMBER: _ClassVar[int]
    RUNNER_UP_FIELD_NUMBER: _ClassVar[int]
    level: str
    placement: Placement
    topic: int
    confidence: float
    runner_up: int
    def __init__(self, level: _Optional[str] = ..., placement: _Optional[_Union[Placement, str]] = ..., topic: _Optional[int] = ..., confidence: _Optional[float] = ..., runner_up: _Optional[int] = ...) -> None: ...

class ListRequest(_message.Message):
    __slots__ = ("level", "hidden", "min_n")
    LEVEL_FIELD_NUMBER: _ClassVar[int]
    HIDDEN_FIELD_NUMBER: _ClassVar[int]
    MIN_N_FIELD_NUMBER: _ClassVar[int]
    level: str
    hidden: bool
    min_n: int
    def __init__(self, level: _Optional[str] = ..., hidden: bool = ..., min_n: _Optional[int] = ...) -> None: ...

class ListResponse(_message.Message):
    __slots__ = ("topics", "none", "min_n")
    TOPICS_FIELD_NUMBER: _ClassVar[int]
    NONE_FIELD_NUMBER: _ClassVar[int]
    MIN_N_FIELD_NUMBER: _ClassVar[int]
    topics: _containers.RepeatedCompositeFieldContainer[Topic]
    none: _figures_pb2.Count
    min_n: int
    def __init__(self, topics: _Optional[_Iterable[_Union[Topic, _Mapping]]] = ..., none: _Optional[_Union[_figures_pb2.Count, _Mapping]] = ..., min_n: _Optional[int] = ...) -> None: ...

class TopicsGetRequest(_message.Message):
    __slots__ = ("id", "min_n")
    ID_FIELD_NUMBER: _ClassVar[int]
    MIN_N_FIELD_NUMBER: _ClassVar[int]
    id: int
    min_n: int
    def __init__(self, id: _Optional[int] = ..., min_n: _Optional[int] = ...) -> None: ...

class TopicsGetResponse(_message.Message):
    __slots__ = ("topic",)
    TOPIC_FIELD_NUMBER: _ClassVar[int]
    topic: Topic
    def __init__(self, topic: _Optional[_Union[Topic, _Mapping]] = ...) -> None: ...

class Topic(_message.Message):
    __slots__ = ("id", "level", "parent", "members", "labels", "words", "quotes", "size", "share", "nps", "pinned", "renamed", "hidden", "guide")
    ID_FIELD_NUMBER: _ClassVar[int]
    LEVEL_FIELD_NUMBER: _ClassVar[int]
    PARENT_FIELD_NUMBER: _ClassVar[int]
    MEMBERS_FIELD_NUMBER: _ClassVar[int]
    LABELS_FIELD_NUMBER: _ClassVar[int]
    WORDS_FIELD_NUMBER: _ClassVar[int]
    QUOTES_FIELD_NUMBER: _ClassVar[int]
    SIZE_FIELD_NUMBER: _ClassVar[int]
    SHARE_FIELD_NUMBER: _ClassVar[int]
    NPS_FIELD_NUMBER: _ClassVar[int]
    PINNED_FIELD_NUMBER: _ClassVar[int]
    RENAMED_FIELD_NUMBER: _ClassVar[int]
    HIDDEN_FIELD_NUMBER: _ClassVar[int]
    GUIDE_FIELD_NUMBER: _ClassVar[int]
    id: int
    level: str
    parent: int
    members: _containers.RepeatedScalarFieldContainer[int]
    labels: _containers.RepeatedCompositeFieldContainer[Label]
    words: _containers.RepeatedScalarFieldContainer[str]
    quotes: _containers.RepeatedScalarFieldContainer[str]
    size: _figures_pb2.Count
    share: _figures_pb2.Interval
    nps: _figures_pb2.NetPromoter
    pinned: bool
    renamed: bool
    hidden: bool
    guide: str
    def __init__(self, id: _Optional[int] = ..., level: _Optional[str] = ..., parent: _Optional[int] = ..., members: _Optional[_Iterable[int]] = ..., labels: _Optional[_Iterable[_Union[Label, _Mapping]]] = ..., words: _Optional[_Iterable[str]] = ..., quotes: _Optional[_Iterable[str]] = ..., size: _Optional[_Union[_figures_pb2.Count, _Mapping]] = ..., share: _Optional[_Union[_figures_pb2.Interval, _Mapping]] = ..., nps: _Optional[_Union[_figures_pb2.NetPromoter, _Mapping]] = ..., pinned: bool = ..., renamed: bool = ..., hidden: bool = ..., guide: _Optional[str] = ...) -> None: ...

class Label(_message.Message):
    __slots__ = ("language", "text", "origin")
    LANGUAGE_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    ORIGIN_FIELD_NUMBER: _ClassVar[int]
    language: _text_pb2.Language
    text: str
    origin: LabelOrigin
    def __init__(self, language: _Optional[_Union[_text_pb2.Language, str]] = ..., text: _Optional[str] = ..., origin: _Optional[_Union[LabelOrigin, str]] = ...) -> None: ...

class RenameRequest(_message.Message):
    __slots__ = ("id", "finnish", "swedish", "english", "why")
    ID_FIELD_NUMBER: _ClassVar[int]
    FINNISH_FIELD_NUMBER: _ClassVar[int]
    SWEDISH_FIELD_NUMBER: _ClassVar[int]
    ENGLISH_FIELD_NUMBER: _ClassVar[int]
    WHY_FIELD_NUMBER: _ClassVar[int]
    id: int
    finnish: str
    swedish: str
    english: str
    why: str
    def __init__(self, id: _Optional[int] = ..., finnish: _Optional[str] = ..., swedish: _Optional[str] = ..., english: _Optional[str] = ..., why: _Optional[str] = ...) -> None: ...

class RenameResponse(_message.Message):
    __slots__ = ("event",)
    EVENT_FIELD_NUMBER: _ClassVar[int]
    event: Event
    def __init__(self, event: _Optional[_Union[Event, _Mapping]] = ...) -> None: ...

class MergeRequest(_message.Message):
    __slots__ = ("into", "topics", "why")
    INTO_FIELD_NUMBER: _ClassVar[int]
    TOPICS_FIELD_NUMBER: _ClassVar[int]
    WHY_FIELD_NUMBER: _ClassVar[int]
    into: int
    topics: _containers.RepeatedScalarFieldContainer[int]
    why: str
    def __init__(self, into: _Optional[int] = ..., topics: _Optional[_Iterable[int]] = ..., why: _Optional[str] = ...) -> None: ...

class MergeResponse(_message.Message):
    __slots__ = ("event",)
    EVENT_FIELD_NUMBER: _ClassVar[int]
    event: Event
    def __init__(self, event: _Optional[_Union[Event, _Mapping]] = ...) -> None: ...

class SplitRequest(_message.Message):
    __slots__ = ("id", "records", "why")
    ID_FIELD_NUMBER: _ClassVar[int]
    RECORDS_FIELD_NUMBER: _ClassVar[int]
    WHY_FIELD_NUMBER: _ClassVar[int]
    id: int
    records: _containers.RepeatedScalarFieldContainer[str]
    why: str
    def __init__(self, id: _Optional[int] = ..., records: _Optional[_Iterable[str]] = ..., why: _Optional[str] = ...) -> None: ...

class SplitResponse(_message.Message):
    __slots__ = ("event",)
    EVENT_FIELD_NUMBER: _ClassVar[int]
    event: Event
    def __init__(self, event: _Optional[_Union[Event, _Mapping]] = ...) -> None: ...

class PinRequest(_message.Message):
    __slots__ = ("id", "why")
    ID_FIELD_NUMBER: _ClassVar[int]
    WHY_FIELD_NUMBER: _ClassVar[int]
    id: int
    why: str
    def __init__(self, id: _Optional[int] = ..., why: _Optional[str] = ...) -> None: ...

class PinResponse(_message.Message):
    __slots__ = ("event",)
    EVENT_FIELD_NUMBER: _ClassVar[int]
    event: Event
    def __init__(self, event: _Optional[_Union[Event, _Mapping]] = ...) -> None: ...

class UndoRequest(_message.Message):
    __slots__ = ("event", "why")
    EVENT_FIELD_NUMBER: _ClassVar[int]
    WHY_FIELD_NUMBER: _ClassVar[int]
    event: int
    why: str
    def __init__(self, event: _Optional[int] = ..., why: _Optional[str] = ...) -> None: ...

class UndoResponse(_message.Message):
    __slots__ = ("event",)
    EVENT_FIELD_NUMBER: _ClassVar[int]
    event: Event
    def __init__(self, event: _Optional[_Union[Event, _Mapping]] = ...) -> None: ...

class LineageRequest(_message.Message):
    __slots__ = ("topic", "after", "limit")
    TOPIC_FIELD_NUMBER: _ClassVar[int]
    AFTER_FIELD_NUMBER: _ClassVar[int]
    LIMIT_FIELD_NUMBER: _ClassVar[int]
    topic: int
    after: int
    limit: int
    def __init__(self, topic: _Optional[int] = ..., after: _Optional[int] = ..., limit: _Optional[int] = ...) -> None: ...

class LineageResponse(_message.Message):
    __slots__ = ("events", "more")
    EVENTS_FIELD_NUMBER: _ClassVar[int]
    MORE_FIELD_NUMBER: _ClassVar[int]
    events: _containers.RepeatedCompositeFieldContainer[Event]
    more: bool
    def __init__(self, events: _Optional[_Iterable[_Union[Event, _Mapping]]] = ..., more: bool = ...) -> None: ...

class Event(_message.Message):
    __slots__ = ("number", "kind", "who", "why", "time", "undone", "topic", "topics", "made", "undoes", "changes")
    NUMBER_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    WHO_FIELD_NUMBER: _ClassVar[int]
    WHY_FIELD_NUMBER: _ClassVar[int]
    TIME_FIELD_NUMBER: _ClassVar[int]
    UNDONE_FIELD_NUMBER: _ClassVar[int]
    TOPIC_FIELD_NUMBER: _ClassVar[int]
    TOPICS_FIELD_NUMBER: _ClassVar[int]
    MADE_FIELD_NUMBER: _ClassVar[int]
    UNDOES_FIELD_NUMBER: _ClassVar[int]
    CHANGES_FIELD_NUMBER: _ClassVar[int]
    number: int
    kind: EventKind
    who: str
    why: str
    time: _timestamp_pb2.Timestamp
    undone: bool
    topic: int
    topics: _containers.RepeatedScalarFieldContainer[int]
    made: _containers.RepeatedScalarFieldContainer[int]
    undoes: int
    changes: _containers.RepeatedCompositeFieldContainer[Transition]
    def __init__(self, number: _Optional[int] = ..., kind: _Optional[_Union[EventKind, str]] = ..., who: _Optional[str] = ..., why: _Optional[str] = ..., time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., undone: bool = ..., topic: _Optional[int] = ..., topics: _Optional[_Iterable[int]] = ..., made: _Optional[_Iterable[int]] = ..., undoes: _Optional[int] = ..., changes: _Optional[_Iterable[_Union[Transition, _Mapping]]] = ...) -> None: ...

class Transition(_message.Message):
    __slots__ = ("kind", "level", "to")
    KIND_FIELD_NUMBER: _ClassVar[int]
    LEVEL_FIELD_NUMBER: _ClassVar[int]
    FROM_FIELD_NUMBER: _ClassVar[int]
    TO_FIELD_NUMBER: _ClassVar[int]
    kind: TransitionKind
    level: str
    to: _containers.RepeatedScalarFieldContainer[int]
    def __init__(self, kind: _Optional[_Union[TransitionKind, str]] = ..., level: _Optional[str] = ..., to: _Optional[_Iterable[int]] = ..., **kwargs) -> None: ...

class EmergingRequest(_message.Message):
    __slots__ = ("until", "days", "rate", "min_n")
    UNTIL_FIELD_NUMBER: _ClassVar[int]
    DAYS_FIELD_NUMBER: _ClassVar[int]
    RATE_FIELD_NUMBER: _ClassVar[int]
    MIN_N_FIELD_NUMBER: _ClassVar[int]
    until: _timestamp_pb2.Timestamp
    days: int
    rate: float
    min_n: int
    def __init__(self, until: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., days: _Optional[int] = ..., rate: _Optional[float] = ..., min_n: _Optional[int] = ...) -> None: ...

class EmergingResponse(_message.Message):
    __slots__ = ("until", "days", "rate", "min_n", "tests", "topics", "themes", "rising")
    FROM_FIELD_NUMBER: _ClassVar[int]
    UNTIL_FIELD_NUMBER: _ClassVar[int]
    DAYS_FIELD_NUMBER: _ClassVar[int]
    RATE_FIELD_NUMBER: _ClassVar[int]
    MIN_N_FIELD_NUMBER: _ClassVar[int]
    TESTS_FIELD_NUMBER: _ClassVar[int]
    TOPICS_FIELD_NUMBER: _ClassVar[int]
    THEMES_FIELD_NUMBER: _ClassVar[int]
    RISING_FIELD_NUMBER: _ClassVar[int]
    until: _timestamp_pb2.Timestamp
    days: int
    rate: float
    min_n: int
    tests: int
    topics: _containers.RepeatedCompositeFieldContainer[Emergence]
    themes: _containers.RepeatedCompositeFieldContainer[Emergence]
    rising: _containers.RepeatedCompositeFieldContainer[Rise]
    def __init__(self, until: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., days: _Optional[int] = ..., rate: _Optional[float] = ..., min_n: _Optional[int] = ..., tests: _Optional[int] = ..., topics: _Optional[_Iterable[_Union[Emergence, _Mapping]]] = ..., themes: _Optional[_Iterable[_Union[Emergence, _Mapping]]] = ..., rising: _Optional[_Iterable[_Union[Rise, _Mapping]]] = ..., **kwargs) -> None: ...

class Emergence(_message.Message):
    __slots__ = ("topic", "labels", "words", "quotes", "observed", "expected", "low", "high", "p", "since")
    TOPIC_FIELD_NUMBER: _ClassVar[int]
    LABELS_FIELD_NUMBER: _ClassVar[int]
    WORDS_FIELD_NUMBER: _ClassVar[int]
    QUOTES_FIELD_NUMBER: _ClassVar[int]
    FROM_FIELD_NUMBER: _ClassVar[int]
    OBSERVED_FIELD_NUMBER: _ClassVar[int]
    EXPECTED_FIELD_NUMBER: _ClassVar[int]
    LOW_FIELD_NUMBER: _ClassVar[int]
    HIGH_FIELD_NUMBER: _ClassVar[int]
    P_FIELD_NUMBER: _ClassVar[int]
    SINCE_FIELD_NUMBER: _ClassVar[int]
    topic: int
    labels: _containers.RepeatedCompositeFieldContainer[Label]
    words: _containers.RepeatedScalarFieldContainer[str]
    quotes: _containers.RepeatedScalarFieldContainer[str]
    observed: int
    expected: float
    low: int
    high: int
    p: float
    since: _timestamp_pb2.Timestamp
    def __init__(self, topic: _Optional[int] = ..., labels: _Optional[_Iterable[_Union[Label, _Mapping]]] = ..., words: _Optional[_Iterable[str]] = ..., quotes: _Optional[_Iterable[str]] = ..., observed: _Optional[int] = ..., expected: _Optional[float] = ..., low: _Optional[int] = ..., high: _Optional[int] = ..., p: _Optional[float] = ..., since: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., **kwargs) -> None: ...

class Rise(_message.Message):
    __slots__ = ("topic", "labels", "words", "texts", "since", "growth", "p", "q")
    TOPIC_FIELD_NUMBER: _ClassVar[int]
    LABELS_FIELD_NUMBER: _ClassVar[int]
    WORDS_FIELD_NUMBER: _ClassVar[int]
    TEXTS_FIELD_NUMBER: _ClassVar[int]
    SINCE_FIELD_NUMBER: _ClassVar[int]
    GROWTH_FIELD_NUMBER: _ClassVar[int]
    P_FIELD_NUMBER: _ClassVar[int]
    Q_FIELD_NUMBER: _ClassVar[int]
    topic: int
    labels: _containers.RepeatedCompositeFieldContainer[Label]
    words: _containers.RepeatedScalarFieldContainer[str]
    texts: int
    since: _timestamp_pb2.Timestamp
    growth: _figures_pb2.Interval
    p: float
    q: float
    def __init__(self, topic: _Optional[int] = ..., labels: _Optional[_Iterable[_Union[Label, _Mapping]]] = ..., words: _Optional[_Iterable[str]] = ..., texts: _Optional[int] = ..., since: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., growth: _Optional[_Union[_figures_pb2.Interval, _Mapping]] = ..., p: _Optional[float] = ..., q: _Optional[float] = ...) -> None: ...
