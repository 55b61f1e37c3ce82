-- zh: 最近到期的目标
-- en: The next deadlines
SELECT i.name_{lang} AS name, t.value, t.bound, t.unit, t.deadline, a.name_{lang} AS area, t.claim, t.quote
FROM target t
JOIN indicator i USING (indicator_id)
JOIN ref_area a USING (ref_area)
WHERE t.deadline IS NOT NULL
ORDER BY t.deadline, name
