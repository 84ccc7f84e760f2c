"""The XLSForm profile as data: the columns, types and words a pack may use (docs/xlsform-profile.md)."""

from __future__ import annotations

from forms.pack import Kind, Layout

NAMESPACE = "urn:phieuxa:xlsform:1"
LANGUAGES = {"vi": "Tiếng Việt (vi)", "en": "English (en)"}
NAME = r"[a-z][a-z0-9_]*"
FORM_ID = r"[A-Za-z][A-Za-z0-9_]*"
CODE = r"[A-Za-z0-9_][A-Za-z0-9_.\-]*"

# Survey columns: the word of the profile -> the word pyxform is given.
SURVEY = {
    "type": "type",
    "name": "name",
    "calculation": "calculation",
    "calculate": "calculation",
    "relevant": "relevant",
    "required": "required",
    "constraint": "constraint",
    "readonly": "readonly",
    "read_only": "readonly",
    "default": "default",
    "choice_filter": "choice_filter",
    "repeat_count": "repeat_count",
    "appearance": "appearance",
    "parameters": "parameters",
    "trigger": "trigger",
    "bind::type": "bind::type",
}
SURVEY_TRANSLATED = ("label", "hint", "required_message", "constraint_message")
COMMENT = "comment"  # read by people, left out of the pack

ROLLUP, KIND, CHECK, WARN = "bind::vn:rollup", "bind::vn:kind", "bind::vn:check", "bind::vn:warn"
UNIT, UNIT_EN = "bind::vn:unit", "bind::vn:unitEn"
WARN_VI, WARN_EN = "bind::vn:warnMsg", "bind::vn:warnMsgEn"
DECIMALS, SCALE, LENGTH = "bind::vn:decimals", "bind::vn:scale", "bind::vn:maxlength"
WORDS = "bind::vn:maxwords"
LEVELS, SENSITIVE = "bind::vn:levels", "bind::vn:sensitive"
STABLE_ID, KEY, GRID = "instance::vn:id", "instance::vn:key", "body::vn:grid"
REPLACES = "instance::vn:replaces"
TOTAL = "bind::vn:total"
VN = (
    TOTAL,
    ROLLUP,
    KIND,
    CHECK,
    WARN,
    WARN_VI,
    WARN_EN,
    UNIT,
    UNIT_EN,
    DECIMALS,
    SCALE,
    LENGTH,
    WORDS,
    LEVELS,
    SENSITIVE,
    STABLE_ID,
    REPLACES,
    KEY,
    GRID,
)

CHOICES = {"list_name": "list_name", "list name": "list_name", "name": "name"}
CHOICES_TRANSLATED = ("label",)
SETTINGS = (
    "form_id",
    "name",
    "form_title",
    "version",
    "default_language",
    "namespaces",
    "attribute::vn:number",
    "attribute::vn:titleEn",
    "attribute::vn:sheet",
    "attribute::vn:orientation",
    "attribute::vn:register",
)
SETTINGS_TRANSLATED = ("form_title",)
ORIENTATIONS = ("landscape", "portrait")

GRID_KEYS = ("id", "rows", "key", "axes", "layout", "role", "heading", "level", "total", "unit", "freeze")
OF_ROWS = ("key", "axes", "heading", "level", "total", "unit")  # words that need rows=
APPEARANCES = ("vn-grid", "vn-table")
LAYOUTS = tuple(layout.value for layout in Layout)
ROLES = ("explanations", "header")

QUESTIONS = (
    *("integer", "decimal", "text", "date", "note", "calculate", "file", "image"),
    *("time", "datetime", "dateTime", "barcode", "range"),
)
SELECTS = ("select_one", "select_multiple", "rank")
SELECTS_FROM_FILE = ("select_one_from_file", "select_multiple_from_file")
OTHER = "other"  # the choice that `or_other` adds
OTHER_LABEL = {"vi": "Khác", "en": "Other"}
OTHER_QUESTION = {"vi": "Ghi rõ nội dung khác", "en": "Specify other"}
OPENINGS = {
    "begin repeat": "repeat",
    "begin_repeat": "repeat",
    "begin group": "group",
    "begin_group": "group",
}
CLOSINGS = {"end repeat": "repeat", "end_repeat": "repeat", "end group": "group", "end_group": "group"}
EXTERNAL = "csv-external"

# Types that XLSForm knows and this program does not carry: each has its reason (xlsform.md section 6.2).
REFUSED_TYPES = {
    **dict.fromkeys(("geopoint", "geotrace", "geoshape", "start-geopoint"), "GEO"),
    **dict.fromkeys(("audio", "video", "background-audio"), "MEDIA"),
    **dict.fromkeys(("acknowledge", "trigger"), "LATER"),
    "select_one_external": "FILES",
    **dict.fromkeys(("xml-external", "begin loop", "begin_loop", "end loop", "end_loop"), "FILES"),
    **dict.fromkeys(
        ("start", "end", "today", "deviceid", "username", "phonenumber", "email", "audit", "hidden"), "DEVICE"
    ),
    **dict.fromkeys(("entities", "osm", "xml", "username", "subscriberid", "simserial"), "DEVICE"),
}
REFUSED_COLUMNS = {
    **dict.fromkeys(("image", "audio", "video", "big-image", "media"), "MEDIA"),
    **dict.fromkeys(("guidance_hint", "save_to", "autoplay"), "LATER"),
    **dict.fromkeys(("public_key", "submission_url", "auto_send", "client_editable"), "DEVICE"),
    **dict.fromkeys(("instance_name", "style", "allow_choice_duplicates", "clean_text_values"), "DEVICE"),
}

ROLLUPS = ("SUM", "CALC", "COUNT", "DIST", "LIST", "TXT", "NONE")
ROLLUP_SHAPE = rf"(?:{'|'.join(ROLLUPS)})|WAVG\((?:{FORM_ID}\.)?{NAME}\)"
TEXT_KINDS = tuple(k.value for k in (Kind.MEMO, Kind.MONTH, Kind.YEAR, Kind.DATE_OR_YEAR, Kind.FILES))
BIND_TYPES = ("int", "integer", "decimal", "string", "text", "date")
AGGREGATES = ("sum", "count", "count-non-empty", "min", "max", "join")


def language_of(words: str) -> str:
    """Give the code of a language column: "vi", "Tiếng Việt (vi)" -> "vi"; "" for one we do not carry."""
    code = words.strip()
    if code.endswith(")") and "(" in code:
        code = code[code.rindex("(") + 1 : -1]
    return code if code in LANGUAGES else ""
