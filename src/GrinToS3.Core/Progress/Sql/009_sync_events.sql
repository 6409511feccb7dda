-- Ours: of how many volumes an event of syncing is the latest, and to how many it ever happened. To look at each volume takes seconds for a million, so it is
-- counted as events are added, by whichever tool: a trigger works for both. It uses nothing that an old SQLite lacks, and no OR IGNORE, which the
-- inserting statement would overrule.

CREATE TABLE IF NOT EXISTS sync_events (event TEXT PRIMARY KEY, latest INTEGER NOT NULL, ever INTEGER NOT NULL) WITHOUT ROWID;
DELETE FROM sync_events;
INSERT INTO sync_events (event, latest, ever)
    SELECT event, coalesce(latest, 0), ever
    FROM (SELECT status_value AS event, count(DISTINCT barcode) AS ever FROM book_status_history WHERE status_type = 'sync' GROUP BY status_value)
    LEFT JOIN (
        SELECT status_value AS event, count(*) AS latest FROM (SELECT status_value, max(id) FROM book_status_history WHERE status_type = 'sync' GROUP BY barcode) GROUP BY status_value)
    USING (event);

CREATE TRIGGER IF NOT EXISTS count_sync_event AFTER INSERT ON book_status_history WHEN NEW.status_type = 'sync'
BEGIN
    UPDATE sync_events SET latest = latest - 1 WHERE event = (
        SELECT status_value FROM book_status_history WHERE barcode = NEW.barcode AND status_type = 'sync' AND id < NEW.id ORDER BY id DESC LIMIT 1);
    INSERT INTO sync_events (event, latest, ever) SELECT NEW.status_value, 0, 0 WHERE NOT EXISTS (SELECT 1 FROM sync_events WHERE event = NEW.status_value);
    UPDATE sync_events SET latest = latest + 1, ever = ever + NOT EXISTS (
            SELECT 1 FROM book_status_history WHERE status_type = 'sync' AND status_value = NEW.status_value AND barcode = NEW.barcode AND id < NEW.id)
        WHERE event = NEW.status_value;
END;
