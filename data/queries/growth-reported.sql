-- zh: 报道的增长率
-- en: Growth as reported
SELECT i.name_{lang} AS name, o.value, o.low, o.high, o.unit, o.bound AS bound_of_size,
       CASE sign(coalesce(o.value, o.low, o.high)) WHEN -1 THEN 'fall' WHEN 1 THEN 'rise' END AS direction,
       o.time_start, o.time_end, a.name_{lang} AS area, o.quote
FROM observation o
JOIN indicator i USING (indicator_id)
JOIN ref_area a USING (ref_area)
WHERE o.measure = 'growth' AND o.claim = 'reported'
ORDER BY coalesce(o.value, o.low, o.high) DESC
