-- soft: what is reported has happened, or at least begun: no report of a later year, and no count as of a later day
SELECT obs_id AS subject,
       indicator_id || ': ' || quote || ' reported for ' || coalesce(time_start || ' to ', '') || time_end
       || ' in a document of ' || coalesce(published_on, event_on) AS message,
       indicator_id, quote, time_start AS start, time_end AS "end", coalesce(published_on, event_on) AS day
FROM observation JOIN document USING (document_id)
WHERE claim = 'reported' AND time_end > coalesce(published_on, event_on)
  AND NOT (time_basis IN ('flow', 'ytd') AND coalesce(time_start <= coalesce(published_on, event_on), false))
