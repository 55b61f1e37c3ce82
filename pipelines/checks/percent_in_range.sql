-- soft: nothing falls by more than all of it, nothing is completed below zero, and no rate is in the tens of thousands
SELECT obs_id AS subject, measure || ' of ' || indicator_id || ': found ' || quote AS message, indicator_id, measure, quote
FROM observation
WHERE unit = 'percent'
  AND ((measure = 'growth' AND least(value, low) < -100)
    OR (measure IN ('completion', 'share') AND least(value, low) < 0)
    OR greatest(abs(value), abs(low), abs(high)) >= 10000)
