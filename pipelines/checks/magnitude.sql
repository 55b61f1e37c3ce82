-- soft: a level is within a factor of 1,000 of the other levels of its indicator, area and time basis: beyond, 万 or 亿 may be amiss
WITH level AS (
    SELECT obs_id, indicator_id, ref_area, time_basis, quote, abs(coalesce(value, low, high)) AS size
    FROM observation
    WHERE measure = 'level' AND coalesce(value, low, high) <> 0
), compared AS (
    SELECT *, median(CAST(size AS DOUBLE)) OVER same AS middle, count(*) OVER same AS others
    FROM level
    WINDOW same AS (PARTITION BY indicator_id, ref_area, time_basis ORDER BY obs_id
                    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING EXCLUDE CURRENT ROW)
)
SELECT obs_id AS subject,
       indicator_id || ', ' || ref_area || ': ' || quote || ' is ' || printf('%.2g', size / middle)
       || ' times the median of the other ' || others AS message,
       indicator_id, ref_area, quote, printf('%.2g', size / middle) AS times, others AS n
FROM compared
WHERE others >= 1 AND (size / middle > 1000 OR size / middle < 0.001)
