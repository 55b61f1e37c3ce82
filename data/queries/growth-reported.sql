-- zh: 报道的增长率
-- en: Growth as reported
SELECT i.name_{lang} AS name, o.value, o.unit, if(o.value < 0, 'fall', 'rise') AS direction, abs(o.value) AS size,
       o.bound AS bound_of_size, o.time_start, o.time_end, a.name_{lang} AS area, o.quote
FROM observation o
JOIN indicator i USING (indicator_id)
JOIN ref_area a USING (ref_area)
WHERE o.measure = 'growth' AND o.claim = 'reported'
ORDER BY o.value DESC
