-- soft: what is reported has happened: its period ends no later than the document's date
SELECT obs_id AS subject,
       indicator_id || ': reported for a period to ' || time_end || ' in a document of ' || coalesce(published_on, event_on) AS message
FROM observation JOIN document USING (document_id)
WHERE claim = 'reported' AND time_end > coalesce(published_on, event_on)
