-- hard: a value lies inside its own low and high
SELECT key AS subject, 'expected ' || coalesce(low::VARCHAR, 'any') || ' to ' || coalesce(high::VARCHAR, 'any') || ', found ' || value AS message
FROM (
    SELECT 'mention ' || mention_id AS key, value, low, high FROM mention
    UNION ALL
    SELECT 'observation ' || obs_id, value, low, high FROM observation
)
WHERE value < low OR value > high
