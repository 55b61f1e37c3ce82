-- hard: mentions = observations + review + context, and each accepted mention is one observation and the other way round
WITH accepted AS (
    SELECT document_id, span_start, span_end, indicator_id, claim, count(*) AS n
    FROM mention WHERE disposition = 'accepted' GROUP BY ALL
), observed AS (
    SELECT document_id, span_start, span_end, indicator_id, claim, count(*) AS n FROM observation GROUP BY ALL
), counted AS (
    SELECT count(*) AS mentions, count(*) FILTER (disposition = 'review') AS review_items,
           count(*) FILTER (disposition = 'context') AS context_items, (SELECT count(*) FROM observation) AS observations
    FROM mention
)
SELECT document_id || ':' || span_start || '-' || span_end AS subject,
       coalesce(indicator_id, 'no indicator') || ', ' || claim || ': expected one observation an accepted mention, found '
       || coalesce(observed.n, 0) || ' for ' || coalesce(accepted.n, 0) AS message
FROM accepted FULL JOIN observed USING (document_id, span_start, span_end, indicator_id, claim)
WHERE accepted.n IS DISTINCT FROM observed.n
UNION ALL
SELECT 'run', 'expected ' || r.mentions || ' = ' || r.observations || ' + ' || r.review_items || ' + ' || r.context_items
       || ', found ' || c.mentions || ' = ' || c.observations || ' + ' || c.review_items || ' + ' || c.context_items
FROM run r, counted c
WHERE (r.mentions, r.observations, r.review_items, r.context_items)
          IS DISTINCT FROM (c.mentions, c.observations, c.review_items, c.context_items)
   OR r.mentions <> r.observations + r.review_items + r.context_items
