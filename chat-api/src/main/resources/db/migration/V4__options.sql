-- What the answers of a conversation are written with where a message names nothing; all null: nothing is set.
alter table conversation
    add column temperature      double precision,
    add column max_tokens       integer,
    add column reasoning_effort text,
    add column system_prompt    text;
