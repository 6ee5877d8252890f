-- What an answer rests on, as the log has it.
alter table message add column sources jsonb not null default '[]';

-- Of an answer that is being written: what each piece brought.
alter table generation_progress add column sources jsonb not null default '[]';
