-- soft: a share is between 0 and 100 %
SELECT obs_id AS subject, indicator_id || ': expected 0 to 100, found ' || quote AS message, indicator_id, quote
FROM observation
WHERE measure = 'share' AND (least(value, low, high) < 0 OR greatest(value, low, high) > 100)
