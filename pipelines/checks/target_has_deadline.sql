-- soft: a target or plan says by when
SELECT obs_id AS subject, indicator_id || ', ' || claim || ': no deadline (' || quote || ')' AS message, indicator_id, claim, quote
FROM observation
WHERE claim IN ('target', 'plan') AND time_end IS NULL
