-- Ours: what is not done of which stage, without a scan. What is done has no entry, so that a volume that comes home costs none.

CREATE INDEX IF NOT EXISTS idx_volume_states_open ON volume_states (stage, state) WHERE state NOT IN ('stored', 'done', 'enriched');
