-- zh: 数量的去向
-- en: What became of every quantity
SELECT disposition, reason, count(*) AS quantities
FROM mention
GROUP BY ALL
ORDER BY quantities DESC
