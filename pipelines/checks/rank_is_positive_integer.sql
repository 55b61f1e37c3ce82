-- soft: a rank is a whole number from 1
SELECT obs_id AS subject, indicator_id || ': expected 1, 2, 3 …, found ' || quote AS message, indicator_id, quote
FROM observation
WHERE measure = 'rank' AND (least(value, low, high) < 1 OR value <> trunc(value) OR low <> trunc(low) OR high <> trunc(high))
