-- Adopts a table made before TicketSense, too; then only widens ids and adds what is missing.
CREATE TABLE IF NOT EXISTS tickets (
  id         varchar(128) PRIMARY KEY,
  subject    varchar(500) NOT NULL,
  body       text         NOT NULL CHECK (char_length(body) BETWEEN 1 AND 50000),
  from_name  varchar(200) NOT NULL,
  from_email varchar(300) NOT NULL,
  created_at timestamptz  NOT NULL
);

-- A wider varchar rewrites no row.
ALTER TABLE tickets ALTER COLUMN id TYPE varchar(128);

-- Pages, newest first. The order of ids must not depend on the locale of the server.
CREATE INDEX IF NOT EXISTS tickets_newest_first ON tickets (created_at DESC, id COLLATE "C" DESC);

-- Samples: ids in an order that has nothing to do with the tickets.
CREATE INDEX IF NOT EXISTS tickets_shuffled ON tickets (hashtextextended(id, 0));
