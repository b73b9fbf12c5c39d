ALTER TABLE tickets ADD COLUMN more int;
ALTER TABLE tickets ADD COLUMN broken_on_purpose int;
