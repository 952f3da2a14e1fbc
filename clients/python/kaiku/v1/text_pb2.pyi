from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class Language(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    LANGUAGE_UNSPECIFIED: _ClassVar[Language]
    LANGUAGE_FINNISH: _ClassVar[Language]
    LANGUAGE_SWEDISH: _ClassVar[Language]
    LANGUAGE_ENGLISH: _ClassVar[Language]
    LANGUAGE_OTHER: _ClassVar[Language]

class KeyMode(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    KEY_MODE_UNSPECIFIED: _ClassVar[KeyMode]
    KEY_MODE_LEMMAS: _ClassVar[KeyMode]
    KEY_MODE_STEMS: _ClassVar[KeyMode]
    KEY_MODE_SNOWBALL2: _ClassVar[KeyMode]

class TokenKind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    TOKEN_KIND_UNSPECIFIED: _ClassVar[TokenKind]
    TOKEN_KIND_WORD: _ClassVar[TokenKind]
    TOKEN_KIND_NUMBER: _ClassVar[TokenKind]
    TOKEN_KIND_EMAIL: _ClassVar[TokenKind]
    TOKEN_KIND_URL: _ClassVar[TokenKind]
    TOKEN_KIND_EMOJI: _ClassVar[TokenKind]
    TOKEN_KIND_MASK: _ClassVar[TokenKind]

class PersonalDataKind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    PERSONAL_DATA_KIND_UNSPECIFIED: _ClassVar[PersonalDataKind]
    PERSONAL_DATA_KIND_HETU: _ClassVar[PersonalDataKind]
    PERSONAL_DATA_KIND_PHONE: _ClassVar[PersonalDataKind]
    PERSONAL_DATA_KIND_EMAIL: _ClassVar[PersonalDataKind]
    PERSONAL_DATA_KIND_IBAN: _ClassVar[PersonalDataKind]
    PERSONAL_DATA_KIND_NAME: _ClassVar[PersonalDataKind]
    PERSONAL_DATA_KIND_ADDRESS: _ClassVar[PersonalDataKind]
    PERSONAL_DATA_KIND_URL: _ClassVar[PersonalDataKind]
    PERSONAL_DATA_KIND_PLATE: _ClassVar[PersonalDataKind]
    PERSONAL_DATA_KIND_HANDLE: _ClassVar[PersonalDataKind]
    PERSONAL_DATA_KIND_PERSONNUMMER: _ClassVar[PersonalDataKind]
LANGUAGE_UNSPECIFIED: Language
LANGUAGE_FINNISH: Language
LANGUAGE_SWEDISH: Language
LANGUAGE_ENGLISH: Language
LANGUAGE_OTHER: Language
KEY_MODE_UNSPECIFIED: KeyMode
KEY_MODE_LEMMAS: KeyMode
KEY_MODE_STEMS: KeyMode
KEY_MODE_SNOWBALL2: KeyMode
TOKEN_KIND_UNSPECIFIED: TokenKind
TOKEN_KIND_WORD: TokenKind
TOKEN_KIND_NUMBER: TokenKind
TOKEN_KIND_EMAIL: TokenKind
TOKEN_KIND_URL: TokenKind
TOKEN_KIND_EMOJI: TokenKind
TOKEN_KIND_MASK: TokenKind
PERSONAL_DATA_KIND_UNSPECIFIED: PersonalDataKind
PERSONAL_DATA_KIND_HETU: PersonalDataKind
PERSONAL_DATA_KIND_PHONE: PersonalDataKind
PERSONAL_DATA_KIND_EMAIL: PersonalDataKind
PERSONAL_DATA_KIND_IBAN: PersonalDataKind
PERSONAL_DATA_KIND_NAME: PersonalDataKind
PERSONAL_DATA_KIND_ADDRESS: PersonalDataKind
PERSONAL_DATA_KIND_URL: PersonalDataKind
PERSONAL_DATA_KIND_PLATE: PersonalDataKind
PERSONAL_DATA_KIND_HANDLE: PersonalDataKind
PERSONAL_DATA_KIND_PERSONNUMMER: PersonalDataKind

class AnalyzeRequest(_message.Message):
    __slots__ = ("texts", "language", "mode")
    TEXTS_FIELD_NUMBER: _ClassVar[int]
    LANGUAGE_FIELD_NUMBER: _ClassVar[int]
    MODE_FIELD_NUMBER: _ClassVar[int]
    texts: _containers.RepeatedScalarFieldContainer[str]
    language: Language
    mode: KeyMode
    def __init__(self, texts: _Optional[_Iterable[str]] = ..., language: _Optional[_Union[Language, str]] = ..., mode: _Optional[_Union[KeyMode, str]] = ...) -> None: ...

class AnalyzeResponse(_message.Message):
    __slots__ = ("analyses",)
    ANALYSES_FIELD_NUMBER: _ClassVar[int]
    analyses: _containers.RepeatedCompositeFieldContainer[Analysis]
    def __init__(self, analyses: _Optional[_Iterable[_Union[Analysis, _Mapping]]] = ...) -> None: ...

class Analysis(_message.Message):
    __slots__ = ("language", "tokens", "has_content")
    LANGUAGE_FIELD_NUMBER: _ClassVar[int]
    TOKENS_FIELD_NUMBER: _ClassVar[int]
    HAS_CONTENT_FIELD_NUMBER: _ClassVar[int]
    language: Language
    tokens: _containers.RepeatedCompositeFieldContainer[Token]
    has_content: bool
    def __init__(self, language: _Optional[_Union[Language, str]] = ..., tokens: _Optional[_Iterable[_Union[Token, _Mapping]]] = ..., has_content: bool = ...) -> None: ...

class Token(_message.Message):
    __slots__ = ("start", "end", "kind", "key", "stop")
    START_FIELD_NUMBER: _ClassVar[int]
    END_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    KEY_FIELD_NUMBER: _ClassVar[int]
    STOP_FIELD_NUMBER: _ClassVar[int]
    start: int
    end: int
    kind: TokenKind
    key: str
    stop: bool
    def __init__(self, start: _Optional[int] = ..., end: _Optional[int] = ..., kind: _Optional[_Union[TokenKind, str]] = ..., key: _Optional[str] = ..., stop: bool = ...) -> None: ...

class DetectRequest(_message.Message):
    __slots__ = ("texts",)
    TEXTS_FIELD_NUMBER: _ClassVar[int]
    texts: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, texts: _Optional[_Iterable[str]] = ...) -> None: ...

class DetectResponse(_message.Message):
    __slots__ = ("detections",)
    DETECTIONS_FIELD_NUMBER: _ClassVar[int]
    detections: _containers.RepeatedCompositeFieldContainer[Detection]
    def __init__(self, detections: _Optional[_Iterable[_Union[Detection, _Mapping]]] = ...) -> None: ...

class Detection(_message.Message):
    __slots__ = ("language", "probability")
    LANGUAGE_FIELD_NUMBER: _ClassVar[int]
    PROBABILITY_FIELD_NUMBER: _ClassVar[int]
    language: Language
    probability: float
    def __init__(self, language: _Optional[_Union[Language, str]] = ..., probability: _Optional[float] = ...) -> None: ...

class RedactRequest(_message.Message):
    __slots__ = ("texts",)
    TEXTS_FIELD_NUMBER: _ClassVar[int]
    texts: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, texts: _Optional[_Iterable[str]] = ...) -> None: ...

class RedactResponse(_message.Message):
    __slots__ = ("redactions",)
    REDACTIONS_FIELD_NUMBER: _ClassVar[int]
    redactions: _containers.RepeatedCompositeFieldContainer[Redaction]
    def __init__(self, redactions: _Optional[_Iterable[_Union[Redaction, _Mapping]]] = ...) -> None: ...

class Redaction(_message.Message):
    __slots__ = ("text", "spans")
    TEXT_FIELD_NUMBER: _ClassVar[int]
    SPANS_FIELD_NUMBER: _ClassVar[int]
    text: str
    spans: _containers.RepeatedCompositeFieldContainer[PersonalData]
    def __init__(self, text: _Optional[str] = ..., spans: _Optional[_Iterable[_Union[PersonalData, _Mapping]]] = ...) -> None: ...

class PersonalData(_message.Message):
    __slots__ = ("start", "end", "kind", "confidence", "staff")
    START_FIELD_NUMBER: _ClassVar[int]
    END_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    CONFIDENCE_FIELD_NUMBER: _ClassVar[int]
    STAFF_FIELD_NUMBER: _ClassVar[int]
    start: int
    end: int
    kind: PersonalDataKind
    confidence: float
    staff: bool
    def __init__(self, start: _Optional[int] = ..., end: _Optional[int] = ..., kind: _Optional[_Union[PersonalDataKind, str]] = ..., confidence: _Optional[float] = ..., staff: bool = ...) -> None: ...
