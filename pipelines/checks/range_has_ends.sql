-- hard: a range has both ends in order, and no other bound is without a value
SELECT obs_id AS subject,
       bound || ': found value ' || coalesce(value::VARCHAR, 'none') || ', low ' || coalesce(low::VARCHAR, 'none')
       || ', high ' || coalesce(high::VARCHAR, 'none') AS message
FROM observation
WHERE CASE WHEN bound = 'range' THEN low IS NULL OR high IS NULL OR low > high ELSE value IS NULL END
