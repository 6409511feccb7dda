-- Ours: of how many volumes which event of syncing is the latest. To look at each volume takes seconds for a million, so it is counted as events are
-- added, by whichever tool: a trigger works for both. It uses nothing that an old SQLite lacks, and no OR IGNORE, which the inserting statement would overrule.

CREATE TABLE IF NOT EXISTS latest_sync_events (event TEXT PRIMARY KEY, volumes INTEGER NOT NULL) WITHOUT ROWID;
DELETE FROM latest_sync_events;
INSERT INTO latest_sync_events (event, volumes)
    SELECT status_value, count(*) FROM (SELECT status_value, max(id) FROM book_status_history WHERE status_type = 'sync' GROUP BY barcode) GROUP BY status_value;

CREATE TRIGGER IF NOT EXISTS latest_sync_event AFTER INSERT ON book_status_history WHEN NEW.status_type = 'sync'
BEGIN
    UPDATE latest_sync_events SET volumes = volumes - 1 WHERE event = (
        SELECT status_value FROM book_status_history WHERE barcode = NEW.barcode AND status_type = 'sync' AND id < NEW.id ORDER BY id DESC LIMIT 1);
    INSERT INTO latest_sync_events (event, volumes) SELECT NEW.status_value, 0 WHERE NOT EXISTS (SELECT 1 FROM latest_sync_events WHERE event = NEW.status_value);
    UPDATE latest_sync_events SET volumes = volumes + 1 WHERE event = NEW.status_value;
END;
