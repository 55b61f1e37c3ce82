-- zh: 最近到期的目标
-- en: The next deadlines
SELECT t.deadline, i.name_zh, i.name_en, a.name_zh AS area_zh, a.name_en AS area_en, t.value, t.bound, t.unit,
       t.claim, t.quote
FROM target t
JOIN indicator i USING (indicator_id)
JOIN ref_area a USING (ref_area)
WHERE t.deadline IS NOT NULL
ORDER BY t.deadline, i.name_en
