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
    message       VARCHAR NOT NULL,
    parameters    VARCHAR NOT NULL
);

CREATE TABLE refusal (
    file          VARCHAR PRIMARY KEY,
    reason        VARCHAR NOT NULL,
    detail        VARCHAR NOT NULL,
    parameters    VARCHAR NOT NULL
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
    line          BIGINT PRIMARY KEY,
    decision_id   VARCHAR NOT NULL,
    decided_at    VARCHAR NOT NULL,
    decided_by    VARCHAR NOT NULL,
    action        VARCHAR NOT NULL,
    file          VARCHAR NOT NULL,
    decoded_sha256 VARCHAR NOT NULL,
    span_start    BIGINT,
    span_end      BIGINT,
    quote         VARCHAR NOT NULL,
    indicator_id  VARCHAR NOT NULL,
    ref_area      VARCHAR NOT NULL,
    time_start    VARCHAR NOT NULL,
    time_end      VARCHAR NOT NULL,
    time_basis    VARCHAR NOT NULL,
    unit          VARCHAR NOT NULL,
    claim         VARCHAR NOT NULL,
    measure       VARCHAR NOT NULL,
    value         VARCHAR NOT NULL,
    low           VARCHAR NOT NULL,
    high          VARCHAR NOT NULL,
    bound         VARCHAR NOT NULL,
    preferred_over VARCHAR NOT NULL,
    undoes        VARCHAR NOT NULL,
    reason        VARCHAR NOT NULL,
    state         VARCHAR NOT NULL CHECK (state IN ('applied', 'stale', 'undone', 'superseded', 'refused')),
    note          VARCHAR NOT NULL,
    obs_id        VARCHAR,
    parameters    VARCHAR NOT NULL
);

CREATE VIEW preference AS
SELECT decision_id, decided_at, decided_by, reason, obs_id, unnest(string_split(preferred_over, ';')) AS over_obs_id
FROM review_log
WHERE action = 'prefer' AND state = 'applied';

-- All values that the wording of an observation allows, by the conventions of intervals.py, but a printed exact number
-- stands for all it may be the rounding or the cut of (1.7万亿: 1.65 to under 1.8; a plain count for itself alone).
-- Bounds are bounds of the size: "a fall of more than 10" is below -10.
CREATE VIEW observation_interval AS
WITH printed AS (
    SELECT obs_id, bound, measure, value < 0 AS falls, CAST(abs(value) AS DOUBLE) AS size,
           CAST(low AS DOUBLE) AS low, CAST(high AS DOUBLE) AS high,
           rtrim(rtrim(CAST(abs(value) AS VARCHAR), '0'), '.') AS digits,
           regexp_extract(replace(value_as_published, ',', ''), '[0-9]+(\.[0-9]+)?') AS figure
    FROM observation
), stepped AS (
    SELECT *,
           -- one unit of the last digit that is not 0
           power(10, CASE WHEN contains(digits, '.') THEN -length(string_split(digits, '.')[2])
                          ELSE length(digits) - length(rtrim(digits, '0')) END) AS digit,
           -- one unit of the last digit printed, 0 where it is not printed in Arabic digits
           coalesce(CASE WHEN TRY_CAST(figure AS DOUBLE) > 0
                         THEN size / CAST(figure AS DOUBLE)
                              * power(10, -length(regexp_extract(figure, '\.([0-9]+)', 1))) END, 0) AS width
    FROM printed
), sized AS (
    SELECT *,
           CASE WHEN bound IN ('less_than', 'at_most') THEN NULL
                WHEN bound = 'nearly' THEN size - digit
                WHEN bound = 'about' THEN size - digit / 2
                WHEN bound = 'exact' THEN size - width / 2
                ELSE size END AS least_size,
           CASE WHEN bound IN ('more_than', 'at_least') THEN NULL
                WHEN bound = 'about' THEN size + digit / 2
                WHEN bound <> 'exact' OR width = 0 THEN size
                WHEN width = 1 AND measure = 'level' THEN size + 0.499999
                ELSE size + width - 0.000001 END AS most_size
    FROM stepped
)
SELECT obs_id,
       CASE WHEN size IS NULL OR bound = 'range' THEN low WHEN falls THEN -most_size ELSE least_size END AS lowest,
       CASE WHEN size IS NULL OR bound = 'range' THEN high WHEN falls THEN -least_size ELSE most_size END AS highest
FROM sized;

CREATE VIEW conflict AS
SELECT a.obs_id, b.obs_id AS other_obs_id, a.indicator_id, a.ref_area, a.time_start, a.time_end, a.time_basis, a.measure,
       a.claim, a.unit, a.value, a.bound, b.value AS other_value, b.bound AS other_bound,
       a.document_id, b.document_id AS other_document_id, a.quote, b.quote AS other_quote,
       coalesce(pa.obs_id, pb.obs_id) AS preferred_obs_id, coalesce(pa.decision_id, pb.decision_id) AS decision_id
FROM observation a
JOIN observation_interval ai ON ai.obs_id = a.obs_id
JOIN observation b ON b.indicator_id = a.indicator_id AND b.ref_area = a.ref_area AND b.time_end = a.time_end
    AND b.time_start IS NOT DISTINCT FROM a.time_start AND b.time_basis = a.time_basis
    AND b.measure = a.measure AND b.claim = a.claim AND b.obs_id > a.obs_id
JOIN observation_interval bi ON bi.obs_id = b.obs_id
LEFT JOIN preference pa ON pa.over_obs_id = a.obs_id
LEFT JOIN preference pb ON pb.over_obs_id = b.obs_id
WHERE ai.highest < bi.lowest OR bi.highest < ai.lowest;

CREATE VIEW latest_observation AS
SELECT o.*
FROM observation o
JOIN indicator i USING (indicator_id)
JOIN document d USING (document_id)
WHERE o.claim = 'reported' AND o.obs_id NOT IN (SELECT over_obs_id FROM preference)
QUALIFY row_number() OVER (
    PARTITION BY o.indicator_id, o.ref_area, o.measure
    ORDER BY o.time_end DESC NULLS LAST, o.time_basis = i.time_basis DESC, d.published_on DESC NULLS LAST,
             o.document_id, o.span_start, o.obs_id
) = 1;

CREATE VIEW target AS
SELECT o.obs_id, 'stated' AS target_kind, o.indicator_id, o.ref_area, o.time_end AS deadline, o.measure, o.claim,
       o.value, o.low, o.high, o.bound, o.unit, o.document_id, o.span_start, o.span_end, o.quote
FROM observation o
WHERE o.claim IN ('target', 'plan')
UNION ALL
SELECT o.obs_id, 'implied', p.indicator_id, p.ref_area, p.deadline, 'level', 'implied',
       p.target_value, p.target_low, p.target_high, p.target_bound, p.unit, o.document_id, o.span_start, o.span_end, o.quote
FROM progress p
JOIN observation o ON o.obs_id = p.target_obs_id
WHERE p.target_kind = 'implied';

-- The data dictionary: datapackage.json and the app's Downloads page are made from it.

COMMENT ON TABLE unit IS 'Units of measure, each with the dimension it is checked by';
COMMENT ON COLUMN unit.unit IS 'Name used in every table';
COMMENT ON COLUMN unit.symbol_zh IS 'As shown in Chinese';
COMMENT ON COLUMN unit.symbol_en IS 'As shown in English';
COMMENT ON COLUMN unit.dimension IS 'Dimension, such as [person] or [length]^2; only equal dimensions convert';
COMMENT ON COLUMN unit.source IS 'Where the definition comes from';

COMMENT ON TABLE measure IS 'The kinds of figure an indicator can have';
COMMENT ON COLUMN measure.measure IS 'level, growth, share, completion or rank';
COMMENT ON COLUMN measure.unit IS 'Unit of such figures; empty for level, whose unit is the indicator''s own';

COMMENT ON TABLE ref_area IS 'Places, and groups of places that figures are stated for as one';
COMMENT ON COLUMN ref_area.ref_area IS 'GB/T 2260 code, or a code of its own for a composite area';
COMMENT ON COLUMN ref_area.name_zh IS 'Chinese name';
COMMENT ON COLUMN ref_area.name_en IS 'English name';
COMMENT ON COLUMN ref_area.kind IS 'country, province, prefecture, county, zone, composite, corridor or world';
COMMENT ON COLUMN ref_area.parent IS 'The area it lies in: key of this table; empty at the top';
COMMENT ON COLUMN ref_area.members IS 'Codes of the areas a composite consists of, joined with ;';
COMMENT ON COLUMN ref_area.aliases IS 'Other names it is recognized by, joined with ;';

COMMENT ON TABLE indicator IS 'What is measured, without place and time';
COMMENT ON COLUMN indicator.indicator_id IS 'Key, in English words';
COMMENT ON COLUMN indicator.name_zh IS 'Chinese name';
COMMENT ON COLUMN indicator.name_en IS 'English name';
COMMENT ON COLUMN indicator.topic IS 'Group for browsing';
COMMENT ON COLUMN indicator.unit IS 'Unit of its level: key of unit';
COMMENT ON COLUMN indicator.direction IS 'Which way is better: up, down or none';
COMMENT ON COLUMN indicator.time_basis IS 'What a level counts when the text does not say';
COMMENT ON COLUMN indicator.headline IS 'Place among the overview''s cards; empty for the others';
COMMENT ON COLUMN indicator.description_zh IS 'What is counted, and what is not, in Chinese';
COMMENT ON COLUMN indicator.description_en IS 'What is counted, and what is not, in English';

COMMENT ON TABLE document IS 'The documents that the figures come from';
COMMENT ON COLUMN document.document_id IS 'Key: the file name without its ending';
COMMENT ON COLUMN document.file IS 'Name relative to the raw folder';
COMMENT ON COLUMN document.title IS 'Title';
COMMENT ON COLUMN document.publisher IS 'Newspaper or other publisher';
COMMENT ON COLUMN document.published_on IS 'Day of publication; empty where unknown';
COMMENT ON COLUMN document.event_on IS 'Day of the reported event, where stated';
COMMENT ON COLUMN document.date_precision IS 'exact, inferred (from the content or the file name) or missing';
COMMENT ON COLUMN document.kind IS 'article, or digest (our own sentences about an article)';
COMMENT ON COLUMN document.source IS 'For a digest, the article''s file name and sha256; else free text';
COMMENT ON COLUMN document.url IS 'Web address, where known';
COMMENT ON COLUMN document.licence IS 'Licence of the text, where known';
COMMENT ON COLUMN document.media_type IS 'Media type of the file';
COMMENT ON COLUMN document.encoding IS 'Encoding the file was decoded from; empty for binary formats';
COMMENT ON COLUMN document.sha256 IS 'sha256 of the file''s bytes';
COMMENT ON COLUMN document.text_sha256 IS 'sha256 of the text without white space: equal for one text under two names';
COMMENT ON COLUMN document.characters IS 'Length of text in code points';
COMMENT ON COLUMN document.unreadable IS 'Figures of the source that are damaged and so left out, one a line';
COMMENT ON COLUMN document.text IS 'The decoded file; not in the CSV';

COMMENT ON TABLE mention IS 'Every quantity found in a document, and what became of it: accepted + review + context add up to all';
COMMENT ON COLUMN mention.mention_id IS 'Key: document, span, and a number where two share a span';
COMMENT ON COLUMN mention.document_id IS 'The document it stands in: key of document';
COMMENT ON COLUMN mention.span_start IS 'First code point of the quote in document.text, counted from 0';
COMMENT ON COLUMN mention.span_end IS 'Code point after the last of the quote';
COMMENT ON COLUMN mention.quote IS 'The words as printed: document.text[span_start:span_end]';
COMMENT ON COLUMN mention.sentence_start IS 'First code point of its sentence';
COMMENT ON COLUMN mention.sentence_end IS 'Code point after its sentence';
COMMENT ON COLUMN mention.value IS 'Amount in unit, 万 and 亿 multiplied out; percent as the number of percent, a rank as its number; empty for a range';
COMMENT ON COLUMN mention.low IS 'Lower end where the amount is a range or open upwards';
COMMENT ON COLUMN mention.high IS 'Upper end where the amount is a range or open downwards';
COMMENT ON COLUMN mention.unit IS 'Canonical unit, or the measure word as printed';
COMMENT ON COLUMN mention.bound IS 'How the wording bounds the amount: exact, more_than, less_than, at_least, at_most, nearly, about, range';
COMMENT ON COLUMN mention.measure IS 'What kind of figure: level, growth, share, completion, rank';
COMMENT ON COLUMN mention.claim IS 'What the text claims: reported, target, plan, implied';
COMMENT ON COLUMN mention.time_start IS 'First day of the period, inclusive; empty where the text does not say';
COMMENT ON COLUMN mention.time_end IS 'Last day of the period, inclusive; the deadline of a target';
COMMENT ON COLUMN mention.time_basis IS 'How the period counts: flow, ytd (year to date), cumulative, point, deadline';
COMMENT ON COLUMN mention.ref_area IS 'Where: key of ref_area; empty where the text names no area we know';
COMMENT ON COLUMN mention.area IS 'Chinese names of the areas, joined with ;';
COMMENT ON COLUMN mention.indicator_id IS 'What is measured: key of indicator; empty where the catalogue knows none';
COMMENT ON COLUMN mention.name IS 'The indicator''s Chinese name, or the noun phrase proposed for a new one';
COMMENT ON COLUMN mention.disposition IS 'accepted (it is an observation), review (a person decides) or context (no indicator)';
COMMENT ON COLUMN mention.reason IS 'Why it is not accepted; empty when it is';
COMMENT ON COLUMN mention.rule_id IS 'The rules that gave the attributes, joined with +';
COMMENT ON COLUMN mention.confidence IS 'How sure the rules are, 0 to 1';

COMMENT ON TABLE observation IS 'The normalized indicator table: one row a claim in one span of one document';
COMMENT ON COLUMN observation.obs_id IS 'Key: hash of document, span, indicator and claim';
COMMENT ON COLUMN observation.indicator_id IS 'What is measured, without place and time: key of indicator';
COMMENT ON COLUMN observation.ref_area IS 'Where: key of ref_area (GB/T 2260 code, or a code of its own for a composite area)';
COMMENT ON COLUMN observation.time_start IS 'First day of the period, inclusive; empty where the text does not say';
COMMENT ON COLUMN observation.time_end IS 'Last day of the period, inclusive; the deadline of a target';
COMMENT ON COLUMN observation.time_basis IS 'How the period counts: flow, ytd (year to date), cumulative, point, deadline';
COMMENT ON COLUMN observation.measure IS 'What kind of figure: level, growth, share, completion, rank';
COMMENT ON COLUMN observation.claim IS 'What the text claims: reported, target, plan, implied';
COMMENT ON COLUMN observation.value IS 'Amount in unit, 万 and 亿 multiplied out; percent as the number of percent, a rank as its number; empty for a range';
COMMENT ON COLUMN observation.unit IS 'Canonical unit: key of unit';
COMMENT ON COLUMN observation.low IS 'Lower end where the amount is a range or open upwards';
COMMENT ON COLUMN observation.high IS 'Upper end where the amount is a range or open downwards';
COMMENT ON COLUMN observation.bound IS 'How the wording bounds the amount: exact, more_than, less_than, at_least, at_most, nearly, about, range';
COMMENT ON COLUMN observation.value_as_published IS 'The number as printed';
COMMENT ON COLUMN observation.unit_as_published IS 'The unit as printed';
COMMENT ON COLUMN observation.obs_status IS 'SDMX CL_OBS_STATUS: A normal, E estimated, F forecast, P provisional';
COMMENT ON COLUMN observation.document_id IS 'The document it stands in: key of document';
COMMENT ON COLUMN observation.span_start IS 'First code point of the quote in document.text, counted from 0';
COMMENT ON COLUMN observation.span_end IS 'Code point after the last of the quote';
COMMENT ON COLUMN observation.quote IS 'The words as printed: document.text[span_start:span_end]';
COMMENT ON COLUMN observation.rule_id IS 'The rules that gave the attributes, joined with +';
COMMENT ON COLUMN observation.confidence IS 'How sure the rules are, 0 to 1';
COMMENT ON COLUMN observation.review_status IS 'auto, or accepted or corrected by a person';
COMMENT ON COLUMN observation.run_id IS 'The vintage it belongs to';

COMMENT ON TABLE progress IS 'Targets, stated or implied, held against the latest comparable report';
COMMENT ON COLUMN progress.progress_id IS 'Key';
COMMENT ON COLUMN progress.target_obs_id IS 'The target; for an implied one, the completion rate it follows from: key of observation';
COMMENT ON COLUMN progress.report_obs_id IS 'The report held against it; empty where none is comparable';
COMMENT ON COLUMN progress.base_obs_id IS 'The value the target starts from, where stated';
COMMENT ON COLUMN progress.indicator_id IS 'What is measured, without place and time: key of indicator';
COMMENT ON COLUMN progress.ref_area IS 'Where: key of ref_area (GB/T 2260 code, or a code of its own for a composite area)';
COMMENT ON COLUMN progress.deadline IS 'Last day to reach it';
COMMENT ON COLUMN progress.target_kind IS 'stated, or implied by a completion rate';
COMMENT ON COLUMN progress.target_value IS 'Aimed at, in unit';
COMMENT ON COLUMN progress.target_low IS 'Lower end of the target';
COMMENT ON COLUMN progress.target_high IS 'Upper end of the target';
COMMENT ON COLUMN progress.target_bound IS 'How the wording bounds the target';
COMMENT ON COLUMN progress.report_value IS 'Reported, in unit';
COMMENT ON COLUMN progress.report_low IS 'Lower end of the report';
COMMENT ON COLUMN progress.report_high IS 'Upper end of the report';
COMMENT ON COLUMN progress.report_bound IS 'How the wording bounds the report; empty without one';
COMMENT ON COLUMN progress.report_time_end IS 'Last day of the report''s period';
COMMENT ON COLUMN progress.unit IS 'Canonical unit: key of unit';
COMMENT ON COLUMN progress.attainment_low IS 'Report / target at the lower end; 1 means met';
COMMENT ON COLUMN progress.attainment_high IS 'Report / target at the upper end';
COMMENT ON COLUMN progress.status IS 'awaiting_report, achieved, missed, open, indeterminate, on_track, needs_acceleration or behind; never above the evidence';
COMMENT ON COLUMN progress.evidence IS 'What the status rests on: target_only, target_and_report, completion_rate or base_target_report';
COMMENT ON COLUMN progress.method IS 'How the status was worked out';
COMMENT ON COLUMN progress.inputs IS 'Every number used, as JSON';
COMMENT ON COLUMN progress.as_of IS 'The day the status holds for: the newest document''s';

COMMENT ON TABLE finding IS 'What the checks found';
COMMENT ON COLUMN finding.check_name IS 'File of pipelines/checks, or the catalogue';
COMMENT ON COLUMN finding.severity IS 'hard (nothing is published) or soft (published and shown)';
COMMENT ON COLUMN finding.subject IS 'Key of the row';
COMMENT ON COLUMN finding.message IS 'What is wrong with it';
COMMENT ON COLUMN finding.parameters IS 'The message for programs, as JSON: its code and its values';

COMMENT ON TABLE refusal IS 'Raw files that could not be read';
COMMENT ON COLUMN refusal.file IS 'Name relative to the raw folder';
COMMENT ON COLUMN refusal.reason IS 'Code of the reason';
COMMENT ON COLUMN refusal.detail IS 'The reason in one line';
COMMENT ON COLUMN refusal.parameters IS 'The detail for programs, as JSON: its code and its values';

COMMENT ON TABLE run IS 'The refresh that built this vintage: one row';
COMMENT ON COLUMN run.run_id IS 'First 12 hex digits of the sha256 of the content';
COMMENT ON COLUMN run.documents IS 'Documents read';
COMMENT ON COLUMN run.refused IS 'Files refused';
COMMENT ON COLUMN run.mentions IS 'Quantities found';
COMMENT ON COLUMN run.observations IS 'of them accepted';
COMMENT ON COLUMN run.review_items IS 'of them waiting for a person';
COMMENT ON COLUMN run.context_items IS 'of them no indicator';
COMMENT ON COLUMN run.newest_document_on IS 'Day of the newest document';

COMMENT ON TABLE review_log IS 'What people decided, and what became of each decision';
COMMENT ON COLUMN review_log.line IS 'Key: the line of decisions.csv';
COMMENT ON COLUMN review_log.decision_id IS 'Name of the decision';
COMMENT ON COLUMN review_log.decided_at IS 'When, in UTC';
COMMENT ON COLUMN review_log.decided_by IS 'Who decided';
COMMENT ON COLUMN review_log.action IS 'accept, correct, context, prefer or undo';
COMMENT ON COLUMN review_log.file IS 'The document''s name when it was decided';
COMMENT ON COLUMN review_log.decoded_sha256 IS 'sha256 of the text decided on: sha256(document.text)';
COMMENT ON COLUMN review_log.span_start IS 'First code point of the quote in document.text, counted from 0';
COMMENT ON COLUMN review_log.span_end IS 'Code point after the last of the quote';
COMMENT ON COLUMN review_log.quote IS 'The words as printed: document.text[span_start:span_end]';
COMMENT ON COLUMN review_log.indicator_id IS 'The figure as decided: what is measured';
COMMENT ON COLUMN review_log.ref_area IS 'The figure as decided: where';
COMMENT ON COLUMN review_log.time_start IS 'The figure as decided: first day of the period';
COMMENT ON COLUMN review_log.time_end IS 'The figure as decided: last day of the period';
COMMENT ON COLUMN review_log.time_basis IS 'The figure as decided: how the period counts';
COMMENT ON COLUMN review_log.unit IS 'The figure as decided: unit of the amount';
COMMENT ON COLUMN review_log.claim IS 'The figure as decided: what the text claims';
COMMENT ON COLUMN review_log.measure IS 'The figure as decided: what kind of figure';
COMMENT ON COLUMN review_log.value IS 'The figure as decided: the amount, in unit';
COMMENT ON COLUMN review_log.low IS 'The figure as decided: lower end';
COMMENT ON COLUMN review_log.high IS 'The figure as decided: upper end';
COMMENT ON COLUMN review_log.bound IS 'The figure as decided: how the wording bounds the amount';
COMMENT ON COLUMN review_log.preferred_over IS 'Of a prefer that applies: the observations it decides against, joined with ;';
COMMENT ON COLUMN review_log.undoes IS 'Of an undo: the decision that counts no more';
COMMENT ON COLUMN review_log.reason IS 'Why, in the words of who decided';
COMMENT ON COLUMN review_log.state IS 'applied, stale (its text has changed), undone, superseded (by a later one) or refused (it breaks a rule)';
COMMENT ON COLUMN review_log.note IS 'Why the state is not applied';
COMMENT ON COLUMN review_log.obs_id IS 'The observation that it made, or prefers: key of observation';
COMMENT ON COLUMN review_log.parameters IS 'The note for programs, as JSON: its code and its values';

COMMENT ON VIEW preference IS 'Of observations that cannot both hold: which one a person prefers, over which';
COMMENT ON COLUMN preference.decision_id IS 'The decision: key of review_log';
COMMENT ON COLUMN preference.decided_at IS 'When, in UTC';
COMMENT ON COLUMN preference.decided_by IS 'Who decided';
COMMENT ON COLUMN preference.reason IS 'Why, in the words of who decided';
COMMENT ON COLUMN preference.obs_id IS 'The observation preferred';
COMMENT ON COLUMN preference.over_obs_id IS 'One that it is preferred over: no comparison uses it';

COMMENT ON VIEW observation_interval IS 'The widest interval the wording of each observation allows';
COMMENT ON COLUMN observation_interval.obs_id IS 'Key of observation';
COMMENT ON COLUMN observation_interval.lowest IS 'Lower end, inclusive; empty where open';
COMMENT ON COLUMN observation_interval.highest IS 'Upper end, inclusive; empty where open';

COMMENT ON VIEW conflict IS 'Pairs of the same indicator, area, time, measure and claim whose values cannot both hold';
COMMENT ON COLUMN conflict.obs_id IS 'One observation';
COMMENT ON COLUMN conflict.other_obs_id IS 'The other';
COMMENT ON COLUMN conflict.indicator_id IS 'What is measured, without place and time: key of indicator';
COMMENT ON COLUMN conflict.ref_area IS 'Where: key of ref_area (GB/T 2260 code, or a code of its own for a composite area)';
COMMENT ON COLUMN conflict.time_start IS 'First day of the period, inclusive; empty where the text does not say';
COMMENT ON COLUMN conflict.time_end IS 'Last day of the period, inclusive; the deadline of a target';
COMMENT ON COLUMN conflict.time_basis IS 'How the period counts: flow, ytd (year to date), cumulative, point, deadline';
COMMENT ON COLUMN conflict.measure IS 'What kind of figure: level, growth, share, completion, rank';
COMMENT ON COLUMN conflict.claim IS 'What the text claims: reported, target, plan, implied';
COMMENT ON COLUMN conflict.unit IS 'Canonical unit: key of unit';
COMMENT ON COLUMN conflict.value IS 'Amount in unit, 万 and 亿 multiplied out; percent as the number of percent, a rank as its number; empty for a range';
COMMENT ON COLUMN conflict.bound IS 'How the wording bounds the amount: exact, more_than, less_than, at_least, at_most, nearly, about, range';
COMMENT ON COLUMN conflict.other_value IS 'Value of the other';
COMMENT ON COLUMN conflict.other_bound IS 'Bound of the other';
COMMENT ON COLUMN conflict.document_id IS 'The document it stands in: key of document';
COMMENT ON COLUMN conflict.other_document_id IS 'Document of the other';
COMMENT ON COLUMN conflict.quote IS 'The words as printed: document.text[span_start:span_end]';
COMMENT ON COLUMN conflict.other_quote IS 'Quote of the other';
COMMENT ON COLUMN conflict.preferred_obs_id IS 'The observation that a person prefers to one of the two, which settles the pair; empty while it is open';
COMMENT ON COLUMN conflict.decision_id IS 'The decision that settles the pair: key of preference; empty while it is open';

COMMENT ON VIEW latest_observation IS 'The newest report of each indicator, area and measure';
COMMENT ON COLUMN latest_observation.obs_id IS 'Key: hash of document, span, indicator and claim';
COMMENT ON COLUMN latest_observation.indicator_id IS 'What is measured, without place and time: key of indicator';
COMMENT ON COLUMN latest_observation.ref_area IS 'Where: key of ref_area (GB/T 2260 code, or a code of its own for a composite area)';
COMMENT ON COLUMN latest_observation.time_start IS 'First day of the period, inclusive; empty where the text does not say';
COMMENT ON COLUMN latest_observation.time_end IS 'Last day of the period, inclusive; the deadline of a target';
COMMENT ON COLUMN latest_observation.time_basis IS 'How the period counts: flow, ytd (year to date), cumulative, point, deadline';
COMMENT ON COLUMN latest_observation.measure IS 'What kind of figure: level, growth, share, completion, rank';
COMMENT ON COLUMN latest_observation.claim IS 'What the text claims: reported, target, plan, implied';
COMMENT ON COLUMN latest_observation.value IS 'Amount in unit, 万 and 亿 multiplied out; percent as the number of percent, a rank as its number; empty for a range';
COMMENT ON COLUMN latest_observation.unit IS 'Canonical unit: key of unit';
COMMENT ON COLUMN latest_observation.low IS 'Lower end where the amount is a range or open upwards';
COMMENT ON COLUMN latest_observation.high IS 'Upper end where the amount is a range or open downwards';
COMMENT ON COLUMN latest_observation.bound IS 'How the wording bounds the amount: exact, more_than, less_than, at_least, at_most, nearly, about, range';
COMMENT ON COLUMN latest_observation.value_as_published IS 'The number as printed';
COMMENT ON COLUMN latest_observation.unit_as_published IS 'The unit as printed';
COMMENT ON COLUMN latest_observation.obs_status IS 'SDMX CL_OBS_STATUS: A normal, E estimated, F forecast, P provisional';
COMMENT ON COLUMN latest_observation.document_id IS 'The document it stands in: key of document';
COMMENT ON COLUMN latest_observation.span_start IS 'First code point of the quote in document.text, counted from 0';
COMMENT ON COLUMN latest_observation.span_end IS 'Code point after the last of the quote';
COMMENT ON COLUMN latest_observation.quote IS 'The words as printed: document.text[span_start:span_end]';
COMMENT ON COLUMN latest_observation.rule_id IS 'The rules that gave the attributes, joined with +';
COMMENT ON COLUMN latest_observation.confidence IS 'How sure the rules are, 0 to 1';
COMMENT ON COLUMN latest_observation.review_status IS 'auto, or accepted or corrected by a person';
COMMENT ON COLUMN latest_observation.run_id IS 'The vintage it belongs to';

COMMENT ON VIEW target IS 'Stated targets and plans, and the targets implied by completion rates';
COMMENT ON COLUMN target.obs_id IS 'The target, or the completion rate that implies it';
COMMENT ON COLUMN target.target_kind IS 'stated or implied';
COMMENT ON COLUMN target.indicator_id IS 'What is measured, without place and time: key of indicator';
COMMENT ON COLUMN target.ref_area IS 'Where: key of ref_area (GB/T 2260 code, or a code of its own for a composite area)';
COMMENT ON COLUMN target.deadline IS 'Last day to reach it; empty where not stated';
COMMENT ON COLUMN target.measure IS 'What kind of figure: level, growth, share, completion, rank';
COMMENT ON COLUMN target.claim IS 'What the text claims: reported, target, plan, implied';
COMMENT ON COLUMN target.value IS 'Amount in unit, 万 and 亿 multiplied out; percent as the number of percent, a rank as its number; empty for a range';
COMMENT ON COLUMN target.low IS 'Lower end where the amount is a range or open upwards';
COMMENT ON COLUMN target.high IS 'Upper end where the amount is a range or open downwards';
COMMENT ON COLUMN target.bound IS 'How the wording bounds the amount: exact, more_than, less_than, at_least, at_most, nearly, about, range';
COMMENT ON COLUMN target.unit IS 'Canonical unit: key of unit';
COMMENT ON COLUMN target.document_id IS 'The document it stands in: key of document';
COMMENT ON COLUMN target.span_start IS 'First code point of the quote in document.text, counted from 0';
COMMENT ON COLUMN target.span_end IS 'Code point after the last of the quote';
COMMENT ON COLUMN target.quote IS 'The words as printed: document.text[span_start:span_end]';
