-- hard: the code points [span_start, span_end) of the document's text are the quote
SELECT kind || ' ' || key AS subject,
       'expected ' || quote || ', found ' || coalesce(found, 'no document') || ' at ' || span_start || '-' || span_end AS message
FROM (
    SELECT 'mention' AS kind, mention_id AS key, quote, span_start, span_end,
           substring(text, span_start + 1, span_end - span_start) AS found
    FROM mention LEFT JOIN document USING (document_id)
    UNION ALL
    SELECT 'observation', obs_id, quote, span_start, span_end, substring(text, span_start + 1, span_end - span_start)
    FROM observation LEFT JOIN document USING (document_id)
)
WHERE found IS DISTINCT FROM quote
