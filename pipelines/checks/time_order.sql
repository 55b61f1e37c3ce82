-- hard: a period ends no earlier than it starts
SELECT kind || ' ' || key AS subject, 'starts ' || time_start || ', ends ' || time_end AS message
FROM (
    SELECT 'mention' AS kind, mention_id AS key, time_start, time_end FROM mention
    UNION ALL
    SELECT 'observation', obs_id, time_start, time_end FROM observation
)
WHERE time_start > time_end
