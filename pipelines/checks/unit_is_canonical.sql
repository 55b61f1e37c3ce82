-- hard: amounts of one indicator and measure all stand in the same unit, the indicator's or the measure's own
SELECT o.obs_id AS subject,
       o.indicator_id || ', ' || o.measure || ': expected ' || coalesce(m.unit, i.unit) || ', found ' || o.unit AS message
FROM observation o
JOIN indicator i USING (indicator_id)
JOIN measure m ON m.measure = o.measure
WHERE o.unit <> coalesce(m.unit, i.unit)
