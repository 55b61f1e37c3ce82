-- zh: 不能同时成立的数据
-- en: Values that cannot both hold
SELECT i.name_{lang} AS name, c.value, c.bound, c.other_value, c.other_bound, c.unit, c.time_end, a.name_{lang} AS area,
       c.quote, c.other_quote
FROM conflict c
JOIN indicator i USING (indicator_id)
JOIN ref_area a USING (ref_area)
ORDER BY name, c.time_end
