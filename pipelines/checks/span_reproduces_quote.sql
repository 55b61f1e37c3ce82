-- hard: the code points [span_start, span_end) of the document's text are the quote
-- A long text is cut into pieces first: to count from its start for each quote takes hours on one of 50 MB.
WITH piece AS (
    SELECT document_id, unnest(pieces) AS piece, generate_subscripts(pieces, 1) - 1 AS number
    FROM (SELECT document_id, regexp_extract_all(text, '(?s).{1,100}') AS pieces FROM document WHERE characters > 5000)
), stated AS (
    SELECT 'mention' AS name, mention_id AS key, document_id, quote, span_start, span_end FROM mention
    UNION ALL
    SELECT 'observation', obs_id, document_id, quote, span_start, span_end FROM observation
), numbered AS (
    SELECT stated.*, unnest(range(span_start // 100, (least(span_end, characters) - 1) // 100 + 1)) AS number
    FROM stated JOIN document USING (document_id)
    WHERE characters > 5000
), joined AS (
    SELECT name, key, string_agg(piece, '' ORDER BY number) AS pieces
    FROM numbered JOIN piece USING (document_id, number)
    GROUP BY name, key
)
SELECT name || ' ' || key AS subject,
       'expected ' || quote || ', found ' || coalesce(found, 'no text') || ' at ' || span_start || '-' || span_end AS message
FROM (
    SELECT stated.*, CASE WHEN characters > 5000 THEN substring(pieces, span_start % 100 + 1, least(span_end, characters) - span_start)
                          ELSE substring(text, span_start + 1, least(span_end, characters) - span_start) END AS found
    FROM stated LEFT JOIN document USING (document_id) LEFT JOIN joined USING (name, key)
)
WHERE found IS DISTINCT FROM quote
