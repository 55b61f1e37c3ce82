-- The published table, one file a vintage. Every column has its meaning beside it (COMMENT ON, at the end).
-- Amounts are DECIMAL(38,6) in the canonical unit. Times are dates, both ends inclusive.

CREATE TABLE unit (
    unit          VARCHAR PRIMARY KEY,
    symbol_zh     VARCHAR NOT NULL,
    symbol_en     VARCHAR NOT NULL,
    dimension     VARCHAR NOT NULL,
    source        VARCHAR NOT NULL
);

CREATE TABLE measure (
    measure       VARCHAR PRIMARY KEY CHECK (measure IN ('level', 'growth', 'share', 'completion', 'rank')),
    unit          VARCHAR REFERENCES unit (unit)
);

CREATE TABLE ref_area (
    ref_area      VARCHAR PRIMARY KEY,
    name_zh       VARCHAR NOT NULL UNIQUE,
    name_en       VARCHAR NOT NULL,
    kind          VARCHAR NOT NULL CHECK (kind IN ('country', 'province', 'prefecture', 'county', 'zone', 'composite', 'corridor', 'world')),
    parent        VARCHAR,
    members       VARCHAR NOT NULL,
    aliases       VARCHAR NOT NULL
);

CREATE TABLE indicator (
    indicator_id  VARCHAR PRIMARY KEY CHECK (regexp_full_match(indicator_id, '[a-z][a-z0-9_]*')),
    name_zh       VARCHAR NOT NULL UNIQUE,
    name_en       VARCHAR NOT NULL UNIQUE,
    topic         VARCHAR NOT NULL,
    unit          VARCHAR NOT NULL REFERENCES unit (unit),
    direction     VARCHAR NOT NULL CHECK (direction IN ('up', 'down', 'none')),
    time_basis    VARCHAR NOT NULL CHECK (time_basis IN ('flow', 'ytd', 'cumulative', 'point', 'deadline')),
    headline      INTEGER,
    description_zh VARCHAR NOT NULL,
    description_en VARCHAR NOT NULL
);

CREATE TABLE document (
    document_id   VARCHAR PRIMARY KEY,
    file          VARCHAR NOT NULL UNIQUE,
    title         VARCHAR NOT NULL,
    publisher     VARCHAR NOT NULL,
    published_on  DATE,
    event_on      DATE,
    date_precision VARCHAR NOT NULL CHECK (date_precision IN ('exact', 'inferred', 'missing')),
    kind          VARCHAR NOT NULL CHECK (kind IN ('article', 'digest')),
    source        VARCHAR NOT NULL,
    url           VARCHAR NOT NULL,
    licence       VARCHAR NOT NULL,
    media_type    VARCHAR NOT NULL,
    encoding      VARCHAR NOT NULL,
    sha256        VARCHAR NOT NULL CHECK (length(sha256) = 64),
    text_sha256   VARCHAR NOT NULL UNIQUE CHECK (length(text_sha256) = 64),
    characters    BIGINT NOT NULL,
    unreadable    VARCHAR NOT NULL,
    text          VARCHAR NOT NULL
);

CREATE TABLE mention (
    mention_id    VARCHAR PRIMARY KEY,
    document_id   VARCHAR NOT NULL REFERENCES document (document_id),
    span_start    BIGINT NOT NULL,
    span_end      BIGINT NOT NULL,
    quote         VARCHAR NOT NULL,
    sentence_start BIGINT NOT NULL,
    sentence_end  BIGINT NOT NULL,
    value         DECIMAL(38, 6),
    low           DECIMAL(38, 6),
    high          DECIMAL(38, 6),
    unit          VARCHAR NOT NULL,
    bound         VARCHAR NOT NULL,
    measure       VARCHAR NOT NULL,
    claim         VARCHAR NOT NULL,
    time_start    DATE,
    time_end      DATE,
    time_basis    VARCHAR NOT NULL,
    ref_area      VARCHAR,
    area          VARCHAR NOT NULL,
    indicator_id  VARCHAR,
    name          VARCHAR NOT NULL,
    disposition   VARCHAR NOT NULL CHECK (disposition IN ('accepted', 'review', 'context')),
    reason        VARCHAR NOT NULL,
    rule_id       VARCHAR NOT NULL,
    confidence    DOUBLE NOT NULL CHECK (confidence BETWEEN 0 AND 1),
    CHECK (span_start >= 0 AND span_start < span_end),
    CHECK ((disposition = 'accepted') = (reason = ''))
);

CREATE TABLE observation (
    obs_id        VARCHAR PRIMARY KEY,
    indicator_id  VARCHAR NOT NULL REFERENCES indicator (indicator_id),
    ref_area      VARCHAR NOT NULL REFERENCES ref_area (ref_area),
    time_start    DATE,
    time_end      DATE,
    time_basis    VARCHAR NOT NULL CHECK (time_basis IN ('flow', 'ytd', 'cumulative', 'point', 'deadline')),
    measure       VARCHAR NOT NULL REFERENCES measure (measure),
    claim         VARCHAR NOT NULL CHECK (claim IN ('reported', 'target', 'plan', 'implied')),
    value         DECIMAL(38, 6),
    unit          VARCHAR NOT NULL REFERENCES unit (unit),
    low           DECIMAL(38, 6),
    high          DECIMAL(38, 6),
    bound         VARCHAR NOT NULL CHECK (bound IN ('exact', 'more_than', 'less_than', 'at_least', 'at_most', 'nearly', 'about', 'range')),
    value_as_published VARCHAR NOT NULL,
    unit_as_published  VARCHAR NOT NULL,
    obs_status    VARCHAR NOT NULL CHECK (obs_status IN ('A', 'E', 'F', 'P')),
    document_id   VARCHAR NOT NULL REFERENCES document (document_id),
    span_start    BIGINT NOT NULL,
    span_end      BIGINT NOT NULL,
    quote         VARCHAR NOT NULL CHECK (quote <> ''),
    rule_id       VARCHAR NOT NULL,
    confidence    DOUBLE NOT NULL CHECK (confidence BETWEEN 0 AND 1),
    review_status VARCHAR NOT NULL CHECK (review_status IN ('auto', 'accepted', 'corrected')),
    run_id        VARCHAR NOT NULL,
    CHECK (span_start >= 0 AND span_start < span_end),
    CHECK (value IS NOT NULL OR low IS NOT NULL OR high IS NOT NULL),
    CHECK (low IS NULL OR high IS NULL OR low <= high),
    CHECK (time_start IS NULL OR time_end IS NULL OR time_start <= time_end)
);

CREATE TABLE progress (
    progress_id   VARCHAR PRIMARY KEY,
    target_obs_id VARCHAR NOT NULL REFERENCES observation (obs_id),
    report_obs_id VARCHAR REFERENCES observation (obs_id),
    base_obs_id   VARCHAR REFERENCES observation (obs_id),
    indicator_id  VARCHAR NOT NULL REFERENCES indicator (indicator_id),
    ref_area      VARCHAR NOT NULL REFERENCES ref_area (ref_area),
    deadline      DATE,
    target_kind   VARCHAR NOT NULL CHECK (target_kind IN ('stated', 'implied')),
    target_value  DECIMAL(38, 6),
    target_low    DECIMAL(38, 6),
    target_high   DECIMAL(38, 6),
    target_bound  VARCHAR NOT NULL,
    report_value  DECIMAL(38, 6),
    report_low    DECIMAL(38, 6),
    report_high   DECIMAL(38, 6),
    report_bound  VARCHAR NOT NULL,
    report_time_end DATE,
    unit          VARCHAR NOT NULL REFERENCES unit (unit),
    attainment_low  DECIMAL(38, 6),
    attainment_high DECIMAL(38, 6),
    status        VARCHAR NOT NULL CHECK (status IN ('awaiting_report', 'achieved', 'missed', 'open', 'indeterminate',
                                                     'on_track', 'needs_acceleration', 'behind')),
    evidence      VARCHAR NOT NULL CHECK (evidence IN ('target_only', 'target_and_report', 'completion_rate', 'base_target_report')),
    method        VARCHAR NOT NULL,
    inputs        VARCHAR NOT NULL,
    as_of         DATE
);

CREATE TABLE finding (
    check_name    VARCHAR NOT NULL,
    severity      VARCHAR NOT NULL CHECK (severity IN ('hard', 'soft')),
    subject       VARCHAR NOT NULL,
    message       VARCHAR NOT NULL
);

CREATE TABLE refusal (
    file          VARCHAR PRIMARY KEY,
    reason        VARCHAR NOT NULL,
    detail        VARCHAR NOT NULL
);

CREATE TABLE run (
    run_id        VARCHAR PRIMARY KEY,
    documents     BIGINT NOT NULL,
    refused       BIGINT NOT NULL,
    mentions      BIGINT NOT NULL,
    observations  BIGINT NOT NULL,
    review_items  BIGINT NOT NULL,
    context_items BIGINT NOT NULL,
    newest_document_on DATE
);

CREATE TABLE review_log (
    decided_on    DATE NOT NULL,
    decided_by    VARCHAR NOT NULL,
    document_sha256 VARCHAR NOT NULL,
    span_start    BIGINT NOT NULL,
    span_end      BIGINT NOT NULL,
    quote         VARCHAR NOT NULL,
    decision      VARCHAR NOT NULL,
    reason        VARCHAR NOT NULL,
    state         VARCHAR NOT NULL CHECK (state IN ('applied', 'stale'))
);
